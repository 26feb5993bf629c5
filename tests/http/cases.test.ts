// Whole cases over HTTP, at a desk with people who have signed in: the real program with a register, a verifier in its own process, and the
// real OpenID provider.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { Description } from './description.ts';
import { addPeople, freshCode, type Person, problem, type Reply, type Session, signedIn } from './people.ts';
import { checkedRecord } from './record_checks.ts';
import { generatedExtract, importedAtDesk } from './extracts.ts';
import { databaseOf, onceWritten, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer', 'second-officer'] },
  { name: 'carl', centre: 'vejle', roles: ['officer', 'second-officer'] },
  { name: 'lis', centre: 'aarhus', roles: ['supervisor'] },
];

let running: RunningDesk;
let anna: Session;
let numbers: readonly string[] = [];
before(async () => {
  running = await startDesk('nobody', generatedExtract, undefined, {}, (folder) => {
    numbers = importedAtDesk(folder);
    addPeople(folder, people);
  });
  assert.ok(numbers.length > 100);
  anna = await signedIn(running.desk, 'anna');
});
after(() => running.stop());

test('what the server answers is what its descriptions say', async () => {
  const api = await Description.load(running.citizen, '/api/v1/openapi.json');
  const desk = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
  const seen = view(await anna.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }), 201);
  for (const [method, path, body] of [
    ['GET', '/desk/v1/cases'], ['GET', '/desk/v1/cases/{id}'], ['GET', '/desk/v1/cases/{id}/record'], ['GET', '/desk/v1/cases/{id}/letter'],
    ['POST', '/desk/v1/cases/{id}/documents', { revision: 1, documents: [passport] }], ['POST', '/desk/v1/cases/{id}/documents', { revision: 1, documents: [] }],
    ['POST', '/desk/v1/cases/{id}/names', { format: 'TD3', surname: 'ERIKSSON', given_names: 'ANNA MARIA' }], ['POST', '/desk/v1/cases/{id}/names', { format: 'TD4' }],
    ['POST', '/desk/v1/cases/{id}/applicant', { revision: 2, number: '1702404204', reason: 'x' }], ['POST', '/desk/v1/cases/{id}/face', { revision: 2 }],
    ['POST', '/desk/v1/cases/{id}/looks', { revision: 2, document: 0 }], ['POST', '/desk/v1/cases/{id}/decision', { revision: 3, outcome: 'accepted' }],
  ] as const) {
    const answer = await fetch(running.desk + path.replace('{id}', seen.case_id), { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { cookie: anna.cookie, 'x-session-token': anna.token, 'content-type': 'application/json' } });
    desk.hold(method, path, answer, await answer.text());
  }
  const cookie = await citizen('udland');
  for (const path of ['look-ups', 'cases', 'wish', 'everything'].map((own) => `/api/v1/me/${own}`)) {
    const answer = await fetch(running.citizen + path, { headers: { cookie } });
    api.hold('GET', path, answer, await answer.text());
  }
});

type Json = Record<string, unknown>;
interface View extends Json {
  readonly case_id: string;
  readonly revision: number;
  readonly state: string;
  readonly missing: readonly string[];
}
const view = ({ status, body }: Reply, expected = 200): View => {
  assert.equal(status, expected, JSON.stringify(body));
  return body as View;
};

// One step of a case, made from what was seen last.
async function step(who: Session, seen: View, path: string, body: Json = {}): Promise<Reply> {
  return who.ask('POST', `/desk/v1/cases/${seen.case_id}/${path}`, { revision: seen.revision, ...body });
}
let next = 0;
async function opened(who = anna, training = false): Promise<View> {
  return view(await who.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en', training }), 201);
}
async function identified(who = anna): Promise<View> {
  const number = numbers[next++];
  assert.ok(number !== undefined);
  return view(await step(who, await opened(who), 'applicant', { number, reason: 'stands at the counter' }));
}
const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: '2031-01-01', read_by: 'zone' };
const papers = ['health-card', 'personal-certificate'].map((kind) => ({ kind, issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null }));

