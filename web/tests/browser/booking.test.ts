// A visit booked, moved and cancelled by somebody with a phone, against the real server with a database; in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, text, type Language } from './browser.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

async function looksRight(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than a phone`);
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], name);
  if (process.env['SKRANKE_SCREENSHOTS'] !== undefined)
    await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/booking-${name}.png`, fullPage: true });
}

async function phone(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, timezoneId: 'America/Nuuk' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.origin + path);
  return page;
}

const slots = (page: Page) => page.locator('.slots button');

async function book(page: Page, language: Language, name: string): Promise<void> {
  await slots(page).first().click();
  await page.getByLabel(text(language, 'ui.book.name'), { exact: true }).fill(name);
  await page.getByRole('button', { name: text(language, 'ui.book.confirm') }).click();
}

for (const language of languages) {
  test(`${language}: a visit is found, booked, moved and cancelled`, async () => {
    const page = await phone(`/${language}/`);
    await page.locator('#S6').getByRole('link', { name: text(language, 'ui.nav.book') }).click();
    await page.getByLabel(text(language, 'ui.book.place_label')).fill('8000');
    await page.getByRole('button', { name: text(language, 'ui.book.place_search'), exact: true }).click();
    await page.getByRole('button', { name: /Aarhus/ }).first().click();
    await slots(page).first().waitFor();
    await looksRight(page, `${language}-when`);
    // The centre's own time, whatever the browser's zone is.
    assert.match(await slots(page).first().innerText(), /^(09|1\d):\d\d$/);
    await slots(page).first().click();
    await looksRight(page, `${language}-who`);
    await book(page, language, `Ida ${language}`);
    await page.getByText(text(language, 'ui.book.done'), { exact: true }).waitFor();
    await looksRight(page, `${language}-done`);
    await page.locator('.manage-link a').click();
    await page.getByText(`Ida ${language}`).waitFor();
    await looksRight(page, `${language}-visit`);
    const calendar = page.waitForEvent('download');
    await page.getByRole('link', { name: text(language, 'ui.booking.calendar') }).click();
    assert.equal((await calendar).suggestedFilename(), 'visit.ics');
    await page.getByRole('button', { name: text(language, 'ui.booking.move'), exact: true }).click();
    await slots(page).nth(5).click();
    await page.locator('.booking .button-primary').last().click();
    await page.getByText(text(language, 'ui.booking.moved'), { exact: true }).waitFor();
    await page.getByRole('button', { name: text(language, 'ui.booking.cancel'), exact: true }).click();
    await page.getByRole('button', { name: text(language, 'ui.booking.cancel_yes') }).click();
    await page.getByText(text(language, 'ui.booking.cancelled'), { exact: true }).waitFor();
    await page.reload();
    await page.getByText(text(language, 'ui.booking.cancelled'), { exact: true }).waitFor();
    await looksRight(page, `${language}-cancelled`);
    await page.context().close();
  });
}

test('a lost answer and a second try are one booking, and a double click too', async () => {
  const page = await phone('/en/book/#centre=odense');
  let lost = 0;
  const keys = new Set<string>();
  await page.route('**/api/v1/bookings', async (route) => {
    keys.add(route.request().headers()['idempotency-key'] ?? '');
    if (lost++ > 0) return route.continue();
    await route.fetch(); // it arrives, and the answer does not
    return route.abort();
  });
  await book(page, 'en', 'Ib');
  await page.getByText(text('en', 'ui.book.refused.unreachable')).waitFor();
  await page.getByRole('button', { name: text('en', 'ui.book.confirm') }).dblclick();
  await page.getByText(text('en', 'ui.book.done'), { exact: true }).waitFor();
  assert.equal(keys.size, 1);
  const { items } = await (await fetch(`${server.origin}/api/v1/centres/odense/slots`)).json() as { items: { free: number }[] };
  assert.equal(items.filter(({ free }) => free === 1).length, 2, 'half an hour of one counter is taken: two slots that overlap it');
  await page.context().close();
});

