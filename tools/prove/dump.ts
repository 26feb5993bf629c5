// All 3.65·10⁸ numbers that there could be, tried against dumps of what the program keeps: a register of 200,000 persons on SQLite and on PostgreSQL
// (as text and as binary), and the databases of a desk at which cases were handled.
//
//   node tools/prove/dump.ts [PERSONS]
//
// Needs what tests/http/cases.test.ts needs. Ends with 1 where a dump gives up numbers.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningPostgres } from '../../tests/http/running_postgres.ts';
import { binary } from '../../tests/http/running_mail.ts';

const count = process.argv[2] ?? '200000';
const folder = mkdtempSync(join(tmpdir(), 'skranke-prove-dump-'));
const extract = join(folder, 'extract.txt');
const persons = join(folder, 'persons');
const desk = join(folder, 'desk');
const run = (program: string, args: string[], env: Record<string, string> = {}): void => {
  console.error(`dump: ${program} ${args.join(' ')}`);
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
};
const numbersOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('001')).map((line) => line.slice(3, 13));

run(binary, ['register', 'generate', '--persons', count, '--seed', '1', '--out', extract]);
writeFileSync(persons, `${numbersOf(readFileSync(extract, 'latin1')).join('\n')}\n`);
const postgres = await RunningPostgres.start();
const dumps = [join(folder, 'register.db'), join(folder, 'dump.sql'), join(folder, 'dump.pgc')];
try {
  for (const url of [`sqlite:${dumps[0]}`, postgres.url])
    run(binary, ['register', 'import', '--database', url, '--keys', join(folder, 'keys'), '--no-progress', extract]);
  run('pg_dump', ['-f', dumps[1] ?? '', postgres.url]);
  run('pg_dump', ['-Fc', '-Z0', '-f', dumps[2] ?? '', postgres.url]);
} finally {
  await postgres.end();
}
// The cases' test leaves its databases there, and who they are about.
mkdirSync(desk);
run(process.execPath, ['--test', 'tests/http/cases.test.ts'], { SKRANKE_DUMP_FOLDER: desk });
appendFileSync(persons, readFileSync(join(desk, 'persons'), 'latin1'));
dumps.push(...readdirSync(desk).filter((name) => name !== 'persons').map((name) => join(desk, name)));
const searched = spawnSync('build/release/tests/dump/dump_search', ['--persons', persons, ...dumps], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
for (const line of searched.stdout.trim().split('\n')) console.log(line.includes('candidates,') ? `dump: ${line}` : line);
rmSync(folder, { recursive: true });
process.exitCode = searched.status ?? 1;
