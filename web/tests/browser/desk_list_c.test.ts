// A case of list C: two papers without a picture, so that a second officer looks, whom the server draws; three questions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, text } from './browser.ts';
import { CaseDesk, Hands, looksRight } from './desk.ts';
import { freshCode } from '../../../tests/http/people.ts';

const keysMax = 45; // that operate the desk

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

// A paper of Denmark, as the officer reads it: its kind by its first letters, the country, the CPR number and the name on it.
async function paper(hands: Hands, kind: string, key: number): Promise<void> {
  const { page } = hands;
  await hands.press('h');
  await page.locator('#by-hand:focus').waitFor();
  await hands.type(kind);
  await hands.press('Enter');
  await page.locator(`[id="fact-${key}-issuer-field"]:focus`).waitFor();
  await hands.type('D');
  await hands.press('Enter');
  for (const fact of ['cpr_number', 'name_matches']) {
    await page.locator(`#fact-${key}-${fact}-true:focus`).waitFor();
    await hands.press('y');
  }
}

test('two papers, a second look and three questions', async (context) => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const second = await desk.open(browser, 'bo');
  const hands = new Hands(page);
  await hands.press('n');
  await page.locator('#case-scan').waitFor();
  await hands.number(person.number);
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.title.documents')).waitFor();
  await hands.press('Escape');
  await paper(hands, 'Heal', 1);
  await hands.press('Escape');
  await paper(hands, 'Residence c', 2);
  await page.locator('.standing-accepted').waitFor();
  await looksRight(page, 'list-c-1-papers');
  await hands.press('Enter');
  for (let seen = 0; seen < 6; ++seen) {
    await page.locator('.look').nth(seen % 3).and(page.locator('.look-now')).waitFor();
    await hands.until('en', 'ui.case.seen');
    await hands.press('1');
  }
  await hands.until('en', 'ui.case.ask_questions');
  await hands.press('q');
  await page.locator('.asked input').waitFor();
  const id = new URL(page.url()).hash.slice(1);
  const view = await desk.view('anna', id);
  for (const index of view.questions.questions.keys()) {
    await page.locator(`[aria-labelledby="question-${index}"]:focus`).waitFor();
    await hands.say(desk.answer(person, view, index));
    await hands.press('Enter');
  }
  await hands.until('en', 'ui.case.ask_second');
  await looksRight(page, 'list-c-2-second-officer');
  await hands.press('Enter');
  await page.locator('.standing-undetermined').waitFor();
  await looksRight(page, 'list-c-3-waiting');

  await second.locator('.case-lines button').first().waitFor();
  await looksRight(second, 'list-c-4-drawn');
  await second.locator('.case-lines button').first().click();
  await second.locator('#second-title').waitFor();
  assert.equal(await second.getByText(person.number).count(), 0);
  await looksRight(second, 'list-c-5-second-look');
  const others = new Hands(second);
  await others.press('n');
  await second.getByText(text('en', 'ui.case.note_needed')).waitFor();
  await others.press('Escape');
  await second.locator('h2').first().click();
  await others.press('y');
  // Four eyes: the second pair shows once more that it is them, unless it just has.
  const [proof, done] = [second.locator('#proof-step-up'), second.getByText(text('en', 'ui.case.second_done'))];
  await proof.or(done).waitFor();
  if (await proof.isVisible()) {
    await proof.fill(freshCode('bo'));
    await second.keyboard.press('Enter');
  }
  await done.waitFor();
  await looksRight(second, 'list-c-6-answered');

  await hands.until('en', 'ui.case.accept');
  await hands.press('Enter');
  await hands.until('en', 'ui.case.accept_now');
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.outcome.accepted'), { exact: true }).waitFor();
  await looksRight(page, 'list-c-7-accepted');
  context.diagnostic(hands.told('list C case'));
  assert.ok(hands.keys <= keysMax, hands.told('list C case'));
  assert.equal((await desk.view('anna', id)).decision?.outcome, 'accepted');
  await page.context().close();
  await second.context().close();
});
