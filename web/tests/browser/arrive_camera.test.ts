// The camera of the screen at the door: what it reads is sent once, a refusal can be read, and it is switched off whenever nobody needs it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { refusalSeconds } from '../../src/arrive/seconds.ts';
import { launch, text } from './browser.ts';
import { centre, Day, desktop, looksRight, openAt, phone, screen, signIn } from './day.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

interface Camera {
  code: string; // what is held up to it
  looks: number;
  isAsked: boolean;
  isStopped: boolean;
  allow: () => void; // the answer to the question of the browser
}
type Global = typeof globalThis & { camera: Camera };

async function openScreen(code: string, { asks = false } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, permissions: ['camera'] });
  await context.addInitScript((given) => {
    const camera: Camera = { code: given.code, looks: 0, isAsked: false, isStopped: false, allow: () => undefined };
    Object.assign(globalThis, { camera, BarcodeDetector: class { async detect() { ++camera.looks; return [{ rawValue: camera.code }]; } } });
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => {
      camera.isAsked = true;
      if (given.asks) await new Promise<void>((resolve) => { camera.allow = resolve; });
      const stream = document.createElement('canvas').captureStream();
      for (const track of stream.getTracks()) track.stop = () => { camera.isStopped = true; };
      return stream;
    } } });
  }, { code, asks });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.clock.install();
  await page.goto(`${day.server.desk}/en/arrive/?centre=${centre}`);
  await signIn(page, screen);
  await page.getByRole('button', { name: text('en', 'ui.arrive.scan'), exact: true }).click();
  return page;
}

const isStopped = async (page: Page): Promise<void> => void await page.waitForFunction(() => (globalThis as Global).camera.isStopped);
async function looksMore(page: Page, times: number): Promise<void> {
  const until = await page.evaluate(() => (globalThis as Global).camera.looks) + times;
  await page.waitForFunction((looks) => (globalThis as Global).camera.looks >= looks, until);
}

test('a camera is offered where the browser reads codes by itself, and is switched off after', async () => {
  const visit = await day.book('Hans');
  const page = await openScreen(visit.arrival_code);
  assert.match(await page.locator('.arrive-number').innerText(), /^B\d+$/);
  await isStopped(page);
  const plain = await openAt(browser, `${day.server.desk}/en/arrive/?centre=${centre}`);
  await signIn(plain, screen);
  await plain.locator('.arrive-choices').waitFor();
  assert.equal(await plain.getByRole('button', { name: text('en', 'ui.arrive.scan') }).count(), 0);
  assert.match((await plain.request.get(plain.url())).headers()['permissions-policy'] ?? '', /camera=\(self\)/);
  await Promise.all([plain.context().close(), page.context().close()]);
});

test('a code in sight is sent once; why it is refused stands until it can be read, and then the next try counts', async () => {
  const visit = await day.book('Lise');
  let answer = (): void => undefined;
  const isAnswered = new Promise<void>((resolve) => { answer = resolve; });
  const page = await openScreen('');
  let sent = 0;
  await page.route('**/desk/v1/queue/arrivals', async (route) => {
    ++sent;
    await isAnswered;
    await route.continue();
  });
  const asked = page.waitForRequest('**/desk/v1/queue/arrivals');
  await page.evaluate(() => { (globalThis as Global).camera.code = '0000-0000'; });
  await asked;
  await looksMore(page, 5);
  assert.equal(sent, 1, 'while the answer is awaited');
  answer();
  const refusal = page.getByText(text('en', 'ui.arrive.refused.arrival-unknown'));
  await refusal.waitFor();
  await page.setViewportSize(phone);
  await looksRight(page, 'arrive-camera-refused');
  await looksMore(page, 5);
  assert.equal(sent, 1, 'while the refusal is read');
  assert.ok(await refusal.isVisible());
  await page.evaluate((code) => { (globalThis as Global).camera.code = code; }, visit.arrival_code);
  await page.clock.runFor(refusalSeconds * 1000);
  assert.match(await page.locator('.arrive-number').innerText(), /^B\d+$/);
  assert.equal(sent, 2);
  await isStopped(page);
  await page.context().close();
});

test('who goes back while the browser still asks for the camera leaves it switched off', async () => {
  const page = await openScreen('', { asks: true });
  await page.waitForFunction(() => (globalThis as Global).camera.isAsked);
  await page.getByRole('button', { name: text('en', 'ui.arrive.back'), exact: true }).click();
  await page.locator('.arrive-choices').waitFor();
  await page.evaluate(() => (globalThis as Global).camera.allow());
  await isStopped(page);
  await page.context().close();
});
