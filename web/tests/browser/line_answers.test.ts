// The pages of a place in line and of a witness who is asked along, where answers are lost, or come late: with entries and invitations made up here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page, Route } from 'playwright-core';
import type { Entry } from '../../src/line/line.ts';
import { launch, text } from './browser.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

const token = 'a'.repeat(64);
const pollMilliseconds = 15_000;
const offer = (sequence: number): Entry['offer'] =>
  ({ sequence, start: `2026-12-0${sequence}T09:00:00+01:00`, end: `2026-12-0${sequence}T09:30:00+01:00`, until: '2026-11-30T12:00:00+01:00' });
const waiting: Entry = {
  state: 'waiting', centre: 'aarhus', service: 'mitid-first', from: '2026-12-01', to: '2026-12-09', earlier: false, before: 0, missed: 0, ending: null,
  offer: null, visit: null, waiting_url: `http://localhost/en/waiting-list/${token}`,
};
const offered = (sequence: number): Entry => ({ ...waiting, state: 'offered', before: null, offer: offer(sequence) });
const taken: Entry = {
  ...waiting, state: 'taken', before: null,
  visit: { start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T09:30:00+01:00', manage_url: `http://localhost/en/booking/${token}` },
};

async function opened(path: string, more: (page: Page) => Promise<void>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.clock.install();
  await more(page);
  await page.goto(server.origin + path);
  return page;
}

// The page of an entry that the test changes; `looks` is what happens to a look, and `answers` to an answer.
interface Kept { entry: Entry; look: (route: Route) => Promise<void>; answer: (route: Route) => Promise<void> }

async function line(entry: Entry): Promise<{ readonly page: Page; readonly kept: Kept }> {
  const kept: Kept = {
    entry,
    look: (route) => route.fulfill({ json: kept.entry }),
    answer: (route) => route.fulfill({ json: kept.entry }),
  };
  const page = await opened(`/en/waiting-list/${token}`, async (each) => {
    await each.route(new RegExp(`/api/v1/waiting/${token}`), (route) => (route.request().method() === 'GET' ? kept.look(route) : kept.answer(route)));
  });
  return { page, kept };
}

const button = (page: Page, key: string) => page.getByRole('button', { name: text('en', key), exact: true });
const said = (page: Page, key: string) => page.getByText(text('en', key), { exact: true });

test('an offer that was accepted, and the answer lost, is a visit without a warning', async () => {
  const { page, kept } = await line(offered(1));
  kept.answer = (route) => {
    kept.entry = taken;
    return route.abort();
  };
  await button(page, 'ui.line.accept').click();
  await said(page, 'ui.book.done').waitFor();
  assert.equal(await page.locator('.alert-warning').count(), 0);
  await page.context().close();
});

test('what was said of one offer is gone when another is made', async () => {
  const { page, kept } = await line(offered(1));
  kept.answer = (route) => {
    kept.entry = waiting;
    return route.fulfill({ json: waiting });
  };
  await button(page, 'ui.line.decline').click();
  await said(page, 'ui.line.declined').waitFor();
  kept.entry = offered(2);
  await page.clock.runFor(pollMilliseconds);
  await button(page, 'ui.line.accept').waitFor();
  assert.equal(await said(page, 'ui.line.declined').count(), 0);
  // The next one is answered when it is over already.
  kept.answer = (route) => {
    kept.entry = waiting;
    return route.fulfill({ status: 409, json: { type: 'urn:skranke:problem:offer-over', title: 'Over' } });
  };
  await button(page, 'ui.line.accept').click();
  await said(page, 'ui.line.offer_over').waitFor();
  kept.entry = offered(3);
  await page.clock.runFor(pollMilliseconds);
  await button(page, 'ui.line.accept').waitFor();
  assert.equal(await said(page, 'ui.line.offer_over').count(), 0);
  await page.context().close();
});

test('a look that was under way when one accepted does not bring the offer back', async () => {
  const { page, kept } = await line(offered(1));
  await button(page, 'ui.line.accept').waitFor();
  const look = new Promise<Route>((resolve) => {
    kept.look = (route) => {
      resolve(route);
      return Promise.resolve();
    };
  });
  await page.clock.runFor(pollMilliseconds);
  const late = await look;
  kept.entry = taken;
  await button(page, 'ui.line.accept').click();
  await said(page, 'ui.book.done').waitFor();
  const answered = page.waitForResponse((response) => response.url().endsWith(token));
  await late.fulfill({ json: offered(1) });
  await (await answered).finished();
  await page.evaluate(async () => { await (await fetch('/healthz')).text(); }); // the page has read what came before it
  assert.equal(await button(page, 'ui.line.accept').count(), 0);
  assert.equal(await said(page, 'ui.book.done').count(), 1);
  await page.context().close();
});

interface Invited { state: 'invited' | 'confirmed' | 'declined'; centre: string; start: string; sequence: number }

test("a witness's answer is asked for once, does not wait for the centre's name, and is shown where its answer was lost", async () => {
  const invitation: Invited = { state: 'invited', centre: 'aarhus', start: '2026-12-01T09:00:00+01:00', sequence: 1 };
  let answers = 0;
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => { go = resolve; });
  const page = await opened(`/en/invited/${token}`, async (each) => {
    await each.route('**/api/v1/centres/aarhus', () => undefined); // never answered
    await each.route(`**/api/v1/invitations/${token}`, (route) => route.fulfill({ json: invitation }));
    await each.route('**/answer', async (route) => {
      ++answers;
      await gone;
      invitation.state = 'confirmed';
      await route.abort();
    });
  });
  const asked = page.waitForRequest('**/answer');
  await button(page, 'ui.invited.yes').evaluate((each: HTMLButtonElement) => { each.click(); each.click(); });
  await asked;
  assert.ok(await button(page, 'ui.invited.no').isDisabled());
  go();
  await said(page, 'ui.invited.state.confirmed').waitFor();
  assert.equal(await page.locator('.alert-warning').count(), 0);
  assert.equal(answers, 1);
  await page.context().close();
});
