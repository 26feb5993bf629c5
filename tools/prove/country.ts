// A country in one database: six million persons in the register and five million cases. How soon it serves again after a crash, how long
// two hundred mixed requests a second wait, and what becomes of ten times as many as it can do.
//
//   node tools/prove/country.ts [PERSONS [CASES [SECONDS [FOLDER]]]]
//
// Takes some 30 GB under the folder for temporary files and half an hour. FOLDER keeps the filled database, for the next time too.
// Ends with 1 where a bound of the promise was passed.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join, resolve as absolute } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { binary } from '../../tests/http/running_mail.ts';
import { chance, Installation, officer } from '../../tests/http/under_load.ts';

const persons = Number(process.argv[2] ?? 6_000_000);
const cases = Number(process.argv[3] ?? 5_000_000);
const seconds = Number(process.argv[4] ?? 60);
const kept = process.argv[5] === undefined ? undefined : absolute(process.argv[5]);
const rate = 200;
const bounds = { start: 2, p99: 150, memory: 512 } as const; // seconds, milliseconds, megabytes
const officers = 250;
const random = chance(11);
const say = (text: string): void => { process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`); };
const wrong: string[] = [];
const told: string[] = [];

const numbers: string[] = [];
let centres: readonly string[] = [];

async function fillRegister(installation: Installation): Promise<void> {
  const extract = join(installation.folder, 'extract.txt');
  say(`making ${persons} persons`);
  execFileSync(binary, ['register', 'generate', '--persons', String(persons), '--seed', '1', '--out', extract], { stdio: 'pipe' });
  say('importing them');
  execFileSync(binary, ['register', 'import', '--database', installation.database, '--keys', join(installation.folder, 'keys'), '--no-progress', extract], { stdio: 'pipe' });
  // Record 001 has the number, and the status from the 24th byte: every so many of those who live in Denmark.
  let seen = 0;
  for await (const line of createInterface({ input: createReadStream(extract, 'latin1') }))
    if (line.startsWith('001') && line.slice(23, 25) === '01' && seen++ % 100 === 0) numbers.push(line.slice(3, 13));
  rmSync(extract);
  if (kept !== undefined) writeFileSync(join(kept, 'numbers.json'), JSON.stringify(numbers));
}

// Cases of three years as they lie in the tables: sealed, so that their bytes are anybody's. They are not in the log.
function fillCases(database: string): void {
  const tables = new DatabaseSync(database);
  tables.exec('pragma synchronous = off; pragma cache_size = -200000');
  const triggers = tables.prepare("select name, sql from sqlite_master where type = 'trigger'").all() as { name: string; sql: string }[];
  for (const { name } of triggers) tables.exec(`drop trigger ${name}`);
  const insert = tables.prepare(`insert into desk_case (case_id, revision, centre_id, officer_id, purpose, stage, is_open, opened_at, closed_at, outcome, proof, is_training, state, applicant)
    values (?, 9, ?, ?, 'first-mitid', 'decided', 0, ?, ?, ?, 'questions', 0, ?, ?)`);
  const event = tables.prepare("insert into desk_event (case_id, revision, at, officer_id, what) values (?, 1, ?, ?, 'opened')");
  const bytes = randomBytes(1 << 20);
  const now = Math.floor(Date.now() / 1000);
  const first = now - 3 * 365 * 86_400;
  for (let i = 0; i < cases; ++i) {
    if (i % 10_000 === 0) tables.exec(i === 0 ? 'begin' : 'commit; begin');
    if (i % 500_000 === 0) say(`${i} of ${cases} cases`);
    const at = first + Math.floor((now - first) * i / cases);
    const id = at.toString(16).padStart(12, '0') + i.toString(16).padStart(20, '0');
    const officer = `clerk-${i % officers}`;
    const from = (i * 977) % (bytes.length - 1400);
    insert.run(id, centres[i % centres.length] ?? '', officer, at, at + 700, i % 4 === 0 ? 'refused' : 'accepted', bytes.subarray(from, from + 900), bytes.subarray(from + 900, from + 1200));
    event.run(id, at, officer);
  }
  tables.exec('commit');
  for (const { sql } of triggers) tables.exec(sql);
  tables.exec('pragma wal_checkpoint(truncate)');
  tables.close();
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
interface Answer { readonly status: number; readonly retryAfter: string | undefined; readonly text: string; readonly lines: number }

// What was asked, how long each answer took, and what it was.
const times = new Map<string, number[]>();
const statuses = new Map<string, number>();
const unexpected = new Set<string>();

// `keeps`: whether the answer's text is kept, or its lines are only counted.
function ask(what: string, method: string, url: string, body?: unknown, fields: Readonly<Record<string, string>> = {}, keeps = true): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined || body instanceof Buffer ? body : JSON.stringify(body);
    const begun = performance.now();
    const sent = request(url, { method, agent, headers: { ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }), ...fields } }, (answer) => {
      const chunks: Buffer[] = [];
      let lines = 0;
      answer.on('data', (chunk: Buffer) => {
        if (keeps) chunks.push(chunk);
        else for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) ++lines;
      });
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        const taken = times.get(what) ?? [];
        if (taken.push(performance.now() - begun) === 1) times.set(what, taken);
        statuses.set(`${what} ${status}`, (statuses.get(`${what} ${status}`) ?? 0) + 1);
        const whole = Buffer.concat(chunks).toString();
        if (keeps && status >= 400 && status !== 409) unexpected.add(`${what}: ${status} ${whole.slice(0, whole.indexOf('"instance"'))}`);
        resolve({ status, retryAfter: answer.headers['retry-after'], text: whole, lines });
      });
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const bearer = (): Record<string, string> => ({ authorization: `Bearer bench-${Math.floor(random() * (officers - 1))}` });
const passport = { documents: [{ kind: 'passport', issuer: 'SE', form: 'physical', cpr_number: false, temporary: false, name_matches: true, expires: '2031-01-01' }] };

// What a country asks for, and how much of it: the share of what begins, which is one request or some after another.
function mixed({ citizen, desk }: { citizen: string; desk: string }): readonly (readonly [number, () => Promise<unknown>])[] {
  const slots = (): Promise<Answer> => ask('free times', 'GET', `${citizen}/api/v1/centres/${pick(centres)}/slots`);
  return [
    [0.35, slots],
    [0.25, () => ask('check', 'POST', `${citizen}/api/v1/check`, passport)],
    [0.1, async () => {
      const free = JSON.parse((await slots()).text) as { items: { slot_id: string }[] };
      if (free.items.length > 0)
        await ask('book', 'POST', `${citizen}/api/v1/bookings`, { slot_id: pick(free.items).slot_id, name: `Ida ${random()}` }, { 'idempotency-key': randomUUID() });
    }],
    [0.05, () => ask('board', 'GET', `${citizen}/api/v1/centres/${pick(centres)}/queue`)],
    [0.1, () => ask('open cases', 'GET', `${desk}/desk/v1/cases`, undefined, bearer())],
    [0.15, async () => {
      const who = bearer();
      const opened = await ask('open a case', 'POST', `${desk}/desk/v1/cases`, { purpose: 'first-mitid', language: 'da' }, who);
      if (opened.status !== 201) return;
      const { case_id, revision } = JSON.parse(opened.text) as { case_id: string; revision: number };
      const known = await ask('applicant', 'POST', `${desk}/desk/v1/cases/${case_id}/applicant`, { revision, number: pick(numbers), reason: 'stands at the counter' }, who);
      if (known.status !== 200) return;
      const now = JSON.parse(known.text) as { revision: number };
      await ask('give up', 'POST', `${desk}/desk/v1/cases/${case_id}/end`, { revision: now.revision }, who);
    }],
  ];
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const residentMb = (pid: number, key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function startAfterCrash(installation: Installation): Promise<void> {
  const starts: number[] = [];
  const working = installation.load(24);
  working.catch(() => undefined);
  for (let i = 0; i < 10; ++i) {
    await Promise.race([installation.afterWrites(1500), working]);
    await installation.stop('SIGKILL');
    const begun = performance.now();
    installation.begin();
    while ((await fetch(`${installation.origins.citizen}/readyz`).catch(() => null))?.status !== 200) await new Promise((resolve) => setTimeout(resolve, 10));
    starts.push((performance.now() - begun) / 1000);
    say(`serving after ${starts.at(-1)?.toFixed(2)} s`);
  }
  installation.over();
  await working;
  const sorted = starts.toSorted((one, other) => one - other);
  told.push(`serving ${at(sorted, 0.5).toFixed(2)} s after a crash in the middle, ${at(sorted, 1).toFixed(2)} s at most of ${starts.length}`);
  if (at(sorted, 1) > bounds.start) wrong.push(`it took ${at(sorted, 1).toFixed(2)} s to serve again, and ${bounds.start} are promised`);
}

// They come when they come, whatever became of those before: a slow answer is not spared the next one. A sequence counts as the requests that it has.
async function atRate(installation: Installation): Promise<void> {
  const kinds = mixed(installation.origins);
  const begins = rate / 1.4; // requests in what begins, in the mean
  times.clear();
  statuses.clear();
  const under: Promise<unknown>[] = [];
  const begun = performance.now();
  for (let i = 0; i < begins * seconds; ++i) {
    const early = begun + i * 1000 / begins - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    let dice = random();
    const [, act] = kinds.find(([share]) => (dice -= share) < 0) ?? kinds[0]!;
    under.push(act());
  }
  await Promise.all(under);
  const took = (performance.now() - begun) / 1000;
  const all = [...times.values()].flat().toSorted((one, other) => one - other);
  for (const [name, some] of times) {
    const sorted = some.toSorted((one, other) => one - other);
    say(`${name}: ${sorted.length}, median ${at(sorted, 0.5).toFixed(1)}, 99th ${at(sorted, 0.99).toFixed(1)}, most ${at(sorted, 1).toFixed(1)} ms`);
  }
  say([...statuses].map(([name, count]) => `${name}: ${count}`).join('; '));
  told.push(`${(all.length / took).toFixed(0)} mixed requests a second: median ${at(all, 0.5).toFixed(1)} ms, 99th percentile ${at(all, 0.99).toFixed(1)} ms, most ${at(all, 1).toFixed(0)} ms`);
  if (all.length / took < rate * 0.98) wrong.push(`${(all.length / took).toFixed(0)} requests a second, and ${rate} were meant`);
  if (at(all, 0.99) > bounds.p99) wrong.push(`the 99th percentile is ${at(all, 0.99).toFixed(1)} ms, and ${bounds.p99} are promised`);
  wrong.push(...unexpected);
}

// Ten times what it can do of something: what is too much is refused at once, and what was begun is finished. `isWhole`: an answer is all of it.
async function tenTimes(installation: Installation, what: string, once: () => Promise<Answer>, isWhole: (answer: Answer) => boolean): Promise<void> {
  let done = 0;
  const until = performance.now() + 5000;
  await Promise.all(Array.from({ length: 8 }, async () => { for (; performance.now() < until; ++done) await once(); }));
  const capacity = done / 5;
  const wanted = Math.ceil(capacity * 10);
  say(`${capacity.toFixed(0)} ${what} a second; now ${wanted}`);
  let whole = 0, shed = 0, other = 0, broken = 0, untold = 0, most = 0;
  const under = new Set<Promise<void>>();
  const begun = performance.now();
  for (let i = 0; i < wanted * 10; ++i) {
    const early = begun + i * 1000 / wanted - performance.now();
    if (early > 1 || i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, Math.max(0, early)));
    const one: Promise<void> = once().then((answer) => {
      if (answer.status === 503) { ++shed; if (answer.retryAfter === undefined) ++untold; }
      else if (answer.status === 200 && isWhole(answer)) ++whole;
      else ++other;
    }, () => { ++broken; }).finally(() => under.delete(one));
    under.add(one);
    most = Math.max(most, under.size);
  }
  const offered = wanted * 10 / ((performance.now() - begun) / 1000);
  await Promise.all(under);
  const peak = residentMb(installation.pid, 'VmHWM');
  told.push(`${what} at ${(offered / capacity).toFixed(1)} times the measured ${capacity.toFixed(0)} a second, ${most} at once at most: ${whole} answered whole, ${shed} refused with 503 and Retry-After, `
    + `${broken} connections broken, at most ${peak.toFixed(0)} MB resident`);
  if (shed === 0) wrong.push(`no ${what} were refused`);
  if (untold > 0) wrong.push(`${untold} times 503 without Retry-After`);
  if (other > 0) wrong.push(`${other} answers are neither whole nor refused`);
  if (broken > 0) wrong.push(`${broken} connections were broken`);
  if (peak > bounds.memory) wrong.push(`${peak.toFixed(0)} MB, and ${bounds.memory} are promised`);
  const ended = performance.now();
  let next = await once();
  for (; next.status === 503 && performance.now() < ended + 10_000; next = await once()) await new Promise((resolve) => setTimeout(resolve, Number(next.retryAfter) * 1000));
  say(`the next one was answered after ${((performance.now() - ended) / 1000).toFixed(1)} s`);
  if (next.status !== 200 || !isWhole(next)) wrong.push(`afterwards it answers ${next.status}`);
}

// Of what costs the database's time and hardly any of who asks: a supervisor's figures of some months. And of large bodies, which cost memory; of
// these a client on the same two cores can't send ten times as many as they can answer.
async function overload(installation: Installation): Promise<void> {
  const until = new Date().toISOString().slice(0, 10);
  const from = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
  await tenTimes(installation, 'figures of a hundred days', () => ask('figures', 'GET', `${installation.origins.desk}/desk/v1/case-figures?from=${from}&to=${until}`, undefined, officer),
    ({ text }) => (JSON.parse(text) as { days: unknown[] }).days.length === 101);
  const line = `${JSON.stringify({ ...passport, id: '1', date: '2026-05-31' })}\n`;
  const count = Math.floor(900_000 / line.length);
  const batch = Buffer.from(line.repeat(count));
  await tenTimes(installation, `batches of ${count} checks`, () => ask('batch', 'POST', `${installation.origins.citizen}/api/v1/check/batch`, batch, { 'content-type': 'application/x-ndjson' }, false),
    ({ lines }) => lines === count);
}

centres = (JSON.parse(readFileSync('data/centres/centres.json', 'utf8')) as { centres: { id: string }[] }).centres.map(({ id }) => id);
const isFilled = kept !== undefined && existsSync(join(kept, 'numbers.json'));
if (kept !== undefined) mkdirSync(join(kept, 'keys'), { recursive: true, mode: 0o700 });
const installation = await Installation.start(random, kept === undefined ? undefined : `sqlite:${join(kept, 'desk.db')}`, {}, (begun) => {
  if (kept !== undefined) symlinkSync(join(kept, 'keys'), join(begun.folder, 'keys'));
  const staff = JSON.parse(readFileSync(join(begun.folder, 'staff.json'), 'utf8')) as { officers: unknown[] };
  for (let i = 0; i < officers - 1; ++i)
    staff.officers.push({ officer_id: `clerk-${i}`, centre_id: centres[i % centres.length], centre_name: 'Borgerservice', token_sha256: createHash('sha256').update(`bench-${i}`).digest('hex') });
  writeFileSync(join(begun.folder, 'staff.json'), JSON.stringify(staff));
});
try {
  if (isFilled) {
    numbers.push(...JSON.parse(readFileSync(join(kept, 'numbers.json'), 'utf8')) as string[]);
  } else {
    await installation.stop('SIGTERM');
    fillCases(installation.database.slice('sqlite:'.length));
    await fillRegister(installation);
    installation.begin();
  }
  say('crashes');
  await startAfterCrash(installation);
  say(`${rate} requests a second for ${seconds} s`);
  await atRate(installation);
  await installation.restart(); // the most memory is of what comes now
  say('ten times too much');
  await overload(installation);
  console.log(`country: ${persons} persons, ${cases} cases in SQLite; ${told.join('; ')}: ${wrong.length} wrong`);
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  agent.destroy();
  await installation.end();
}
