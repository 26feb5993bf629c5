// What does not go well: documents that are not enough, nonsense in every field, a case that somebody else changed, a server that is away, a
// reload, a pause; a mark that nobody sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { begunCase, CaseDesk, Hands, idOf, keepsNothing, looksRight, passportZone, type Registered } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

const begun = (person: Registered): Promise<{ page: Page; hands: Hands }> => begunCase(desk, browser, person);

test('an emergency passport: refused with the reason of the rules', async (context) => {
  const { page, hands } = await begun(desk.person());
  await page.locator('#fact-1-temporary-true').check();
  await page.getByText(text('en', 'refusal.temporary')).waitFor();
  await looksRight(page, 'refused-1-temporary');
  await page.getByRole('button', { name: text('en', 'ui.case.documents_right') }).press('Enter');
  await page.locator('.case-missing').getByText(text('en', 'ui.case.missing.documents')).waitFor();
  await page.locator('#case-scan').press('Escape');
  await page.locator('h2').first().click();
  await hands.press('r');
  await page.locator('#reason-temporary:checked').waitFor();
  assert.ok(await page.locator('#reason-documents-missing').isChecked());
  await looksRight(page, 'refused-2-reasons');
  await hands.until('en', 'ui.case.refuse_now');
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.outcome.refused'), { exact: true }).waitFor();
  await looksRight(page, 'refused-3-refused');
  context.diagnostic(hands.told('refused case'));
  const view = await desk.view('anna', idOf(page));
  assert.deepEqual([view.decision?.outcome, [...(view.decision?.reasons ?? [])].sort()], ['refused', ['documents-missing', 'temporary']]);
  await page.context().close();
});

test('nonsense in every field keeps what was typed, and has a sentence beside it', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.press('n');
  const scan = page.locator('#case-scan');
  await scan.waitFor();
  for (const [typed, key] of [['', 'empty'], ['hello', 'letters'], ['12345', 'number'], ['P<DNKX', 'length']] as const) {
    await scan.fill(typed);
    await scan.press('Enter');
    await page.getByText(text('en', `ui.case.scan.${key}`).replace('{length}', String(typed.length))).waitFor();
    assert.equal(await scan.inputValue(), typed);
  }
  // A number that nobody has, and one that is none; a zone with a letter that was read wrongly.
  await scan.fill('1702501114');
  await scan.press('Enter');
  await page.getByText(text('en', 'ui.case.refused.not-in-register')).waitFor();
  assert.equal(await scan.inputValue(), '1702501114');
  await scan.fill('3902501114');
  await scan.press('Enter');
  await page.getByText(text('en', 'ui.case.refused.number-wrong')).waitFor();
  const [first = '', second = ''] = passportZone(person, 'DNK').split('\n');
  await scan.fill(`${first}\n${second.replace('1', '8')}`);
  await scan.press('Enter');
  await page.getByText(text('en', 'ui.case.scan.check_digits')).waitFor();
  await looksRight(page, 'nonsense-1-zone');
  // A picture that has no zone: this very page.
  await page.locator('.scan-file').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.getByText(text('en', 'ui.case.scan.photo_unreadable')).waitFor();
  await scan.fill(person.number);
  await scan.press('Enter');
  await page.getByText(text('en', 'ui.case.title.documents')).waitFor();
  await page.locator('#by-hand').selectOption('passport');
  await page.locator('#by-hand').press('Enter');
  const expires = page.locator('#fact-1-expires-field');
  await expires.fill('soon');
  await expires.press('Tab');
  await page.getByText(text('en', 'ui.case.wrong.day')).waitFor();
  assert.equal(await expires.inputValue(), 'soon');
  await looksRight(page, 'nonsense-2-day');
  await page.context().close();
});

test('a reload loses nothing that was said, and keeps nothing personal', async () => {
  const person = desk.person();
  const { page } = await begun(person);
  await page.locator('#fact-1-form-copy').check();
  await keepsNothing(page, person);
  await page.reload();
  await page.locator('#fact-1-form-copy:checked').waitFor();
  await page.getByText(text('en', 'refusal.not-physical')).waitFor();
  await keepsNothing(page, person);
  await page.context().close();
});