// Shows documents, looks at every feature of each, and compares the face where there is a picture.
async function looked(seen: View, documents: readonly Json[], who = anna): Promise<View> {
  let now = view(await step(who, seen, 'documents', { documents }));
  for (const document of documents.keys()) {
    now = view(await step(who, now, 'looks', { document }));
    now = view(await step(who, now, 'look-answers', { document, seen: [true, true, true] }));
  }
  if (documents[0]?.['kind'] !== 'passport') return now;
  return view(await step(who, now, 'face', { document: 0, features: { ears: 'agrees', eyes: 'agrees', nose: 'agrees' }, result: 'same' }));
}
// A witness who approves in the app, and vouches.
async function vouched(seen: View, who = anna, login = 'vera'): Promise<View> {
  const begun = view(await step(who, seen, 'witness', { relation: 'friend', known_years: 10, language: 'da' }));
  const { address } = begun['witness'] as Json;
  await browse(`${String(address)}&login_hint=${login}`);
  const proven = view(await who.ask('GET', `/desk/v1/cases/${seen.case_id}`));
  assert.equal((proven['witness'] as Json)['state'], 'proven');
  return view(await step(who, proven, 'vouching', { documents: [passport], likeness: true }));
}

// The record of a decided case, whose signature and form libraries of others accept.
async function recordOf(seen: View): Promise<Json> {
  const answer = await fetch(`${running.desk}/desk/v1/cases/${seen.case_id}/record`, { headers: { cookie: anna.cookie } });
  assert.equal(answer.headers.get('content-type'), 'application/jwt');
  return checkedRecord(running.citizen, await answer.text());
}
const typesIn = (record: Json): readonly unknown[] =>
  ((record['verified_claims'] as Json)['verification'] as { evidence: readonly Json[] }).evidence.map(({ type }) => type);

test('a case with a passport and a witness is accepted, and leaves a record, a letter and a receipt', async () => {
  const start = await identified();
  assert.deepEqual([start.state, start.missing], ['identified', ['documents', 'proof']]);
  const shown = await looked(start, [passport]);
  assert.deepEqual([shown.state, shown.missing], ['proof', ['proof']]);
  assert.equal((shown['verdict'] as Json)['verdict'], 'accepted');
  const ready = await vouched(shown);
  assert.deepEqual([ready.state, ready.missing], ['ready', []]);
  const decided = view(await step(anna, ready, 'decision', { outcome: 'accepted' }));
  assert.equal(decided.state, 'decided');
  assert.deepEqual((decided['decision'] as Json)['handover'], { state: 'waiting', answer: null });
  const record = await recordOf(decided);
  assert.deepEqual(typesIn(record), ['document', 'electronic_record', 'vouch']);
  assert.equal(JSON.stringify(record).includes(numbers[next - 1] ?? ''), false, 'the number is in no record');
  for (const paper of ['letter', 'receipt']) {
    const pdf = await fetch(`${running.desk}/desk/v1/cases/${decided.case_id}/${paper}?lang=da`, { headers: { cookie: anna.cookie } });
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.equal((await pdf.text()).slice(0, 5), '%PDF-');
  }
  assert.deepEqual((decided['history'] as Json[]).map(({ what }) => what), ['opened', 'identified', 'documents-shown', 'look-drawn', 'look-answered',
    'face-compared', 'witness-begun', 'vouched', 'accepted']);
  assert.equal((await step(anna, decided, 'pause')).status, 409, 'what is decided is over');
  // What the registration authority's system answers is its sender's to keep (handover.test.ts).
  const database = databaseOf(running);
  database.prepare("update handover set state = 'delivered', answer_status = 200, answer = 'taken' where case_id = ? and target = 'registration'").run(decided.case_id);
  database.close();
  const handedOver = view(await anna.ask('GET', `/desk/v1/cases/${decided.case_id}`));
  assert.deepEqual([handedOver.state, (handedOver['decision'] as Json)['handover']], ['handed-over', { state: 'delivered', answer: 'taken' }]);
});

