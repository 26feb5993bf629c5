// Answers that come late, not at all, or while something else is done: what the officer types meanwhile stays, and nothing is lost unseen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { begunCase, CaseDesk, gate, Hands, idOf, looksRight, passportZone, stripeOf, seenCase } from './desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]); });
after(async () => { await browser.close(); await desk.end(); });

// Requests that match wait for what this gives; `asked` once the first one is there.
async function heldBack(page: Page, path: RegExp): Promise<{ asked: Promise<void>; release: () => Promise<void> }> {
  const [asked, go] = [gate(), gate()];
  await page.route(path, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    asked.open();
    await go.opened;
    return route.continue();
  });
  return { asked: asked.opened, release: async () => {
    const answered = page.waitForResponse((response) => path.test(response.url()) && response.request().method() === 'POST');
    go.open();
    await (await answered).finished();
  } };
}

const drawn = (page: Page): Promise<unknown> => page.evaluate(() => new Promise(requestAnimationFrame));

async function scanned(hands: Hands, zone: string): Promise<void> {
  await hands.press('n');
  await hands.page.locator('#case-scan').waitFor();
  await hands.scan(zone);
  await hands.page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
}

async function byHand(page: Page, kind: string): Promise<void> {
  await page.locator('#by-hand').selectOption(kind);
  await page.locator('.by-hand button').click(); // an Enter this soon behind a scan would be the reader's
}

test('a look-up that is late changes nothing that was said of the documents meanwhile', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await scanned(hands, passportZone(person, 'DNK'));
  const late = await heldBack(page, /\/applicant$/);
  await hands.number(person.number.slice(6));
  await hands.press('Enter');
  await late.asked;
  await page.locator('#fact-1-form-copy').check();
  await byHand(page, 'health-card');
  await page.locator('.draft').nth(1).waitFor();
  await late.release();
  await page.locator('.case-who').getByText(person.name.family).waitFor();
  await page.locator('#fact-1-name_matches-true:checked').waitFor(); // the name is compared in what is there now
  assert.deepEqual([await page.locator('.draft').count(), await page.locator('#fact-1-form-copy').isChecked()], [2, true]);
  await page.context().close();
});

test('a zone that is read late is one more document beside those that came meanwhile', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const late = await heldBack(page, /\/v1\/zones$/);
  await hands.scan(passportZone(desk.person(), 'DNK', '330101'));
  await late.asked;
  await byHand(page, 'health-card');
  await page.locator('#fact-1-form-copy').check();
  await late.release();
  await page.locator('.draft').nth(2).waitFor();
  assert.deepEqual(await page.locator('.draft fieldset[id$="-form"]').evaluateAll((all) => all.map(({ id }) => id)), ['fact-1-form', 'fact-2-form', 'fact-3-form']);
  assert.ok(await page.locator('#fact-1-form-copy').isChecked());
  await page.context().close();
});

test('documents that are changed while they are sent stay as they were changed', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const late = await heldBack(page, /\/documents$/);
  await hands.press('Enter');
  await late.asked;
  await page.locator('#fact-1-form-copy').check();
  await late.release();
  await page.locator('.look-now').waitFor();
  await hands.press('u');
  await page.locator('#fact-1-form-copy:checked').waitFor();
  await page.context().close();
});

test('what waits for a connection is given up only after a question, and then sent no more', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const id = idOf(page);
  const sent: string[] = [];
  await page.route(/\/documents$/, (route) => {
    sent.push(route.request().url());
    return route.abort();
  });
  const isWarned = (): Promise<boolean> => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  assert.equal(await isWarned(), false);
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.case.offline')).waitFor();
  assert.ok(await isWarned());
  const question = page.getByText(text('en', 'ui.case.unsent_sure'));
  await page.getByRole('button', { name: text('en', 'ui.case.to_list') }).click();
  await question.waitFor();
  await hands.until('en', 'ui.case.unsent_stay');
  await page.setViewportSize({ width: 320, height: 800 });
  await looksRight(page, 'unsent');
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  // The browser's own way back asks too.
  await page.goBack();
  await question.waitFor();
  assert.equal(idOf(page), id);
  await page.getByRole('button', { name: text('en', 'ui.case.unsent_leave') }).click();
  await page.locator('#new-purpose').waitFor();
  const count = sent.length;
  // The list is asked for again later than a command would be.
  await page.waitForResponse((response) => response.url().includes('/cases?centre='));
  await page.waitForResponse((response) => response.url().includes('/cases?centre='));
  assert.equal(sent.length, count);
  assert.equal(await isWarned(), false);
  await page.context().close();
});

