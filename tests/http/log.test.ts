// The log of the real program, by somebody who has nothing but its files: another program in another language checks it, ten thousand
// changes to it are found, proofs of decisions hold without the database, and backups are what was written.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { Description } from './description.ts';
import { databaseOf, onceWritten, type RunningDesk, startDesk } from './running_desk.ts';
import { binary } from './running_mail.ts';

const root = join(import.meta.dirname, '../..');
const changes = Number(process.env['SKRANKE_LOG_CHANGES'] ?? 10_000);
const bookings = 280;

let running: RunningDesk;
let api: Description;
let key = '';
let seen = '';
before(async () => {
  running = await startDesk('nobody');
  api = await Description.load(running.citizen, '/api/v1/openapi.json');
  // Before anything is in the log: a server writes down at its first start which rules it found, so that is taken away for a moment.
  await settled();
  const database = databaseOf(running);
  const { checkpoint } = database.prepare('select checkpoint from log_state').get() as { checkpoint: string };
  database.exec("update log_state set checkpoint = ''");
  await held('/log/checkpoint', 404);
  database.prepare('update log_state set checkpoint = ?').run(checkpoint);
  database.close();
  await book(bookings / 2);
  await settled();
  seen = join(running.folder, 'seen');
  writeFileSync(seen, await (await fetch(`${running.citizen}/log/checkpoint`)).text());
  await book(bookings / 2);
  await settled();
  key = (await held('/log/key', 200)).toString().trim();
});
after(() => running.stop());

// The bytes of an answer that is as it is described.
async function held(path: string, status: number, route = path): Promise<Buffer> {
  const answer = await fetch(running.citizen + path);
  assert.equal(answer.status, status, path);
  const bytes = Buffer.from(await answer.arrayBuffer());
  api.hold('GET', route, answer, bytes.toString('latin1'));
  return bytes;
}

const url = (): string => `sqlite:${join(running.folder, 'desk.db')}`;
interface Told { readonly verdict: string; readonly size: number; readonly root: string; readonly rows: number; readonly waiting: number; readonly signature?: string; readonly findings: readonly string[] }
function skranke(...args: string[]): { status: number | null; told: Told; stderr: string } {
  const { status, stdout, stderr } = spawnSync(binary, args, { cwd: root, encoding: 'utf8' });
  return { status, told: stdout.startsWith('{') ? JSON.parse(stdout) as Told : {} as Told, stderr };
}
const verify = (database = url(), ...args: string[]): ReturnType<typeof skranke> => skranke('audit', 'verify', '--database', database, '--key', key, ...args);
const python = (...args: string[]): { status: number | null; stdout: string } => spawnSync('python3', args, { cwd: root, encoding: 'utf8' });

