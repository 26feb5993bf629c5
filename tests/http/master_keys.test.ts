// A new master key while servers are under load, on both engines: the change is killed in the middle and begun again, every case still opens,
// and what is left opens by the newest key alone. What the database keeps is opened here by another implementation than the program's.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type DataKey, dataKeysOf, opens, wrap } from './data_keys.ts';
import { beginKeys, keys as keysCommand } from './keys_command.ts';
import { binary } from './running_mail.ts';
import { RunningPostgres } from './running_postgres.ts';
import { chance, Installation } from './under_load.ts';

const root = join(import.meta.dirname, '../..');
const clients = 4;
const others = 4000; // data keys beside those of the cases

// What the test reads and writes beside the program.
interface Kept {
  all(): DataKey[];
  add(keys: readonly DataKey[]): void;
}
function ofSqlite(installation: Installation): Kept {
  const path = join(installation.folder, 'desk.db');
  return {
    all: () => dataKeysOf(path),
    add(keys) {
      const database = new DatabaseSync(path);
      database.exec('begin');
      const insert = database.prepare('insert into data_key (subject, generation, wrapped) values (?, ?, ?)');
      for (const { subject, generation, wrapped } of keys) insert.run(subject, generation, wrapped);
      database.exec('commit');
      database.close();
    },
  };
}
const ofPostgres = (postgres: RunningPostgres): Kept => ({
  all: () => postgres.psql('-At', '-F', '\t', '-c', "select subject, generation, encode(wrapped, 'hex') from data_key").split('\n').filter((line) => line !== '')
    .map((line) => line.split('\t')).map(([subject, generation, wrapped]) => ({ subject: subject ?? '', generation: Number(generation), wrapped: Buffer.from(wrapped ?? '', 'hex') })),
  add(keys) {
    const rows = keys.map(({ subject, generation, wrapped }) => `('${subject}', ${generation}, '\\x${wrapped.toString('hex')}')`);
    while (rows.length > 0) postgres.psql('-c', `insert into data_key (subject, generation, wrapped) values ${rows.splice(0, 500).join(', ')}`);
  },
});

for (const engine of ['sqlite', 'postgresql'] as const) {
  test(`${engine}: a new master key under load, killed in the middle and begun again`, { timeout: 600_000 }, async () => {
    const postgres = engine === 'postgresql' ? await RunningPostgres.start() : null;
    const installation = await Installation.start(chance(11), postgres?.url);
    const kept = postgres === null ? ofSqlite(installation) : ofPostgres(postgres);
    const masterFile = (generation: number): string => join(installation.folder, `keys/master.${generation}.key`);
    const keys = async (name: string): Promise<Record<string, unknown>> => {
      const { status, said, complained } = await keysCommand(name, installation.flags);
      assert.ok(status !== null && status < 2, complained);
      return JSON.parse(said) as Record<string, unknown>;
    };
    try {
      const cases: string[] = [];
      const open = async (): Promise<void> => { cases.push(await installation.openCase()); };
      const look = (id: string): Promise<void> => installation.lookAtCase(id);
      await open();
      const first = readFileSync(masterFile(1));
      await installation.stop('SIGTERM');
      kept.add(Array.from({ length: others }, (_, i) => ({ subject: `case.other-${i}`, generation: 1, wrapped: wrap(first, 1, `case.other-${i}`) })));
      installation.begin();

      let isOver = false;
      const load = Promise.all(Array.from({ length: clients }, async (_, client) => {
        for (let i = client; !isOver; ++i) {
          await open();
          await look(cases[i % cases.length] ?? '');
        }
      }));
      load.catch(() => undefined); // told below

      // Killed once some are wrapped anew and some are not: the command where it wraps itself, else the server that wraps for it.
      const killed = beginKeys('rotate-master', installation.flags);
      for (;;) {
        if (kept.all().some(({ generation }) => generation === 2)) break;
        await new Promise((resolve) => { setImmediate(resolve); });
      }
      killed.kill('SIGKILL');
      await installation.kill();
      const again = await keys('rotate-master');
      // The one that was begun, unless the server has come to its end meanwhile: then it is the next.
      const begun = Number(again['generation']);
      assert.ok(begun === 2 || begun === 3, String(begun));
      assert.deepEqual(kept.all().filter(({ generation }) => generation < 2), []);
      const second = readFileSync(masterFile(2));
      const last = begun + 1;
      assert.equal((await keys('rotate-master'))['generation'], last);
      const older = Array.from({ length: begun }, (_, i) => i + 1);
      assert.deepEqual(await keys('retire-master'), { retired: older, needed: [] });
      for (const generation of older) assert.ok(!existsSync(masterFile(generation)), String(generation));
      await open();
      isOver = true;
      await load;

      for (const id of cases) await look(id);
      await installation.stop('SIGTERM');
      const left = kept.all();
      assert.ok(left.length >= others + cases.length, `${left.length} of ${others} and ${cases.length}`);
      const newest = readFileSync(masterFile(last));
      for (const key of left) {
        assert.equal(key.generation, last);
        assert.ok(opens(newest, last, key), key.subject);
        for (const [retired, generation] of [[first, 1], [second, 2]] as const)
          for (const said of [generation, last]) assert.ok(!opens(retired, said, key), key.subject);
      }
      installation.begin();
      for (const id of cases.slice(0, 20)) await look(id);
      await installation.stop('SIGTERM');
      const audit = spawnSync(binary, ['audit', 'verify', '--no-progress', ...installation.flags], { cwd: root, encoding: 'utf8' });
      // A folder without the database's master keys: refused, and none is drawn that nothing knows.
      for (const wrong of ['rotate-master', 'retire-master']) {
        const refused = await keysCommand(wrong, ['--database', installation.database, '--keys', join(installation.folder, 'elsewhere')]);
        assert.equal(refused.status, 5, refused.complained);
      }
      assert.ok(!existsSync(join(installation.folder, 'elsewhere')));
      assert.equal((JSON.parse(audit.stdout) as { verdict: string }).verdict, 'verified', audit.stdout);
      console.log(`${engine}: ${left.length} data keys, ${cases.length} cases opened meanwhile`);
    } finally {
      await installation.end();
      await postgres?.end();
    }
  });
}
