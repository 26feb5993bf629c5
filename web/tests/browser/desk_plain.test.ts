// A plain case by keys alone: a Danish passport with a CPR number is scanned, three questions are asked; in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { CaseDesk, Hands, keepsNothing, looksRight, passportZone, timeKeys } from './desk.ts';

const keysMax = 13; // that operate the desk
const digitsMax = 4; // of the number
const lettersMax = 12; // of three answers: years and days

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

for (const language of languages) {
  test(`${language}: passport and three questions: a scan, at most ${keysMax} keys that operate, ${digitsMax} digits and ${lettersMax} letters of answers`, async (context) => {
    const person = desk.person();
    const page = await desk.open(browser, 'anna', language);
    const hands = new Hands(page);
    await looksRight(page, `plain-${language}-1-list`);
    const times = await timeKeys(page);
    // The case begins with the scan.
    await hands.scan(passportZone(person, 'DNK'));
    await page.getByText(text(language, 'ui.case.scan.begun_hint')).waitFor();
    await page.locator('#case-scan:focus').waitFor();
    assert.equal(await page.locator('#case-scan').inputValue(), person.number.slice(0, 6));
    await looksRight(page, `plain-${language}-2-new`);
    await hands.number(person.number.slice(6));
    await hands.press('Enter');
    await page.locator('#fact-1-cpr_number-true:focus').waitFor();
    await hands.press('y');
    await hands.until(language, 'ui.case.documents_right');
    await page.locator('.standing-accepted').waitFor();
    await looksRight(page, `plain-${language}-3-documents`);
    await keepsNothing(page, person);
    await hands.press('Enter');
    for (let seen = 0; seen < 3; ++seen) {
      await page.locator('.look').nth(seen).and(page.locator('.look-now')).waitFor();
      await hands.until(language, 'ui.case.seen');
      if (seen === 1) await looksRight(page, `plain-${language}-4-features`);
      await hands.press('Enter');
    }
    await hands.until(language, 'ui.case.all_agree');
    await looksRight(page, `plain-${language}-5-face`);
    await hands.press('a');
    await hands.until(language, 'ui.case.ask_questions');
    await hands.press('q');
    await page.locator('.asked input').waitFor();
    const id = new URL(page.url()).hash.slice(1);
    const view = await desk.view('anna', id);
    assert.equal(view.questions.questions.length, 3);
    for (const index of view.questions.questions.keys()) {
      await page.locator(`[aria-labelledby="question-${index}"]:focus`).waitFor();
      // Nothing is pasted into an answer, or copied out of it.
      const isRefused = await page.locator('.asked input').evaluate((field) =>
        ['paste', 'copy', 'cut', 'drop'].every((kind) => !field.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))));
      assert.ok(isRefused);
      if (index === 1) await looksRight(page, `plain-${language}-6-questions`);
      await hands.say(desk.answer(person, view, index));
      await keepsNothing(page, person);
      // The last one ends the questions.
      await page.locator('.asked button[type=submit]').getByText(text(language, index === 2 ? 'ui.case.answer_last' : 'ui.case.answer_next')).waitFor();
      await hands.press('Enter');
    }
    await page.getByText(text(language, 'ui.case.title.decision'), { exact: true }).first().waitFor();
    assert.equal((await desk.view('anna', id)).questions.state, 'passed');
    await hands.until(language, 'ui.case.accept');
    await looksRight(page, `plain-${language}-7-decision`);
    await hands.press('Enter');
    await hands.until(language, 'ui.case.accept_now');
    await hands.press('Enter');
    await page.getByText(text(language, 'ui.case.outcome.accepted'), { exact: true }).waitFor();
    await looksRight(page, `plain-${language}-8-accepted`);
    await keepsNothing(page, person);
    context.diagnostic(hands.told(`plain case (${language})`));
    const sorted = await times();
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    context.diagnostic(`from a key to what comes next: half within ${middle.toFixed(0)} ms, all within ${(sorted.at(-1) ?? 0).toFixed(0)} ms, of ${sorted.length}`);
    assert.ok(sorted.length >= 8, 'keys lead to what comes next');
    assert.ok(hands.keys <= keysMax && hands.digits <= digitsMax && hands.letters <= lettersMax, hands.told('plain case'));
    // The letter and the receipt are there to be printed.
    for (const [key, part] of [['l', 'letter'], ['k', 'receipt']] as const) {
      const fetched = page.waitForResponse((response) => response.url().includes(`/${part}?`));
      await hands.press(key);
      const paper = await fetched;
      assert.deepEqual([paper.status(), paper.headers()['content-type']], [200, 'application/pdf']);
    }
    const decided = await desk.view('anna', id);
    assert.equal(decided.decision?.outcome, 'accepted');
    await page.context().close();
  });
}
