// No address leaves the register: words planted in every field that holds one are searched for in all that the program says, prints, sends and
// keeps, while persons whose name and address are protected are looked up, asked, vouched for and vouching (CPR Act §28).
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { Description } from './description.ts';
import { addPeople, type Person, type Reply, type Session, signedIn } from './people.ts';
import { addressIn, type Kind, kindNames, kinds, type Planted, plantedExtract, textOfPdf } from './planted_addresses.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';
import { binary, filesIn } from './running_mail.ts';
import { RunningPostgres } from './running_postgres.ts';

const root = join(import.meta.dirname, '../..');
const yvonne = '2709573780'; // of the register, with a MitID at the provider; protected here
const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer', 'second-officer'] },
  { name: 'lis', centre: 'aarhus', roles: ['supervisor', 'auditor', 'administrator'] },
];
const hidden = kindNames.filter((kind) => kinds[kind].hidden);
const shown = kindNames.filter((kind) => !kinds[kind].hidden);

// What came out, and where; each is searched at the end of the test that made it come.
const came: { readonly where: string; readonly what: Buffer | string }[] = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const answer = await realFetch(...asked);
  const bytes = Buffer.from(await answer.clone().arrayBuffer());
  const where = `${asked[1]?.method ?? 'GET'} ${String(asked[0])} ${answer.status}`;
  came.push({ where, what: [...answer.headers].join('\n') }, { where, what: bytes.toString() });
  if (answer.headers.get('content-type') === 'application/pdf') came.push({ where: `${where}, as text`, what: textOfPdf(bytes) });
  return answer;
};
function nothingCame(least: number): void {
  assert.ok(came.length >= least, `${came.length} came`);
  for (const { where, what } of came.splice(0)) assert.equal(addressIn(what), undefined, where);
}

let running: RunningDesk;
let authority: Server;
const bodies: Buffer[] = []; // that the registration authority's system was sent
const out = mkdtempSync(join(tmpdir(), 'skranke-sent-'));
const [post, mail] = [join(out, 'post'), join(out, 'mail')];
let planted: Planted;
let anna: Session;
let imported = ''; // what the import said

before(async () => {
  authority = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      bodies.push(Buffer.concat(pieces));
      response.writeHead(204).end();
      authority.emit('taken');
    });
  }).listen(0, '127.0.0.1');
  await once(authority, 'listening');
  mkdirSync(post);
  mkdirSync(mail);
  writeFileSync(join(out, 'secret'), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const extract = (folder: string): string => {
    const made = plantedExtract(folder, { [yvonne]: 'now' });
    ({ planted } = made);
    return made.file;
  };
  const settings = {
    SKRANKE_LOG_FORMAT: 'json', SKRANKE_ACCESS_LOG: 'yes', SKRANKE_SAMPLE_PERCENT: '100',
    SKRANKE_HANDOVER: `http://127.0.0.1:${(authority.address() as AddressInfo).port}/events`, SKRANKE_HANDOVER_SECRET_FILE: join(out, 'secret'), SKRANKE_HANDOVER_PAUSE: '1',
    SKRANKE_POST_SPOOL: post, SKRANKE_POST_CVR: '12345678', SKRANKE_POST_SENDER: 'Aarhus Kommune', SKRANKE_MAIL_SPOOL: mail,
  };
  running = await startDesk('nobody', extract, undefined, settings, (folder) => {
    imported = program(['register', 'import', '--database', `sqlite:${join(folder, 'desk.db')}`, '--keys', join(folder, 'keys'), '--no-progress',
      '--quarantine', join(folder, 'quarantine'), join(folder, 'extract.txt')]);
    addPeople(folder, people);
  });
  anna = await signedIn(running.desk, 'anna');
});
after(async () => {
  await running.stop();
  authority.close();
  rmSync(out, { recursive: true });
});

