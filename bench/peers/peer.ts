// One peer in one mode, in a process of its own, on one core:
//
//   node peer.ts PEER MODE check POLICY CASES ANSWERS COUNT     that it agrees on each of COUNT cases
//   node peer.ts PEER MODE time POLICY CASES ANSWERS COUNT      the same, and then ns of processor time a case
//
// Processor time is the whole process's: its compiler's, its collector's and an engine's own threads' too.
import type { Engine } from './expressions.ts';
import { readPolicy, type Policy } from './policy.ts';
import { readAnswers, readCases, type Answer } from './workload.ts';
import { readFileSync } from 'node:fs';

const [peer, mode, task, policy_file, cases_file, answers_file, count] = process.argv.slice(2) as [string, string, string, string, string, string, string];
const policy = readPolicy(policy_file);
const cases = readCases(cases_file, Number(count), policy);
const expected = readAnswers(answers_file, Number(count));
const module = await import(`./${peer}.ts`) as Record<string, (policy: Policy) => Engine<unknown> | Promise<Engine<unknown>>>;
const begun = performance.now();
const engine = await (module[mode] as (policy: Policy) => Engine<unknown> | Promise<Engine<unknown>>)(policy);
const load_ms = performance.now() - begun;
const inputs = cases.map((each) => engine.prepare(each));

async function run(): Promise<{ answers: Answer[]; seconds: number }> {
  const answers: Answer[] = [];
  const before = process.cpuUsage();
  await engine.decide(inputs, answers);
  const { user, system } = process.cpuUsage(before);
  return { answers, seconds: (user + system) / 1e6 };
}

function requireAgreement(answers: readonly Answer[]): void {
  expected.forEach((right, index) => {
    const told = answers[index];
    if (told?.list === right.list && (told.used === null || String(told.used) === String(right.used))) return;
    const line = readFileSync(cases_file, 'utf8').split('\n')[index];
    console.error(`${peer}, ${mode}: ${JSON.stringify(told)}, and we say ${JSON.stringify(right)}, of case ${index + 1}: ${line}`);
    process.exit(1);
  });
}

// The pass that is checked is the one that warms up.
const first = await run();
requireAgreement(first.answers);
if (task === 'check') {
  console.log(`${peer}\t${mode}\t${cases.length}\tagrees`);
} else {
  const { answers, seconds } = await run();
  requireAgreement(answers);
  console.log(`${peer}\t${mode}\t${cases.length}\t${(seconds / cases.length * 1e9).toFixed(1)}\t${load_ms.toFixed(1)}`);
}
