// Officers who work at once: how long they wait for the server.
//
//   node bench/officers.ts PROGRAM [OFFICERS [SECONDS [THINKING]]]
//
// Starts the program with a register and a verifier of its own. Each officer works on one case after another, as a script: opens it, looks
// the applicant up, shows a passport, looks at its features, compares the face, asks questions and answers them, refuses; between two
// requests they think for THINKING seconds in the mean (exponentially distributed), 5 if nothing is said. Over the time of a real case,
// twelve minutes, that would be 40. One JSON object on standard output: requests, percentiles of their times in milliseconds, by step and of all.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [program = 'build/release/skranke', officersWanted = '500', secondsWanted = '120', thinkingWanted = '5'] = process.argv.slice(2);
const officers = Number(officersWanted);
const tokens = Math.min(officers, 250); // as many as a staff file holds: officers share them, and have cases of their own
const thinking = Number(thinkingWanted) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'skranke-officers-'));
const file = (name: string): string => join(folder, name);
const run = (...parts: string[]): void => { execFileSync(program, parts, { stdio: 'pipe' }); };

const centres = (JSON.parse(execFileSync('cat', ['data/centres/centres.json'], { encoding: 'utf8' })) as { centres: { id: string }[] }).centres.map(({ id }) => id);
writeFileSync(file('staff.json'), JSON.stringify({ officers: Array.from({ length: tokens }, (_, i) => ({
  officer_id: `officer-${i}`, centre_id: centres[i % centres.length], centre_name: 'Borgerservice', token_sha256: createHash('sha256').update(`bench-${i}`).digest('hex') })) }));
run('register', 'generate', '--persons', '50000', '--seed', '1', '--out', file('extract.txt'));
run('register', 'import', '--database', `sqlite:${file('register.db')}`, '--keys', file('keys'), '--no-progress', file('extract.txt'));
run('questions', 'count', '--database', `sqlite:${file('register.db')}`, '--keys', file('keys'));
run('register', 'import', '--database', `sqlite:${file('desk.db')}`, '--keys', file('keys'), '--no-progress', file('extract.txt'));
const numbers = readFileSync(file('extract.txt'), 'latin1').split('\n').filter((line) => line.startsWith('001') && line.slice(23, 25) === '01')
  .map((line) => line.slice(3, 13)).filter((number) => /^..\d{2}[4-8]/.test(number));

async function started(says: RegExp, ...parts: string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(program, parts, { stdio: ['ignore', 'ignore', 'pipe'] });
  let all = '';
  for await (const line of createInterface({ input: child.stderr })) {
    all += `${line}\n`;
    if (says.test(line)) break;
  }
  child.stderr.resume();
  return { child, said: all };
}
const verifier = await started(/verifying on/, 'verifier', '--register', `sqlite:${file('register.db')}`, '--keys', file('keys'), '--database', `sqlite:${file('verifier.db')}`,
  '--socket', file('verifier.socket'));
const server = await started(/serving on/, 'serve', '--listen', '127.0.0.1:0', '--desk-listen', '127.0.0.1:0', '--database', `sqlite:${file('desk.db')}`,
  '--keys', file('keys'), '--staff', file('staff.json'), '--verifier', file('verifier.socket'));
const port = Number(/the desk on \S+:(\d+)/.exec(server.said)?.[1]);
if (Number.isNaN(port)) throw new Error(`the desk does not listen: ${server.said}`);

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const times = new Map<string, number[]>();
let failed = 0;

interface View { readonly case_id: string; readonly revision: number; readonly questions: { readonly state: string; readonly questions: readonly unknown[] } }

function ask(officer: number, step: string, path: string, body: object): Promise<View> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const began = performance.now();
    const sent = request({ port, host: '127.0.0.1', path: `/desk/v1/cases${path}`, method: 'POST', agent,
      headers: { authorization: `Bearer bench-${officer % tokens}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const taken = times.get(step) ?? [];
        taken.push(performance.now() - began);
        times.set(step, taken);
        const whole = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) >= 300) {
          ++failed;
          reject(new Error(`${step}: ${answer.statusCode} ${whole}`));
        } else resolve(JSON.parse(whole) as View);
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const end = performance.now() + Number(secondsWanted) * 1000;
const thought = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, -Math.log(1 - Math.random()) * thinking); });
const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null, read_by: 'zone' };
let next = 0;
let cases = 0;

async function oneCase(officer: number): Promise<void> {
  let now = await ask(officer, 'open', '', { purpose: 'first-mitid', language: 'da' });
  const step = async (name: string, body: object = {}): Promise<void> => {
    await thought();
    now = await ask(officer, name, `/${now.case_id}/${name}`, { revision: now.revision, ...body });
  };
  await step('applicant', { number: numbers[next++ % numbers.length], reason: 'stands at the counter' });
  await step('documents', { documents: [passport] });
  await step('looks', { document: 0 });
  await step('look-answers', { document: 0, seen: [true, true, true] });
  await step('face', { document: 0, features: { ears: 'agrees', eyes: 'agrees' }, result: 'same' });
  await step('questions');
  if (now.questions.state === 'open') {
    for (const question of now.questions.questions.keys()) {
      await thought();
      await ask(officer, 'question-answers', `/${now.case_id}/question-answers`, { question, text: 'x' });
      now = { ...now, revision: now.revision + 1 };
    }
    await step('question-conclusion');
  }
  await step('decision', { outcome: 'refused', reasons: ['questions-not-passed'] });
  ++cases;
}

await Promise.all(Array.from({ length: officers }, async (_, officer) => {
  await thought();
  while (performance.now() < end) {
    try {
      await oneCase(officer);
    } catch (error) {
      process.stderr.write(`${String(error)}\n`);
    }
  }
}));

const at = (sorted: readonly number[], share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
const told = (all: readonly number[]): object => {
  const sorted = all.toSorted((one, other) => one - other);
  return { requests: sorted.length, p50: at(sorted, 0.5), p90: at(sorted, 0.9), p99: at(sorted, 0.99), most: at(sorted, 1) };
};
process.stdout.write(`${JSON.stringify({ officers, seconds: Number(secondsWanted), thinking: thinking / 1000, cases, failed, all: told([...times.values()].flat()),
  steps: Object.fromEntries([...times].map(([name, taken]) => [name, told(taken)])) })}\n`);
for (const { child } of [server, verifier]) {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}
agent.destroy();
rmSync(folder, { recursive: true });
