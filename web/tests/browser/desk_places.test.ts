// Answers that are a municipality or a country: typed as names, by their first letters, and sent as the register's codes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { CaseDesk, Hands, looksRight, passportZone } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

const forms = ['municipality', 'country', 'municipality'] as const;

for (const language of languages) {
  test(`${language}: a place is known by its first letters, shown, and sent as its code`, async () => {
    const person = desk.person();
    const page = await desk.open(browser, 'anna', language, { width: 320, height: 800 });
    const hands = new Hands(page);
    // The register of the test asks for years and days: here the same questions are about places.
    const sent: unknown[] = [];
    await page.route('**/desk/v1/cases/*/question-answers', (route) => {
      sent.push((route.request().postDataJSON() as { text?: unknown }).text);
      return route.continue();
    });
    await page.route('**/desk/v1/cases/**', async (route) => {
      if (route.request().url().endsWith('/question-answers')) return route.fallback();
      const response = await route.fetch();
      const view = await response.json() as { questions?: { questions: object[] } };
      for (const [index, question] of view.questions?.questions.entries() ?? []) Object.assign(question, { form: forms[index], ...(index === 2 ? { options: ['0101', '0851'] } : {}) });
      await route.fulfill({ response, json: view });
    });
    await hands.scan(passportZone(person, 'DNK'));
    await page.getByText(text(language, 'ui.case.scan.begun_hint')).waitFor();
    await hands.number(person.number.slice(6));
    await hands.press('Enter');
    await page.locator('#fact-1-cpr_number-true:focus').waitFor();
    await hands.press('y');
    await hands.until(language, 'ui.case.documents_right');
    await hands.press('Enter');
    for (let seen = 0; seen < 3; ++seen) {
      await page.locator('.look').nth(seen).and(page.locator('.look-now')).waitFor();
      await hands.until(language, 'ui.case.seen');
      await hands.press('Enter');
    }
    await hands.until(language, 'ui.case.all_agree');
    await hands.press('a');
    await hands.until(language, 'ui.case.ask_questions');
    await hands.press('q');
    const field = page.locator('.asked input');
    const taken = page.locator('.asked .fact-read');
    await field.waitFor();
    // Two begin so: it is told, and what was typed stays.
    await hands.say('Aa');
    await hands.press('Enter');
    await page.getByText(text(language, 'ui.case.answer.no_place')).waitFor();
    assert.deepEqual([await field.inputValue(), await taken.textContent(), sent], ['Aa', '', []]);
    await hands.say('r');
    await taken.getByText('Aarhus').waitFor();
    await looksRight(page, `places-${language}-1-municipality`);
    await hands.press('Enter');
    await page.locator('[aria-labelledby="question-1"]:focus').waitFor();
    // A name that no list has is sent as it is, once it was told.
    await hands.say('Atlantis');
    await hands.press('Enter');
    await page.getByText(text(language, 'ui.case.answer.no_place')).waitFor();
    await hands.press('Enter');
    // Codes to choose from are shown as names, and choosing ends nothing.
    await page.getByRole('button', { name: /^Aalborg/ }).waitFor();
    await looksRight(page, `places-${language}-2-choice`);
    await hands.press('2');
    await hands.until(language, 'ui.case.conclude');
    assert.deepEqual(sent, ['0751', 'Atlantis', '0851']);
    await page.context().close();
  });
}
