// The screen at the door, against the real queue: codes typed, tapped and scanned, numbers without a booking, and nothing left behind.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addDays } from '../../src/days.ts';
import { idleSeconds, sendSeconds, ticketSeconds, warnedSeconds } from '../../src/arrive/seconds.ts';
import { languages, launch, loseFirst, text, type Language } from './browser.ts';
import { centre, Day, desktop, looksRight, officer, openAt, phone, screen, signIn, today } from './day.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

async function openScreen(language: Language, size = desktop): Promise<Page> {
  const page = await openAt(browser, `${day.server.desk}/${language}/arrive/?centre=${centre}`, size);
  await signIn(page, screen);
  await page.locator('.arrive-choices').waitFor();
  return page;
}

const press = (page: Page, language: Language, key: string): Promise<void> => page.getByRole('button', { name: text(language, key), exact: true }).click();
const number = async (page: Page): Promise<string> => page.locator('.arrive-number').innerText();

for (const language of languages) {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    test(`${language}, ${size}: who has booked taps the code, and reads a number and how long it takes`, async () => {
      const visit = await day.book('Karoline Prøve');
      const page = await openScreen(language, viewport);
      await looksRight(page, `${language}-${size}-arrive`);
      await press(page, language, 'ui.arrive.booked');
      for (const letter of visit.arrival_code.replace('-', '')) await page.locator('.keypad-key', { hasText: letter }).click();
      assert.equal(await page.locator('#arrival-code').inputValue(), visit.arrival_code);
      await looksRight(page, `${language}-${size}-arrive-code`);
      await press(page, language, 'ui.arrive.send');
      assert.match(await number(page), /^B\d+$/);
      await page.getByText(text(language, 'ui.arrive.sit_down')).waitFor();
      await looksRight(page, `${language}-${size}-arrive-ticket`);
      const seen = await page.locator('body').innerText();
      assert.ok(!seen.includes('Karoline') && !seen.includes(visit.arrival_code), 'nothing personal is on the screen');
      await press(page, language, 'ui.arrive.done');
      await press(page, language, 'ui.arrive.booked');
      assert.equal(await page.locator('#arrival-code').inputValue(), '');
      await page.context().close();
    });
  }

  test(`${language}: who has not booked says what for, and gets a number`, async () => {
    const page = await openScreen(language, phone);
    await press(page, language, 'ui.arrive.walk_in');
    await page.getByRole('button', { name: text(language, 'service.lost-authenticator') }).waitFor();
    await looksRight(page, `${language}-arrive-services`);
    await press(page, language, 'service.lost-authenticator');
    const ticket = await number(page);
    const { waiting } = await day.ask(officer, 'GET', `/desk/v1/queue?centre=${centre}`) as { waiting: { ticket: string; service: string; language: string }[] };
    const found = waiting.find((each) => each.ticket === ticket);
    assert.deepEqual([found?.service, found?.language], ['lost-authenticator', language]);
    await page.context().close();
  });
}

test('a scanner types the code or the link at any step, and the same visit keeps its number', async () => {
  const visit = await day.book('Bo');
  const page = await openScreen('en');
  await page.keyboard.type(`${visit.arrival_code.toLowerCase()}\n`);
  const ticket = await number(page);
  // On a Danish keyboard the address comes out as other signs.
  await page.keyboard.type(`httpÆ--localhost-da-booking-${visit.token}\n`);
  await page.locator('.arrive-number').waitFor();
  assert.equal(await number(page), ticket);
  await page.context().close();
});

test('the language is changed on the page, and whoever comes next finds the first one', async () => {
  const page = await openScreen('da');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: text('en', 'ui.arrive.title.start') }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await press(page, 'en', 'ui.arrive.booked');
  await press(page, 'en', 'ui.arrive.back');
  await page.getByRole('heading', { name: text('da', 'ui.arrive.title.start') }).waitFor();
  await page.context().close();
});

test('each refusal is said with what to do', async () => {
  const page = await openScreen('en');
  await page.keyboard.type('0000-0000\n');
  await page.getByText(text('en', 'ui.arrive.refused.arrival-unknown')).waitFor();
  await looksRight(page, 'arrive-refused');
  let later = addDays(today, 7);
  while ([0, 6].includes(new Date(`${later}T00:00:00Z`).getUTCDay())) later = addDays(later, 1);
  const visit = await day.book('Else', { from: later });
  await page.keyboard.type(`${visit.token}\n`);
  await page.getByText(/^Your visit is on /).waitFor();
  const cancelled = await day.book('Finn');
  await fetch(`${day.server.origin}/api/v1/bookings/${cancelled.token}`, { method: 'DELETE' });
  await page.keyboard.type(`${cancelled.token}\n`);
  await page.getByText(text('en', 'ui.arrive.refused.booking-over')).waitFor();
  await page.context().close();
});

test('a lost connection is said, what was typed stays, and trying again gives one number', async () => {
  const visit = await day.book('Grete');
  const page = await openScreen('en');
  let tries = 0;
  await page.route('**/desk/v1/queue/arrivals', async (route) => {
    if (++tries > 1) return route.continue();
    await route.fetch(); // it arrives, and the answer does not
    return route.abort();
  });
  await page.keyboard.type(`${visit.arrival_code}\n`);
  await page.getByText(text('en', 'ui.arrive.refused.unreachable')).waitFor();
  await press(page, 'en', 'ui.arrive.send');
  assert.match(await number(page), /^B\d+$/);
  await page.context().close();
});

