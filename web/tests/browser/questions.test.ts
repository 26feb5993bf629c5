// "Can questions work for me?": somebody logs in at the broker's own page, and the register says yes or no; in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { generatedExtract } from '../../../tests/http/extracts.ts';
import { startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, open, text } from './browser.ts';
import { startServer } from './server.ts';

let browser: Browser;
let desk: RunningDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), startDesk('nobody', generatedExtract)]); });
after(async () => { await browser.close(); await desk.stop(); });

async function looksRight(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than a phone');
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id), []);
  if (process.env['SKRANKE_SCREENSHOTS'] !== undefined)
    await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/questions-${name}.png`, fullPage: true });
}

for (const language of languages) {
  test(`${language}: who logs in is told yes or no, and can log out`, async () => {
    for (const [who, answer] of [['Yvonne', 'yes'], ['Vera', 'no']] as const) {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
      const page = await context.newPage();
      await page.goto(`${desk.citizen}/${language}/`);
      await page.getByRole('link', { name: text(language, 'ui.nav.questions') }).click();
      await page.getByText(text(language, 'ui.questions.how')).waitFor();
      await looksRight(page, `${language}-before`);
      await page.getByRole('link', { name: text(language, 'ui.mine.sign_in'), exact: true }).click();
      await page.getByRole('button', { name: new RegExp(who) }).click();
      await page.getByText(text(language, `ui.questions.${answer}`), { exact: true }).waitFor();
      await looksRight(page, `${language}-${answer}`);
      await page.getByRole('button', { name: text(language, 'ui.mine.sign_out') }).click();
      await page.getByText(text(language, 'ui.mine.signed_out')).waitFor();
      await page.reload();
      await page.getByText(text(language, 'ui.questions.how')).waitFor();
      await context.close();
    }
  });

  test(`${language}: who cancels is told so`, async () => {
    const page = await browser.newPage();
    await page.goto(`${desk.citizen}/${language}/check/questions/`);
    await page.getByRole('link', { name: text(language, 'ui.mine.sign_in'), exact: true }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(text(language, 'ui.mine.sign_in_refused'), { exact: true }).waitFor();
    assert.equal(new URL(page.url()).hash, '', 'told once');
    await page.close();
  });
}

test('a server without a way to the register says so', async () => {
  const server = await startServer();
  const watched = await open(browser, `${server.origin}/da/check/questions/`);
  await watched.page.getByText(text('da', 'ui.questions.not_here'), { exact: true }).waitFor();
  watched.complaints.splice(0); // the browser's own word on a 404
  await watched.close();
  await server.stop();
});
