// "Find a centre": search, nearness, map and list, on the real server with the real centres.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { languages, launch, open, text, type Language, type Watched } from './browser.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

const narrow = { width: 320, height: 640 };
const wide = { width: 1280, height: 900 };

async function openPage(language: Language, size = wide): Promise<{ watched: Watched; page: Page; context: BrowserContext }> {
  const watched = await open(browser, `${server.origin}/${language}/centres/`, size);
  await watched.page.locator('.centre').first().waitFor();
  return { watched, page: watched.page, context: watched.page.context() };
}

function names(page: Page): Promise<string[]> {
  return page.locator('.centre h3').allTextContents();
}

async function search(page: Page, words: string, first: string): Promise<void> {
  await page.fill('#centre-words', words);
  await page.locator('.centre h3').first().filter({ hasText: first }).waitFor();
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const language of languages) {
  for (const size of [narrow, wide]) {
    test(`${language}, ${size.width} px: no violations, no scrolling sideways, every text filled in`, async () => {
      const { watched, page, context } = await openPage(language, size);
      const check = async (state: string): Promise<void> => {
        assert.deepEqual(await violations(page), [], state);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= size.width, state);
        assert.doesNotMatch(await page.locator('body').innerText(), /[{}]|\bui\.[a-z]/, state);
      };
      await check('all centres');
      await search(page, 'Herning', 'Herning');
      await page.locator('.realm-DK [role=listbox]').focus();
      await page.keyboard.press('Enter');
      await check('one that is chosen, with newer information');
      await context.setGeolocation(null);
      await page.fill('#centre-words', 'atlantis');
      await page.getByText(text(language, 'ui.centres.none')).waitFor();
      await page.getByRole('button', { name: text(language, 'ui.centres.near') }).click();
      await page.locator('.near .alert').waitFor();
      await check('nothing found, and no position');
      await watched.close();
    });
  }

  test(`${language}: the list says of each centre what is known, from when, and what is not`, async () => {
    const { watched, page } = await openPage(language);
    assert.equal(await page.locator('.centre').count(), 12);
    await page.getByRole('button', { name: text(language, 'ui.centres.whole').replace('{count}', '105') }).click();
    assert.equal(await page.locator('.centre').count(), 105);
    assert.equal(await page.locator('.realm [role=option]').count(), 105, 'as many points as entries');
    const aarhus = page.locator('#centre-aarhus');
    assert.match(await aarhus.innerText(), /Rådhuspladsen 2\n8000 Århus C/);
    assert.match(await aarhus.innerText(), language === 'en' ? /As of 2 July 2012/ : /Pr\. 2\. juli 2012/);
    assert.ok((await aarhus.innerText()).includes(text(language, 'ui.centres.as_of_unknown')), 'nobody checked the website');
    const faroe = await page.locator('#centre-high-commissioner-faroe').innerText();
    assert.equal(faroe.split(text(language, 'ui.centres.unknown')).length - 1, 5, 'address, phone, email, hours, postcodes');
    assert.match(await page.locator('#centre-herning .report').innerText(), language === 'en' ? /Thursday 10:00–18:00/ : /torsdag 10:00–18:00/);
    assert.equal(await aarhus.getByRole('link', { name: text(language, 'ui.centres.book') }).getAttribute('href'), '../book/#centre=aarhus');
    await page.locator('.sources').getByRole('link', { name: 'CC BY 4.0' }).waitFor();
    await watched.close();
  });

  test(`${language}: words, a town and a postcode find a centre, however they are written`, async () => {
    const { watched, page } = await openPage(language);
    await search(page, 'kobenhavn', 'Københavns Kommune');
    await search(page, 'ÅRHUS', 'Aarhus Kommune');
    await search(page, 'høje taastrup', 'Høje-Taastrup');
    await search(page, '2750', 'Ballerup');
    assert.deepEqual((await names(page)).sort(), ['Albertslund Kommune', 'Ballerup Kommune', 'Egedal Kommune']);
    assert.equal(await page.locator('.realm [role=option]').count(), 3, 'the map has the same');
    await search(page, '', 'Albertslund');
    await watched.close();
  });

  test(`${language}: what is near is asked for on a click only, and stays in the browser`, async () => {
    const { watched, page, context } = await openPage(language);
    await context.grantPermissions(['geolocation'], { origin: server.origin });
    await context.setGeolocation({ latitude: 62.1, longitude: -6.9 });
    assert.match((await names(page))[0] ?? '', /Albertslund/, 'not used before it is asked for');
    const before = watched.requests.length;
    await page.getByRole('button', { name: text(language, 'ui.centres.near') }).click();
    await page.locator('.distance').first().waitFor();
    assert.match((await names(page))[0] ?? '', /Rigsombudsmanden/);
    assert.match(await page.locator('.distance').first().innerText(), language === 'en' ? /\b12 km/ : /\b12 km/);
    assert.equal(watched.requests.length, before, 'nothing was sent');
    await page.getByRole('button', { name: text(language, 'ui.centres.forget') }).click();
    await page.locator('.distance').first().waitFor({ state: 'detached' });
    assert.ok(watched.requests.every((request) => !/62[.,]1|near/.test(request.url())));
    await watched.close();
  });

  test(`${language}: who refuses to say where they are is told how else`, async () => {
    const { watched, page, context } = await openPage(language);
    await context.clearPermissions();
    await page.getByRole('button', { name: text(language, 'ui.centres.near') }).click();
    await page.getByText(text(language, 'ui.centres.near_denied')).waitFor();
    await page.getByText(text(language, 'ui.centres.near_instead')).waitFor();
    await watched.close();
  });

  test(`${language}: the points are reached by keyboard and lead to the list, and the list to the points`, async () => {
    const { watched, page } = await openPage(language);
    const map = page.locator('.realm-GL [role=listbox]');
    const active = async (): Promise<string | null> => map.getAttribute('aria-activedescendant');
    await map.focus();
    assert.equal(await active(), 'point-qeqqata', 'the westernmost');
    await page.keyboard.press('End');
    assert.equal(await active(), 'point-kujalleq');
    await page.keyboard.press('ArrowLeft');
    const reached = await active();
    assert.notEqual(reached, 'point-kujalleq');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'centre-kujalleq-name');
    await page.locator('#point-kujalleq[aria-selected=true]').waitFor();
    const first = page.locator('.centre').first();
    await first.getByRole('button', { name: text(language, 'ui.centres.show') }).click();
    await page.locator('#point-albertslund[aria-selected=true]').waitFor();
    assert.equal(await page.locator('.realm-DK .realm-label').innerText(), 'Albertslund Kommune');
    await watched.close();
  });

  test(`${language}: a click on the map means the nearest point`, async () => {
    const { watched, page } = await openPage(language);
    const box = await page.locator('.realm-FO svg').boundingBox();
    const point = await page.locator('#point-high-commissioner-faroe').boundingBox();
    assert.ok(box !== null && point !== null);
    await page.mouse.click(point.x + point.width / 2 + 10, point.y + point.height / 2 + 10);
    await page.locator('#centre-high-commissioner-faroe.centre-chosen').waitFor();
    await watched.close();
  });

  test(`${language}: "show on the map" stays at the map, and a point leads to its entry as often as it is tapped`, async () => {
    const { watched, page } = await openPage(language, narrow);
    await search(page, 'Rigsombudsmanden', 'Rigsombudsmanden');
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
    const id = await page.locator('.centre').first().getAttribute('id') ?? '';
    const point = page.locator(`#${id.replace('centre-', 'point-')} circle`);
    await page.getByRole('button', { name: text(language, 'ui.centres.show') }).first().click();
    await page.locator(`#${id}.centre-chosen`).waitFor();
    await page.waitForFunction(() => {
      const bottom = document.getElementById('realm-caption')?.getBoundingClientRect().bottom ?? -1;
      return bottom > 0 && bottom <= innerHeight + 1;
    });
    assert.notEqual(await focused(), `${id}-name`);
    for (const time of ['first', 'second']) {
      await point.click();
      await page.waitForFunction((name) => document.activeElement?.id === name, `${id}-name`);
      const top = await page.locator(`#${id}-name`).evaluate((heading) => heading.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < narrow.height, `the ${time} time: ${top}`);
    }
    await watched.close();
  });

  test(`${language}: the front page leads here, and the first view is lighter than is allowed`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/`);
    const { page } = watched;
    await page.locator('#S6').getByRole('link', { name: text(language, 'ui.nav.centres') }).click();
    await page.locator('.centre').first().waitFor();
    let bytes = 0;
    for (const request of watched.requests.filter((each) => each.resourceType() !== 'font')) bytes += (await request.sizes()).responseBodySize;
    assert.ok(bytes < 250_000, `${bytes} bytes`);
    await watched.close();
  });
}

test('a server out of order is said, and trying again works', async () => {
  const watched = await open(browser, `${server.origin}/en/`);
  const { page } = watched;
  await page.route('**/api/v1/centres?**', (route) => route.abort());
  await page.goto(`${server.origin}/en/centres/`);
  await page.locator('.alert-error').waitFor();
  await page.unroute('**/api/v1/centres?**');
  await page.getByRole('button', { name: text('en', 'ui.error.retry') }).click();
  await page.locator('.centre').first().waitFor();
  assert.ok(watched.complaints.splice(0).every((each) => each.includes('ERR_FAILED')));
  await watched.close();
});
