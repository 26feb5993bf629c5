// Each write, each sync and each allocation of the steps of whole cases fails once, witnesses and decisions among them: a step was taken or was
// not, what was answered is so, and who was not answered asks again (docs/breaking.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { browse } from './browse.ts';
import { CaseSteps, hasQuestions, type Json, passport, type Seen } from './case_steps.ts';
import { type Engine, FailingDesk } from './failing_desk.ts';
import { freshCode, type Reply, signedIn } from './people.ts';

export async function testCases(engine: Engine): Promise<void> {
  const failing = await FailingDesk.start(engine, [
    { name: 'anna', centre: 'aarhus', roles: ['officer'] },
    { name: 'bo', centre: 'aarhus', roles: ['officer', 'second-officer'] },
  ]);
  const anna = await signedIn(failing.running.desk, 'anna');
  const bo = await signedIn(failing.running.desk, 'bo');
  after(() => failing.end());

  const steps = new CaseSteps(failing, anna);
  const papers = ['health-card', 'personal-certificate'].map((kind) => ({ kind, issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null }));

  const witnessOf = ({ body }: Reply | Seen): Json => body['witness'] as Json;
  const beginWitness = async (): Promise<void> => { await steps.step('witness', { relation: 'friend', known_years: 10, language: 'da' }, (now) => witnessOf(now)?.['state'] === 'begun'); };

  // A witness approves in the app. A login that the server did not take to its end is begun anew by the officer.
  let login = 'vera';
  async function approve(): Promise<void> {
    await failing.until(async () => {
      const now = await steps.look();
      steps.note(now);
      if (witnessOf(now)['state'] === 'proven') return true;
      if (witnessOf(now)['state'] === 'begun') await browse(`${String(witnessOf(now)['address'])}&login_hint=${login}`);
      const after = await steps.look();
      steps.note(after);
      if (witnessOf(after)['state'] === 'proven') return true;
      await beginWitness();
      return null;
    });
  }
  const vouch = async (): Promise<void> => { await steps.step('vouching', { documents: [passport], likeness: true }, (now) => witnessOf(now)['state'] === 'vouched'); };

  // Some time after signing in the second factor has to be given again.
  let steppedUpAt = Date.now();
  async function stepUp(): Promise<void> {
    if (Date.now() - steppedUpAt < 200_000) return;
    assert.equal((await failing.insist(bo, 'POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('bo') })).status, 200);
    steppedUpAt = Date.now();
  }

  // Permits run out; a statement that two officers take back gives its own back.
  async function giveBack(): Promise<void> {
    const [statement] = failing.rows('select statement_id as id from witness_statement where withdrawn = 0 and case_id = ?', steps.seen.id);
    if (statement === undefined) return;
    const withdrawal = `/desk/v1/witness/statements/${String(statement['id'])}/withdrawal`;
    assert.equal((await failing.insist(anna, 'POST', withdrawal, { reason: 'the wrong case number' })).status, 201);
    await stepUp();
    assert.equal((await failing.insist(bo, 'POST', `${withdrawal}/agree`, {})).status, 200);
  }
  async function proven(documents?: readonly Json[]): Promise<void> {
    await steps.shown(documents);
    await beginWitness();
    await approve();
  }
  const vouched = async (documents?: readonly Json[]): Promise<void> => {
    if (steps.told.size > 0) await giveBack();
    await proven(documents);
    await vouch();
  };

  async function secondLook(): Promise<void> {
    await stepUp();
    await steps.step('second-look-answer', { agrees: true, note: 'looked' }, (now) => (now.body['second_look'] as Json)['state'] === 'agreed', bo);
  }

  // Of each vouched case there is a statement.
  function isWhole(): void {
    steps.isWhole();
    assert.deepEqual(failing.rows("select case_id from desk_event where what = 'vouched' and case_id not in (select case_id from witness_statement)"), []);
    assert.deepEqual(failing.rows("select case_id from witness_statement where case_id not in (select case_id from desk_event where what = 'vouched')"), []);
    assert.deepEqual(failing.rows('select case_id from witness_statement where withdrawn = 0 group by case_id having count(*) > 1'), []);
    const permits = failing.rows('select person_id, count(*) as n from witness_permit where taken_on is not null group by person_id having count(*) > 3');
    assert.deepEqual(permits, []);
  }

  failing.tests('looks at a document and a face', () => steps.show([passport]), isWhole, async () => { await steps.open(); await steps.identify(); });
  failing.tests('a witness asked to approve', beginWitness, isWhole, () => steps.shown());
  failing.tests('an approval', approve, isWhole, async () => { await steps.shown(); await beginWitness(); });
  failing.tests('a statement', vouch, isWhole, async () => { await giveBack(); await proven(); });
  failing.tests('a withdrawn statement', giveBack, () => {
    isWhole();
    assert.deepEqual(failing.rows('select statement_id from witness_withdrawal where agreed_by is null'), []);
  }, () => vouched());
  failing.tests('questions', () => steps.askQuestions(), isWhole, () => steps.shown());
  failing.tests('answers and their conclusion', async () => {
    for (const question of ((steps.seen.body['questions'] as Json)['questions'] as Json[]).keys()) {
      const reply = await failing.insist(anna, 'POST', steps.path('question-answers'), { question, text: 'x' });
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
    }
    steps.note(await steps.look());
    await steps.step('question-conclusion', {}, (now) => hasQuestions(now, ['passed', 'not-passed']));
  }, isWhole, () => steps.asked());
  failing.tests('a decision', async () => { await steps.step('decision', { outcome: 'accepted' }); }, isWhole, () => vouched());
  failing.tests('a refusal', async () => { await steps.step('decision', { outcome: 'refused', reasons: ['withdrew'] }); }, isWhole, () => steps.shown());
  failing.tests('a second look', async () => {
    await steps.step('second-look', { note: 'no picture' });
    await secondLook();
  }, isWhole, () => vouched(papers));
  failing.tests('an end', async () => { await steps.step('end', {}); }, isWhole, () => steps.shown());

  test('the log tells of it all', () => failing.audit());
}