// What a command of the program prints, on both streams, when nothing is answered.
function program(args: readonly string[], expected = 0): string {
  const ended = spawnSync(binary, [...args], { cwd: root, encoding: 'utf8', input: '', maxBuffer: 1 << 28 });
  assert.equal(ended.status, expected, `${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout + ended.stderr;
}

type Json = Record<string, unknown>;
interface View extends Json {
  readonly case_id: string;
  readonly revision: number;
  readonly applicant: Json;
  readonly questions: { readonly state: string; readonly questions: readonly { readonly id: string }[] };
}
const view = ({ status, body }: Reply, expected = 200): View => {
  assert.equal(status, expected, JSON.stringify(body));
  return body as View;
};
const step = async (seen: View, path: string, body: Json = {}): Promise<View> =>
  view(await anna.ask('POST', `/desk/v1/cases/${seen.case_id}/${path}`, { revision: seen.revision, ...body }));
const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: '2031-01-01', read_by: 'zone' };

async function identified(number: string): Promise<View> {
  const seen = view(await anna.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'da' }), 201);
  return step(seen, 'applicant', { number, reason: 'stands at the counter' });
}
async function looked(seen: View): Promise<View> {
  let now = await step(seen, 'documents', { documents: [passport] });
  now = await step(now, 'looks', { document: 0 });
  now = await step(now, 'look-answers', { document: 0, seen: [true, true, true] });
  return step(now, 'face', { document: 0, features: { ears: 'agrees', eyes: 'agrees', nose: 'agrees' }, result: 'same' });
}
async function vouched(seen: View, login: string): Promise<View> {
  const begun = await step(seen, 'witness', { relation: 'friend', known_years: 10, language: 'da' });
  const { address, approval_id: approval } = begun['witness'] as Json;
  // What the witness is shown, before and after they approve: no name of whom they vouch for.
  const shownToThem = async (): Promise<string> => (await fetch(`${running.citizen}/api/v1/witness/approvals/${String(approval)}`)).text();
  const before = await shownToThem();
  await browse(`${String(address)}&login_hint=${login}`);
  assert.ok(before.includes(seen.case_id), before);
  for (const text of [before, await shownToThem()]) assert.ok(!text.includes(String(seen.applicant['name'])), text);
  return step(view(await anna.ask('GET', `/desk/v1/cases/${seen.case_id}`)), 'vouching', { documents: [passport], likeness: true });
}

const cases: string[] = [];
const accepted: View[] = [];
let decided = 0;
const addressQuestions = [...readFileSync(join(root, 'policies/questions/cpr-1.toml'), 'utf8').matchAll(/\[\[question\]\]\nid = "([^"]+)"((?:(?!\[\[)[^])*)/g)]
  .filter(([, , rest = '']) => rest.includes('about_address = true')).map(([, id = '']) => id);

test('an import says which lines are broken, and nothing of what is in them', () => {
  assert.match(imported, /record 004, field BESKYTTYPE/);
  assert.match(imported, /record 006, field START_DT-ADRTXT/);
  assert.equal(addressIn(imported), undefined);
});

test('the officer is told that name and address are protected, and no address, of anybody', async () => {
  for (const kind of kindNames)
    for (const number of planted.numbers[kind].slice(0, 3)) {
      const seen = await identified(number);
      cases.push(seen.case_id);
      assert.equal(seen.applicant['protected'], kinds[kind].hidden, kind);
    }
  assert.ok(came.some(({ what }) => what.includes('"protected":true')));
  nothingCame(2 * cases.length);
});

// Opens the questions of somebody of the kind who can be asked, from the last on.
async function asked(kind: Kind): Promise<View> {
  for (;;) {
    const number = planted.numbers[kind].pop();
    assert.ok(number !== undefined, `nobody who is ${kind} can be asked`);
    if (number === yvonne) continue;
    const answer = await fetch(`${running.desk}/desk/v1/questions/feasible`, { method: 'POST', body: JSON.stringify({ number, shown: ['passport'], case_id: 'before' }),
      headers: { authorization: 'Bearer one', 'content-type': 'application/json' } });
    if ((await answer.json() as Json)['feasible'] !== true) continue;
    const seen = await step(await looked(await identified(number)), 'questions');
    cases.push(seen.case_id);
    assert.equal(seen.questions.state, 'open');
    return seen;
  }
}
const aboutAddress = (seen: View): number => seen.questions.questions.filter(({ id }) => addressQuestions.includes(id)).length;

test('who is protected is asked nothing about addresses; others are; a refusal and its papers hold none', async () => {
  assert.ok(addressQuestions.length >= 7 && addressQuestions.includes('previous-road'), addressQuestions.join());
  for (const kind of kindNames) {
    let now = await asked(kind);
    for (let tries = 0; !kinds[kind].hidden && aboutAddress(now) === 0 && tries < 20; ++tries) now = await asked(kind);
    assert.equal(aboutAddress(now) > 0, !kinds[kind].hidden, `${kind}: ${JSON.stringify(now.questions)}`);
    for (const question of now.questions.questions.keys())
      await anna.ask('POST', `/desk/v1/cases/${now.case_id}/question-answers`, { question, text: 'x' });
    now = await step(view(await anna.ask('GET', `/desk/v1/cases/${now.case_id}`)), 'question-conclusion');
    assert.equal(now.questions.state, 'not-passed');
    now = await step(now, 'decision', { outcome: 'refused', reasons: ['questions-not-passed'] });
    assert.equal((now['decision'] as Json)['outcome'], 'refused');
    await papersOf(now);
  }
  nothingCame(200);
});

// The letter and the receipt in two languages, and the record with its claims in the open.
async function papersOf(seen: View): Promise<void> {
  ++decided;
  const get = async (path: string, type: string): Promise<string> => {
    const answer = await fetch(`${running.desk}/desk/v1/cases/${seen.case_id}/${path}`, { headers: { cookie: anna.cookie } });
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, type], path);
    return answer.text();
  };
  for (const language of ['da', 'en']) for (const paper of ['letter', 'receipt']) await get(`${paper}?lang=${language}`, 'application/pdf');
  const printed = came.filter(({ where }) => where.includes(seen.case_id) && where.endsWith('as text'));
  assert.ok(printed.length === 4 && printed.some(({ what }) => what.includes(String(seen.applicant['family']))), 'the text of a PDF is searched');
  const record = await get('record', 'application/jwt');
  came.push({ where: 'the claims of a record', what: Buffer.from(record.split('.')[1] ?? '', 'base64url').toString() });
}

// What a citizen who logs in with MitID sees of themselves: every page of theirs.
async function own(login: string): Promise<string> {
  const begun = await fetch(`${running.citizen}/api/v1/me/sign-in?lang=da`, { redirect: 'manual' });
  const [name = '', value = ''] = (begun.headers.getSetCookie()[0]?.split(';')[0] ?? '').split('=');
  const end = await browse(`${begun.headers.get('location') ?? ''}&login_hint=${login}`, new Map([[name, value]]));
  const headers = { cookie: `skranke_session=${end.cookies.get('skranke_session') ?? ''}` };
  const texts: string[] = [];
  for (const page of ['look-ups', 'cases', 'wish', 'everything', 'vouchings', ...cases.map((id) => `cases/${id}/proof`)]) {
    const answer = await fetch(`${running.citizen}/api/v1/me/${page}`, { headers });
    texts.push(await answer.text());
    if (!page.includes('/')) assert.equal(answer.status, 200, page);
  }
  return texts.join('\n');
}

test('an acceptance with a witness, each of whom is protected: papers, record, handover, post, and what both see of themselves', async () => {
  for (const [kind, login] of [['now', 'yvonne'], ['ending', 'yvonne'], ['later', 'yvonne'], ['broken', 'vera']] as const) {
    const number = planted.numbers[kind].find((each) => each !== yvonne) ?? '';
    const start = await looked(await identified(number));
    accepted.push(await step(await vouched(start, login), 'decision', { outcome: 'accepted' }));
  }
  // Herself, with somebody else as witness.
  accepted.push(await step(await vouched(await looked(await identified(yvonne)), 'vera'), 'decision', { outcome: 'accepted' }));
  cases.push(...accepted.map(({ case_id: id }) => id));
  for (const seen of accepted) {
    assert.equal(seen.applicant['protected'], true);
    await papersOf(seen);
  }
  const mine = await own('yvonne');
  assert.ok(mine.includes(accepted.at(-1)?.case_id ?? 'none') && mine.includes('stands at the counter'), 'her own look-ups are there');
  // A witness is never told the name of who is protected.
  for (const { applicant } of accepted.slice(0, -1)) assert.ok(!mine.includes(String(applicant['name'])));
  await own('vera');
  while (!accepted.every(({ case_id: id }) => bodies.some((body) => body.includes(id)))) await once(authority, 'taken');
  for (const body of bodies) {
    came.push({ where: 'a handover', what: body.toString() });
    for (const [token] of body.toString().matchAll(/[\w-]{16,}/g)) came.push({ where: 'inside a handover', what: Buffer.from(token, 'base64url').toString() });
  }
  // Everybody is told of what was decided about them.
  for (const [name, xml] of await filesIn(post, decided)) {
    came.push({ where: name, what: xml });
    const pdf = Buffer.from(/<memo:content>([^<]*)</.exec(xml)?.[1] ?? '', 'base64');
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    came.push({ where: `${name}, as text`, what: textOfPdf(pdf) });
  }
  nothingCame(100);
});

test('a visit that somebody who is protected has booked, and the mail about it', async () => {
  const free = await (await fetch(`${running.citizen}/api/v1/centres/aarhus/slots`)).json() as { items: readonly { slot_id: string }[] };
  const booked = await fetch(`${running.citizen}/api/v1/bookings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ slot_id: free.items.at(-1)?.slot_id, name: 'Yvonne Wulff', email: 'yvonne@example.org' }) });
  assert.equal(booked.status, 201, await booked.clone().text());
  const { manage_url: link, booking_id: id } = await booked.json() as { manage_url: string; booking_id?: string };
  await fetch(`${running.citizen}/api/v1/bookings/${link.split('/').at(-1) ?? ''}`);
  if (id !== undefined) await anna.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'da', booking_id: id });
  for (const [name, text] of await filesIn(mail, 1)) {
    assert.match(text, /yvonne@example\.org/);
    came.push({ where: name, what: text });
  }
  nothingCame(5);
});

