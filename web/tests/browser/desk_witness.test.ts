// A case with a witness: a Swedish passport and a health card, and somebody who approves with MitID on a device of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { CaseDesk, gate, Hands, keepsNothing, looksRight, passportZone } from './desk.ts';

const keysMax = 37; // that operate the desk

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

// On the witness's own telephone.
async function approve(address: string, button: RegExp): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const phone = await context.newPage();
  await phone.goto(address);
  // What is declared is read first.
  await phone.getByText(text('en', 'statement.text')).waitFor();
  await phone.getByRole('link', { name: text('en', 'ui.statement.approve') }).click();
  await phone.getByRole('button', { name: button }).click();
  await phone.getByText(text('en', 'ui.statement.proven'), { exact: true }).waitFor();
  await context.close();
}

async function lookAtAll(page: Page, hands: Hands, documents: number): Promise<void> {
  for (let seen = 0; seen < 3 * documents; ++seen) {
    await page.locator('.look').nth(seen % 3).and(page.locator('.look-now')).waitFor();
    await hands.until('en', 'ui.case.seen');
    await hands.press('1');
  }
}

test('a foreign passport, a health card and a witness', async (context) => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.scan(passportZone(person, 'SWE'));
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  await hands.number(person.number.slice(6));
  await hands.press('Enter');
  await page.locator('#fact-1-cpr_number-true:focus').waitFor();
  await hands.press('n');
  await hands.until('en', 'ui.case.documents_right');
  await looksRight(page, 'witness-1-passport');
  // The health card by hand: its kind by its first letters, then what only the officer can see.
  await hands.press('h');
  await page.locator('#by-hand:focus').waitFor();
  await hands.type('Heal');
  await hands.press('Enter');
  await page.locator('[id="fact-2-issuer-field"]:focus').waitFor();
  await hands.type('D');
  await hands.press('Enter');
  for (const fact of ['cpr_number', 'name_matches']) {
    await page.locator(`#fact-2-${fact}-true:focus`).waitFor();
    await hands.press('y');
  }
  await page.locator('.standing-accepted').waitFor();
  await looksRight(page, 'witness-2-health-card');
  await hands.press('Enter');
  await lookAtAll(page, hands, 2);
  await hands.until('en', 'ui.case.all_agree');
  await hands.press('a');
  await hands.until('en', 'ui.case.ask_questions');
  await hands.press('w');
  await page.locator('#witness-relation:focus').waitFor();
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.wrong.relation')).waitFor();
  await hands.type('Frie');
  await hands.press('Enter');
  await page.locator('#witness-years:focus').waitFor();
  await hands.type('12');
  await hands.press('Enter');
  const link = page.locator('.approval-link a');
  await link.waitFor();
  await looksRight(page, 'witness-3-approval');
  await keepsNothing(page, person);
  await approve(await link.getAttribute('href') ?? '', /Vera/);
  await page.locator('#witness-scan').waitFor();
  // The zone is read late: what came by hand meanwhile stays.
  const [asked, late] = [gate(), gate()];
  await page.route(/\/v1\/zones$/, async (route) => {
    asked.open();
    await late.opened;
    return route.continue();
  }, { times: 1 });
  await hands.scan(passportZone({ ...person, name: { given: 'Vera Vidnesen', middle: null, family: 'Prøve' }, born: '1971-05-14', number: '1405710110' }, 'DNK'));
  await asked.opened;
  await page.locator('#by-hand').selectOption('health-card');
  await page.locator('#by-hand').press('Enter');
  await page.locator('.draft').waitFor();
  late.open();
  await page.locator('.draft').nth(1).waitFor();
  await page.locator('.draft').first().getByRole('button', { name: text('en', 'ui.documents.remove') }).click();
  await page.locator('.draft').nth(1).waitFor({ state: 'detached' });
  for (const fact of ['cpr_number', 'name_matches']) {
    await page.locator(`#fact-2-${fact}-true:focus`).waitFor();
    await hands.press('y');
  }
  await page.locator('.vouching .standing-accepted').nth(1).waitFor();
  await hands.press('Enter');
  await page.locator('#witness-likeness:focus').waitFor();
  await looksRight(page, 'witness-4-likeness');
  await hands.press(' ');
  await hands.press('Enter');
  await hands.until('en', 'ui.case.accept');
  await hands.press('Enter');
  await hands.until('en', 'ui.case.accept_now');
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.outcome.accepted'), { exact: true }).waitFor();
  await looksRight(page, 'witness-5-accepted');
  context.diagnostic(hands.told('witness case'));
  assert.ok(hands.keys <= keysMax, hands.told('witness case'));
  const view = await desk.view('anna', new URL(page.url()).hash.slice(1));
  assert.deepEqual([view.decision?.outcome, view.witness.state], ['accepted', 'vouched']);
  await page.context().close();
});