// Somebody takes a number, and the answer is lost.
async function walkInUnheard(page: Page): Promise<void> {
  await loseFirst(page, '**/desk/v1/queue/tickets');
  await press(page, 'en', 'ui.arrive.walk_in');
  await press(page, 'en', 'service.activation-code');
  await page.getByText(text('en', 'ui.arrive.refused.unreachable')).waitFor();
}

test('a number that got lost on its way is not taken twice', async () => {
  const count = async (): Promise<number> => ((await day.ask(officer, 'GET', `/desk/v1/queue?centre=${centre}`)) as { waiting: unknown[] }).waiting.length;
  const before = await count();
  const page = await openScreen('en');
  await walkInUnheard(page);
  await press(page, 'en', 'service.activation-code');
  await page.locator('.arrive-number').waitFor();
  assert.equal(await count(), before + 1);
  await page.context().close();
});

test('who tries again in another language after a lost answer gets the one number that was taken', async () => {
  const waiting = async (): Promise<{ ticket: string }[]> => ((await day.ask(officer, 'GET', `/desk/v1/queue?centre=${centre}`)) as { waiting: { ticket: string }[] }).waiting;
  const before = (await waiting()).length;
  const page = await openScreen('en');
  await walkInUnheard(page);
  await page.getByRole('button', { name: 'Dansk' }).click();
  await press(page, 'da', 'service.activation-code');
  const ticket = await number(page);
  const after = await waiting();
  assert.equal(after.length, before + 1);
  assert.ok(after.some((each) => each.ticket === ticket));
  await page.context().close();
});

test('an answer that comes too late is nobody\'s: who came next goes on undisturbed', async () => {
  const visit = await day.book('Jens');
  const page = await openAt(browser, `${day.server.desk}/en/arrive/?centre=${centre}`);
  await page.clock.install();
  await signIn(page, screen);
  await page.locator('.arrive-choices').waitFor();
  let answer = (): void => undefined;
  const isLate = new Promise<void>((resolve) => { answer = resolve; });
  await page.route('**/desk/v1/queue/arrivals', async (route) => {
    await isLate;
    await route.continue();
  });
  const asked = page.waitForRequest('**/desk/v1/queue/arrivals');
  await page.keyboard.type(`${visit.arrival_code}\n`);
  await asked;
  // Nobody else begins while the answer may come.
  await page.locator('button:disabled', { hasText: text('en', 'ui.arrive.back') }).waitFor();
  await page.clock.runFor(sendSeconds * 1000);
  await page.getByText(text('en', 'ui.arrive.refused.unreachable')).waitFor();
  await press(page, 'en', 'ui.arrive.back');
  await press(page, 'en', 'ui.arrive.booked');
  await page.keyboard.type('7K3M');
  const come = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/queue/arrivals'));
  answer();
  await (await (await come).response())?.finished();
  await page.clock.runFor(1000);
  assert.equal(await page.locator('#arrival-code').inputValue(), '7K3M');
  assert.equal(await page.locator('.arrive-number').count(), 0);
  await page.context().close();
});

test('it goes back to its start by itself, with a warning that can be answered', async () => {
  const page = await openAt(browser, `${day.server.desk}/en/arrive/?centre=${centre}`);
  await page.clock.install();
  await signIn(page, screen);
  await page.locator('.arrive-choices').waitFor();
  await press(page, 'en', 'ui.arrive.booked');
  await page.keyboard.type('7K3M');
  const seconds = (count: number): Promise<void> => page.clock.runFor(count * 1000);
  await seconds(idleSeconds - warnedSeconds + 1);
  await page.getByRole('alertdialog').waitFor();
  await looksRight(page, 'arrive-still-there');
  await press(page, 'en', 'ui.arrive.still_yes');
  assert.equal(await page.locator('#arrival-code').inputValue(), '7K3M');
  await seconds(idleSeconds + 1);
  await page.getByRole('heading', { name: text('en', 'ui.arrive.title.start') }).waitFor();
  await press(page, 'en', 'ui.arrive.walk_in');
  await press(page, 'en', 'service.name-changed');
  await page.locator('.arrive-number').waitFor();
  await seconds(ticketSeconds + 1);
  await page.getByRole('heading', { name: text('en', 'ui.arrive.title.start') }).waitFor();
  assert.equal(await page.locator('.arrive-number').count(), 0);
  await page.context().close();
});

test('on the page of the visit the code is shown, and after arriving the number and how many are before', async () => {
  const visit = await day.book('Inger');
  const page = await openAt(browser, new URL(visit.manage_url).pathname.replace(/^\/\w\w\//, `${day.server.origin}/da/`), phone);
  await page.getByText(visit.arrival_code, { exact: true }).waitFor();
  await looksRight(page, 'visit-code');
  const ticket = await day.ask(screen, 'POST', '/desk/v1/queue/arrivals', { centre, code: visit.arrival_code }) as { ticket: string };
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.locator('.arrival-letters', { hasText: new RegExp(`^${ticket.ticket}$`) }).waitFor();
  await page.getByText(/før dig/).waitFor();
  await looksRight(page, 'visit-number');
  await page.context().close();
});
