// The page "Holds and erasures": asked for by one person and agreed to by another, until a case is gone; what is refused, in a sentence beside its
// field; by keys alone, in both languages, and on a telephone.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { addPeople, expect, freshCode, signedIn, type Session } from '../../../tests/http/people.ts';
import { databaseOf, startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, text, type Language } from './browser.ts';
import { looksRight, picture } from './desk.ts';

let browser: Browser;
let running: RunningDesk;
const sessions = new Map<string, Session>();
before(async () => {
  browser = await launch();
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, [
    { name: 'anna', centre: 'aarhus', roles: ['officer'] },
    { name: 'per', centre: 'aarhus', roles: ['officer', 'supervisor@vejle'] },
    { name: 'lis', centre: 'aarhus', roles: ['supervisor'] },
    { name: 'mia', centre: 'aarhus', roles: ['administrator'] },
    { name: 'ole', centre: 'vejle', roles: ['supervisor', 'officer', 'supervisor@aarhus'] },
  ]));
  for (const name of ['anna', 'per', 'lis', 'mia', 'ole']) sessions.set(name, await signedIn(running.desk, name));
});
beforeEach(fresh); // it counts for five minutes
after(async () => { await browser.close(); await running.stop(); });

function session(name: string): Session {
  const found = sessions.get(name);
  assert.ok(found !== undefined, name);
  return found;
}

async function fresh(): Promise<void> {
  for (const name of ['lis', 'mia', 'ole']) expect(200, await session(name).ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode(name) }));
}
function stale(): void {
  const database = databaseOf(running);
  database.exec('update staff_session set stepped_up_at = null');
  database.close();
}

async function opened(): Promise<{ id: string; end: () => Promise<void> }> {
  const { body } = expect(201, await session('anna').ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }));
  const id = String(body['case_id']);
  return { id, end: async () => void expect(200, await session('anna').ask('POST', `/desk/v1/cases/${id}/end`, { revision: body['revision'] })) };
}
async function ended(): Promise<string> {
  const { id, end } = await opened();
  await end();
  return id;
}
async function asked(name: string, kind: string, id: string): Promise<string> {
  return String(expect(201, await session(name).ask('POST', '/desk/v1/case-orders', { case_id: id, kind, reason: 'Claim 17/2026' })).body['order_id']);
}
async function agreed(name: string, order: string): Promise<void> {
  expect(200, await session(name).ask('POST', `/desk/v1/case-orders/${order}/agreement`, {}));
}