test('every page that is read at the desk or by citizens, by each role', async () => {
  const flagged = await identified(planted.numbers.now[0] ?? '');
  await anna.ask('POST', `/desk/v1/cases/${flagged.case_id}/flag`, { kind: 'coercion' });
  const sampled = accepted[0]?.case_id ?? '';
  const weekAgo = Math.floor(Date.now() / 1000) - 7 * 86_400;
  const database = databaseOf(running);
  database.prepare('update desk_case set closed_at = ? where case_id = ?').run(weekAgo, sampled);
  database.prepare("update desk_event set at = ? where case_id = ? and what = 'accepted'").run(weekAgo, sampled);
  database.close();
  const citizens = await Description.load(running.citizen, '/api/v1/openapi.json');
  const desk = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen' }).format(new Date());
  const query = (parameters: readonly { readonly name: string; readonly in: string }[]): string => new URLSearchParams(parameters.filter((each) => each.in === 'query')
    .map(({ name }) => [name, ({ centre: 'aarhus', from: today, to: today, lang: 'da', language: 'da' } as Record<string, string>)[name] ?? '']).filter(([, value]) => value !== '')).toString();
  const read = new Set<string>();
  for (const name of ['anna', 'bo', 'lis']) {
    const session = name === 'anna' ? anna : await signedIn(running.desk, name);
    for (const [origin, api] of [[running.desk, desk], [running.citizen, citizens]] as const)
      for (const { method, path, operation } of api.operations()) {
        if (method !== 'GET' || /events$|callback|sign-in|login/.test(path)) continue;
        for (const id of path.includes('{') ? (path.includes('/cases/') ? cases : ['aarhus', sampled]) : ['']) {
          const answer = await fetch(`${origin}${path.replaceAll(/\{\w+\}/g, id)}?${query(operation.parameters ?? [])}`, { headers: { cookie: session.cookie } });
          if (answer.status === 200) read.add(path);
        }
      }
    for (const path of ['/desk/v1/staff-events', '/metrics']) await session.ask('GET', path);
  }
  for (const path of ['/desk/v1/cases', '/desk/v1/cases/{id}', '/desk/v1/cases/{id}/record', '/desk/v1/case-flags', '/desk/v1/case-figures', '/desk/v1/samples',
    '/desk/v1/case-orders', '/desk/v1/witness-patterns']) assert.ok(read.has(path), `${path} among ${[...read].join(' ')}`);
  assert.ok(came.some(({ where, what }) => where.includes('/desk/v1/samples') && what.includes(sampled)) && came.some(({ where, what }) => where.includes('case-flags') && what.includes('coercion')));
  for (const origin of [running.desk, running.citizen]) assert.match(await (await fetch(`${origin}/metrics`)).text(), /skranke_http_requests/);
  nothingCame(500);
});