test('two papers without a picture need a second officer, whom the server draws among those who are there', async () => {
  let now = await vouched(await looked(await identified(), papers), anna, 'valdemar');
  assert.deepEqual([now.state, now.missing], ['second-look', ['second-look']]);
  const refused = await step(anna, now, 'decision', { outcome: 'accepted' });
  assert.deepEqual([refused.status, refused.body['missing']], [409, ['second-look']]);
  assert.equal(problem(await step(anna, now, 'second-look', { note: 'no picture' })), 'no-colleague');
  const bo = await signedIn(running.desk, 'bo');
  now = view(await step(anna, now, 'second-look', { note: 'no picture' }));
  const bosId = ((await bo.ask('GET', '/desk/v1/session')).body['person'] as Json)['officer_id'] ?? (now['second_look'] as Json)['officer'];
  assert.equal((now['second_look'] as Json)['officer'], bosId);
  assert.equal(((await bo.ask('GET', '/desk/v1/second-looks')).body['items'] as Json[]).length, 1);
  // Some time after signing in the second factor has to be given again.
  const database = databaseOf(running);
  database.prepare("update staff_session set stepped_up_at = null where account_id = (select account_id from staff_account where sign_in_name = 'bo')").run();
  database.close();
  assert.equal(problem(await step(bo, now, 'second-look-answer', { agrees: true })), 'step-up-needed');
  await bo.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('bo') });
  assert.equal((await step(anna, now, 'second-look-answer', { agrees: true })).status, 403, 'who asked can not answer');
  now = view(await step(bo, now, 'second-look-answer', { agrees: true, note: 'looked' }));
  now = view(await step(anna, now, 'decision', { outcome: 'accepted' }));
  assert.equal(now.state, 'decided');
  const record = await recordOf(now);
  assert.deepEqual(typesIn(record), ['document', 'document', 'electronic_record', 'vouch']);
  assert.equal(((record['urn:skranke:case'] as Json)['second_look'] as Json)['agrees'], true);
  assert.equal(((record['urn:skranke:case'] as Json)['information_levels'] as Json)['binding'], 'vouching');
});

test('register questions that are not answered rightly end in a refusal, with reasons and a record', async () => {
  let now = await looked(await identified(), [passport]);
  now = view(await step(anna, now, 'questions'));
  const { state, questions } = now['questions'] as { state: string; questions: readonly Json[] };
  if (state === 'open') {
    for (const question of questions.keys()) {
      const recorded = await anna.ask('POST', `/desk/v1/cases/${now.case_id}/question-answers`, { question, text: 'x' });
      assert.deepEqual([recorded.status, recorded.body], [200, { state: 'recorded' }]);
    }
    const reloaded = view(await anna.ask('GET', `/desk/v1/cases/${now.case_id}`));
    assert.deepEqual((reloaded['questions'] as Json)['questions'], questions, 'a reload loses nothing');
    now = view(await step(anna, reloaded, 'question-conclusion'));
    assert.equal((now['questions'] as Json)['state'], 'not-passed');
  }
  assert.equal((await step(anna, now, 'decision', { outcome: 'refused' })).status, 422, 'a refusal says why');
  now = view(await step(anna, now, 'decision', { outcome: 'refused', reasons: ['questions-not-passed'] }));
  assert.deepEqual((now['decision'] as Json)['reasons'], ['questions-not-passed']);
  const record = await recordOf(now);
  assert.deepEqual(['verified_claims' in record, (record['urn:skranke:case'] as Json)['outcome']], [false, 'refused']);
});

test('a step that was made from an older state changes nothing', async () => {
  const first = await identified();
  const second = view(await step(anna, first, 'documents', { documents: [passport] }));
  const late = await step(anna, first, 'documents', { documents: [] });
  assert.deepEqual([late.status, problem(late)], [409, 'case-changed']);
  assert.deepEqual(view(await anna.ask('GET', `/desk/v1/cases/${first.case_id}`)), second);
});

test('a case of another centre is not there', async () => {
  const carl = await signedIn(running.desk, 'carl');
  const seen = await opened();
  assert.equal((await carl.ask('GET', `/desk/v1/cases/${seen.case_id}`)).status, 404);
  assert.equal((await step(carl, seen, 'pause')).status, 404);
  assert.deepEqual((await carl.ask('GET', '/desk/v1/cases')).body, { items: [] });
  for (const key of ['centre', 'c%65ntre', '%63entr%65'])
    assert.equal((await carl.ask('GET', `/desk/v1/cases?${key}=aarhus`)).status, 403, `${key}, however it is written`);
});

test('the silent flag changes no byte, and the supervisor sees it', async () => {
  const before = await identified();
  const flagged = await anna.ask('POST', `/desk/v1/cases/${before.case_id}/flag`, { kind: 'coercion' });
  assert.deepEqual(flagged.body, before);
  assert.deepEqual((await anna.ask('GET', `/desk/v1/cases/${before.case_id}`)).body, before);
  const lis = await signedIn(running.desk, 'lis');
  const { items } = (await lis.ask('GET', '/desk/v1/case-flags')).body as { items: readonly Json[] };
  assert.deepEqual(items.map(({ case_id, kind }) => [case_id, kind]), [[before.case_id, 'coercion']]);
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen' }).format(new Date()); // the day at the counter, as an ISO date
  const figures = (await lis.ask('GET', `/desk/v1/case-figures?centre=aarhus&from=${today}&to=${today}`)).body as { days: readonly Json[] };
  assert.equal(figures.days[0]?.['accepted'], 2);
  assert.equal(figures.days[0]?.['with_witness'], 2);
});

