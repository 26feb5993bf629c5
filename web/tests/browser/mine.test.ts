// "My vouchings": signed in, signed out, and "that was not me" with what follows from it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page, Request } from 'playwright-core';
import type { Vouching, Vouchings } from '../../src/mine/vouchings.ts';
import { languages, launch, open, text, type Language, type Watched } from './browser.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

function vouching(id: string, day: string, more: Partial<Vouching> = {}): Vouching {
  return { statement_id: id, day, centre: 'Østerbro', withdrawn: false, disputed: false, ...more };
}

const some: Vouchings = {
  left: 2,
  next_day: null,
  frozen: false,
  statements: [vouching('s/1', '2026-01-05'), vouching('s-2', '2026-11-02'), vouching('s-3', '2026-06-01', { withdrawn: true })],
};

// What the server keeps of one person.
class Account {
  vouchings: Vouchings;
  signedIn = true;
  failing: number | null = null;
  readonly posts: Request[] = [];

  constructor(vouchings: Vouchings) {
    this.vouchings = vouchings;
  }

  async serve(page: Page): Promise<void> {
    await page.route('**/api/v1/me/**', async (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname.replace('/api/v1/me/', '');
      if (request.method() === 'POST') this.posts.push(request);
      if (this.failing !== null) return route.fulfill({ status: this.failing, json: { title: 'Out of order' } });
      if (!this.signedIn) return route.fulfill({ status: 401, json: { title: 'Not signed in' } });
      if (path === 'vouchings') return route.fulfill({ json: this.vouchings });
      if (path === 'sign-out') {
        this.signedIn = false;
        return route.fulfill({ status: 204 });
      }
      const id = decodeURIComponent(/^vouchings\/([^/]+)\/dispute$/.exec(path)?.[1] ?? '');
      this.vouchings = {
        ...this.vouchings,
        frozen: true,
        statements: this.vouchings.statements.map((each) => (each.statement_id === id ? { ...each, disputed: true } : each)),
      };
      return route.fulfill({ json: {} });
    });
  }
}

async function openPage(language: Language, account: Account): Promise<{ watched: Watched; page: Page }> {
  const watched = await open(browser, `${server.origin}/${language}/`);
  const { page } = watched;
  await account.serve(page);
  await page.goto(`${server.origin}/${language}/witness/mine/`);
  await page.locator('.mine[aria-busy="false"]').waitFor();
  return { watched, page };
}