test('who goes to the list while a command is on its way goes once it is answered, and stays where it is refused', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const toList = page.getByRole('button', { name: text('en', 'ui.case.to_list') });
  const [asked, refused] = [gate(), gate()];
  await page.route(/\/documents$/, async (route) => {
    asked.open();
    await refused.opened;
    return route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'Not today' }) });
  }, { times: 1 });
  await hands.press('Enter');
  await asked.opened;
  await toList.click();
  await hands.until('en', 'ui.case.unsent_stay');
  refused.open();
  await page.getByText('Not today').waitFor();
  await page.getByRole('button', { name: text('en', 'ui.case.documents_right') }).focus();
  const late = await heldBack(page, /\/documents$/);
  await hands.press('Enter');
  await late.asked;
  await toList.click();
  await late.release();
  await page.locator('#new-purpose').waitFor();
  await page.context().close();
});

test('a new case that is opened late takes nobody away from the case that they went to', async () => {
  const { page: before } = await begunCase(desk, browser, desk.person());
  const id = idOf(before);
  await before.context().close();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  const late = await heldBack(page, /\/desk\/v1\/cases$/);
  await hands.press('n');
  await late.asked;
  await page.getByText(text('en', 'ui.cases.opening')).waitFor();
  await page.locator('tbody tr button').first().click();
  await page.locator('.case-head').waitFor();
  const chosen = idOf(page);
  await late.release();
  await drawn(page);
  assert.equal(idOf(page), chosen);
  assert.ok(id !== '' && chosen !== '');
  await page.context().close();
});

test('a scan during a scan is read after it', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const late = await heldBack(page, /\/v1\/zones$/);
  await hands.scan(passportZone(desk.person(), 'DNK', '330101'));
  await late.asked;
  await page.locator('#case-scan:focus').waitFor();
  await hands.scan(passportZone(desk.person(), 'SWE', '340101'));
  await late.release();
  await page.locator('.draft').nth(2).waitFor();
  assert.equal(await page.locator('#case-scan').inputValue(), '');
  await page.context().close();
});

test('documents that are scanned while the case is opened are its own', async () => {
  const person = desk.person();
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  const late = await heldBack(page, /\/desk\/v1\/cases$/);
  await hands.scan(passportZone(person, 'DNK'));
  await late.asked;
  await hands.scan(`${stripeOf(person)}\n`);
  await late.release();
  await page.locator('.draft').nth(1).waitFor();
  await page.locator('.case-who').getByText(person.name.family).waitFor();
  await page.context().close();
});

test('an answer that breaks off is told, and the field reads on', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  await page.route(/\/zones\/image$/, (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"document":' }));
  await page.locator('.scan-file').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.getByText(text('en', 'ui.error.unreachable')).waitFor();
  await page.locator('#case-scan').press('Escape');
  await hands.scan(passportZone(desk.person(), 'DNK', '330101'));
  await page.locator('.draft').nth(1).waitFor();
  await page.context().close();
});

test('a silent mark that meets no server is set once there is one, and nothing shows it', async () => {
  const { page, hands } = await begunCase(desk, browser, desk.person());
  const shown = (): Promise<string> => page.locator('main').innerHTML();
  await page.locator('.standing-accepted').waitFor(); // what the documents come to is told
  const before = await shown();
  let tries = 0;
  await page.route(/\/flag$/, (route) => {
    tries += 1;
    if (tries === 1) return route.abort();
    if (tries === 2) return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' });
    return route.continue();
  });
  const marked = page.waitForResponse((response) => response.url().endsWith('/flag') && response.ok());
  await hands.press('F8');
  await marked;
  assert.equal(tries, 3);
  assert.equal(await shown(), before);
  await page.context().close();
});

test('after a command that is refused, Enter does it again', async () => {
  const { page, hands } = await seenCase(desk, browser);
  await hands.press('a');
  await hands.until('en', 'ui.case.ask_questions');
  const refused = { status: 409, contentType: 'application/problem+json', body: JSON.stringify({ type: 'urn:skranke:problem:no-questions', title: 'None' }) };
  const late = gate();
  await page.route(/\/questions$/, async (route) => {
    await late.opened;
    return route.fulfill(refused);
  }, { times: 1 });
  await hands.press('Enter');
  await drawn(page); // long enough for a browser to take the focus away from what can't be pressed
  await drawn(page);
  late.open();
  await page.locator('.case-notices .alert').waitFor();
  await hands.until('en', 'ui.case.ask_questions');
  await hands.press('Enter');
  await page.locator('.asked input').waitFor();
  // So does a refusal on the list.
  await page.getByRole('button', { name: text('en', 'ui.case.to_list') }).click();
  await page.route(/\/desk\/v1\/cases$/, (route) => route.abort(), { times: 1 });
  await hands.until('en', 'ui.cases.new');
  await hands.press('Enter');
  await page.getByText(text('en', 'ui.error.unreachable')).waitFor();
  await hands.until('en', 'ui.cases.new');
  await hands.press('Enter');
  await page.locator('#case-scan').waitFor();
  await page.context().close();
});
