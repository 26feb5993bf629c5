// The fuzzers of fuzz/, one after another on each processor. Tells the processor time that they took.
//
//   node tools/prove/fuzz.ts [SECONDS]      that they have in all, 14400 if it is left out: half an hour for each of eight
//
// Builds what it runs (`cmake --preset fuzz`), for which it needs Debian's libclang-rt-19-dev. Begins with the inputs that are committed, and keeps what it finds beside them in build/fuzz/found/:
// the next run goes on from there. An input that breaks something is left in build/fuzz/broken/ and ends it with 1.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'build/fuzz');
const fuzzers = readdirSync(join(root, 'fuzz')).filter((name) => name.endsWith('_fuzz.cpp')).map((name) => name.slice(0, -'.cpp'.length)).sort();
const seconds = Number(process.argv[2] ?? 14_400);
if (!Number.isInteger(seconds) || seconds < fuzzers.length) {
  console.error(`expected whole seconds, at least ${fuzzers.length}: one for each fuzzer`);
  process.exit(2);
}
const each = Math.floor(seconds / fuzzers.length);

console.error(`fuzz: builds ${fuzzers.length} fuzzers`);
execFileSync('cmake', ['--preset', 'fuzz'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
execFileSync('cmake', ['--build', '--preset', 'fuzz', '--target', ...fuzzers], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

interface Ran {
  readonly name: string;
  readonly runs: number;
  readonly edges: number;
  readonly inputs: number; // that it has now
  readonly cpu: number; // in seconds
  readonly isBroken: boolean;
}

async function run(name: string): Promise<Ran> {
  const corpus = name.replace(/_fuzz$/, '');
  const [found, broken] = [join(folder, 'found', corpus), join(folder, 'broken')];
  for (const made of [found, broken]) mkdirSync(made, { recursive: true });
  const committed = join(root, 'fuzz/corpus', corpus);
  const program = [join(folder, 'fuzz', name), `-max_total_time=${each}`, '-print_final_stats=1', '-timeout=10', '-rss_limit_mb=2048', `-artifact_prefix=${broken}/${corpus}-`, found,
    ...(existsSync(committed) ? [committed] : [])];
  // The shell knows what processor time its child took.
  const child = spawn('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'fuzz', ...program], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const [code] = await once(child, 'close') as [number | null];
  const number = (pattern: RegExp): number => Number([...said.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const [, user = '0', system = '0'] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(said) ?? [];
  const ran = {
    name, runs: number(/stat::number_of_executed_units:\s+(\d+)/g), edges: number(/cov: (\d+)/g), inputs: number(/corp: (\d+)/g), cpu: Number(user) + Number(system), isBroken: code !== 0,
  };
  if (ran.isBroken) console.error(said.slice(-6000));
  console.error(`fuzz: ${name} ${ran.runs} runs in ${Math.round(ran.cpu)} s, ${ran.edges} edges by ${ran.inputs} inputs${ran.isBroken ? ': BROKEN' : ''}`);
  return ran;
}

const waiting = [...fuzzers];
const done: Ran[] = [];
await Promise.all(Array.from({ length: Math.min(availableParallelism(), fuzzers.length) }, async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done.push(await run(next));
}));
const sum = (of: (ran: Ran) => number): number => done.reduce((total, ran) => total + of(ran), 0);
const broken = done.filter(({ isBroken }) => isBroken);
console.log(`fuzz: ${done.length} fuzzers, ${(sum(({ cpu }) => cpu) / 3600).toFixed(2)} hours of processor time, ${sum(({ runs }) => runs)} runs, ${sum(({ edges }) => edges)} edges: ${broken.length} broken`);
process.exitCode = broken.length === 0 && done.every(({ runs }) => runs > 0) ? 0 : 1;
