// Chromium on the pages, watched: no console errors, no requests to other hosts, nothing stored.
import assert from 'node:assert/strict';
import { chromium, type Browser, type Page, type Request } from 'playwright-core';
import { readLocales, type Table } from '../../tools/locale_files.ts';

export const languages = ['en', 'da'] as const;
export type Language = (typeof languages)[number];
const locales = readLocales();

// SKRANKE_SLOW: each request to the server takes up to so many milliseconds more, so that answers come late, and not in order.
const slowestMs = Number(process.env['SKRANKE_SLOW'] ?? 0);

export async function launch(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  if (slowestMs > 0) {
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await newContext(options);
      await context.route(/\/(api|desk)\/v1\//, async (route) => {
        await new Promise((resolve) => { setTimeout(resolve, Math.random() * slowestMs); });
        await route.continue().catch(() => undefined); // the page has gone meanwhile
      });
      return context;
    };
  }
  return browser;
}

// The first request to there arrives, and its answer is lost; the next ones go through.
export async function loseFirst(page: Page, path: string): Promise<void> {
  let tries = 0;
  await page.route(path, async (route) => {
    if (++tries > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
}

// The text of a key, as it stands in the locale file.
export function text(language: Language, key: string): string {
  const found = (locales.get(language) as Table)[key];
  assert.ok(found, `${language} has ${key}`);
  return found;
}

export interface Watched {
  readonly page: Page;
  readonly requests: readonly Request[];
  readonly complaints: string[]; // what the console and uncaught errors said
  close(): Promise<void>; // fails if there was anything to complain about
}

export async function open(browser: Browser, url: string, size = { width: 1280, height: 900 }, scale = 1): Promise<Watched> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, locale: 'da-DK', timezoneId: 'Europe/Copenhagen' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const requests: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  const { origin } = new URL(url);
  return {
    page,
    requests,
    complaints,
    async close() {
      const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
      const cookies = await context.cookies();
      await context.close();
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests.map((request) => new URL(request.url()).origin).filter((each) => each !== origin), []);
      assert.deepEqual(stored, [0, 0, '']);
      assert.deepEqual(cookies, []);
    },
  };
}
