// The fuzzers of fuzz/, in turns of two minutes on each processor, whoever had least first. Tells the processor time that they took.
//
//   node tools/prove/fuzz.ts [SECONDS]      of processor time that all of them have together, 14400 (four hours) if it is left out
//
// What they took before counts: docs/fuzzing.json has it, and is written after every turn, so that a run may be ended at any time and goes on with the next. Without that file it begins anew.
// Builds what it runs (`cmake --preset fuzz`), for which it needs Debian's libclang-rt-19-dev. Begins with the inputs that are committed, and keeps what it finds beside them in build/fuzz/found/.
// An input that breaks something is left in build/fuzz/broken/ and ends it with 1. What reached new code is added to the committed inputs by `tools/prove/fuzz_corpus.sh`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'build/fuzz');
const turn = 120; // seconds
const fuzzers = readdirSync(join(root, 'fuzz')).filter((name) => name.endsWith('_fuzz.cpp')).map((name) => name.slice(0, -'.cpp'.length)).sort();
const wanted = Number(process.argv[2] ?? 14_400);
if (!Number.isInteger(wanted) || wanted < 1) {
  console.error('expected whole seconds of processor time');
  process.exit(2);
}

interface Ran {
  readonly runs: number;
  readonly edges: number; // by the inputs that it has now
  readonly inputs: number;
  readonly cpu: number; // in seconds
  readonly day: string; // the last one
}
const page = join(root, 'docs/fuzzing.json');
const told = existsSync(page) ? JSON.parse(readFileSync(page, 'utf8')) as Readonly<Record<string, Ran>> : {};
const ran = new Map(fuzzers.map((name) => [name, told[name] ?? { runs: 0, edges: 0, inputs: 0, cpu: 0, day: '' }]));
const sum = (of: (ran: Ran) => number): number => [...ran.values()].reduce((total, each) => total + of(each), 0);
const cpu = (): number => sum((each) => each.cpu);
function write(): void {
  writeFileSync(`${page}.part`, `${JSON.stringify(Object.fromEntries(ran), undefined, 2)}\n`);
  renameSync(`${page}.part`, page);
}

console.error(`fuzz: builds ${fuzzers.length} fuzzers`);
execFileSync('cmake', ['--preset', 'fuzz'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
execFileSync('cmake', ['--build', '--preset', 'fuzz', '--target', ...fuzzers], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

let broken = 0;
async function run(name: string): Promise<void> {
  const corpus = name.replace(/_fuzz$/, '');
  const [found, artifacts] = [join(folder, 'found', corpus), join(folder, 'broken')];
  for (const made of [found, artifacts]) mkdirSync(made, { recursive: true });
  const committed = join(root, 'fuzz/corpus', corpus);
  const program = [join(folder, 'fuzz', name), `-max_total_time=${turn}`, '-print_final_stats=1', '-timeout=10', '-rss_limit_mb=2048', `-artifact_prefix=${artifacts}/${corpus}-`, found,
    ...(existsSync(committed) ? [committed] : [])];
  // The shell knows what processor time its child took.
  const child = spawn('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'fuzz', ...program], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const [code] = await once(child, 'close') as [number | null];
  const number = (pattern: RegExp): number => Number([...said.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const [, user = '0', system = '0'] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(said) ?? [];
  const runs = number(/stat::number_of_executed_units:\s+(\d+)/g);
  const before = ran.get(name);
  const now = {
    runs: (before?.runs ?? 0) + runs, edges: number(/cov: (\d+)/g), inputs: number(/corp: (\d+)/g),
    cpu: Math.round((before?.cpu ?? 0) + Number(user) + Number(system)), day: new Date().toISOString().slice(0, 10),
  };
  if (code !== 0 || runs === 0 || now.cpu === before?.cpu) {
    ++broken;
    console.error(said.slice(-6000));
  } else {
    ran.set(name, now);
    write();
  }
  console.error(`fuzz: ${name} ${runs} runs, ${now.edges} edges by ${now.inputs} inputs${code === 0 ? '' : ': BROKEN'}; ${(cpu() / 3600).toFixed(2)} hours of ${(wanted / 3600).toFixed(2)}`);
}

const running = new Set<string>();
const next = (): string | undefined =>
  cpu() >= wanted || broken > 0 ? undefined : fuzzers.filter((name) => !running.has(name)).sort((one, other) => (ran.get(one)?.cpu ?? 0) - (ran.get(other)?.cpu ?? 0))[0];
await Promise.all(Array.from({ length: Math.min(availableParallelism(), fuzzers.length) }, async () => {
  for (let name = next(); name !== undefined; name = next()) {
    running.add(name);
    await run(name);
    running.delete(name);
  }
}));
console.log(`fuzz: ${fuzzers.length} fuzzers, ${(cpu() / 3600).toFixed(2)} hours of processor time, ${sum(({ runs }) => runs)} runs, ${sum(({ edges }) => edges)} edges: ${broken} broken`);
process.exitCode = broken === 0 && cpu() >= wanted ? 0 : 1;
