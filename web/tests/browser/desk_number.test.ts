// The CPR number after a scan: what the document says of it stands in the field already, and can be changed; readers are heard wherever the focus is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { CaseDesk, Hands, looksRight, passportZone, stripeOf } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

for (const language of languages) {
  test(`${language}: a number of another birth is told beside the field before anybody is looked up`, async () => {
    const [person, other] = [desk.person(), desk.person()];
    const page = await desk.open(browser, 'anna', language, { width: 320, height: 800 });
    const hands = new Hands(page);
    await hands.scan(passportZone(person, 'DNK'));
    const field = page.locator('#case-scan');
    await page.getByText(text(language, 'ui.case.scan.begun_hint')).waitFor();
    assert.equal(await field.inputValue(), person.number.slice(0, 6));
    const id = new URL(page.url()).hash.slice(1);
    // Four digits are missing: nothing is sent, and what was typed stays.
    await hands.press('Enter');
    await page.getByText(text(language, 'ui.case.scan.number').replace('{length}', '6')).waitFor();
    assert.equal(await field.inputValue(), person.number.slice(0, 6));
    await hands.press('Control+a');
    await hands.number(other.number);
    await hands.press('Enter');
    await page.getByText(text(language, 'ui.case.scan.another_birth')).waitFor();
    assert.equal(await field.inputValue(), other.number);
    assert.ok(await field.evaluate((element) => element === document.activeElement && element.getAttribute('aria-invalid') === 'true'));
    await looksRight(page, `number-${language}-another-birth`);
    assert.equal((await desk.view('anna', id)).applicant, null);
    // Told once, the officer decides.
    await hands.press('Enter');
    await page.locator('#fact-1-cpr_number-true').waitFor();
    await page.locator('.case-who').getByText(other.name.family).waitFor(); // the register answers a moment later
    assert.equal((await desk.view('anna', id)).applicant?.family, other.name.family);
    await page.context().close();
  });
}

test('a health card is swiped behind the digits of a passport’s date of birth', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.scan(passportZone(person, 'DNK'));
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  await hands.scan(stripeOf(person));
  await hands.press('Enter');
  await page.locator('.draft').nth(1).waitFor();
  const id = new URL(page.url()).hash.slice(1);
  // The card is a document at once; the register answers a moment later.
  await page.locator('.case-who').getByText(person.name.family).waitFor();
  assert.equal((await desk.view('anna', id)).applicant?.family, person.name.family);
  await page.context().close();
});

test('behind a zone an end of line too many presses nothing', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const opened: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/desk/v1/cases')) opened.push(request.url()); });
  await page.evaluate(() => {
    const pressed = document.createElement('button'); // what an Enter of its own would press
    pressed.addEventListener('click', () => pressed.setAttribute('data-pressed', ''));
    document.querySelector('main')?.append(pressed);
    pressed.focus();
  });
  await new Hands(page).scan(`${passportZone(person, 'DNK')}\n\n`);
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  assert.equal(await page.locator('#case-scan').inputValue(), person.number.slice(0, 6));
  assert.equal(await page.locator('.form-error-message').count(), 0);
  assert.deepEqual([opened.length, await page.locator('[data-pressed]').count()], [1, 0]);
  await page.context().close();
});

test('a reader is heard in a list of choices and on an answer, and changes neither', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  // Something that is no document begins nothing.
  await hands.scan('4006381333931\n');
  await page.getByText(text('en', 'ui.cases.no_scan')).waitFor();
  await page.locator('#new-purpose').selectOption('reactivate');
  await page.locator('#new-purpose').focus();
  await hands.scan(passportZone(person, 'DNK'));
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  const id = new URL(page.url()).hash.slice(1);
  assert.equal((await desk.view('anna', id)).purpose, 'reactivate');
  // Letters still choose, by hand.
  await page.locator('#by-hand').focus();
  await hands.type('Driv');
  assert.equal(await page.locator('#by-hand').inputValue(), 'driving-licence');
  await hands.press('Escape');
  await page.locator('#case-scan').focus();
  await hands.number(person.number.slice(6));
  await hands.press('Enter');
  // The letters of "DNK" say no to nothing.
  await page.locator('#fact-1-cpr_number-true:focus').waitFor();
  await hands.scan(passportZone(person, 'DNK', '330101'));
  await page.locator('.draft').nth(1).waitFor();
  assert.equal(await page.locator('#fact-1-cpr_number-false').isChecked(), false);
  await page.context().close();
});
