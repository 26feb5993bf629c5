// The name that a reader read beside the register's: what it took to be the same stands beside the document, and a name that differs is said.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Language, languages, launch, text } from './browser.ts';
import { CaseDesk, gate, Hands, keepsNothing, looksRight, passportZone, type Registered } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

// As far as the first question about the document.
async function scanned(hands: Hands, page: Page, person: Registered, zone: string, language: Language = 'en'): Promise<void> {
  await hands.scan(zone);
  await page.getByText(text(language, 'ui.case.scan.begun_hint')).waitFor();
  await page.locator('#case-scan:focus').waitFor();
  await hands.number(person.number.slice(6));
  await hands.press('Enter');
}
// Somebody whose name a zone spells out.
function spelledOut(): Registered {
  for (;;) {
    const person = desk.person();
    if (/[æøå]/i.test(person.name.family)) return person;
  }
}

for (const language of languages) {
  test(`${language}: a name that a zone spells out is proposed to be the same, and why is said`, async () => {
    const person = spelledOut();
    const page = await desk.open(browser, 'anna', language);
    await scanned(new Hands(page), page, person, passportZone(person, 'DNK'), language);
    await page.locator('.fact-why').getByText(text(language, 'name_rule.transliteration'), { exact: true }).waitFor();
    assert.ok(await page.locator('#fact-1-name_matches-true').isChecked());
    // The question about the name needs no answer, so that the next one has the focus.
    await page.locator('#fact-1-cpr_number-true:focus').waitFor();
    await keepsNothing(page, person);
    await looksRight(page, `names-${language}-same`);
    await page.context().close();
  });

  test(`${language}: a name that differs is said, and nothing is chosen`, async () => {
    const [person, other] = [desk.person(), desk.person()];
    const page = await desk.open(browser, 'anna', language);
    const hands = new Hands(page);
    // The number is the applicant's, and the passport somebody else's.
    await scanned(hands, page, person, passportZone({ ...other, born: person.born, sex: person.sex }, 'DNK'), language);
    await page.getByText(text(language, 'ui.case.name_differs'), { exact: true }).waitFor();
    for (const answer of ['true', 'false']) assert.equal(await page.locator(`#fact-1-name_matches-${answer}`).isChecked(), false);
    await looksRight(page, `names-${language}-differs`);
    await page.context().close();
  });
}

// The name is asked about, and not answered yet.
async function comparing(person: Registered): Promise<{ readonly page: Page; readonly hands: Hands; readonly answer: () => void }> {
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  const answer = gate();
  await page.route('**/desk/v1/cases/*/names', async (route) => {
    await answer.opened;
    await route.continue();
  });
  const asked = page.waitForRequest('**/desk/v1/cases/*/names');
  await scanned(hands, page, person, passportZone(person, 'DNK'));
  await asked;
  return { page, hands, answer: answer.open };
}

test('what an officer says while the name is being compared, stays, and the focus too', async () => {
  const { page, answer } = await comparing(spelledOut());
  await page.locator('#fact-1-name_matches-false').click();
  await page.locator('#by-hand').focus();
  answer();
  await page.locator('.fact-why li').first().waitFor();
  assert.ok(await page.locator('#fact-1-name_matches-false').isChecked());
  assert.ok(await page.locator('#by-hand').evaluate((list) => list === document.activeElement));
  await page.context().close();
});

test('nobody goes on with a name before its rules are there, and they are there again after a reload', async () => {
  const { page, hands, answer } = await comparing(spelledOut());
  const sent: string[] = [];
  page.on('request', (request) => { if (request.url().endsWith('/documents')) sent.push(request.postData() ?? ''); });
  await page.locator('#fact-1-cpr_number-true').focus();
  await hands.press('y');
  await hands.until('en', 'ui.case.documents_right');
  await page.locator('button[aria-disabled=true]:focus').waitFor();
  await hands.press('Enter');
  answer();
  await page.locator('.fact-why li').first().waitFor();
  await page.locator('button[aria-disabled=false]:focus').waitFor();
  assert.deepEqual(sent, []);
  await page.reload();
  await page.locator('.fact-why li').first().waitFor();
  await hands.until('en', 'ui.case.documents_right');
  await hands.press('Enter');
  await page.locator('.look-now').waitFor();
  assert.equal(sent.length, 1);
  assert.match(sent.join(''), /"name_matches":true/);
  await page.context().close();
});

test('a name whose look-up was done and the answer lost is compared all the same', async () => {
  const person = spelledOut();
  const page = await desk.open(browser, 'anna');
  await page.route('**/desk/v1/cases/*/applicant', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await scanned(new Hands(page), page, person, passportZone(person, 'DNK'));
  await page.locator('.fact-why li').first().waitFor();
  await page.context().close();
});

for (const [how, act] of [['can not be asked about', 'abort'], ['gets no answer', 'wait']] as const) {
  test(`where the name ${how}, the officer says it`, async () => {
    const person = desk.person();
    const page = await desk.open(browser, 'anna');
    const over = gate();
    await page.route('**/desk/v1/cases/*/names', async (route) => {
      if (act === 'wait') await over.opened;
      await route.abort();
    });
    const hands = new Hands(page);
    await scanned(hands, page, person, passportZone(person, 'DNK'));
    await page.locator('#fact-1-cpr_number-true:focus').waitFor();
    await hands.press('y');
    await page.locator('#fact-1-name_matches-true:focus').waitFor();
    await hands.press('y');
    await hands.until('en', 'ui.case.documents_right');
    await page.locator('.standing-accepted').waitFor();
    over.open();
    await page.context().close();
  });
}
