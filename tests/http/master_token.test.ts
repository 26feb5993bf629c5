// Master keys in a token (SoftHSM, reached as any hardware security module is): a key folder's database is taken over into it while it serves, four
// commands that draw at once leave one newest key, cases open before and after and after a new start, no key is left in a file, and what the token is missing for
// is told.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { opens } from './data_keys.ts';
import { type Ended, keys as keysCommand } from './keys_command.ts';
import { RunningPostgres } from './running_postgres.ts';
import { chance, Installation } from './under_load.ts';

const modulePath = '/usr/lib/softhsm/libsofthsm2.so';
const pin = 'a-pin-of-tests';

test('a database is taken over into a token while it serves', { timeout: 300_000 }, async () => {
  const postgres = await RunningPostgres.start();
  let hsm: Record<string, string> = {};
  const installation = await Installation.start(chance(12), postgres.url, {}, ({ folder }) => {
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    hsm = { SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'skranke', '--pin', pin, '--so-pin', 'for-its-officer'], { env: { ...process.env, ...hsm }, stdio: 'ignore' });
    Object.assign(process.env, hsm); // the server is begun with it
  });
  const keys = join(installation.folder, 'keys');
  const masters = (): string[] => readdirSync(keys).filter((name) => /^master\..*\.key$/.test(name)).sort();
  const command = (name: string): Promise<Ended> => keysCommand(name, installation.flags);
  const generations = (): number[] => postgres.psql('-At', '-c', 'select distinct generation from data_key order by 1').split('\n').filter((line) => line !== '').map(Number);
  const cases: string[] = [];
  let isOver = false;
  let load: Promise<void> = Promise.resolve();
  const open = async (): Promise<void> => { cases.push(await installation.openCase()); };
  const look = (id: string): Promise<void> => installation.lookAtCase(id);
  try {
    for (let i = 0; i < 20; ++i) await open();
    await installation.stop('SIGTERM');
    const first = readFileSync(join(keys, 'master.1.key'));
    const uri = `pkcs11:token=skranke;object=skranke-master?module-path=${modulePath}&pin-source=pin`;
    writeFileSync(join(keys, 'pin'), `${pin}\n`, { mode: 0o600 });
    writeFileSync(join(keys, 'master.pkcs11'), `${uri}\n`, { mode: 0o600 });
    installation.begin();
    await open();

    load = (async () => {
      for (let i = 0; !isOver; ++i) {
        await open();
        await look(cases[i % cases.length] ?? '');
      }
    })();
    load.catch(() => undefined); // told below
    // A module may fail at what another program is changing just then: asked again, it is done.
    const rotated = async (): Promise<Ended> => {
      for (let tries = 0; ; ++tries) {
        const told = await command('rotate-master');
        if (told.status === 0 || tries === 5) return told;
        assert.match(told.complained, /the token/);
      }
    };
    const drawn = await Promise.all([1, 2, 3, 4].map(rotated));
    for (const { status, complained } of drawn) assert.equal(status, 0, complained);
    const newest = Math.max(...drawn.map(({ said }) => (JSON.parse(said) as { generation: number }).generation));
    assert.ok(newest >= 2, String(newest));
    for (const { said } of drawn) assert.equal((JSON.parse(said) as { kept_in: string }).kept_in, 'token');
    assert.deepEqual(masters(), ['master.1.key'], 'new ones are in the token');
    // A server wraps by the newest within seconds; what it wrapped before it looked, it wraps again.
    for (let retired: Ended | null = null; retired?.status !== 0;) {
      retired = await command('retire-master');
      if (retired.status === 5) assert.match(retired.complained, /the token/);
      else assert.ok(retired.status === 0 || retired.status === 1, retired.complained);
    }
    isOver = true;
    await load;
    assert.deepEqual(masters(), []);
    assert.deepEqual(generations(), [newest]);
    for (const id of cases) await look(id);

    // The first key opens nothing any more, and nobody else has the others.
    const rows = postgres.psql('-At', '-F', '\t', '-c', "select subject, generation, encode(wrapped, 'hex') from data_key").split('\n').filter((line) => line !== '');
    assert.ok(rows.length >= cases.length);
    for (const row of rows) {
      const [subject = '', generation = '', hex = ''] = row.split('\t');
      const key = { subject, generation: Number(generation), wrapped: Buffer.from(hex, 'hex') };
      assert.equal(key.wrapped.length, 60);
      assert.ok(!opens(first, key.generation, key));
    }

    // Without the token nothing starts, and that is told.
    await installation.stop('SIGTERM');
    renameSync(join(installation.folder, 'tokens'), join(installation.folder, 'away'));
    mkdirSync(join(installation.folder, 'tokens'));
    const without = await command('rotate-master');
    assert.equal(without.status, 5);
    assert.match(without.complained, /master\.pkcs11: the token: none is there that the URI describes/);
    assert.ok(!existsSync(join(keys, 'master.1.key')), 'no key is drawn instead');
    execFileSync('rm', ['-r', join(installation.folder, 'tokens')]);
    renameSync(join(installation.folder, 'away'), join(installation.folder, 'tokens'));
    installation.begin();
    for (const id of cases.slice(0, 20)) await look(id);
    await installation.stop('SIGTERM');
    console.log(`${rows.length} data keys wrapped by key ${newest} of the token, ${cases.length} cases opened meanwhile`);
  } finally {
    isOver = true;
    await load.catch(() => undefined); // it would ask a server that is gone for ever
    delete process.env['SOFTHSM2_CONF'];
    await installation.end();
    await postgres.end();
  }
});
