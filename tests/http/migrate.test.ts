// A centre's SQLite database taken over into PostgreSQL by the real program: under the same root, row for row, and served on from there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { binary } from './running_mail.ts';
import { RunningPostgres } from './running_postgres.ts';
import { chance, Installation } from './under_load.ts';

let postgres: RunningPostgres;
let installation: Installation;
let file = '';
const folder = mkdtempSync(join(tmpdir(), 'skranke-migrate-'));
before(async () => {
  postgres = await RunningPostgres.start();
  installation = await Installation.start(chance(5));
  const working = installation.load(8);
  await Promise.race([installation.afterWrites(150), working]);
  installation.over();
  await working;
  file = installation.database.slice('sqlite:'.length);
});
after(async () => {
  await installation.end();
  await postgres.end();
  rmSync(folder, { recursive: true });
});

function migrate(from: string, to: string): { readonly status: number | null; readonly answer: Record<string, unknown>; readonly said: string } {
  const done = spawnSync(binary, ['migrate', from, to], { encoding: 'utf8' });
  return { status: done.status, answer: done.stdout === '' ? {} : JSON.parse(done.stdout) as Record<string, unknown>, said: done.stderr };
}

const asked = (database: string, sql: string): string => postgres.psql('-d', database, '-Atc', sql).trim();

test('one that is served is not taken over', async () => {
  const { status, said } = migrate(installation.database, postgres.database('served'));
  assert.equal(status, 5, said);
  assert.match(said, /FROM: .*a program has this database open/);
});

test('it is taken over under its root, every row of it, and served on', async () => {
  await installation.stop('SIGTERM');
  const to = postgres.database('country');
  const { status, answer, said } = migrate(installation.database, to);
  assert.equal(status, 0, said);
  assert.equal(answer['verdict'], 'verified');
  const tables = new DatabaseSync(file, { readOnly: true });
  const { root: _root, ...here } = JSON.parse(spawnSync(binary, ['audit', 'verify', '--database', installation.database], { encoding: 'utf8' }).stdout) as Record<string, unknown>;
  assert.equal(_root, answer['root']);
  for (const key of ['size', 'rows', 'waiting']) assert.equal(answer[key], here[key], key);
  for (const { name } of tables.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[]) {
    const { count } = tables.prepare(`select count(*) as count from ${name}`).get() as { count: number };
    assert.equal(Number(asked('country', `select count(*) from ${name}`)), count, name);
  }
  tables.close();
  // What was promised there is found here, and more can be booked: whoever comes next is not given a number that is taken.
  await installation.moveTo(to);
  const working = installation.load(8);
  await Promise.race([installation.afterWrites(50), working]);
  installation.over();
  await working;
  await installation.stop('SIGTERM');
  const verified = spawnSync(binary, ['audit', 'verify', '--database', to], { encoding: 'utf8' });
  assert.equal(verified.status, 0, verified.stdout);
  assert.ok((JSON.parse(verified.stdout) as { size: number }).size > (answer['size'] as number));

  const again = migrate(`sqlite:${file}`, to);
  assert.equal(again.status, 5);
  assert.match(again.said, /rows in .*; expected one that was never used/);
});

test('one that is not what its log says is not taken over, and nothing is there afterwards', async () => {
  const altered = join(folder, 'altered.db');
  copyFileSync(file, altered);
  const tables = new DatabaseSync(altered);
  for (const { name } of tables.prepare("select name from sqlite_master where type = 'trigger'").all() as { name: string }[]) tables.exec(`drop trigger ${name}`);
  tables.exec("update booking set name = 'Eve' where booking_id = (select min(booking_id) from booking)");
  tables.close();
  const to = postgres.database('altered');
  const { status, answer } = migrate(`sqlite:${altered}`, to);
  assert.equal(status, 1);
  assert.equal(answer['verdict'], 'altered');
  assert.equal(asked('altered', "select to_regclass('booking') is null"), 't');
});

test('what can not be taken over says what would be right', async () => {
  const missing = join(folder, 'missing.db');
  for (const [from, to, status, expected] of [
    ['postgresql://x', 'postgresql://y', 2, /FROM: expected sqlite:PATH/],
    [`sqlite:${missing}`, 'sqlite:y', 2, /TO: expected postgresql:/],
    [`sqlite:${missing}`, postgres.database('unused'), 5, /FROM: there is no such file/],
    [`sqlite:${file}`, 'postgresql://127.0.0.1:1/x', 5, /TO: /],
  ] as const) {
    const done = migrate(from, to);
    assert.equal(done.status, status, done.said);
    assert.match(done.said, expected);
  }
  assert.equal(existsSync(missing), false);
});
