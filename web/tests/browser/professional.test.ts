// "Professional witnesses": organisations and how to reach them, none of them, or no list at all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, open, text, type Language, type Watched } from './browser.ts';
import { organisations } from './organisations.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

const list = '**/api/v1/organisations';

async function openPage(language: Language, status: number, body: unknown): Promise<{ watched: Watched; page: Page }> {
  const watched = await open(browser, `${server.origin}/${language}/`);
  const { page } = watched;
  await page.route(list, (route) => route.fulfill({ status, json: body }));
  await page.goto(`${server.origin}/${language}/witness/professional/`);
  await page.locator('section[aria-busy="false"]').waitFor();
  return { watched, page };
}

for (const language of languages) {
  test(`${language}: each organisation says how to reach it; what is no address is text`, async () => {
    const { watched, page } = await openPage(language, 200, { items: organisations });
    assert.deepEqual(await page.locator('h3').allTextContents(), organisations.map(({ name }) => name));
    const links = await page.locator('.reach a').evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    assert.deepEqual(links, ['https://aid.example/witness', 'tel:+4570102030', 'mailto:witness@aid.example']);
    const [first, second] = await page.locator('.list-card').allInnerTexts();
    assert.match(first ?? '', language === 'en' ? /Danish, English, Arabic/ : /dansk, engelsk, arabisk/);
    assert.ok(first?.includes(text(language, 'ui.professional.every_centre')));
    assert.match(first ?? '', /\b12\b.*\b120\b/);
    assert.match(second ?? '', /at noon[^]*centre-3/);
    await watched.close();
  });

  test(`${language}: none is said to be none, by a server with an empty register of them`, async () => {
    const own = await startServer({ database: true });
    const watched = await open(browser, `${own.origin}/${language}/witness/professional/`);
    await watched.page.getByText(text(language, 'ui.professional.none')).waitFor();
    await watched.close();
    await own.stop();
  });

  test(`${language}: without a list the page says so, and trying again works`, async () => {
    const { watched, page } = await openPage(language, 404, { title: 'Not found' });
    await page.getByText(text(language, 'ui.professional.unavailable'), { exact: true }).waitFor();
    await page.unroute(list);
    await page.route(list, (route) => route.abort());
    await page.getByRole('button', { name: text(language, 'ui.error.retry') }).click();
    await page.getByText(text(language, 'ui.professional.unavailable'), { exact: true }).waitFor();
    await page.unroute(list);
    await page.route(list, (route) => route.fulfill({ json: { items: organisations } }));
    await page.getByRole('button', { name: text(language, 'ui.error.retry') }).click();
    await page.locator('.list-card').first().waitFor();
    assert.ok(watched.complaints.splice(0).every((each) => /404|ERR_FAILED/.test(each)));
    await watched.close();
  });

  test(`${language}: an answer that is none is no list`, async () => {
    const { watched, page } = await openPage(language, 200, { organisations: [] });
    await page.getByText(text(language, 'ui.professional.unavailable'), { exact: true }).waitFor();
    await watched.close();
  });
}