test('who comes second is told, and chooses again without typing again', async () => {
  const page = await phone('/da/book/#centre=vejle');
  await slots(page).nth(3).click();
  await page.getByLabel(text('da', 'ui.book.name'), { exact: true }).fill('Else');
  const { items } = await (await fetch(`${server.origin}/api/v1/centres/vejle/slots`)).json() as { items: { slot_id: string; free: number }[] };
  for (let i = 0; i < (items[0]?.free ?? 0); ++i) {
    const taken = await fetch(`${server.origin}/api/v1/bookings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `k${i}` },
      body: JSON.stringify({ slot_id: items[0]?.slot_id, name: `N ${i}` }) });
    assert.equal(taken.status, 201);
  }
  await slots(page).first().click();
  await page.getByText(text('da', 'ui.book.refused.slot-full')).waitFor();
  await slots(page).first().click();
  assert.equal(await page.getByLabel(text('da', 'ui.book.name'), { exact: true }).inputValue(), 'Else');
  await page.getByRole('button', { name: text('da', 'ui.book.confirm') }).click();
  await page.getByText(text('da', 'ui.book.done'), { exact: true }).waitFor();
  await page.context().close();
});

test('a chosen time is kept, given back when another is chosen, and booked even where the five minutes are over', async () => {
  const page = await phone('/en/book/#centre=kolding');
  const free = async (): Promise<number[]> => {
    const { items } = await (await fetch(`${server.origin}/api/v1/centres/kolding/slots`)).json() as { items: { free: number }[] };
    return [0, 4].map((at) => items[at]?.free ?? 0);
  };
  const held = async (at: number): Promise<string> => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/holds'));
    await slots(page).nth(at).click();
    return ((await (await answer).json()) as { hold_id: string }).hold_id;
  };
  await slots(page).first().waitFor();
  assert.deepEqual(await free(), [2, 2]);
  await held(0);
  await page.getByText(text('en', 'ui.book.held')).waitFor();
  assert.deepEqual(await free(), [1, 2]);
  const released = page.waitForResponse((response) => response.request().method() === 'DELETE');
  const hold = await held(4);
  assert.equal((await released).status(), 204);
  assert.deepEqual(await free(), [2, 1]);
  await fetch(`${server.origin}/api/v1/holds/${hold}`, { method: 'DELETE' }); // as after five minutes
  await page.getByLabel(text('en', 'ui.book.name'), { exact: true }).fill('Ida');
  await page.getByRole('button', { name: text('en', 'ui.book.confirm') }).click();
  await page.getByText(text('en', 'ui.book.done'), { exact: true }).waitFor();
  assert.deepEqual(await free(), [2, 1]);
  await page.context().close();
});

for (const language of languages) {
  test(`${language}: the list of Check my documents goes along, and the visit says whether it is enough on its day`, async () => {
    const plan = 'SKRANKE1;mitid;2026-05-31;citizen-service;driving-licence:issuer=DK,form=physical,photo=yes,cpr_number=yes,temporary=no,name_matches=yes,expires=';
    for (const [expires, said] of [['2099-01-01', 'ui.book.advised_enough'], ['2020-01-01', 'ui.book.advised_not_enough']] as const) {
      const page = await phone(`/${language}/book/#plan=${encodeURIComponent(plan + expires)}`);
      await page.getByLabel(text(language, 'ui.book.place_label')).fill('Fredericia');
      await page.getByRole('button', { name: text(language, 'ui.book.place_search'), exact: true }).click();
      await page.getByRole('button', { name: /Fredericia/ }).first().click();
      await slots(page).first().click();
      await page.getByText(text(language, 'ui.book.plan_title')).waitFor();
      await looksRight(page, `${language}-plan`);
      await book(page, language, `Ida ${expires}`);
      await page.getByText(text(language, said)).waitFor();
      await looksRight(page, `${language}-plan-${expires}`);
      await page.locator('.manage-link a').click();
      await page.getByText(text(language, said)).waitFor();
      await page.getByText(text(language, 'policy.mitid.kind.driving-licence'), { exact: true }).waitFor();
      await page.context().close();
    }
  });
}

test('a list that is not to go along stays behind', async () => {
  const plan = 'SKRANKE1;mitid;2026-05-31;citizen-service;passport';
  const page = await phone(`/en/book/#plan=${encodeURIComponent(plan)}`);
  await page.getByLabel(text('en', 'ui.book.place_label')).fill('Fredericia');
  await page.getByRole('button', { name: text('en', 'ui.book.place_search'), exact: true }).click();
  await page.getByRole('button', { name: /Fredericia/ }).first().click();
  await slots(page).first().click();
  await page.getByText(text('en', 'ui.book.plan_carry')).click();
  const sent = page.waitForRequest((request) => request.url().endsWith('/bookings'));
  await book(page, 'en', 'Ib');
  assert.ok(!String((await sent).postData()).includes('SKRANKE1'));
  await page.getByText(text('en', 'ui.book.bring_text')).waitFor();
  await page.context().close();
});

test('nonsense is refused in words, and a wrong link says that it is one', async () => {
  const page = await phone('/en/book/#centre=viborg');
  await slots(page).first().click();
  await page.getByLabel(text('en', 'ui.book.name'), { exact: true }).fill('Ida');
  await page.getByLabel(text('en', 'ui.book.email'), { exact: true }).fill('no address');
  await page.getByRole('button', { name: text('en', 'ui.book.confirm') }).click();
  await page.getByText(text('en', 'ui.book.not_booked'), { exact: true }).waitFor();
  await page.goto(`${server.origin}/en/booking/${'0'.repeat(64)}`);
  await page.getByText(text('en', 'ui.booking.unknown'), { exact: true }).waitFor();
  await page.context().close();
});
