// Each write, each sync and each allocation of the process that knows the answers fails once, while questions are drawn, answered and concluded: a
// session that was opened counts, one that was lost is not passed, and the case goes on (docs/breaking.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { CaseSteps, hasQuestions, type Json } from './case_steps.ts';
import { FailingDesk } from './failing_desk.ts';
import { signedIn } from './people.ts';

const failing = await FailingDesk.start('sqlite', [{ name: 'anna', centre: 'aarhus', roles: ['officer'] }], undefined, 'verifier');
const anna = await signedIn(failing.running.desk, 'anna');
after(() => failing.end());
const steps = new CaseSteps(failing, anna);
let opened = 0; // sessions that a case was told of
let concluded = 0;

async function ask(): Promise<void> {
  await steps.askQuestions();
  if (hasQuestions(await steps.look(), ['open'])) ++opened;
}

async function answer(): Promise<void> {
  for (const question of ((steps.seen.body['questions'] as Json)['questions'] as Json[]).keys()) {
    const reply = await failing.insist(anna, 'POST', steps.path('question-answers'), { question, text: 'x' });
    // Open sessions are in the process's memory alone: where it has ended, they have.
    assert.ok(reply.status === 200 || reply.status === 409, JSON.stringify(reply.body));
  }
  steps.note(await steps.look());
  await steps.step('question-conclusion', {}, (now) => hasQuestions(now, ['passed', 'not-passed']));
  assert.ok(hasQuestions(await steps.look(), ['not-passed']), 'nobody passes by wrong answers, or by none');
  ++concluded;
}

// What was asked is counted, for whoever is asked next.
function isWhole(): void {
  steps.isWhole();
  const [kept] = failing.rowsOfVerifier('select coalesce(sum(sessions), 0) as sessions, coalesce(sum(failures), 0) as failures from question_ledger');
  assert.ok(Number(kept?.['sessions']) >= opened, `${String(kept?.['sessions'])} sessions are counted, and ${opened} were opened`);
  const [looked] = failing.rowsOfVerifier("select count(*) as n from register_look_up where outcome = 'opened'");
  assert.ok(Number(looked?.['n']) >= opened, `${String(looked?.['n'])} look-ups, and ${opened} sessions`);
}

failing.tests('questions that are drawn', ask, isWhole, () => steps.shown(), 7);
failing.tests('answers that are looked at', answer, isWhole, async () => {
  await steps.asked();
  ++opened;
}, 7);

test('not every try ended in a lost session', () => {
  const [kept] = failing.rowsOfVerifier("select count(*) as n from register_look_up where outcome = 'not-passed'");
  assert.ok(Number(kept?.['n']) > 0 && Number(kept?.['n']) <= concluded, String(kept?.['n']));
});
