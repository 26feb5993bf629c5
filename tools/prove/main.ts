// The long runs behind what docs/claims.md says: runs them, and writes the last figure of each into its table.
//
//   node tools/prove/main.ts [NAME…]      all of them take some hours; their names are in the table
//
// Needs what `./test` has installed and built; `failover` needs Debian's patroni, python3-etcd and etcd-server, `country` 30 GB of room.
// A run that fails leaves its row as it is. Ends with 1 where one failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Proof {
  readonly name: string;
  readonly claim: string;
  readonly command: readonly string[]; // what to type is made of it and the settings
  readonly settings?: Readonly<Record<string, string>>;
  readonly figures: RegExp; // lines that hold them
}

const node = 'web/node_modules/.bin/node';
const failing = ['failing', 'failing_cases', 'failing_people', 'failing_staff', 'failing_commands', 'failing_verifier', 'failing_senders', 'failing_handovers',
  'failing_postgresql', 'failing_cases_postgresql', 'failing_people_postgresql', 'failing_staff_postgresql'].map((file) => `tests/http/${file}.test.ts`);
const proofs: readonly Proof[] = [
  { name: 'kills', claim: 'Killed under load, nothing that was answered is lost, and nothing is there that nobody was told of', command: [node, '--test', 'tests/http/kills.test.ts'],
    settings: { SKRANKE_KILLS: '1000' }, figures: /^(?:# )?((?:sqlite|postgresql): \d+ kills[,;].*)$/ },
  { name: 'failing', claim: 'Each write, sync and exchange with PostgreSQL of a use case fails once, and one allocation of each place that allocates: nothing is corrupt or answered falsely', command: [node, '--test', '--test-concurrency=1', ...failing],
    settings: { SKRANKE_FAILING_STRIDE: 'places' }, figures: /^(?:# )?(.+: \d+ failing (?:write|sync|allocation|exchange)s, .*)$/ },
  { name: 'simulator', claim: 'Whatever the disk does and whenever the power is lost, what was answered is so', command: ['build/release/tests/simulator/skranke_simulator', '1..10000', '100'],
    figures: /^(\d+ seeds: .*)$/ },
  { name: 'failover', claim: 'A primary killed under load is followed by another within half a minute, and nothing that was answered is lost', command: [node, 'tools/prove/failover.ts', '5'],
    figures: /^(failover: .*)$/ },
  { name: 'log', claim: 'Changes to an exported log are found by an independent verifier', command: [node, '--test', 'tests/http/log.test.ts'],
    settings: { SKRANKE_LOG_CHANGES: '10000' }, figures: /^(?:# )?(\d+ changes, \d+ found.*)$/ },
  { name: 'country', claim: 'With a country in one database it serves at once after a crash, in time, and sheds what is too much', command: [node, 'tools/prove/country.ts'],
    figures: /^(country: .*)$/ },
  { name: 'dump', claim: 'A dump of the database alone gives up no number: all that there could be are tried', command: [node, 'tools/prove/dump.ts'],
    figures: /^dump: (.* candidates, .*)$/ },
  { name: 'fuzz', claim: 'No input that a fuzzer makes breaks a parser', command: [node, 'tools/prove/fuzz.ts'],
    figures: /^fuzz: (.*)$/ },
  { name: 'twice', claim: 'Two builds from nothing, in two folders, are equal to the byte', command: ['tools/build_twice.sh'],
    figures: /^(equal: .*)$/ },
  { name: 'races', claim: 'Last seats are had once, whoever is killed meanwhile', command: ['build/release/tests/booking/skranke_tests_booking', '--gtest_filter=*/SeatRaces.*'],
    settings: { SKRANKE_BOOKING_RACES: '10000' }, figures: /^(\d+ races.*)$/ },
];

const page = 'docs/claims.md';
const begin = '<!-- figures: written by tools/prove/main.ts -->';
const end = '<!-- end of figures -->';

const typed = ({ command, settings = {} }: Proof): string => [...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ...command.map((word) => word.replace(`${node}`, 'node'))].join(' ');

async function run(proof: Proof): Promise<string | null> {
  const child = spawn(proof.command[0] ?? '', proof.command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...proof.settings, SKRANKE_NODE: process.execPath } });
  const ended = once(child, 'exit');
  const figures: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    const found = proof.figures.exec(line);
    if (found?.[1] !== undefined) figures.push(found[1]);
  }
  const [code] = await ended as [number | null];
  return code === 0 && figures.length > 0 ? figures.join('<br>') : null;
}

// The rows as they are, by the command.
function rowsOf(text: string): Map<string, string> {
  const table = text.slice(text.indexOf(begin), text.indexOf(end));
  return new Map(table.split('\n').filter((line) => line.startsWith('| ') && line.includes('`')).map((line) => [/`([^`]+)`/.exec(line)?.[1] ?? '', line]));
}

function write(proof: Proof, figure: string): void {
  const text = readFileSync(page, 'utf8');
  const rows = rowsOf(text);
  rows.set(typed(proof), `| ${proof.claim} | \`${typed(proof)}\` | ${figure.replaceAll('|', '\\|')} | ${new Date().toISOString().slice(0, 10)} |`);
  const kept = proofs.map((each) => rows.get(typed(each))).filter((row) => row !== undefined);
  const table = ['| claim | command | last figure | day |', '| --- | --- | --- | --- |', ...kept].join('\n');
  writeFileSync(page, `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${table}\n\n${text.slice(text.indexOf(end))}`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !proofs.some((proof) => proof.name === name));
if (unknown.length > 0) {
  console.error(`no such run: ${unknown.join(', ')}; there are ${proofs.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
for (const proof of proofs.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.error(`== ${proof.name}: ${typed(proof)}`);
  const figure = await run(proof);
  if (figure === null) {
    console.error(`${proof.name} failed`);
    process.exitCode = 1;
  } else {
    write(proof, figure);
  }
}
