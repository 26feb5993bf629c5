// "In my name": a case at the real desk, seen by who it is about, after a login at the real provider.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { generatedExtract, importedAtDesk } from '../../../tests/http/extracts.ts';
import { type RunningDesk, startDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, text } from './browser.ts';

let browser: Browser;
let running: RunningDesk;
let caseId = '';
before(async () => {
  [browser, running] = await Promise.all([launch(), startDesk('nobody', undefined, undefined, {}, (folder) => {
    generatedExtract(folder);
    importedAtDesk(folder);
  })]);
  // Yvonne is in the register, and has a MitID at the provider.
  const opened = await step('', { purpose: 'first-mitid', language: 'da' });
  caseId = String(opened['case_id']);
  await step(`/${caseId}/applicant`, { revision: 1, number: '270957-3780', reason: 'stands at the counter' });
});
after(async () => { await browser.close(); await running.stop(); });

async function step(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${running.desk}/desk/v1/cases${path}`, { method: 'POST', body: JSON.stringify(body),
    headers: { authorization: 'Bearer local', 'content-type': 'application/json' } });
  assert.ok(answer.ok, await answer.clone().text());
  return await answer.json() as Record<string, unknown>;
}

// Signs in as the provider would let somebody in who approves in the app.
async function signedIn(language: string, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'da-DK' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.route('**/api/v1/me/sign-in*', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response: answer, headers: { ...answer.headers(), location: `${answer.headers()['location']}&login_hint=yvonne` } });
  });
  await page.goto(`${running.citizen}/${language}/own/`);
  await page.getByRole('link', { name: text(language as 'en', 'ui.mine.sign_in') }).click();
  await page.getByRole('link', { name: text(language as 'en', 'ui.nav.own') }).click();
  await page.getByRole('heading', { name: text(language as 'en', 'ui.own.cases') }).waitFor();
  return page;
}

async function expectCalm(page: Page, name: string): Promise<void> {
  const folder = process.env['SKRANKE_SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `own-${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
  assert.doesNotMatch(await page.locator('main').innerText(), /ui\.|\{[a-z]+\}/);
}

const save = (page: Page, language: (typeof languages)[number]) => page.getByRole('button', { name: text(language, 'ui.own.wish_save') });

for (const language of languages) {
  for (const width of [320, 1280]) {
    test(`${language}, ${width}: who looked, the case, and what one wants of it`, async () => {
      const page = await signedIn(language, width);
      await page.getByText('stands at the counter').waitFor();
      await expectCalm(page, `${language}-${width}`);
      await page.locator('#wish-delayed').check({ force: true });
      await save(page, language).click();
      await page.getByText(text(language, 'ui.own.wish_set.delayed')).waitFor();
      await page.reload();
      await page.locator('#wish-delayed:checked').waitFor({ state: 'attached' });
      await page.locator('#wish-allowed').check({ force: true });
      await save(page, language).click();
      await page.getByText(text(language, 'ui.own.wish_set.allowed')).waitFor();
      await page.context().close();
    });
  }
}

test('a choice is sent by its button alone, and once', async () => {
  const page = await signedIn('en', 320);
  const sent: string[] = [];
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => { go = resolve; });
  await page.route('**/api/v1/me/wish', async (route) => {
    sent.push(route.request().postData() ?? '');
    await gone;
    await route.continue();
  });
  assert.ok(await save(page, 'en').isDisabled());
  await page.locator('#wish-allowed').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('#wish-forbidden:checked').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'wish-forbidden');
  await page.keyboard.press('ArrowUp');
  const asked = page.waitForRequest('**/api/v1/me/wish');
  await save(page, 'en').click();
  await asked;
  assert.ok(await save(page, 'en').isDisabled());
  assert.ok(await page.locator('#wish-allowed').isDisabled());
  go();
  await page.getByText(text('en', 'ui.own.wish_set.delayed')).waitFor();
  assert.deepEqual(sent, ['{"wish":"delayed"}']);
  await page.unroute('**/api/v1/me/wish');

  // The answer is lost: it is set all the same.
  await page.route('**/api/v1/me/wish', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.locator('#wish-allowed').check({ force: true });
  await save(page, 'en').click();
  await page.getByText(text('en', 'ui.own.wish_set.allowed')).waitFor();
  await page.unroute('**/api/v1/me/wish');

  // Nothing is heard at all: nothing is claimed, and the choice stays to be sent again.
  await page.route('**/api/v1/me/**', (route) => route.abort());
  await page.locator('#wish-delayed').check({ force: true });
  await save(page, 'en').click();
  await page.getByText(text('en', 'ui.unsure.heading')).waitFor();
  await expectCalm(page, 'unsure');
  assert.ok(await page.locator('#wish-delayed').isChecked());
  await page.unroute('**/api/v1/me/**');
  await page.getByRole('button', { name: text('en', 'ui.unsure.look') }).click();
  await page.getByText(text('en', 'ui.mine.not_done')).waitFor();
  await page.context().close();
});

for (const language of languages) {
  test(`${language}: who has been signed in too long is told so, and that it was not done, and can sign in again`, async () => {
    const page = await signedIn(language, 320);
    await page.locator('.statement .link-button').click();
    await page.context().clearCookies();
    await page.getByRole('button', { name: text(language, 'ui.mine.confirm_yes') }).click();
    await page.getByText(text(language, 'ui.mine.signed_out'), { exact: true }).waitFor();
    await page.getByText(text(language, 'ui.mine.signed_out_not_done')).waitFor();
    await page.getByRole('link', { name: text(language, 'ui.mine.sign_in') }).waitFor();
    assert.equal(await page.locator('.statement').count(), 0);
    await expectCalm(page, `${language}-signed-out`);
    await page.context().close();
  });
}

test('"that was not me" forbids everything until it is allowed again', async () => {
  const page = await signedIn('en', 1280);
  await page.locator('.statement .link-button').click();
  await page.getByRole('button', { name: text('en', 'ui.mine.confirm_yes') }).click();
  await page.getByText(text('en', 'ui.own.reported')).waitFor();
  await page.locator('#wish-forbidden:checked').waitFor({ state: 'attached' });
  const refused = await fetch(`${running.desk}/desk/v1/cases/${caseId}`, { headers: { authorization: 'Bearer local' } });
  const { revision } = await refused.json() as { revision: number };
  const answer = await fetch(`${running.desk}/desk/v1/cases/${caseId}/decision`, { method: 'POST', body: JSON.stringify({ revision, outcome: 'accepted' }),
    headers: { authorization: 'Bearer local', 'content-type': 'application/json' } });
  assert.equal(answer.status, 409);
  assert.ok((await answer.json() as { missing: string[] }).missing.includes('applicant'));
  await page.context().close();
});
