// What the pages of a visit, of a place in line and of a witness say where answers are lost, come late, or are asked for twice: against the real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page, Route } from 'playwright-core';
import { launch, text } from './browser.ts';
import { ask, startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

async function opened(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, timezoneId: 'America/Nuuk' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.origin + path);
  return page;
}

const api = <T>(method: string, path: string, body?: object): Promise<T> => ask<T>(server, method, path, body);

interface Slot { readonly slot_id: string; readonly start: string }
const slotsOf = async (centre: string): Promise<readonly Slot[]> =>
  (await api<{ items: readonly Slot[] }>('GET', `/centres/${centre}/slots`)).items.filter(({ start }) => Date.parse(start) > Date.now() + 26 * 3_600_000);

// A visit at one of the last of these times, and its page.
async function visit(centre: string): Promise<{ readonly token: string; readonly start: string; readonly page: Page }> {
  const slot = (await slotsOf(centre)).at(-1);
  assert.ok(slot !== undefined);
  const { manage_url: url } = await api<{ manage_url: string }>('POST', '/bookings', { slot_id: slot.slot_id, name: 'Ida', email: `${crypto.randomUUID()}@example.org`, lang: 'en' });
  const token = url.split('/').at(-1) ?? '';
  const page = await opened(`/en/booking/${token}`);
  await page.getByText('Booked by Ida').waitFor();
  return { token, start: slot.start, page };
}

const button = (page: Page, key: string) => page.getByRole('button', { name: text('en', key), exact: true });
const said = (page: Page, key: string) => page.getByText(text('en', key), { exact: true });
const slots = (page: Page) => page.locator('.slots button');
const confirm = (page: Page) => page.locator('.booking .button-primary').last();
const now = ({ token }: { token: string }) => api<{ state: string; start: string }>('GET', `/bookings/${token}`);

// It arrives, and the answer does not.
async function lose(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

async function looksRight(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than a phone`);
  if (process.env['SKRANKE_SCREENSHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/lost-${name}.png`, fullPage: true });
}

// As a browser tells a page that it is seen again: it went back to it, or to its tab.
const seenAgain = (page: Page, how: 'pageshow' | 'visibilitychange') => page.evaluate((event) =>
  (event === 'pageshow' ? dispatchEvent(new PageTransitionEvent(event, { persisted: true })) : document.dispatchEvent(new Event(event))), how);

test('a visit whose move or cancellation was made, and the answer lost, is shown as it is', async () => {
  const mine = await visit('aalborg');
  const { page } = mine;
  await page.route('**/move', lose);
  await button(page, 'ui.booking.move').click();
  await slots(page).first().click();
  await confirm(page).click();
  await said(page, 'ui.booking.moved').waitFor();
  assert.notEqual((await now(mine)).start, mine.start);
  assert.equal(await page.locator('.alert-warning').count(), 0);
  await page.route(`**/bookings/${mine.token}`, (route) => (route.request().method() === 'DELETE' ? lose(route) : route.continue()));
  await button(page, 'ui.booking.cancel').click();
  await button(page, 'ui.booking.cancel_yes').click();
  await said(page, 'ui.booking.cancelled_now').waitFor();
  await said(page, 'ui.booking.cancelled').waitFor();
  await page.context().close();
});

test('where nothing can be reached, nobody is told that nothing was done, and looking again shows it', async () => {
  const mine = await visit('silkeborg');
  const { page } = mine;
  let isAway = true;
  await page.route(`**/bookings/${mine.token}`, (route) => (isAway ? route.abort() : route.continue()));
  await page.route('**/move', lose);
  await button(page, 'ui.booking.move').click();
  await slots(page).first().click();
  await confirm(page).click();
  await said(page, 'ui.unsure.heading').waitFor();
  assert.equal(await said(page, 'ui.booking.unchanged').count(), 0);
  await looksRight(page, 'unsure');
  isAway = false;
  await button(page, 'ui.unsure.look').click();
  await said(page, 'ui.booking.moved').waitFor();
  await page.context().close();
});