for (const language of languages) {
  const say = (key: string): string => text(language, key);

  test(`${language}: who is not signed in is led to MitID, in their language`, async () => {
    const own = await startServer({ database: true });
    const watched = await open(browser, `${own.origin}/${language}/witness/mine/`);
    const { page } = watched;
    await page.locator('.mine[aria-busy="false"]').waitFor();
    const link = page.getByRole('link', { name: say('ui.mine.sign_in') });
    assert.equal(await link.getAttribute('href'), `/api/v1/me/sign-in?lang=${language}`);
    assert.equal(await page.locator('.statement').count(), 0);
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('401')));
    await watched.close();
    await own.stop();
  });

  test(`${language}: a login that was refused is told, once`, async () => {
    const account = new Account(some);
    account.signedIn = false;
    const { watched, page } = await openPage(language, account);
    await page.goto(`${server.origin}/${language}/`);
    await page.goto(`${server.origin}/${language}/witness/mine/#level-too-low`);
    await page.getByText(say('ui.mine.sign_in_refused'), { exact: true }).waitFor();
    assert.match(await page.locator('.alert').innerText(), /level-too-low/);
    await page.reload();
    await page.getByText(say('ui.mine.sign_in_text')).waitFor();
    assert.equal(await page.locator('.alert').count(), 0);
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('401')));
    await watched.close();
  });

  test(`${language}: a server that keeps no statements is said to show none`, async () => {
    const account = new Account(some);
    account.failing = 404;
    const { watched, page } = await openPage(language, account);
    await page.getByText(say('ui.mine.unavailable'), { exact: true }).waitFor();
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('404')));
    await watched.close();
  });

  test(`${language}: every statement, the newest first, and how many are left`, async () => {
    const { watched, page } = await openPage(language, new Account(some));
    assert.match((await page.locator('.left').textContent()) ?? '', /\b2\b/);
    const days = await page.locator('.statement h3').allTextContents();
    assert.deepEqual(days, language === 'en' ? ['2 November 2026', '1 June 2026', '5 January 2026'] : ['2. november 2026', '1. juni 2026', '5. januar 2026']);
    assert.equal(await page.getByText(say('ui.mine.withdrawn')).count(), 1);
    await watched.close();
  });

  for (const [name, part, key] of [
    ['one', { left: 1 }, 'ui.mine.left.one'],
    ['none, with the day', { left: 0, next_day: '2026-12-30' }, 'ui.mine.left.from'],
    ['none, without a day', { left: 0 }, 'ui.mine.left.none'],
    ['no limit', { left: null }, 'ui.witness.left.no_limit'],
  ] as const) {
    test(`${language}: left: ${name}`, async () => {
      const { watched, page } = await openPage(language, new Account({ ...some, ...part, statements: [] }));
      assert.ok((await page.locator('.left').textContent())?.startsWith(say(key).split('{')[0] ?? '?'));
      await page.getByText(say('ui.mine.none')).waitFor();
      if (name === 'none, with the day') assert.match((await page.locator('.left').textContent()) ?? '', /30\.? december 2026/i);
      await watched.close();
    });
  }

  test(`${language}: "that was not me" says what follows, asks once more, and shows the state afterwards`, async () => {
    const account = new Account(some);
    const { watched, page } = await openPage(language, account);
    const oldest = page.locator('.statement').last();
    const notMe = oldest.getByRole('button', { name: new RegExp(`^${say('ui.mine.not_me')}`) });

    // By keyboard, and taken back once: nothing is sent.
    await notMe.focus();
    await page.keyboard.press('Enter');
    assert.match((await page.evaluate(() => document.activeElement?.id)) ?? '', /^confirm-/);
    for (const key of ['frozen', 'alert', 'mitid']) await oldest.getByText(say(`ui.mine.follows.${key}`)).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction((label) => document.activeElement?.textContent === label, say('ui.mine.not_me'));
    assert.equal(account.posts.length, 0);

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(say('ui.mine.reported')).waitFor();
    assert.deepEqual(account.posts.map((request) => new URL(request.url()).pathname), ['/api/v1/me/vouchings/s%2F1/dispute']);
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('message')));
    await page.getByText(say('ui.mine.frozen'), { exact: true }).waitFor();
    await oldest.getByText(say('ui.mine.disputed')).waitFor();
    assert.equal(await notMe.count(), 0);
    assert.equal(await page.getByRole('button', { name: new RegExp(`^${say('ui.mine.not_me')}`) }).count(), 2);
    await watched.close();
  });

  test(`${language}: what could not be reported is told, and can be tried again`, async () => {
    const account = new Account(some);
    const { watched, page } = await openPage(language, account);
    const report = async (): Promise<void> => {
      await page.locator('.statement').first().getByRole('button', { name: new RegExp(`^${say('ui.mine.not_me')}`) }).click();
      await page.getByRole('button', { name: say('ui.mine.confirm_yes') }).click();
    };
    account.failing = 503;
    await report();
    await page.getByText('Out of order').waitFor();
    await page.locator('.question').waitFor({ state: 'detached' });
    assert.equal(await page.getByText(say('ui.mine.disputed')).count(), 0);
    account.failing = null;
    await report();
    await page.getByText(say('ui.mine.reported')).waitFor();
    assert.equal(await page.getByText('Out of order').count(), 0);
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('503')));
    await watched.close();
  });

  test(`${language}: a report that arrived, and the answer lost, is told as reported; where nothing is heard, nothing is claimed`, async () => {
    const account = new Account(some);
    const { watched, page } = await openPage(language, account);
    const report = async (): Promise<void> => {
      await page.getByRole('button', { name: new RegExp(`^${say('ui.mine.not_me')}`) }).first().click();
      await page.getByRole('button', { name: say('ui.mine.confirm_yes') }).click();
    };
    await page.route('**/dispute', (route) => route.abort());
    await page.route('**/vouchings', (route) => route.abort());
    await report();
    await page.getByText(say('ui.unsure.heading')).waitFor();
    assert.equal(await page.getByText(say('ui.mine.not_done')).count(), 0);
    await page.unroute('**/vouchings');
    await page.getByRole('button', { name: say('ui.unsure.look') }).click();
    await page.getByText(say('ui.mine.not_done')).waitFor();
    await page.unroute('**/dispute');
    await page.route('**/dispute', async (route) => {
      account.vouchings = { ...some, frozen: true, statements: some.statements.map((each) => ({ ...each, disputed: true })) };
      await route.abort();
    });
    await report();
    await page.getByText(say('ui.mine.reported')).waitFor();
    assert.equal(await page.getByText(say('ui.mine.not_done')).count(), 0);
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('ERR_FAILED')));
    await watched.close();
  });

  test(`${language}: who is signed out meanwhile is told so, and sees nothing more`, async () => {
    const account = new Account(some);
    const { watched, page } = await openPage(language, account);
    account.signedIn = false;
    await page.locator('.statement').first().getByRole('button').click();
    await page.getByRole('button', { name: say('ui.mine.confirm_yes') }).click();
    await page.getByText(say('ui.mine.signed_out'), { exact: true }).waitFor();
    await page.getByText(say('ui.mine.signed_out_not_done')).waitFor();
    assert.equal(await page.locator('.statement').count(), 0);
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('401')));
    await watched.close();
  });

  test(`${language}: signing out shows no statement any more`, async () => {
    const account = new Account(some);
    const { watched, page } = await openPage(language, account);
    await page.getByRole('button', { name: say('ui.mine.sign_out') }).click();
    await page.getByText(say('ui.mine.signed_out')).waitFor();
    assert.equal(await page.locator('.statement').count(), 0);
    assert.deepEqual(account.posts.map((request) => new URL(request.url()).pathname), ['/api/v1/me/sign-out']);
    await watched.close();
  });

  test(`${language}: a server that is gone is told in words, and trying again works`, async () => {
    const account = new Account(some);
    const watched = await open(browser, `${server.origin}/${language}/`);
    const { page } = watched;
    await page.route('**/api/v1/me/**', (route) => route.abort());
    await page.goto(`${server.origin}/${language}/witness/mine/`);
    await page.getByText(say('ui.error.unreachable'), { exact: true }).waitFor();
    await page.unroute('**/api/v1/me/**');
    await account.serve(page);
    await page.getByRole('button', { name: say('ui.error.retry') }).click();
    await page.locator('.statement').first().waitFor();
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('ERR_FAILED')));
    await watched.close();
  });
}
