// A dump of the database alone gives up no number: the register imported by the real program on both engines, dumped, and searched. The whole
// space of numbers is searched by `tools/prove/main.ts dump`; here hashes are made of one month's.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { binary } from './running_mail.ts';
import { RunningPostgres } from './running_postgres.ts';

const search = join(import.meta.dirname, '../../build/release/tests/dump/dump_search');
const folder = mkdtempSync(join(tmpdir(), 'skranke-dump-'));
const extract = join(folder, 'extract.txt');
const keys = ['--keys', join(folder, 'keys')];
let postgres: RunningPostgres;
before(async () => {
  postgres = await RunningPostgres.start();
  execFileSync(binary, ['register', 'generate', '--persons', '4000', '--seed', '5', '--out', extract], { stdio: 'pipe' });
});
after(async () => {
  await postgres.end();
  rmSync(folder, { recursive: true });
});

const run = (program: string, args: string[]): { code: number | null; said: string } => {
  const ended = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  return { code: ended.status, said: ended.stdout + ended.stderr };
};
const searched = (...dumps: string[]): { code: number | null; said: string } => run(search, ['--years', '61-61', '--months', '1', '--persons', extract, ...dumps]);

test('an SQLite register gives up no number, and neither does a dump of PostgreSQL', () => {
  const sqlite = join(folder, 'register.db');
  for (const url of [`sqlite:${sqlite}`, postgres.url]) {
    const imported = run(binary, ['register', 'import', '--database', url, ...keys, '--no-progress', extract]);
    assert.equal(imported.code, 0, imported.said);
  }
  const text = join(folder, 'dump.sql');
  const binaryDump = join(folder, 'dump.pgc');
  execFileSync('pg_dump', ['-f', text, postgres.url]);
  execFileSync('pg_dump', ['-Fc', '-Z0', '-f', binaryDump, postgres.url]);
  const found = searched(sqlite, text, binaryDump);
  assert.equal(found.code, 0, found.said);
  assert.match(found.said, /310000 candidates, .* no number is given up/);
});

test('a dump that has numbers, or hashes of them, is told', () => {
  const numbers = readFileSync(extract, 'latin1').split('\n').filter((line) => line.startsWith('001')).map((line) => line.slice(3, 13));
  assert.equal(numbers.length, 4_000);
  const dump = join(folder, 'planted');
  writeFileSync(dump, numbers.slice(0, 50).map((number) => `${number.slice(0, 6)}-${number.slice(6)}`).join('\n'));
  const found = searched(dump);
  assert.equal(found.code, 1, found.said);
  assert.match(found.said, /LEAK ten digits, as it is: (49|50|51|52) persons/);
});

test('a wrong key and a missing one are told, and nobody is told that a person is not there', () => {
  const url = `sqlite:${join(folder, 'register.db')}`;
  const number = readFileSync(extract, 'latin1').split('\n').find((line) => line.startsWith('00101'))?.slice(3, 13) ?? '';
  assert.equal(run(binary, ['register', 'show', '--database', url, ...keys, number]).code, 0);
  const none = run(binary, ['register', 'show', '--database', url, '--keys', join(folder, 'nothing'), number]);
  assert.equal(none.code, 5);
  assert.match(none.said, /register is sealed, and the key folder has no register\.key; expected .* \(--keys or SKRANKE_KEYS\)/);
  // Another installation's.
  run(binary, ['register', 'import', '--database', `sqlite:${join(folder, 'other.db')}`, '--keys', join(folder, 'other'), '--no-progress', extract]);
  const other = run(binary, ['register', 'show', '--database', url, '--keys', join(folder, 'other'), number]);
  assert.equal(other.code, 5);
  assert.match(other.said, /sealed by another key than the register\.key/);
  for (const command of [['questions', 'count'], ['register', 'import', extract]]) {
    const refused = run(binary, [...command, '--database', url, '--keys', join(folder, 'other')]);
    assert.equal(refused.code, 5, refused.said);
    assert.match(refused.said, /another key/);
  }
});