const database = (name: string): string[] => ['--database', `sqlite:${join(running.folder, name)}`];
const keys = (): string[] => ['--keys', join(running.folder, 'keys')];

test('on the command line an address that is protected is printed to whoever asks for it by name, and else never', () => {
  for (const kind of kindNames) {
    const number = planted.numbers[kind][0] ?? '';
    for (const format of ['json', 'text']) {
      const show = ['register', 'show', ...database('desk.db'), ...keys(), '--format', format, number];
      assert.equal(addressIn(program(show)) !== undefined, !kinds[kind].hidden, `${kind}, ${format}`);
      assert.notEqual(addressIn(program([...show, '--with-protected-address']), [kind]), undefined, `${kind}, ${format}, asked for`);
    }
  }
  const told = JSON.parse(execFileSync(binary, ['register', 'show', ...database('desk.db'), ...keys(), yvonne], { cwd: root, encoding: 'utf8', stdio: 'pipe' })) as Json;
  assert.deepEqual(told['withheld'], ['address', 'contact_address', 'abroad', 'former_addresses', 'former_stays_abroad']);
  for (const name of told['withheld'] as string[]) assert.ok(told[name] === null || (told[name] as unknown[]).length === 0, name);
  const socket = join(running.folder, 'verifier.socket');
  for (const args of [['register', 'stats'], ['handovers'], ['messages'], ['staff', 'list'], ['retention', '--dry-run', ...keys()], ['witness', 'patterns'],
    ['audit', 'verify'], ['audit', 'export', '--no-progress', '--out', join(running.folder, 'log')]])
    assert.equal(addressIn(program([...args, ...database('desk.db')])), undefined, args.join(' '));
  for (const kind of kindNames) {
    const about = ['--socket', socket, '--case', 'by-hand', '--shown', 'passport', planted.numbers[kind].findLast((each) => each !== yvonne) ?? ''];
    const said = spawnSync(binary, ['questions', 'ask', ...about], { cwd: root, encoding: 'utf8', input: 'x\n'.repeat(12) });
    assert.equal(said.status, 1);
    assert.equal(addressIn(said.stdout + said.stderr), undefined, kind);
  }
});

