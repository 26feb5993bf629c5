// A key that is held says one thing: what has the focus after it has not been read yet. And the key for "all agree" is there only as long as its button is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { begunCase, caseByNumber, CaseDesk, Hands, idOf, passportZone, seenCase } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

const repeats = 15;

// Held as a hand holds it that is tired: each repeat comes once the page has drawn what the one before it did.
async function hold(page: Page, key: string): Promise<void> {
  for (let count = 0; count < repeats; ++count) {
    await page.keyboard.down(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.keyboard.up(key);
}

test('Enter that is held has seen one feature, and compares a face once', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  await hold(page, 'Enter'); // the documents
  for (let seen = 0; seen < 3; ++seen) {
    await page.locator('.look').nth(seen).and(page.locator('.look-now')).waitFor();
    await hands.until('en', 'ui.case.seen');
    await hold(page, 'Enter');
  }
  await hands.until('en', 'ui.case.all_agree');
  assert.equal((await desk.view('anna', idOf(page))).face, null);
  await hold(page, 'Enter');
  await hands.until('en', 'ui.case.ask_questions');
  const view = await desk.view('anna', idOf(page));
  assert.deepEqual([view.face?.result, view.questions.state], ['same', 'none']);
  await page.context().close();
});

test('Enter that is held looks nobody up who was born on another day', async () => {
  const [person, other] = [desk.person(), desk.person()];
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.scan(passportZone(person, 'DNK'));
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  const lookUps: string[] = [];
  page.on('request', (request) => { if (request.url().endsWith('/applicant')) lookUps.push(request.url()); });
  await hands.press('Control+a');
  await hands.number(other.number);
  await hold(page, 'Enter');
  await page.getByText(text('en', 'ui.case.scan.another_birth')).waitFor();
  assert.deepEqual(lookUps, []);
  // In a field, what is held is letters.
  await hands.press('Control+a');
  await hold(page, '1');
  assert.equal(await page.locator('#case-scan').inputValue(), '1'.repeat(repeats));
  await page.context().close();
});

test('Y that is held says yes to one fact', async () => {
  const { page } = await caseByNumber(desk, browser);
  await page.getByText(text('en', 'ui.case.title.documents')).waitFor();
  await page.locator('#by-hand').selectOption('health-card');
  await page.locator('#by-hand').press('Enter');
  await page.locator('#fact-1-issuer-field').selectOption('DK');
  await page.locator('#fact-1-cpr_number-true').focus();
  await hold(page, 'y');
  await page.locator('#fact-1-name_matches-true:focus').waitFor();
  assert.deepEqual([await page.locator('#fact-1-cpr_number-true').isChecked(), await page.locator('#fact-1-name_matches-true').isChecked()], [true, false]);
  await page.context().close();
});

test('where something differs, A says nothing', async () => {
  const { page, hands } = await seenCase(desk, browser);
  await page.locator('.faces input[id$="-differs"]').first().check();
  await page.getByRole('button', { name: text('en', 'ui.case.all_agree') }).waitFor({ state: 'detached' });
  await hands.press('a');
  await hands.press('u'); // the step before
  await page.locator('#fact-1-form-physical').waitFor();
  assert.equal((await desk.view('anna', idOf(page))).face, null);
  await page.context().close();
});
