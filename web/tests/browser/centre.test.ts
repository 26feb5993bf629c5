// The officers' page "The centre": visits, hours with a look ahead, sudden closures, figures; on a phone and a desktop.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addDays } from '../../src/days.ts';
import { languages, launch, text, type Language } from './browser.ts';
import { administrator, centre, Day, desktop, looksRight, officer, openAt, phone, signIn, today } from './day.ts';
import { startServer } from './server.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

async function openPage(language: Language, token: string, part = 'calendar', size = desktop): Promise<Page> {
  const page = await openAt(browser, `${day.server.desk}/${language}/centre/?centre=${centre}#${part}`, size);
  await signIn(page, token);
  await page.locator('.tab-list').waitFor();
  return page;
}

// A day that the centre is open on, other than today, for visits that nothing else in this file touches.
function nextOpenDay(weeks: number): string {
  let each = addDays(today, 7 * weeks);
  while ([0, 6].includes(new Date(`${each}T00:00:00Z`).getUTCDay()) || /-12-2[4-6]|-01-01|-12-31/.test(each)) each = addDays(each, 1);
  return each;
}

test('a session opens the page, is in no address and nothing that a script can read, and goes at signing out', async () => {
  const page = await openAt(browser, `${day.server.desk}/en/centre/?centre=${centre}`);
  await page.locator('#sign-in-name').waitFor();
  await signIn(page, officer);
  await page.locator('.tab-list').waitFor();
  await page.getByRole('link', { name: 'Dansk' }).click();
  await page.getByText(text('da', 'ui.centre.part.calendar')).waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await page.getByRole('button', { name: text('da', 'ui.staff.sign_out') }).click();
  await page.locator('#sign-in-name').waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  await page.context().close();
});

for (const language of languages) {
  test(`${language}: where there is no desk the page says so, and beside one the citizens' address does not have it`, async () => {
    const alone = await startServer();
    for (const path of ['centre', 'queue', 'arrive', 'sign-in', 'enrol', 'people', 'desk/patterns'])
      assert.equal((await fetch(`${day.server.origin}/${language}/${path}/`)).status, 404, path);
    for (const path of ['check/questions', 'witness/mine', 'witness/statement']) {
      assert.equal((await fetch(`${day.server.desk}/${language}/${path}/`)).status, 404, path);
      assert.equal((await fetch(`${day.server.origin}/${language}/${path}/`)).status, 200, path);
    }
    for (const path of ['centre', 'queue', 'arrive']) {
      const page = await openAt(browser, `${alone.origin}/${language}/${path}/?centre=${centre}`, phone);
      await page.getByText(text(language, 'ui.desk.elsewhere')).waitFor();
      await looksRight(page, `${language}-${path}-elsewhere`);
      await page.context().close();
    }
    await alone.stop();
  });

  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    test(`${language}, ${size}: each part is there, and found by the arrow keys`, async () => {
      const page = await openPage(language, officer, 'calendar', viewport);
      const parts = ['calendar', 'hours', 'closures', 'figures'];
      await page.getByRole('tab', { selected: true }).focus();
      for (const part of parts) {
        assert.equal(await page.getByRole('tab', { selected: true }).innerText(), text(language, `ui.centre.part.${part}`));
        await page.locator('.tab-content h2').first().waitFor();
        await looksRight(page, `${language}-${size}-centre-${part}`);
        await page.keyboard.press('ArrowRight');
      }
      await page.context().close();
    });
  }

  test(`${language}: a visit is in its week and its day, with its name`, async () => {
    const on = nextOpenDay(language === 'en' ? 2 : 3);
    await day.book(`Ida ${language}`, { from: on });
    const page = await openPage(language, officer);
    await page.locator('#calendar-day').fill(on);
    await page.locator(`#week-${on}`).waitFor();
    await page.locator('.week-visit').first().waitFor();
    assert.equal(await page.getByText(`Ida ${language}`).count(), 0, 'a week shows no names');
    await page.locator(`#week-${on} button`).click();
    await page.getByRole('cell', { name: `Ida ${language}` }).waitFor();
    await looksRight(page, `${language}-centre-day`);
    await page.context().close();
  });

  test(`${language}: a day is closed after a look at who is hit, and opened again`, async () => {
    const on = nextOpenDay(language === 'en' ? 4 : 5);
    await day.book('Bo', { from: on });
    const page = await openPage(language, administrator, 'hours');
    await page.getByText(text(language, 'ui.centre.add_exception'), { exact: true }).click();
    const form = page.locator('details', { has: page.locator('#exception-day') });
    const look = form.getByRole('button', { name: text(language, 'ui.centre.look') });
    assert.ok(await look.isDisabled(), 'nothing is asked before it is whole');
    await page.locator('#exception-day').fill(on);
    await page.locator('#exception-reason').fill('Kursus');
    await look.click();
    await form.getByText(text(language, 'ui.centre.hit').replace('{count}', '1')).waitFor();
    await looksRight(page, `${language}-centre-outlook`);
    const kept = await day.ask(officer, 'GET', `/desk/v1/centres/${centre}/hours`) as { exceptions: { day: string }[] };
    assert.ok(kept.exceptions.every((each) => each.day !== on), 'a look writes nothing');
    // What was looked at is what is saved: another reason wants another look.
    await page.locator('#exception-reason').fill('Kursus for alle');
    await page.locator('.outlook').waitFor({ state: 'detached' });
    await look.click();
    await form.getByRole('button', { name: text(language, 'ui.centre.save_exception') }).click();
    const shown = page.locator('summary', { hasText: 'Kursus for alle' });
    await shown.waitFor();
    await shown.click();
    const item = page.locator('details', { has: shown });
    await item.getByRole('button', { name: text(language, 'ui.centre.look') }).click();
    await item.getByRole('button', { name: text(language, 'ui.centre.remove_exception') }).click();
    await shown.waitFor({ state: 'detached' });
    await page.context().close();
  });
}