test('a case that changed meanwhile says so, and keeps what is typed', async () => {
  const person = desk.person();
  const { page, hands } = await begun(person);
  const id = idOf(page);
  const session = await desk.session('anna');
  const before = await desk.view('anna', id);
  await session.ask('POST', `/desk/v1/cases/${id}/documents`, { revision: before.revision, documents: [] });
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.refused.case-changed')).waitFor();
  assert.ok(await page.locator('#fact-1-form-physical').isChecked());
  await looksRight(page, 'changed');
  await page.getByRole('button', { name: text('en', 'ui.case.documents_right') }).press('Enter');
  await page.locator('.look-now').waitFor();
  await page.context().close();
});

test('a server that is away: what was done is kept, and sent when it is back', async () => {
  const { page, hands } = await begun(desk.person());
  await page.route(/\/desk\/v1\/cases\/.*\/documents$/, (route) => route.abort());
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.offline')).waitFor();
  await looksRight(page, 'offline');
  await page.unroute(/\/desk\/v1\/cases\/.*\/documents$/);
  await page.locator('.look-now').waitFor();
  await page.context().close();
});

test('paused here, resumed by another officer, ended with a question before', async () => {
  const { page, hands } = await begun(desk.person());
  await hands.press('p');
  await hands.until('en', 'ui.case.resume');
  await looksRight(page, 'paused');
  const other = await desk.open(browser, 'bo');
  const row = other.locator('tbody tr', { hasText: text('en', 'ui.cases.paused') }).first();
  await row.getByRole('button').click();
  const hers = new Hands(other);
  await hers.until('en', 'ui.case.resume');
  await hers.press('Enter');
  await other.locator('#fact-1-form-physical, #case-scan').first().waitFor();
  assert.equal((await desk.view('bo', idOf(page))).paused, false);
  await other.locator('h2').first().click();
  await hers.press('e');
  await hers.until('en', 'ui.case.end_now');
  // Back is back where one was.
  const end = other.locator('.case-actions button', { hasText: text('en', 'ui.case.end') });
  assert.equal(await end.getAttribute('aria-expanded'), 'true');
  await other.locator('.sure').getByRole('button', { name: text('en', 'ui.case.back'), exact: true }).click();
  await end.click();
  await hers.until('en', 'ui.case.end_now');
  await hers.press('Tab');
  await hers.press('Enter');
  await other.locator('.case-actions button:focus', { hasText: text('en', 'ui.case.end') }).waitFor();
  await hers.press('Enter');
  await hers.until('en', 'ui.case.end_now');
  await hers.press('Enter');
  await other.getByText(text('en', 'ui.case.ended')).waitFor();
  assert.equal((await desk.view('bo', idOf(page))).state, 'ended');
  await page.context().close();
  await other.context().close();
});

test('a mark changes nothing on the screen', async () => {
  const { page, hands } = await begun(desk.person());
  const shown = async (): Promise<string> => page.locator('main').innerHTML();
  const before = await shown();
  const marked = page.waitForResponse((response) => response.url().endsWith('/flag') && response.ok());
  await hands.press('F8');
  await marked;
  assert.equal(await shown(), before);
  await page.context().close();
});

test('training is told apart at a glance, and its people are nobody', async () => {
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await page.locator('#new-training').check();
  await hands.press('n');
  await page.getByText(text('en', 'ui.case.training')).waitFor();
  await page.locator('#case-scan').waitFor();
  await hands.number(desk.person().number);
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.title.documents')).waitFor();
  await looksRight(page, 'training');
  const view = await desk.view('anna', idOf(page));
  assert.deepEqual([view.training, view.applicant?.name], [true, 'Nemo Nobody']);
  await page.context().close();
});

test('keys are listed, and can be switched off', async () => {
  const { page, hands } = await begun(desk.person());
  await hands.press('?');
  await page.locator('dialog[open]').waitFor();
  await looksRight(page, 'keys');
  await page.locator('#case-keys').uncheck();
  await page.keyboard.press('Escape');
  await hands.press('p');
  assert.equal(await page.locator('.case-actions kbd').count(), 0);
  assert.equal((await desk.view('anna', idOf(page))).paused, false);
  await page.context().close();
});

test('on a telephone nothing is wider than the screen', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna', 'da', { width: 320, height: 640 });
  await page.locator('.new-case-button').click();
  await page.locator('#case-scan').waitFor();
  await looksRight(page, 'phone-1-new');
  await page.locator('#case-scan').fill(passportZone(person, 'DNK').trim());
  await page.locator('#case-scan').press('Enter');
  await page.locator('#fact-1-form-physical').waitFor();
  await looksRight(page, 'phone-2-documents');
  await page.context().close();
});