test('what did not arrive is told as not done, and can be tried again at once', async () => {
  const mine = await visit('randers');
  const { page } = mine;
  let tries = 0;
  await page.route('**/move', (route) => (tries++ === 0 ? route.abort() : route.continue()));
  await button(page, 'ui.booking.move').click();
  await slots(page).first().click();
  await confirm(page).click();
  await said(page, 'ui.booking.unchanged').waitFor();
  await looksRight(page, 'not-done');
  assert.equal((await now(mine)).start, mine.start);
  await slots(page).first().click();
  await confirm(page).click();
  await said(page, 'ui.booking.moved').waitFor();
  await page.context().close();
});

for (const how of ['pageshow', 'visibilitychange'] as const) {
  test(`a page of a visit that is seen again (${how}) shows what holds by then`, async () => {
    const { token, page } = await visit('viborg');
    await api('DELETE', `/bookings/${token}`);
    await seenAgain(page, how);
    await said(page, 'ui.booking.cancelled').waitFor();
    await page.context().close();
  });
}

test('a move is asked for once, and nothing else can be asked for meanwhile', async () => {
  const { page } = await visit('esbjerg');
  let moves = 0;
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => { go = resolve; });
  await page.route('**/move', async (route) => {
    ++moves;
    await gone;
    await route.continue();
  });
  await button(page, 'ui.booking.move').click();
  await slots(page).first().click();
  const asked = page.waitForRequest('**/move');
  await confirm(page).evaluate((each: HTMLButtonElement) => { each.click(); each.click(); });
  await asked;
  await page.locator('.booking .button-primary:disabled').last().waitFor();
  assert.ok(await button(page, 'ui.booking.keep').isDisabled());
  assert.ok(await slots(page).nth(3).isDisabled());
  go();
  await said(page, 'ui.booking.moved').waitFor();
  assert.equal(moves, 1);
  await page.context().close();
});

test('who has said that they cancel can not say meanwhile that they keep the visit', async () => {
  const mine = await visit('horsens');
  const { page } = mine;
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => { go = resolve; });
  await page.route(`**/bookings/${mine.token}`, async (route) => {
    if (route.request().method() === 'DELETE') await gone;
    await route.continue();
  });
  await button(page, 'ui.booking.cancel').click();
  const asked = page.waitForRequest((request) => request.method() === 'DELETE');
  await button(page, 'ui.booking.cancel_yes').click();
  await asked;
  assert.ok(await button(page, 'ui.booking.keep').isDisabled());
  assert.ok(await button(page, 'ui.booking.cancel_yes').isDisabled());
  go();
  await said(page, 'ui.booking.cancelled_now').waitFor();
  await page.context().close();
});

test('an invitation and a place in line that were made, and the answer lost, are shown as made', async () => {
  const { page } = await visit('kolding');
  await page.route('**/witness', (route) => (route.request().method() === 'GET' ? route.continue() : lose(route)));
  await button(page, 'ui.invite.open').click();
  await button(page, 'ui.invite.confirm').click();
  await said(page, 'ui.invite.link').waitFor();
  await said(page, 'ui.invite.state.invited').waitFor();
  await button(page, 'ui.invite.withdraw').click();
  await said(page, 'ui.invite.withdrawn').waitFor();
  await page.route('**/earlier', (route) => (route.request().method() === 'GET' ? route.continue() : lose(route)));
  await button(page, 'ui.earlier.join').click();
  await said(page, 'ui.line.joined').waitFor();
  assert.equal(await page.locator('.alert-warning').count(), 0);
  await page.context().close();
});