test('what every program said is without addresses, and so is what it keeps; in the clear are roads of who is not protected', async () => {
  const copy = join(running.folder, 'copy.db');
  program(['backup', ...database('desk.db'), '--no-progress', copy]);
  assert.ok(running.said.length > 100 && running.said.some((line) => line.includes('/desk/v1/cases/')), 'requests are logged');
  for (const line of running.said) assert.equal(addressIn(line), undefined);
  const files = (readdirSync(running.folder, { recursive: true }) as string[])
    .filter((name) => !name.includes('.socket') && !name.startsWith('keys') && !name.endsWith('-lock') && statSync(join(running.folder, name)).isFile());
  for (const name of ['desk.db', 'register.db', 'verifier.db', 'copy.db', 'quarantine', 'extract.txt']) assert.ok(files.includes(name), `${name} among ${files.join(' ')}`);
  for (const name of files) {
    const bytes = readFileSync(join(running.folder, name));
    assert.equal(addressIn(bytes, hidden) !== undefined, name === 'extract.txt', name);
    // The table of road names, by which questions are asked, stands beside the register: what is there is found.
    if (name === 'register.db') assert.match(addressIn(bytes, shown) ?? '', /x003/);
    else assert.equal(addressIn(bytes, shown) !== undefined, name === 'extract.txt', name);
  }
});

test('nor does PostgreSQL keep one: a register that was imported there, and the whole desk, taken over', async () => {
  const postgres = await RunningPostgres.start();
  try {
    await running.stopServer();
    const desk = postgres.database('desk');
    program(['migrate', '--no-progress', `sqlite:${join(running.folder, 'desk.db')}`, desk]);
    const cases = execFileSync('pg_dump', [desk], { maxBuffer: 1 << 30 });
    assert.ok(cases.includes(accepted[0]?.case_id ?? 'none'));
    assert.equal(addressIn(cases), undefined);
    const at = ['--database', postgres.url, '--keys', join(out, 'keys')];
    program(['register', 'import', ...at, '--no-progress', join(running.folder, 'extract.txt')]);
    program(['questions', 'count', ...at]);
    for (const kind of kindNames)
      assert.equal(addressIn(program(['register', 'show', ...at, planted.numbers[kind][0] ?? ''])) !== undefined, !kinds[kind].hidden, kind);
    const dump = execFileSync('pg_dump', [postgres.url], { maxBuffer: 1 << 30 });
    assert.ok(dump.length > 1_000_000);
    assert.equal(addressIn(dump, hidden), undefined);
    assert.notEqual(addressIn(dump, shown), undefined);
  } finally {
    await postgres.end();
  }
});