async function open(name: string, language: Language = 'en', viewport = { width: 1280, height: 900 }, address = 'orders/'): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'da-DK', timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
  const [key = '', value = ''] = session(name).cookie.split('=');
  await context.addCookies([{ name: key, value, url: running.desk, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${running.desk}/${language}/${address}`);
  return page;
}
const part = (page: Page, key: string, language: Language = 'en'): Locator => page.getByRole('region', { name: text(language, key), exact: true });
const orderOf = (page: Page, id: string, key: string, language: Language = 'en'): Locator => part(page, key, language).locator('.order', { hasText: id });
const told = (key: string, id: string, language: Language = 'en'): string => text(language, key).replace('{id}', id);

// By keys alone: to a control, and onto it.
async function reach(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < 120 && !(await isThere()); step += 1) await page.keyboard.press('Tab');
  assert.ok(await isThere(), `${String(wanted)} is reached by Tab`);
}
async function press(page: Page, wanted: Locator): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press('Enter');
}
const button = (within: Page | Locator, key: string, language: Language = 'en'): Locator => within.getByRole('button', { name: text(language, key), exact: true });

async function wish(page: Page, kind: 'hold' | 'lift' | 'erase', id: string, reason: string): Promise<void> {
  await page.locator(`label[for="wish-kind-${kind}"]`).click();
  await page.locator('#wish-case').fill(id);
  await page.locator('#wish-reason').fill(reason);
  await button(page, `ui.orders.ask_now.${kind}`).click();
}

test('a hold, its end and an erasure by two people, by keys alone, and the case is gone', async () => {
  const id = await ended();
  const [lis, mia] = [await open('lis'), await open('mia')];
  await lis.getByText(text('en', 'ui.orders.none_waits')).waitFor();
  await lis.getByText(text('en', 'ui.orders.no_holds')).waitFor();

  // Asked for: it waits, counts meanwhile, and is not for who asked to agree to.
  await reach(lis, lis.locator('#wish-case'));
  await lis.keyboard.type(`${running.desk}/en/desk/?centre=aarhus#${id}`);
  await lis.keyboard.press('Tab');
  await lis.keyboard.type('Claim 17/2026');
  await press(lis, button(lis, 'ui.orders.ask_now.hold'));
  await lis.getByText(told('ui.orders.asked.hold', id)).waitFor();
  assert.ok(await lis.evaluate(() => document.activeElement?.getAttribute('role') === 'status'), 'the focus is on what is said of it');
  assert.deepEqual([await lis.locator('#wish-case').inputValue(), await lis.locator('#wish-reason').inputValue()], ['', '']);
  const own = orderOf(lis, id, 'ui.orders.waiting');
  await own.getByText(text('en', 'ui.orders.own')).waitFor();
  await own.getByText('Reason: Claim 17/2026').waitFor();
  await own.getByText('Asked for by you').waitFor();
  await own.getByText(text('en', 'ui.orders.counts_until').split('{')[0] ?? '').waitFor();
  assert.equal(await button(own, 'ui.orders.agree.hold').count(), 0, 'not by who asked');
  assert.equal(await own.getByRole('link', { name: id }).getAttribute('href'), `../desk/#${id}`);

  // By the other one, who agrees.
  await press(mia, button(mia, 'ui.supervisor.look_again'));
  const theirs = orderOf(mia, id, 'ui.orders.waiting');
  await theirs.getByText('Asked for by somebody else').waitFor();
  assert.equal(await theirs.getByRole('link').count(), 0, 'an administrator opens no case');
  await press(mia, button(theirs, 'ui.orders.agree.hold'));
  await mia.getByText(told('ui.orders.done.hold', id)).waitFor();
  const hold = orderOf(mia, id, 'ui.orders.holds');
  await hold.getByText('Agreed to by you.').waitFor();

  // Its end: asked for in its place, and agreed to.
  await press(mia, hold.locator('summary'));
  await reach(mia, hold.locator('textarea'));
  await mia.keyboard.type('Claim closed');
  await press(mia, button(hold, 'ui.orders.ask_now.lift'));
  await mia.getByText(told('ui.orders.asked.lift', id)).waitFor();
  await hold.getByText(text('en', 'ui.orders.end_asked')).waitFor();
  await lis.reload();
  await press(lis, button(orderOf(lis, id, 'ui.orders.waiting'), 'ui.orders.agree.lift'));
  await lis.getByText(told('ui.orders.done.lift', id)).waitFor();
  await lis.getByText(text('en', 'ui.orders.no_holds')).waitFor();

  // The erasure, and one more yes.
  await reach(lis, lis.locator('#wish-kind-hold'));
  for (const kind of ['lift', 'erase']) {
    await lis.keyboard.press('ArrowDown');
    await lis.locator(`#wish-kind-${kind}:checked`).waitFor();
  }
  await lis.keyboard.press('Tab');
  await lis.keyboard.type(id);
  await lis.keyboard.press('Tab');
  await lis.keyboard.type('Request 4 of the person');
  await press(lis, button(lis, 'ui.orders.ask_now.erase'));
  await lis.getByText(told('ui.orders.asked.erase', id)).waitFor();
  await mia.reload();
  const erasure = orderOf(mia, id, 'ui.orders.waiting');
  await press(mia, button(erasure, 'ui.orders.agree.erase'));
  await erasure.getByRole('alert').getByText(told('ui.orders.sure', id)).waitFor();
  await press(mia, button(erasure, 'ui.staff.cancel'));
  await erasure.getByRole('alert').waitFor({ state: 'detached' });
  assert.ok(await button(erasure, 'ui.orders.agree.erase').evaluate((element) => element === document.activeElement), 'back where it was asked');
  expect(200, await session('anna').ask('GET', `/desk/v1/cases/${id}`));
  await mia.keyboard.press('Enter');
  await press(mia, button(erasure, 'ui.orders.erase_now'));
  await mia.getByText(told('ui.orders.done.erase', id)).waitFor();
  await mia.getByText(text('en', 'ui.orders.none_waits')).waitFor();
  expect(404, await session('anna').ask('GET', `/desk/v1/cases/${id}`));
  for (const page of [lis, mia]) await page.context().close();
});

test('what is refused is told beside its field, and what was typed stays', async () => {
  const [case1, held] = [await opened(), await ended()];
  const page = await open('lis');
  const mistake = (field: string): Locator => page.locator(`#wish-${field}-error`);
  const refused = async (key: string): Promise<void> => {
    await mistake('case').getByText(text('en', key), { exact: true }).waitFor();
    await page.locator('#wish-case:focus').waitFor();
    assert.equal(await page.locator('#wish-reason').inputValue(), 'claim 18');
    assert.equal(await page.locator('#wish-case').getAttribute('aria-invalid'), 'true');
  };
  await page.locator('#wish-case').waitFor();
  await wish(page, 'hold', 'none', 'claim 18');
  await refused('ui.orders.no_case');
  await wish(page, 'hold', '0123456789abcdef', 'claim 18');
  await refused('ui.orders.refused.order-unknown');
  assert.equal(await page.locator('#wish-case').inputValue(), '0123456789abcdef');
  await looksRight(page, 'orders-refused');
  await wish(page, 'lift', held, 'claim 18');
  await refused('ui.orders.refused.case-not-held');
  await wish(page, 'erase', case1.id, 'claim 18');
  await refused('ui.orders.refused.case-open');
  await asked('mia', 'hold', held);
  await wish(page, 'erase', held, 'claim 18');
  await refused('ui.orders.refused.case-held');
  await wish(page, 'hold', case1.id, '  ');
  await mistake('reason').getByText(text('en', 'ui.orders.no_reason'), { exact: true }).waitFor();
  await page.locator('#wish-reason:focus').waitFor();
  // What the desk itself can't read: half of a pair of UTF-16 signs.
  await page.locator('#wish-reason').evaluate((field: HTMLTextAreaElement) => {
    field.value = 'claim \ud83d';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await button(page, 'ui.orders.ask_now.hold').click();
  await mistake('reason').getByText(text('en', 'ui.orders.refused.malformed'), { exact: true }).waitFor();
  await page.context().close();
});

test('the second factor is asked for again, and without it nothing is done', async () => {
  const { id } = await opened();
  const page = await open('lis', 'en', undefined, `orders/#${id}`);
  await page.locator('#wish-case').waitFor();
  assert.equal(await page.locator('#wish-case').inputValue(), id, 'the case that the address names');
  await page.locator('#wish-reason').fill('claim 19');
  stale();
  await button(page, 'ui.orders.ask_now.hold').click();
  await page.locator('#proof-step-up:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#wish-error').getByText(text('en', 'ui.orders.refused.step-up-needed')).waitFor();
  assert.deepEqual([await page.locator('#wish-case').inputValue(), await page.locator('#wish-reason').inputValue()], [id, 'claim 19']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#proof-step-up:focus').waitFor();
  await page.keyboard.type(freshCode('lis'));
  await page.keyboard.press('Enter');
  await page.getByText(told('ui.orders.asked.hold', id)).waitFor();
  await page.context().close();
});

test('what came in between is told in a sentence, and one person is not two', async () => {
  const id = await ended();
  const [mine, theirs, erase] = [await ended(), await asked('lis', 'hold', id), await ended()];
  const mia = await open('mia');
  await orderOf(mia, id, 'ui.orders.waiting').waitFor();
  // Of another centre: not there for them, until they work here.
  expect(404, await session('ole').ask('POST', `/desk/v1/case-orders/${theirs}/agreement`, {}), 'order-unknown');
  const ole = await open('ole');
  await ole.getByText(text('en', 'ui.orders.none_waits')).waitFor();
  await ole.locator('#who-centre').selectOption('aarhus');
  await button(orderOf(ole, id, 'ui.orders.waiting'), 'ui.orders.agree.hold').click();
  await ole.getByText(told('ui.orders.done.hold', id)).waitFor();
  await button(orderOf(mia, id, 'ui.orders.waiting'), 'ui.orders.agree.hold').click();
  await mia.getByText(text('en', 'ui.orders.refused.order-agreed'), { exact: true }).waitFor();
  await orderOf(mia, id, 'ui.orders.holds').waitFor();

  // Its end was agreed to while somebody still looked at the hold: they are not told that it holds.
  const brief = await ended();
  const over = await asked('lis', 'hold', brief);
  await button(mia, 'ui.supervisor.look_again').click();
  const seen = orderOf(mia, brief, 'ui.orders.waiting');
  await seen.waitFor();
  await agreed('ole', await asked('lis', 'lift', brief));
  await button(seen, 'ui.orders.agree.hold').click();
  await mia.getByText(text('en', 'ui.orders.refused.order-over'), { exact: true }).waitFor();
  expect(409, await session('ole').ask('POST', `/desk/v1/case-orders/${over}/agreement`, {}), 'order-over');

  // Asked for an erasure, and held since.
  await asked('lis', 'erase', erase);
  await button(mia, 'ui.supervisor.look_again').click();
  await asked('ole', 'hold', erase);
  const waits = part(mia, 'ui.orders.waiting').locator('.order', { hasText: erase });
  await button(waits, 'ui.orders.agree.erase').click();
  await button(waits, 'ui.orders.erase_now').click();
  await mia.getByText(text('en', 'ui.orders.refused.case-held'), { exact: true }).waitFor();

  // A page from before they signed in as somebody else: the server says it.
  const own = await asked('lis', 'hold', mine);
  const lis = await open('lis');
  await lis.route('**/desk/v1/case-orders', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/"asked_by":"[^"]*"/g, '"asked_by":"somebody"') });
  });
  await lis.reload();
  await button(orderOf(lis, mine, 'ui.orders.waiting'), 'ui.orders.agree.hold').click();
  await lis.getByText(text('en', 'ui.orders.refused.order-of-ones-own'), { exact: true }).waitFor();
  await agreed('mia', own);
  for (const page of [mia, ole, lis]) await page.context().close();
});

test('an officer has no role for it, and a supervisor gets to it from the case', async () => {
  const { id } = await opened();
  // One is an officer, the other one a supervisor of another centre too.
  for (const [name, refused] of [['anna', 'no-role'], ['per', 'another-centre']] as const) {
    const page = await open(name);
    await page.getByText(text('en', `ui.desk.refused.${refused}`)).waitFor();
    assert.equal(await page.locator('#wish-case').count(), 0);
    await page.goto(`${running.desk}/en/desk/?centre=aarhus#${id}`);
    await button(page, 'ui.case.to_list').waitFor();
    assert.equal(await page.getByRole('link', { name: text('en', 'ui.case.orders') }).count(), 0, name);
    await page.context().close();
  }
  const lis = await open('lis', 'en', undefined, `desk/?centre=aarhus#${id}`);
  await lis.getByRole('link', { name: text('en', 'ui.case.orders') }).click();
  await lis.locator('#wish-case').waitFor();
  assert.equal(await lis.locator('#wish-case').inputValue(), id);
  await lis.context().close();
});

for (const language of languages) {
  for (const [size, viewport] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } })) {
    test(`${language}, ${size}: nothing is too wide, and axe finds nothing`, async () => {
      const database = databaseOf(running);
      database.exec('delete from case_order');
      database.close();
      const [held, waits, gone] = [await ended(), await ended(), await ended()];
      const page = await open('mia', language, viewport);
      await page.getByText(text(language, 'ui.orders.none_waits')).waitFor();
      await looksRight(page, `orders-empty-${language}-${size}`);
      await agreed('mia', await asked('lis', 'hold', held));
      await asked('mia', 'lift', held);
      await asked('lis', 'hold', waits);
      await asked('lis', 'erase', gone);
      await button(page, 'ui.supervisor.look_again', language).click();
      const erasure = orderOf(page, gone, 'ui.orders.waiting', language);
      await button(erasure, 'ui.orders.agree.erase', language).click();
      await erasure.getByRole('alert').waitFor();
      await picture(page, `orders-list-${language}-${size}`);
      await orderOf(page, waits, 'ui.orders.waiting', language).locator('summary').click();
      await orderOf(page, held, 'ui.orders.holds', language).getByText(text(language, 'ui.orders.end_asked')).waitFor();
      await looksRight(page, `orders-${language}-${size}`);
      await page.context().close();
    });
  }
}