test('every look-up is in the person\'s own list, one to one', async () => {
  const database = databaseOf(running);
  const rows = database.prepare('select what, count(*) as n from desk_look_up group by what').all() as { what: string; n: number }[];
  const identifiedEvents = database.prepare("select count(*) as n from desk_event where what = 'identified'").get() as { n: number };
  const asked = database.prepare("select count(*) as n from desk_event where what = 'questions-open'").get() as { n: number };
  database.close();
  // The verifier's own count, in its own process, is the same.
  const verifier = new DatabaseSync(join(running.folder, 'verifier.db'), { readOnly: true });
  const counted = verifier.prepare("select count(*) as n from register_look_up where purpose <> 'conclude'").get() as { n: number };
  verifier.close();
  assert.equal(counted.n, asked.n);
  assert.equal(rows.find(({ what }) => what === 'register')?.n, identifiedEvents.n);
  assert.equal(rows.find(({ what }) => what === 'questions')?.n, asked.n);
});

test('what was done in somebody\'s name is theirs to see, and "that was not me" ends it', async () => {
  // Yvonne is in the register, and has a MitID at the provider.
  let seen = view(await step(anna, await opened(), 'applicant', { number: '270957-3780', reason: 'stands at the counter' }));
  assert.equal((seen['applicant'] as Json)['name'], 'Yvonne Lisbeth Nørrestrup Wulff');
  const cookie = await citizen('yvonne');
  const own = async (path: string, body?: Json): Promise<Json> => {
    const answer = await fetch(`${running.citizen}/api/v1/me/${path}`, { headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
    assert.equal(answer.status, 200, await answer.clone().text());
    return await answer.json() as Json;
  };
  // By a client of the desk's API that keeps its cases itself.
  const elsewhere = await fetch(`${running.desk}/desk/v1/questions/feasible`, { method: 'POST', body: JSON.stringify({ number: '2709573780', case_id: 'own-1' }),
    headers: { authorization: 'Bearer local', 'content-type': 'application/json' } });
  assert.equal(elsewhere.status, 200);
  const { items } = await own('look-ups') as { items: readonly Json[] };
  assert.deepEqual(items.filter(({ case_id }) => case_id === 'own-1').map(({ centre, what }) => [centre, what]), [['aarhus', 'questions']]);
  assert.deepEqual(items.filter(({ case_id }) => case_id !== 'own-1').map(({ case_id, centre, reason, what }) => [case_id, centre, reason, what]),
    [[seen.case_id, 'aarhus', 'stands at the counter', 'register']]);
  assert.deepEqual(await own('wish'), { wish: 'allowed' });
  seen = await vouched(await looked(seen, [passport]), anna, 'vera');
  assert.deepEqual(await own(`cases/${seen.case_id}/dispute`, {}), { disputed: true, wish: 'forbidden' });
  const refused = await step(anna, seen, 'decision', { outcome: 'accepted' });
  assert.deepEqual([refused.status, refused.body['missing']], [409, ['applicant']]);
  const forbidden = view(await step(anna, await opened(), 'applicant', { number: '270957-3780', reason: 'comes again' }));
  assert.equal((forbidden['applicant'] as Json)['obstacle'], 'forbidden');
  const everything = await own('everything');
  assert.deepEqual(Object.keys(everything), ['wish', 'look_ups', 'cases', 'vouchings']);
  assert.equal((await fetch(`${running.citizen}/api/v1/me/cases/${seen.case_id}/proof`, { headers: { cookie } })).status, 404, 'nothing is decided');
  assert.deepEqual(await own('wish', { wish: 'allowed' }), { wish: 'allowed' });
  // Delayed, it can still be stopped on the next day.
  assert.deepEqual(await own('wish', { wish: 'delayed' }), { wish: 'delayed' });
  seen = view(await step(anna, seen, 'decision', { outcome: 'accepted' }));
  assert.deepEqual([(seen['applicant'] as Json)['obstacle'], ((seen['decision'] as Json)['handover'] as Json)['state']], [null, 'waiting']);
  const proof = join(running.folder, 'proof.json');
  writeFileSync(proof, await provenFor(seen.case_id, cookie));
  // Their download has the records, as the desk has them, and of what is not decided none.
  const records = new Map(((await own('everything'))['cases'] as Json[]).map(({ case_id: id, record }) => [id, record]));
  const record = await fetch(`${running.desk}/desk/v1/cases/${seen.case_id}/record`, { headers: { cookie: anna.cookie } });
  assert.equal(records.get(seen.case_id), await record.text());
  assert.equal(records.get(forbidden.case_id), null);
  const key = (await (await fetch(`${running.citizen}/log/key`)).text()).trim();
  const verified = (): string => spawnSync('python3', ['tools/verify_log.py', '--proof', proof, '--key', key], { cwd: root, encoding: 'utf8' }).stdout;
  assert.equal(verified(), 'verified\n');
  // The receipt on paper has it too.
  const printed = await printedProof(seen.case_id);
  writeFileSync(proof, printed);
  const entry = Buffer.from(/^extra (.*)$/m.exec(printed)?.[1] ?? '', 'base64').toString().split('\n');
  assert.deepEqual([entry[3], entry[6]], ['desk_record 1', seen.case_id]);
  assert.equal(verified(), `the entry: ${entry.join(' ')}\nverified\n`);
  // Another entry, place, way or checkpoint is found.
  for (const [what, by] of [[/^index (\d+)$/m, 'index 1'], [/^index (\d+)$/m, 'index +$1'], [/^([A-Za-z0-9+/]{43}=)$/m, `${'A'.repeat(43)}=`], [/\n(\d+)\n/, '\n9999999\n'], [/^c2sp.*$/m, 'c2sp.org/tlog-proof@v2']] as const) {
    assert.match(printed, what);
    writeFileSync(proof, printed.replace(what, by));
    assert.doesNotMatch(verified(), /verified/, by);
  }
  const another = [...entry.slice(0, 6), 'another-case'].join('\n');
  writeFileSync(proof, printed.replace(/^extra .*$/m, `extra ${Buffer.from(another).toString('base64')}`));
  assert.equal(verified(), 'the entry is not in the log of the checkpoint\n');
  await own(`cases/${seen.case_id}/dispute`, {});
  const stopped = view(await anna.ask('GET', `/desk/v1/cases/${seen.case_id}`));
  assert.equal(((stopped['decision'] as Json)['handover'] as Json)['state'], 'failed');
  const database = databaseOf(running);
  const { event_id, kept } = database.prepare("select event_id, length(payload) as kept from handover where case_id = ? and target = 'registration'")
    .get(seen.case_id) as { event_id: string; kept: number };
  database.close();
  assert.equal(kept, 0, 'the payload is forgotten');
  const told = JSON.parse(execFileSync(binary, ['handovers', '--database', `sqlite:${join(running.folder, 'desk.db')}`], { cwd: root, encoding: 'utf8', stdio: 'pipe' })) as
    { items: readonly Json[] };
  assert.equal(told.items.find(({ id }) => id === event_id)?.['trouble'], 'withdrawn');
});

test('in training nobody is looked up, and nothing leaves the house', async () => {
  const database = databaseOf(running);
  const count = (table: string): number => Number((database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n);
  const [lookUps, records] = [count('desk_look_up'), count('desk_record')];
  let now = view(await step(anna, await opened(anna, true), 'applicant', { number: '0201011234', reason: 'training' }));
  now = await looked(now, [passport]);
  now = view(await step(anna, now, 'questions'));
  now = view(await step(anna, now, 'question-conclusion'));
  now = view(await step(anna, now, 'decision', { outcome: 'accepted' }));
  assert.equal(now.state, 'decided');
  assert.deepEqual([count('desk_look_up'), count('desk_record')], [lookUps, records]);
  database.close();
});

test('bad input says what and where, and changes nothing', async () => {
  const seen = await identified();
  for (const [path, body, pointer] of [
    ['applicant', { number: '1234', reason: 'x' }, '/number'],
    ['documents', { documents: [{ kind: 'passprot' }] }, '/documents/0/kind'],
    ['documents', { documents: [{ kind: 'passport', read_by: 'magic' }] }, '/documents'],
    ['looks', { document: 99 }, '/document'],
    ['face', { document: 0, features: { hat: 'agrees' }, result: 'same' }, '/features'],
    ['decision', { outcome: 'perhaps' }, '/outcome'],
    ['decision', { outcome: 'refused', reasons: ['expired', 'a hunch'] }, '/reasons'],
    ['second-look', { note: 7 }, '/note'],
    ['documents', { documents: [], extra: 1 }, '/extra'],
  ] as const) {
    const reply = await step(anna, seen, path, body);
    assert.deepEqual([reply.status, reply.body['path']], [422, pointer], `${path}: ${JSON.stringify(reply.body)}`);
  }
  const nowhere = await step(anna, seen, 'look-answers', { document: 0, seen: [true] });
  assert.deepEqual([nowhere.status, nowhere.body['code']], [409, 'nothing-drawn']);
  assert.deepEqual((await anna.ask('GET', `/desk/v1/cases/${seen.case_id}`)).body, seen);
});

test('the database names nobody', () => {
  leaveDumps();
  const bytes = readFileSync(join(running.folder, 'desk.db'), 'latin1') + readFileSync(join(running.folder, 'desk.db-wal'), 'latin1');
  const database = databaseOf(running);
  const rows = JSON.stringify(database.prepare('select * from desk_event').all()) + JSON.stringify(database.prepare('select * from desk_look_up').all());
  database.close();
  assert.ok(bytes.length > 10_000 && createHash('sha256').update(bytes).digest('hex') !== '');
  for (const name of ['Wulff', '2709573780', '270957']) assert.ok(!rows.includes(name), name);
});

// The databases as they are, and the numbers of those that they are about, where `tools/prove/main.ts dump` wants them.
function leaveDumps(): void {
  const folder = process.env['SKRANKE_DUMP_FOLDER'];
  if (folder === undefined) return;
  for (const name of readdirSync(running.folder).filter((file) => /\.db(-wal)?$/.test(file))) copyFileSync(join(running.folder, name), join(folder, name));
  const numbers = readFileSync(join(running.folder, 'extract.txt'), 'latin1').split('\n').filter((line) => line.startsWith('001')).map((line) => line.slice(3, 13));
  writeFileSync(join(folder, 'persons'), `${[...numbers, ...[...readFileSync(join(root, 'tools/identity-provider/people.mjs'), 'utf8').matchAll(/cpr: '(\d{10})'/g)].map((found) => found[1])].join('\n')}\n`);
}

// The proof of a decision, once its record is in the log.
async function provenFor(caseId: string, cookie: string): Promise<string> {
  const api = await Description.load(running.citizen, '/api/v1/openapi.json');
  return onceWritten(running, async () => {
    const answer = await fetch(`${running.citizen}/api/v1/me/cases/${caseId}/proof`, { headers: { cookie } });
    const text = await answer.text();
    api.hold('GET', '/api/v1/me/cases/{id}/proof', answer, text);
    return answer.status === 200 ? text : undefined;
  });
}

// What the second code of a printed receipt says.
async function printedProof(caseId: string): Promise<string> {
  const answer = await fetch(`${running.desk}/desk/v1/cases/${caseId}/receipt?lang=en`, { headers: { cookie: anna.cookie } });
  const file = join(running.folder, 'receipt');
  writeFileSync(`${file}.pdf`, Buffer.from(await answer.arrayBuffer()));
  execFileSync('pdftoppm', ['-r', '300', '-png', `${file}.pdf`, file]);
  const pages = readdirSync(running.folder).filter((name) => /^receipt-\d+\.png$/.test(name)).map((name) => join(running.folder, name));
  const codes = execFileSync('zbarimg', ['--quiet', '--raw', ...pages], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return codes.slice(codes.indexOf('c2sp.org/'), -1); // without the line's end behind each code
}

// Signs a citizen in with MitID; gives the browser's cookie.
async function citizen(login: string): Promise<string> {
  const begun = await fetch(`${running.citizen}/api/v1/me/sign-in?lang=en`, { redirect: 'manual' });
  const [name = '', value = ''] = (begun.headers.getSetCookie()[0]?.split(';')[0] ?? '').split('=');
  const end = await browse(`${begun.headers.get('location') ?? ''}&login_hint=${login}`, new Map([[name, value]]));
  return `skranke_session=${end.cookies.get('skranke_session') ?? ''}`;
}
