// A second click, or a key that is held, answers no sample that nobody has read: what is answered can't be taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, text } from './browser.ts';
import { CaseDesk, centre, gate, looksRight } from './desk.ts';
import { databaseOf } from '../../../tests/http/running_desk.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => {
  [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]);
  // One accepted case of each of four weeks: four samples.
  const session = await desk.session('bo');
  const ids: string[] = [];
  for (let week = 1; week <= 4; ++week) ids.push(String((await session.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' })).body['case_id']));
  const database = databaseOf(desk.running);
  for (const [index, id] of ids.entries()) {
    const at = Math.floor(Date.now() / 1000) - (index + 1) * 7 * 86_400;
    database.prepare("update desk_case set outcome = 'accepted', is_open = 0, opened_at = ?, closed_at = ? where case_id = ?").run(at - 3600, at, id);
    database.prepare("insert into desk_event (case_id, revision, at, officer_id, what) select ?, 2, ?, officer_id, 'accepted' from desk_case where case_id = ?").run(id, at, id);
  }
  database.close();
});
after(async () => { await browser.close(); await desk.end(); });

test('a double click answers one sample, and the next one is told before it is answered', async () => {
  const page = await desk.open(browser, 'anna', 'en', { width: 1280, height: 1600 });
  await page.goto(`${desk.running.desk}/en/desk/supervisor/?centre=${centre}`);
  const samples = page.getByRole('region', { name: text('en', 'ui.supervisor.samples') });
  const right = samples.getByRole('button', { name: text('en', 'ui.supervisor.sample.is_right') });
  const done = (count: number) => samples.getByText(text('en', 'ui.supervisor.sample.done').replace('{count}', String(count)));
  await right.nth(3).waitFor();
  await right.first().click();
  await done(1).waitFor(); // what says that it is kept is there from now on, and moves nothing any more
  const place = await right.first().boundingBox();
  assert.ok(place !== null);
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  await page.mouse.click(x, y);
  await done(2).waitFor();
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().includes('/samples/')) sent.push(request.url()); });
  // The focus is on what comes next, to be read; Enter there answers nothing.
  const next = samples.locator('ul').first().locator('li').first().locator('p').first();
  await next.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  // The second half of a double click, on what has come under the pointer.
  assert.ok(await right.first().evaluate((button, at) => document.elementFromPoint(at.x, at.y) === button, { x, y }));
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  assert.deepEqual(sent, []);
  await page.setViewportSize({ width: 320, height: 640 });
  await looksRight(page, 'samples-phone');
  // While one answer is on its way, nothing else is said.
  const release = gate();
  await page.route(/\/samples\//, async (route) => {
    await release.opened;
    await route.continue();
  });
  await right.first().click();
  await right.nth(1).dispatchEvent('click');
  release.open();
  await done(3).waitFor();
  assert.equal(sent.length, 1);
  await right.click();
  await samples.getByText(text('en', 'ui.supervisor.no_samples')).waitFor();
  assert.ok(await samples.getByRole('heading', { level: 2 }).evaluate((heading) => heading === document.activeElement));
  await page.context().close();
});