test('a part of the page that could not be fetched says so, and is fetched when one tries again', async () => {
  const { token, page } = await visit('vejle');
  for (const [part, key] of [['earlier', 'ui.earlier.join'], ['witness', 'ui.invite.open']] as const) {
    await page.route(`**/bookings/${token}/${part}`, (route) => route.abort());
    await page.reload();
    await button(page, 'ui.error.retry').waitFor();
    await looksRight(page, `no-${part}`);
    await page.unroute(`**/bookings/${token}/${part}`);
    await button(page, 'ui.error.retry').click();
    await button(page, key).waitFor();
  }
  await page.context().close();
});

test('how far ahead one can move is asked for again where it was not heard', async () => {
  const { page } = await visit('herning');
  await page.route('**/api/v1/services', (route) => route.abort());
  await button(page, 'ui.booking.move').click();
  await slots(page).first().waitFor();
  await button(page, 'ui.error.retry').waitFor();
  await page.unroute('**/api/v1/services');
  await button(page, 'ui.error.retry').click();
  await button(page, 'ui.book.later').waitFor();
  assert.equal(await button(page, 'ui.error.retry').count(), 0);
  await page.context().close();
});

test('who does not hear whether they are in line is not told that they are not, and gets in line once', async () => {
  const page = await opened('/en/book/#centre=svendborg');
  const keys: (string | undefined)[] = [];
  await page.route('**/api/v1/waiting', (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length === 1 ? lose(route) : route.continue();
  });
  await button(page, 'ui.line.open').click();
  await page.getByLabel(text('en', 'ui.line.name'), { exact: true }).fill('Ida');
  await page.getByLabel(text('en', 'ui.line.email'), { exact: true }).fill('in-line@example.org');
  await button(page, 'ui.line.confirm').click();
  await said(page, 'ui.line.unsure').waitFor();
  assert.equal(await said(page, 'ui.line.not_joined').count(), 0);
  await looksRight(page, 'join');
  await button(page, 'ui.line.confirm').click();
  await said(page, 'ui.line.joined').waitFor();
  assert.equal(new Set(keys).size, 1);
  await page.context().close();
});

test('of the looks at one\'s number the newest stays, and a number that nobody has confirmed for long is said to be old', async () => {
  const { token, page } = await visit('hjoerring');
  const number = (ahead: number): object => ({ ticket: 'A7', state: 'waiting', ahead, counter: null, estimate: null });
  const waits = (ahead: number) => page.getByText(text('en', 'ui.day.ahead').replace('{count}', String(ahead)), { exact: true });
  const old = page.getByText(text('en', 'ui.waiting.lost').split('{')[0] ?? '');
  const turn = 15_000; // the page looks so often
  await page.clock.install();
  await page.route(`**/bookings/${token}`, async (route) => { // as if it were in an hour
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...await answer.json() as object, start: new Date(Date.now() + 3_600_000).toISOString() } });
  });
  let looked: (route: Route) => Promise<void> = (route) => route.fulfill({ json: number(5) });
  await page.route('**/ticket', (route) => looked(route));
  await page.reload();
  await waits(5).waitFor();

  const first = new Promise<Route>((resolve) => {
    looked = (route) => {
      resolve(route);
      return Promise.resolve();
    };
  });
  await page.clock.runFor(turn);
  const late = await first;
  looked = (route) => route.fulfill({ json: number(3) });
  await page.clock.runFor(turn);
  await waits(3).waitFor();
  const answered = page.waitForResponse('**/ticket');
  await late.fulfill({ json: number(4) });
  await (await answered).finished();
  await page.evaluate(async () => { await (await fetch('/healthz')).text(); }); // the page has read what came before it
  assert.equal(await waits(3).count(), 1);
  assert.equal(await old.count(), 0);

  looked = (route) => route.abort();
  await page.clock.runFor(3 * turn);
  await old.waitFor();
  await waits(3).waitFor();
  await looksRight(page, 'old-number');
  looked = (route) => route.fulfill({ json: number(2) });
  await page.clock.runFor(turn);
  await waits(2).waitFor();
  assert.equal(await old.count(), 0);
  await page.context().close();
});
