// Each write, each sync and each allocation of the steps of whole cases fails once, witnesses and decisions among them: a step was taken or was
// not, what was answered is so, and who was not answered asks again (docs/breaking.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { browse } from './browse.ts';
import { FailingDesk } from './failing_desk.ts';
import { freshCode, type Reply, type Session, signedIn } from './people.ts';

type Json = Record<string, unknown>;
interface Seen { readonly id: string; revision: number; state: string; body: Json; who: Session; readonly number: string }

const failing = await FailingDesk.start([
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer', 'second-officer'] },
]);
const anna = await signedIn(failing.running.desk, 'anna');
const bo = await signedIn(failing.running.desk, 'bo');
after(() => failing.end());

const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: '2031-01-01', read_by: 'zone' };
const papers = ['health-card', 'personal-certificate'].map((kind) => ({ kind, issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null }));

let turn = 0;
let seen: Seen;
const told = new Map<string, Seen>(); // what was answered of each case

const path = (part = ''): string => `/desk/v1/cases/${seen.id}${part === '' ? '' : `/${part}`}`;

function note({ body }: Reply): void {
  seen.revision = Number(body['revision']);
  seen.state = String(body['state']);
  seen.body = body;
}

async function look(): Promise<Reply> {
  const reply = await failing.insist(seen.who, 'GET', path());
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply;
}

// A step that was not answered was taken, or was not: the case says which. `isDone` says what makes it done, where more than one step is taken
// by one request.
async function step(part: string, wish: Json = {}, isDone = (now: Reply): boolean => now.body['revision'] !== seen.revision, who = seen.who): Promise<Reply> {
  for (;;) {
    const reply = await failing.ask(who, 'POST', path(part), { revision: seen.revision, ...wish });
    const now = await look();
    if (reply !== null) {
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
      assert.equal(reply.body['revision'], now.body['revision'], 'what was answered is so');
      assert.ok(isDone(now), JSON.stringify(now.body));
    }
    const done = isDone(now);
    note(now);
    if (done) return now;
  }
}

async function open(): Promise<void> {
  const { status, body } = await failing.insist(anna, 'POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' });
  assert.equal(status, 201, JSON.stringify(body));
  seen = { id: String(body['case_id']), revision: Number(body['revision']), state: String(body['state']), body, who: anna, number: failing.numbers[turn++ % failing.numbers.length] ?? '' };
  told.set(seen.id, seen);
}
const identify = async (): Promise<void> => { await step('applicant', { number: seen.number, reason: 'stands at the counter' }); };
async function show(documents: readonly Json[]): Promise<void> {
  await step('documents', { documents });
  for (const document of documents.keys()) {
    await step('looks', { document });
    await step('look-answers', { document, seen: [true, true, true] });
  }
  if (documents[0]?.['kind'] === 'passport') await step('face', { document: 0, features: { ears: 'agrees', eyes: 'agrees', nose: 'agrees' }, result: 'same' });
}
const shown = async (documents: readonly Json[] = [passport]): Promise<void> => {
  await open();
  await identify();
  await show(documents);
};

const witnessOf = ({ body }: Reply | Seen): Json => body['witness'] as Json;
const beginWitness = async (): Promise<void> => { await step('witness', { relation: 'friend', known_years: 10, language: 'da' }, (now) => witnessOf(now)?.['state'] === 'begun'); };

// A witness approves in the app. A login that the server did not take to its end is begun anew by the officer.
let login = 'vera';
async function approve(): Promise<void> {
  await failing.until(async () => {
    const now = await look();
    note(now);
    if (witnessOf(now)['state'] === 'proven') return true;
    if (witnessOf(now)['state'] === 'begun') await browse(`${String(witnessOf(now)['address'])}&login_hint=${login}`);
    const after = await look();
    note(after);
    if (witnessOf(after)['state'] === 'proven') return true;
    await beginWitness();
    return null;
  });
}
const vouch = async (): Promise<void> => { await step('vouching', { documents: [passport], likeness: true }, (now) => witnessOf(now)['state'] === 'vouched'); };

// Permits run out; a statement that two officers take back gives its own back.
async function giveBack(): Promise<void> {
  const [statement] = failing.rows('select statement_id as id from witness_statement where withdrawn = 0 and case_id = ?', seen.id);
  if (statement === undefined) return;
  const withdrawal = `/desk/v1/witness/statements/${String(statement['id'])}/withdrawal`;
  assert.equal((await failing.insist(anna, 'POST', withdrawal, { reason: 'the wrong case number' })).status, 201);
  assert.equal((await failing.insist(bo, 'POST', `${withdrawal}/agree`, {})).status, 200);
}
async function proven(documents?: readonly Json[]): Promise<void> {
  await shown(documents);
  await beginWitness();
  await approve();
}
const vouched = async (documents?: readonly Json[]): Promise<void> => {
  if (told.size > 0) await giveBack();
  await proven(documents);
  await vouch();
};

