// A visit booked with a slow and breaking connection: nothing is booked that is not seen, nothing twice, and nobody loses a time to their own hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { launch, loseFirst, text } from './browser.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

async function phone(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.origin + path);
  return page;
}
const slots = (page: Page): Locator => page.locator('.slots button');
const name = (page: Page): Locator => page.getByLabel(text('en', 'ui.book.name'), { exact: true });
const confirm = (page: Page): Locator => page.getByRole('button', { name: text('en', 'ui.book.confirm') });
const done = (page: Page): Promise<void> => page.getByText(text('en', 'ui.book.done'), { exact: true }).waitFor();

interface Free { readonly slot_id: string; readonly free: number }
const free = async (centre: string): Promise<readonly Free[]> =>
  ((await (await fetch(`${server.origin}/api/v1/centres/${centre}/slots`)).json()) as { items: readonly Free[] }).items;

// All counters but one of the first free time are taken: its slot.
async function oneLeft(centre: string): Promise<string> {
  const [first] = await free(centre);
  assert.ok(first !== undefined);
  for (let i = 1; i < first.free; ++i) {
    const taken: Response = await fetch(`${server.origin}/api/v1/bookings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `${centre}${i}` },
      body: JSON.stringify({ slot_id: first.slot_id, name: `N ${i}` }) });
    assert.equal(taken.status, 201);
  }
  return first.slot_id;
}

test('the last counter that is free is kept by who chooses its time twice, and can be exchanged for a time that overlaps it', async () => {
  const first = await oneLeft('horsens');
  const page = await phone('/en/book/#centre=horsens');
  await page.route('**/api/v1/holds/*', async (route) => { // giving back takes longer than another request of the page
    await page.evaluate(async () => { await (await fetch('/healthz')).text(); });
    await route.continue();
  });
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/api/v1/holds')) asked.push(request.method()); });
  const chosen = (at: number) => slots(page).nth(at).and(page.locator('[aria-pressed="true"]'));
  await slots(page).first().dblclick();
  await page.getByText(text('en', 'ui.book.held')).waitFor();
  await slots(page).first().click();
  assert.deepEqual(asked, ['POST']);
  assert.ok((await free('horsens')).every(({ slot_id: id }) => id !== first), 'nobody else can have it');
  await slots(page).nth(1).click();
  await page.getByText(text('en', 'ui.book.held')).waitFor();
  await chosen(1).waitFor();
  assert.deepEqual(asked, ['POST', 'DELETE', 'POST']);
  await name(page).fill('Ida');
  await confirm(page).click();
  await page.getByText(text('en', 'ui.book.done'), { exact: true }).waitFor();
  await page.context().close();
});

// It arrives, and its answer comes once `until` is over.
const late = (until: Promise<unknown>) => async (route: Route): Promise<void> => {
  const response = await route.fetch();
  await until;
  await route.fulfill({ response });
};

test('the last counter is booked by who holds it, also where the hold is heard of only after the booking was refused', async () => {
  const page = await phone('/en/book/#centre=vejle');
  const first = await oneLeft('vejle');
  await page.route('**/api/v1/holds', late(page.waitForResponse((response) => response.url().endsWith('/bookings') && response.status() === 409)));
  await page.reload(); // the last one alone is free
  await slots(page).first().click();
  await name(page).fill('Ida');
  await confirm(page).click();
  await done(page);
  assert.ok((await free('vejle')).every(({ slot_id: id }) => id !== first));
  await page.context().close();
});

test('while a time is being booked nothing else can be chosen, and what was booked is shown', async () => {
  const page = await phone('/en/book/#centre=kolding');
  let answer = (): void => undefined;
  await page.route('**/api/v1/bookings', late(new Promise<void>((resolve) => { answer = resolve; })));
  await slots(page).first().click();
  await name(page).fill('Ida');
  const other = page.getByRole('button', { name: text('en', 'ui.book.other_place') });
  const sent = page.waitForRequest((request) => request.url().endsWith('/bookings'));
  await confirm(page).click();
  await sent;
  await page.locator('form.book[inert]').waitFor();
  for (const each of [other, slots(page).nth(3)]) {
    await each.scrollIntoViewIfNeeded();
    const box = await each.boundingBox();
    assert.ok(box !== null);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
  answer();
  await done(page);
  assert.match(await page.locator('.alert-success').innerText(), /Kolding/);
  // The page in another language is that of the visit, so that its link is not lost.
  await page.locator('.language-links a[hreflang=da]').click();
  await page.waitForURL(/\/da\/booking\/[0-9a-f]{33,}$/);
  await page.getByText(/\bIda\b/).first().waitFor();
  await page.context().close();
});

// Somebody books, hears nothing, corrects a slip of the pen and books again.
async function correct(page: Page): Promise<void> {
  await slots(page).first().click();
  await name(page).fill('Idda');
  await confirm(page).click();
  await page.getByText(text('en', 'ui.book.doubtful')).waitFor();
  await name(page).fill('Ida');
  await confirm(page).click();
  await done(page);
}

test('a try that had arrived unheard is what is booked, also where something was corrected before the next one', async () => {
  const page = await phone('/en/book/#centre=odense');
  await loseFirst(page, '**/api/v1/bookings');
  const [before] = await free('odense');
  await correct(page);
  await page.getByText(text('en', 'ui.book.earlier_try').replace('{name}', 'Idda')).waitFor();
  const [now] = await free('odense');
  assert.deepEqual([now?.slot_id, now?.free], [before?.slot_id, (before?.free ?? 0) - 1], 'one visit');
  await page.locator('.manage-link a').click();
  await page.getByText('Idda').waitFor();
  await page.context().close();
});

test('a try that did not arrive is not booked, and the corrected one is', async () => {
  const page = await phone('/en/book/#centre=aarhus');
  let tries = 0;
  await page.route('**/api/v1/bookings', (route) => tries++ > 0 ? route.continue() : route.abort());
  await correct(page);
  await page.locator('.manage-link a').click();
  await page.getByText(/\bIda\b/).waitFor();
  await page.context().close();
});

test('the centre that the address asks for is there before another one can be chosen', async () => {
  const page = await phone('/en/');
  let answer = (): void => undefined;
  await page.route('**/api/v1/centres/aarhus', late(new Promise<void>((resolve) => { answer = resolve; })));
  const services = page.waitForResponse((response) => response.url().endsWith('/api/v1/services'));
  await page.goto(`${server.origin}/en/book/#centre=aarhus`);
  await (await services).finished();
  assert.equal(await page.locator('#place-words').count(), 0);
  answer();
  await slots(page).first().waitFor();
  assert.match(await page.locator('form.book').innerText(), /Aarhus/);
  await page.context().close();
});
