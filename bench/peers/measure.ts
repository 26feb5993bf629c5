// Checks every peer on every case, then times them by turns and prints the table: measure.ts BUILD WORK ROUNDS [SVG]
//
// Each turn is a process of its own on one core. A ratio is the median over the rounds of a peer's time by ours in the same round,
// so that an hour in which the machine is slower for all changes it little.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { engines, type EngineMode } from './engines.ts';
import { draw, type Row } from './plot.ts';

const [build, work, rounds_text, svg] = process.argv.slice(2) as [string, string, string, string | undefined];
const here = import.meta.dirname;
const cases_all = Math.max(...engines.map(({ cases }) => cases));
const policy_toml = join(here, '../../policies/mitid/2024-01-01.toml');
const file = (name: string): string => join(work, name);

function load(): string {
  return `load ${loadavg().map((each) => each.toFixed(1)).join(' ')}`;
}

const runFile = promisify(execFile);

// One line of a process: peer, mode, cases, then what the task gives.
async function run(cores: string, command: string, ...args: string[]): Promise<string[]> {
  try {
    return (await runFile('taskset', ['-c', cores, command, ...args], { encoding: 'utf8' })).stdout.trim().split('\t');
  } catch (error) {
    console.error((error as { stderr: string }).stderr.trim());
    throw new Error(`${command} ${args.slice(0, 5).join(' ')} failed`);
  }
}

// Node.js 22.23 dies of "unreachable code" where it has inlined calls into WebAssembly in a loop such as Cedar's. Calls that are not
// inlined take no longer that could be measured.
const node = [process.execPath, '--no-turbo-inline-js-wasm-calls'] as const;

function clipsFiles(mode: string, cases: number): [string, string] {
  const files: [string, string] = [file(`${mode}.clp`), file(`${mode}-${cases}.facts`)];
  if (!existsSync(files[1])) {
    execFileSync(process.execPath, [join(here, 'write_clips.ts'), mode, file('policy.json'), file('cases.jsonl'), file('answers.jsonl'), String(cases), ...files]);
  }
  return files;
}

function turn({ peer, mode }: EngineMode, task: 'check' | 'time', cases: number): Promise<string[]> {
  // What is timed stays on one core; what is checked goes anywhere.
  const cores = task === 'time' ? '0' : `0-${cpus().length - 1}`;
  if (peer === 'ours') return run(cores, join(build, 'bench/peers/peers_ours'), mode, policy_toml, file('cases.jsonl'), String(cases));
  if (peer === 'clips') return run(cores, join(build, 'bench/peers/peers_clips'), mode, task, ...clipsFiles(mode, cases));
  return run(cores, ...node, join(here, 'peer.ts'), peer, mode, task, file('policy.json'), file('cases.jsonl'), file('answers.jsonl'), String(cases));
}

const verdicts = readFileSync(file('answers.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { list: string | null });
const of_list = ['A', 'B', 'C', null].map((list) => `${list ?? 'none'} ${verdicts.filter((each) => each.list === list).length}`).join(', ');
console.error(`${cpus()[0]?.model ?? ''}, ${load()}; ${verdicts.length} cases by list: ${of_list}`);
// As many at once as there are cores, the slowest first.
const waiting = engines.filter(({ peer }) => peer !== 'ours').sort((a, b) => b.cases - a.cases);
await Promise.all(cpus().map(async () => {
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) console.error((await turn(next, 'check', cases_all)).join(' '));
}));

const times = new Map<EngineMode, number[]>(engines.map((each) => [each, []]));
const loads = new Map<EngineMode, number>();
for (let round = 1; round <= Number(rounds_text); ++round) {
  console.error(`round ${round}, ${load()}`);
  for (const each of engines) {
    const told = await turn(each, 'time', each.cases);
    times.get(each)?.push(Number(told[3]));
    loads.set(each, Math.min(loads.get(each) ?? Infinity, Number(told[4])));
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] as number : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
const ours = times.get(engines[0] as EngineMode) as number[];
const rows: Row[] = engines.map((each) => {
  const own = times.get(each) as number[];
  return { ...each, ns: median(own), least: Math.min(...own), most: Math.max(...own),
    times: median(own.map((value, round) => value / (ours[round] as number))), load_ms: loads.get(each) as number };
});

const count = (value: number): string => Math.round(value).toLocaleString('en');
const short = (value: number): string => (value < 10 ? value.toFixed(1) : count(value));
const tell = (title: string, group: EngineMode['group']): void => {
  console.log(`\n| ${title} | ns a case | least to most | times ours | tells | not expressed |\n| --- | --- | --- | --- | --- | --- |`);
  for (const row of rows.filter((each) => each.group === group)) {
    console.log(`| ${row.name} | ${count(row.ns)} | ${count(row.least)} to ${count(row.most)} | ${short(row.times)} | ${row.tells} | ${row.note} |`);
  }
};
console.log(`Median of ${rounds_text} rounds, processor time of one core; ${load()} at the end.`);
tell('ours', 'ours');
tell('the whole policy', 'whole');
tell('the lists only', 'lists');
console.log(`\nLoading the policy, ms: ${rows.filter(({ group }) => group !== 'lists').filter(({ mode, peer }) => peer !== 'ours' || mode === 'explained')
  .map((row) => `${row.name} ${row.load_ms.toFixed(1)}`).join('; ')}`);
if (svg !== undefined) writeFileSync(svg, draw(rows));