// Times that a longer visit has taken meanwhile are passed over.
async function book(count: number): Promise<void> {
  const times: string[] = [];
  for (const centre of ['odense', 'vejle', 'aarhus', 'horsens']) {
    const { items } = await (await fetch(`${running.citizen}/api/v1/centres/${centre}/slots`)).json() as { items: readonly { slot_id: string }[] };
    times.push(...items.map(({ slot_id }) => slot_id));
  }
  let booked = 0;
  for (const slot_id of times) {
    if (booked === count) return;
    const answer = await fetch(`${running.citizen}/api/v1/bookings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ slot_id, name: `Ida ${booked}`, email: `ida${randomUUID()}@example.org` }) });
    if (answer.status === 201) booked++;
    else assert.equal(answer.status, 409, await answer.text());
  }
  assert.fail(`${booked} of ${count} were booked`);
}

// Until everything that was written is in the log.
const settled = (): Promise<true> => onceWritten(running, () => {
  const { status, told } = skranke('audit', 'verify', '--database', url());
  assert.equal(status, 0, JSON.stringify(told));
  return told.waiting === 0 && told.size > 0 ? true : undefined;
});

test('what is written is in the log a moment later, signed, and whole', () => {
  const { status, told } = verify(url(), '--seen', seen);
  assert.deepEqual([status, told.verdict, told.signature, told.findings], [0, 'verified', 'right', []]);
  assert.ok(told.size >= bookings && told.rows >= bookings, JSON.stringify(told));
});

test('a checkpoint of another log, and one that no key has signed, are not taken', () => {
  const other = join(running.folder, 'other');
  const text = readFileSync(seen, 'utf8');
  writeFileSync(other, text.replace(/^(.*\n)(\d+)/, (_all, name: string, size: string) => `${name}${Number(size) - 1}`));
  assert.equal(verify(url(), '--seen', other).status, 4);
  const another = execFileSync(binary, ['audit', 'key', '--keys', join(running.folder, 'other-keys')], { cwd: root, encoding: 'utf8' }).trim();
  const { status, told } = skranke('audit', 'verify', '--database', url(), '--key', another);
  assert.deepEqual([status, told.verdict, told.signature], [1, 'altered', 'wrong']);
});

test(`an independent verifier finds each of ${changes} changes`, { timeout: 600_000 }, () => {
  const folder = join(running.folder, 'log');
  assert.equal(skranke('audit', 'export', '--database', url(), '--out', folder).status, 0);
  const whole = python('tools/verify_log.py', folder, '--key', key, '--seen', seen);
  assert.deepEqual([whole.status, whole.stdout.trim()], [0, 'verified']);
  const made = python('tests/log/mutate_log.py', folder, key, seen, String(changes), '20261129');
  assert.equal(made.status, 0, made.stdout);
  assert.match(made.stdout, new RegExp(`^${changes} changes, ${changes} found`));
  console.log(made.stdout.trim());
});

test('the tiles that the server gives out are those of the files', async () => {
  const folder = join(running.folder, 'log');
  const { told } = verify();
  for (const path of ['checkpoint', 'tile/0/000', `tile/0/001.p/${told.size - 256}`, 'tile/1/000.p/1']) {
    const route = path === 'checkpoint' ? '/log/checkpoint' : '/log/tile/{level}/{number}';
    assert.deepEqual(await held(`/log/${path}`, 200, route), readFileSync(join(folder, path)), path);
  }
  await held('/log/tile/0/999', 404, '/log/tile/{level}/{number}');
  assert.deepEqual(api.missing(({ tags }) => tags.includes('log')), []);
  for (const path of ['tile/entries/000', 'tile/0/999', 'tile/0/001', 'tile/9/000', 'tile/0/../../desk.db', ''])
    assert.equal((await fetch(`${running.citizen}/log/${path}`)).status, 404, path);
  assert.equal((await fetch(`${running.citizen}/log/checkpoint`, { method: 'POST' })).status, 405);
});

test('a proof of a row holds without the database, and not with any bit turned', () => {
  const database = new DatabaseSync(join(running.folder, 'desk.db'), { readOnly: true });
  const { booking_id } = database.prepare('select booking_id from booking order by booking_id limit 1 offset 7').get() as { booking_id: string };
  database.close();
  const file = join(running.folder, 'proof');
  const proof = execFileSync(binary, ['audit', 'prove', 'booking', booking_id, '--database', url()], { cwd: root, encoding: 'utf8' });
  writeFileSync(file, proof);
  const right = python('tools/verify_log.py', '--proof', file, '--key', key);
  assert.deepEqual([right.status, right.stdout.trim()], [0, 'verified']);
  const flips = python('tests/log/flip_proof.py', file, key);
  assert.equal(flips.status, 0, flips.stdout);
  assert.match(flips.stdout, /^\d{4,} proofs with a bit turned, 0 taken/);
  // Without its row, or with the row under a name that nobody reads, a proof is none.
  for (const name of ['row', 'salt', 'proof', 'checkpoint']) {
    const { [name]: taken, ...rest } = JSON.parse(proof) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...rest, [name.toUpperCase()]: taken }));
    assert.equal(python('tools/verify_log.py', '--proof', file, '--key', key).status, 1, name);
  }
  assert.equal(skranke('audit', 'prove', 'booking', 'nobody', '--database', url()).status, 1);
  assert.equal(skranke('audit', 'prove', 'nothing', 'x', '--database', url()).status, 2);
});

test('a backup is taken while bookings go on, and is restored to what it was', async () => {
  const file = join(running.folder, 'backup.db');
  const writing = book(40);
  const { status, told } = skranke('backup', '--database', url(), file);
  await writing;
  assert.deepEqual([status, told.verdict, told.findings], [0, 'verified', []]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(!existsSync(`${file}.part`));
  assert.notEqual(skranke('backup', '--database', url(), file).status, 0, 'a file that is there stays');
  const again = join(running.folder, 'again.db');
  const restored = skranke('restore', '--database', `sqlite:${again}`, file);
  assert.deepEqual([restored.status, restored.told.root, restored.told.size, restored.told.rows], [0, told.root, told.size, told.rows]);
  assert.equal(verify(`sqlite:${again}`, '--seen', seen).status, 0);
  assert.notEqual(skranke('restore', '--database', `sqlite:${again}`, file).status, 0, 'a database that is there stays');
  assert.equal(skranke('backup', '--database', 'postgresql://localhost/x', file).status, 2);
});

test('a backup in which a row was changed is found, and not restored', () => {
  const file = join(running.folder, 'backup.db');
  const changed = join(running.folder, 'changed.db');
  copyFileSync(file, changed);
  const database = new DatabaseSync(changed);
  assert.throws(() => database.exec("update booking set name = 'Bo' where booking_id = (select min(booking_id) from booking)"), /skranke_seal/,
    'a shell can not write by accident');
  database.exec('drop trigger log_booking_update');
  database.exec("update booking set name = 'Bo' where booking_id = (select min(booking_id) from booking)");
  database.close();
  const { status, told } = verify(`sqlite:${changed}`);
  assert.deepEqual([status, told.verdict], [1, 'altered']);
  assert.match(told.findings[0] ?? '', /^booking [0-9a-f]+: it is not what was written$/);
  const target = join(running.folder, 'never.db');
  assert.equal(skranke('restore', '--database', `sqlite:${target}`, changed).status, 1);
  assert.ok(!existsSync(target));
});
