// The connection breaks off while a page is loading: it says so in words that its HTML file brings, and can be loaded again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { centre, Day, looksRight, openAt, phone, screen, signIn } from './day.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

for (const language of languages) {
  // One with the policy, one without, and the screen at the door, which has nothing around it.
  for (const [name, address, shows] of [
    ['need', (): string => `${day.server.origin}/${language}/`, '.opening'],
    ['book', (): string => `${day.server.origin}/${language}/book/`, '#place-words'],
    ['arrive', (): string => `${day.server.desk}/${language}/arrive/?centre=${centre}`, '.arrive-choices'],
  ] as const) {
    test(`${language}: the page "${name}" without its texts says so, and comes when it is loaded again`, async () => {
      const page = await openAt(browser, 'about:blank', phone);
      const isOfTexts = (url: URL): boolean => new RegExp(`/assets/${language}-[^/]*\\.js$`).test(url.pathname);
      await page.route(isOfTexts, (route) => route.abort());
      await page.goto(address());
      await page.getByRole('alert').getByText(text(language, 'ui.site.not_loaded'), { exact: true }).waitFor();
      await looksRight(page, `${language}-not-loaded-${name}`);
      await page.unroute(isOfTexts);
      await page.getByRole('button', { name: text(language, 'ui.site.load_again') }).click();
      if (name === 'arrive') await signIn(page, screen);
      await page.locator(shows).first().waitFor();
      assert.equal(await page.getByText(text(language, 'ui.site.not_loaded')).count(), 0);
      await page.context().close();
    });
  }
}