// Some time after signing in the second factor has to be given again.
let steppedUpAt = Date.now();
async function secondLook(): Promise<void> {
  if (Date.now() - steppedUpAt > 200_000) {
    assert.equal((await failing.insist(bo, 'POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('bo') })).status, 200);
    steppedUpAt = Date.now();
  }
  await step('second-look-answer', { agrees: true, note: 'looked' }, (now) => (now.body['second_look'] as Json)['state'] === 'agreed', bo);
}
const hasQuestions = (now: Reply, states: readonly string[]): boolean => states.includes(String((now.body['questions'] as Json | null)?.['state']));

// One row of events a revision; of each decided case a record and its handovers; of each vouched one a statement; what was answered.
function isWhole(): void {
  for (const { id, revision, state } of told.values()) {
    const [kept] = failing.rows('select revision, (select count(*) from desk_event e where e.case_id = c.case_id) as events, (select count(*) from desk_record r where r.case_id = c.case_id) as records, '
      + "(select count(*) from handover h where h.case_id = c.case_id and target = 'registration') as handovers, "
      + "(select count(*) from desk_event e where e.case_id = c.case_id and what in ('accepted', 'refused')) as decisions from desk_case c where case_id = ?", id);
    assert.ok(kept !== undefined, `lost: case ${id}`);
    assert.deepEqual([kept['revision'], kept['events']], [revision, revision], `case ${id}: each step has its event`);
    const isDecided = ['decided', 'delayed'].includes(state) ? 1 : 0;
    assert.deepEqual([kept['records'], kept['decisions'], kept['handovers']], [isDecided, isDecided, isDecided], `case ${id}: a decision, its record, and what the registration authority is told`);
  }
  assert.deepEqual(failing.rows("select case_id from desk_event where what = 'vouched' and case_id not in (select case_id from witness_statement)"), []);
  assert.deepEqual(failing.rows("select case_id from witness_statement where case_id not in (select case_id from desk_event where what = 'vouched')"), []);
  assert.deepEqual(failing.rows('select case_id from witness_statement where withdrawn = 0 group by case_id having count(*) > 1'), []);
  assert.deepEqual(failing.rows("select case_id from desk_event where what = 'identified' group by case_id having count(*) <> (select count(*) from desk_look_up l where l.case_id = desk_event.case_id and l.what = 'register')"), []);
  const permits = failing.rows('select person_id, count(*) as n from witness_permit where taken_on is not null group by person_id having count(*) > 3');
  assert.deepEqual(permits, []);
}

failing.tests('looks at a document and a face', () => show([passport]), isWhole, async () => { await open(); await identify(); });
failing.tests('a witness asked to approve', beginWitness, isWhole, () => shown());
failing.tests('an approval', approve, isWhole, async () => { await shown(); await beginWitness(); });
failing.tests('a statement', vouch, isWhole, async () => { await giveBack(); await proven(); });
failing.tests('a withdrawn statement', giveBack, () => {
  isWhole();
  assert.deepEqual(failing.rows('select statement_id from witness_withdrawal where agreed_by is null'), []);
}, () => vouched());
// Somebody who can be asked something: of others a witness is needed.
async function asked(): Promise<void> {
  do {
    await shown();
    await step('questions', {}, (now) => hasQuestions(now, ['open', 'witness-needed', 'locked']));
  } while (!hasQuestions(await look(), ['open']));
  note(await look());
}
failing.tests('questions', async () => {
  await step('questions', {}, (now) => hasQuestions(now, ['open', 'witness-needed', 'locked']));
}, isWhole, () => shown());
failing.tests('answers and their conclusion', async () => {
  for (const question of ((seen.body['questions'] as Json)['questions'] as Json[]).keys()) {
    const reply = await failing.insist(anna, 'POST', path('question-answers'), { question, text: 'x' });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
  }
  note(await look());
  await step('question-conclusion', {}, (now) => hasQuestions(now, ['passed', 'not-passed']));
}, isWhole, asked);
failing.tests('a decision', async () => { await step('decision', { outcome: 'accepted' }); }, isWhole, () => vouched());
failing.tests('a refusal', async () => { await step('decision', { outcome: 'refused', reasons: ['withdrew'] }); }, isWhole, () => shown());
failing.tests('a second look', async () => {
  await step('second-look', { note: 'no picture' });
  await secondLook();
}, isWhole, () => vouched(papers));
failing.tests('an end', async () => { await step('end', {}); }, isWhole, () => shown());

test('the log tells of it all', () => failing.audit());