test('hours of a week are changed from a day on; who is no administrator is told', async () => {
  const page = await openPage('en', officer, 'hours');
  await page.getByText(text('en', 'ui.centre.change_weekly')).click();
  const friday = page.locator('#hours-friday-closes-0');
  await friday.fill('09:00');
  await page.getByText(text('en', 'ui.centre.mistake.order')).waitFor();
  await friday.fill('15:00');
  await page.locator('#hours-from').fill(addDays(today, 60));
  const form = page.locator('details', { has: page.locator('#hours-from') });
  await form.getByRole('button', { name: text('en', 'ui.centre.look') }).click();
  await page.getByText(text('en', 'ui.centre.refused.no-administrator')).waitFor();
  await page.context().close();

  const again = await openPage('en', administrator, 'hours');
  await again.getByText(text('en', 'ui.centre.change_weekly')).click();
  await again.locator('#hours-friday-closes-0').fill('15:00');
  await again.locator('#hours-from').fill(addDays(today, 60));
  const other = again.locator('details', { has: again.locator('#hours-from') });
  await other.getByRole('button', { name: text('en', 'ui.centre.look') }).click();
  await other.getByText(text('en', 'ui.centre.nobody_hit')).waitFor();
  // Somebody else changes the hours meanwhile.
  await day.ask(administrator, 'POST', `/desk/v1/centres/${centre}/exceptions`, { day: addDays(today, 80), open: [], reason: 'Test' });
  await other.getByRole('button', { name: text('en', 'ui.centre.save_hours') }).click();
  await again.getByText(text('en', 'ui.centre.refused.hours-changed')).waitFor();
  await again.reload();
  await again.getByText(text('en', 'ui.centre.change_weekly')).click();
  await again.locator('#hours-friday-closes-0').fill('15:00');
  await again.locator('#hours-from').fill(addDays(today, 60));
  await other.getByRole('button', { name: text('en', 'ui.centre.look') }).click();
  await other.getByRole('button', { name: text('en', 'ui.centre.save_hours') }).click();
  await again.locator('details summary', { hasText: /^From / }).waitFor();
  await again.context().close();
});

test('a sudden closure says who moves and who is asked to book again, does it, and is lifted', async () => {
  const on = nextOpenDay(7);
  const visit = await day.book('Else', { from: on });
  const page = await openPage('da', officer, 'closures');
  await page.locator('#closure-from').fill(on);
  await page.locator('#closure-to').fill(on);
  await page.locator('#closure-to-time').fill('07:00');
  await page.getByText(text('da', 'ui.centre.backwards')).waitFor();
  await page.locator('#closure-to-time').fill('23:00');
  await page.locator('#closure-reason').fill('Vandskade');
  await page.getByRole('button', { name: text('da', 'ui.centre.look') }).click();
  await page.getByText(text('da', 'ui.centre.offered').replace('{count}', '1')).waitFor();
  await looksRight(page, 'centre-closing');
  await page.getByRole('button', { name: text('da', 'ui.centre.close') }).click();
  await page.getByText(text('da', 'ui.centre.is_closed').replace('{moved}', '0').replace('{offered}', '1')).waitFor();
  const now = await (await fetch(`${day.server.origin}/api/v1/bookings/${visit.token}`)).json() as { state: string };
  assert.equal(now.state, 'cancelled');
  await page.locator('.standing', { hasText: 'Vandskade' }).getByRole('button').click();
  await page.locator('.standing', { hasText: 'Vandskade' }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('figures: the wasted-visit rate is first and largest, charts have tables, the period is chosen, and the days are a file', async () => {
  const page = await openPage('en', officer, 'figures');
  await page.locator('.chart canvas').first().waitFor();
  assert.equal(await page.locator('.tab-content h2').first().innerText(), text('en', 'ui.centre.wasted'));
  const sizes = await page.locator('.tab-content :is(p, h2, dd)').evaluateAll((all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize)));
  const largest = await page.locator('.wasted-rate').evaluate((each) => parseFloat(getComputedStyle(each).fontSize));
  assert.equal(largest, Math.max(...sizes));
  const charts = await page.locator('.chart').count();
  assert.equal(charts + await page.getByText(text('en', 'ui.centre.no_numbers')).count(), await page.locator('.plot-numbers table').count());
  await page.getByRole('button', { name: text('en', 'ui.centre.last_days').replace('{days}', '7') }).click();
  await page.waitForFunction(() => document.querySelector('.plot-numbers tbody')?.children.length === 7);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: text('en', 'ui.centre.download') }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
  assert.ok(lines[0]?.startsWith('\uFEFFday'), lines[0]);
  assert.equal(lines.length, 8);
  assert.match(download.suggestedFilename(), new RegExp(`^${centre}-.*\\.csv$`));
  await page.context().close();
});
