// Whoever changes the language stays at what they were looking at: the secret in the path, the query and the fragment go along.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { Citizen } from './citizen.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

async function phone(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, timezoneId: 'Europe/Copenhagen' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.origin + path);
  return page;
}

async function ask(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(server.origin + path, {
    method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `${path}-${JSON.stringify(body)}` }, body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return await answer.json() as Record<string, unknown>;
}

async function visit(name: string): Promise<string> {
  const { items } = await (await fetch(`${server.origin}/api/v1/centres/odense/slots`)).json() as { items: { slot_id: string }[] };
  const booked = await ask('/api/v1/bookings', { slot_id: items[0]?.slot_id, name });
  return String(booked['manage_url']).split('/').at(-1) ?? '';
}

const speak = (page: Page, language: string): Promise<void> => page.locator(`.language-links a[lang=${language}]`).click();
const path = (page: Page): string => page.url().slice(server.origin.length);

test('the page of a visit, of a place in line and of an invitation is the same one in another language', async () => {
  const token = await visit('Karen');
  const page = await phone(`/en/booking/${token}`);
  await page.getByText('Karen').waitFor();
  await speak(page, 'da');
  await page.getByText('Karen').waitFor();
  assert.equal(path(page), `/da/booking/${token}`);

  const { witness } = await ask(`/api/v1/bookings/${token}/witness`, {}) as { witness: { url: string } };
  const secret = witness.url.split('/').at(-1) ?? '';
  await page.goto(`${server.origin}/en/invited/${secret}`);
  await page.getByRole('button', { name: text('en', 'ui.invited.yes') }).waitFor();
  await speak(page, 'da');
  await page.getByRole('button', { name: text('da', 'ui.invited.yes') }).waitFor();
  assert.equal(path(page), `/da/invited/${secret}`);

  await page.goto(`${server.origin}/en/waiting-list/${secret}`);
  await page.getByText(text('en', 'ui.line.unknown'), { exact: true }).waitFor();
  await speak(page, 'da');
  await page.getByText(text('da', 'ui.line.unknown'), { exact: true }).waitFor();
  assert.equal(path(page), `/da/waiting-list/${secret}`);
  await page.context().close();
});

test('the notice that a page is not in a language leads back to the same visit', async () => {
  const token = await visit('Knud');
  const page = await phone(`/en/booking/${token}`);
  await speak(page, 'kl');
  await page.locator('main.notice').waitFor();
  await page.locator('.notice-links a[lang=da]').click();
  await page.getByText('Knud').waitFor();
  await page.goBack();
  await page.locator('main.notice').waitFor();
  await speak(page, 'en');
  await page.getByText('Knud').waitFor();
  assert.equal(path(page), `/en/booking/${token}`);
  await page.context().close();
});

test('the centre in the address goes along, also one that a script has put there, and in a new tab', async () => {
  const page = await phone('/en/book/?from=map#centre=odense');
  await page.locator('.slots button').first().waitFor();
  await page.evaluate(() => history.replaceState(null, '', '#centre=vejle'));
  const opened = page.context().waitForEvent('page');
  await page.locator('.language-links a[lang=da]').click({ button: 'middle' });
  const tab = await opened;
  await tab.locator('.slots button').first().waitFor();
  assert.equal(path(tab), '/da/book/?from=map#centre=vejle');
  // By keyboard no pointer comes near.
  await page.evaluate(() => history.replaceState(null, '', '#centre=odense'));
  await page.locator('.language-links a[lang=da]').focus();
  await page.evaluate(() => history.replaceState(null, '', '#centre=kolding'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/da/book/**');
  assert.equal(path(page), '/da/book/?from=map#centre=kolding');
  await page.context().close();
});

test('a plan that has been made since goes along, and none once all has been taken back', async () => {
  const page = await phone('/en/check/');
  const citizen = new Citizen(page, 'en');
  await citizen.add('passport');
  await speak(page, 'da');
  await page.locator('.document').waitFor();
  await page.getByRole('button', { name: text('da', 'ui.check.restart') }).click();
  await page.locator('.document').waitFor({ state: 'detached' });
  await speak(page, 'en');
  await page.waitForURL('**/en/check/');
  await page.locator('.picker').waitFor();
  assert.equal(path(page), '/en/check/');
  await page.context().close();
});
