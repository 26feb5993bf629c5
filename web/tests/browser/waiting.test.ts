// The screen of a waiting room, against the real queue: who is called, spoken once, connections lost and found, sizes from a phone to 4K.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, open, text, type Language } from './browser.ts';
import { centre, Day, desktop, looksRight, officer, openAt, phone, screen } from './day.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

interface Ticket {
  readonly ticket_id: string;
  readonly ticket: string;
}

let taken = 0;
const walkIn = (): Promise<Ticket> =>
  day.ask(screen, 'POST', '/desk/v1/queue/tickets', { centre, service: 'new-authenticator' }, { 'Idempotency-Key': `walk-in-${taken++}` }) as Promise<Ticket>;
const next = (counter: number): Promise<Ticket> => day.ask(officer, 'POST', '/desk/v1/queue/next', { centre, counter }) as Promise<Ticket>;
const act = (ticket: Ticket, action: string, body: object = {}): Promise<unknown> => day.ask(officer, 'POST', `/desk/v1/queue/tickets/${ticket.ticket_id}/${action}`, body);

async function end(ticket: Ticket): Promise<void> {
  await act(ticket, 'serve');
  await act(ticket, 'done', { outcome: 'helped' });
}

const newest = (page: Page): Promise<string> => page.locator('.waiting-newest .waiting-ticket').innerText();

async function shows(page: Page, ticket: string): Promise<void> {
  await page.locator('.waiting-newest .waiting-ticket', { hasText: new RegExp(`^${ticket}$`) }).waitFor();
}

const sizes = { phone, 'full-hd': { width: 1920, height: 1080 }, '4k': { width: 3840, height: 2160 } };

for (const language of languages) {
  test(`${language}: calls come as they are made, the newest on top, on every size of screen`, async () => {
    for (const [size, viewport] of Object.entries(sizes)) {
      const page = await openAt(browser, `${day.server.origin}/${language}/waiting/?centre=${centre}`, viewport);
      await page.locator('.waiting-foot').waitFor();
      const [one, two] = [await walkIn(), await walkIn()];
      await page.getByText(text(language, 'ui.waiting.many_wait').replace('{count}', '2')).waitFor();
      await next(1);
      await shows(page, one.ticket);
      await next(2);
      await shows(page, two.ticket);
      await page.locator('.waiting-others').getByText(one.ticket, { exact: true }).waitFor();
      await looksRight(page, `${language}-waiting-${size}`);
      const [number, screenHeight] = await page.evaluate(() => [document.querySelector('.waiting-newest .waiting-ticket')?.getBoundingClientRect().height ?? 0, innerHeight]);
      if (size !== 'phone') {
        assert.ok(number > screenHeight / 5, 'the number is read across a room');
        assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), 'nothing has to be scrolled to');
      }
      await end(one);
      await end(two);
      await page.getByText(text(language, 'ui.waiting.nobody_called')).waitFor();
      await page.context().close();
    }
  });
}

test('nothing is stored, nothing is asked elsewhere, and no name is shown', async () => {
  const watched = await open(browser, `${day.server.origin}/da/waiting/?centre=${centre}`);
  const visit = await day.book('Karoline Prøve');
  await day.ask(screen, 'POST', '/desk/v1/queue/arrivals', { centre, code: visit.arrival_code });
  const ticket = await next(1);
  await shows(watched.page, ticket.ticket);
  assert.ok(!(await watched.page.locator('body').innerText()).includes('Karoline'));
  await end(ticket);
  await watched.close();
});

// A voice for each language, and what they are told to say.
async function withVoices(language: Language, voices: readonly string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop });
  await context.addInitScript((known) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    Object.defineProperty(globalThis, 'speechSynthesis', { value: {
      getVoices: () => known.map((lang) => ({ lang, name: lang, default: false, localService: true, voiceURI: lang })),
      addEventListener: () => undefined,
      cancel: () => undefined,
      speak: (words: { text: string; lang: string; onend: (() => void) | null }) => {
        said.push(`${words.lang}: ${words.text}`);
        words.onend?.();
      },
    } });
    Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: class { text: string; constructor(text: string) { this.text = text; } } });
  }, voices);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${day.server.origin}/${language}/waiting/?centre=${centre}`);
  await page.locator('.waiting-foot').waitFor();
  return page;
}

const said = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);

test('a call is spoken in both languages, once, and again when it is called again; one from before is not', async () => {
  const before = await walkIn();
  await next(1);
  const page = await withVoices('en', ['da-DK', 'en-GB']);
  await page.getByRole('button', { name: text('en', 'ui.waiting.sound_on') }).click();
  await page.getByRole('button', { name: text('en', 'ui.waiting.sound_off') }).waitFor();
  const ticket = await walkIn();
  await next(2);
  await page.waitForFunction(() => (globalThis as unknown as { said: string[] }).said.length === 2);
  const spelled = ticket.ticket.replace(/^(.)/, '$1 ');
  const call = (language: Language): string => text(language, 'ui.waiting.call').replace('{ticket}', spelled).replace('{counter}', '2');
  assert.deepEqual(await said(page), [`da-DK: ${call('da')}`, `en-GB: ${call('en')}`]);
  assert.ok((await page.locator('[aria-live=polite]').first().innerText()).includes(ticket.ticket));
  await act(ticket, 'again');
  await page.waitForFunction(() => (globalThis as unknown as { said: string[] }).said.length === 4);
  await end(before); // another board, and no other call
  await end(ticket);
  await page.getByText(text('en', 'ui.waiting.nobody_called')).waitFor();
  assert.equal((await said(page)).length, 4);
  await page.getByRole('button', { name: text('en', 'ui.waiting.sound_off') }).click();
  await page.context().close();
});

test('a device without a Danish voice says so, and does not read Danish in another', async () => {
  const page = await withVoices('da', ['en-US']);
  await page.getByRole('button', { name: text('da', 'ui.waiting.sound_on') }).click();
  await page.getByText(text('da', 'ui.waiting.no_voice').replace('{languages}', text('da', 'ui.day.language.da'))).waitFor();
  const ticket = await walkIn();
  await next(1);
  await page.waitForFunction(() => (globalThis as unknown as { said: string[] }).said.length === 1);
  assert.match((await said(page))[0] ?? '', /^en-US: /);
  await end(ticket);
  await page.context().close();
});

test('without a connection it says since when, and catches up by itself', async () => {
  const page = await openAt(browser, `${day.server.origin}/en/waiting/?centre=${centre}`);
  const ticket = await walkIn();
  await next(3);
  await shows(page, ticket.ticket);
  await day.server.pause();
  await page.getByText(/^No connection since \d\d:\d\d\. What is shown here is old\.$/).waitFor();
  assert.equal(await newest(page), ticket.ticket, 'what was known stays');
  await looksRight(page, 'waiting-lost');
  await day.server.resume();
  await page.locator('.waiting-lost').waitFor({ state: 'detached', timeout: 30_000 });
  await end(ticket);
  await page.getByText(text('en', 'ui.waiting.nobody_called')).waitFor();
  await page.context().close();
});

test('a centre that there is not, or none, is asked for', async () => {
  const page = await openAt(browser, `${day.server.origin}/en/waiting/?centre=atlantis`, phone);
  await page.getByText(text('en', 'ui.day.centre_unknown')).waitFor();
  await looksRight(page, 'waiting-which');
  await page.getByLabel(text('en', 'ui.book.place_label')).fill('8000');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Aarhus/ }).first().click();
  await page.locator('.waiting-foot').waitFor();
  assert.match(page.url(), /\/en\/waiting\/\?centre=aarhus$/);
  await page.context().close();
});
