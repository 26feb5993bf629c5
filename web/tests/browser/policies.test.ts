// The page "Rules": a version that waits, what it would change, and two administrators who let it into force by keys alone; in both languages,
// and on a telephone.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addPeople, freshCode, signedIn, type Session } from '../../../tests/http/people.ts';
import { databaseOf, startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, text, type Language } from './browser.ts';
import { looksRight } from './desk.ts';

const root = join(import.meta.dirname, '../../..');
const day = new Date(Date.now() + 40 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });

let browser: Browser;
let running: RunningDesk;
let home = '';
const sessions = new Map<string, Session>();
before(async () => {
  browser = await launch();
  home = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  for (const part of ['locales', 'data', 'web']) symlinkSync(join(root, part), join(home, part));
  cpSync(join(root, 'policies'), join(home, 'policies'), { recursive: true });
  running = await startDesk('nobody', undefined, home, {}, (folder) => addPeople(folder, [
    { name: 'anna', centre: 'aarhus', roles: ['administrator@*'] },
    { name: 'bo', centre: 'aarhus', roles: ['administrator@*'] },
    { name: 'olga', centre: 'aarhus', roles: ['officer'] },
    { name: 'lisa', centre: 'aarhus', roles: ['supervisor'] },
  ]));
  for (const name of ['anna', 'bo', 'olga', 'lisa']) sessions.set(name, await signedIn(running.desk, name));
  const rules = readFileSync(join(root, 'policies/mitid/2024-01-01.toml'), 'utf8').replace('version = "2024-01-01"\neffective = 2024-01-01', `version = "${day}"\neffective = ${day}`);
  writeFileSync(join(home, `policies/mitid/${day}.toml`), rules.replaceAll('months_old_max = 3', 'months_old_max = 2'));
  // A case that the new version decides otherwise.
  const olga = session('olga');
  let seen = (await olga.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' })).body;
  const old = new Date(Date.now() - 75 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  const shared = { form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null };
  const documents = [{ kind: 'passport', issuer: 'SE', ...shared }, { kind: 'public-benefit-documentation', issued: old, ...shared }];
  for (const [part, body] of [['documents', { documents }], ['decision', { outcome: 'refused', reasons: ['withdrew'] }]] as const) {
    const reply = await olga.ask('POST', `/desk/v1/cases/${String(seen['case_id'])}/${part}`, { revision: seen['revision'], ...body });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    seen = reply.body;
  }
  await running.restart();
});
after(async () => {
  await browser.close();
  await running.stop();
  rmSync(home, { recursive: true });
});

function session(name: string): Session {
  const found = sessions.get(name);
  assert.ok(found !== undefined, name);
  return found;
}

async function open(name: string, language: Language = 'en', viewport = { width: 1280, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'da-DK', timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
  const [key = '', value = ''] = session(name).cookie.split('=');
  await context.addCookies([{ name: key, value, url: running.desk, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${running.desk}/${language}/policies/`);
  await version(page).waitFor();
  return page;
}
const version = (page: Page) => page.locator('section.person', { has: page.getByRole('heading', { name: day }) });
const button = (page: Page, key: string, language: Language = 'en') => version(page).getByRole('button', { name: text(language, key), exact: true });

// By keys alone: to a control, and onto it.
async function press(page: Page, key: string): Promise<void> {
  const wanted = button(page, key);
  await wanted.waitFor();
  for (let step = 0; step < 60 && !(await wanted.evaluate((element) => element === document.activeElement)); step += 1) await page.keyboard.press('Tab');
  assert.ok(await wanted.evaluate((element) => element === document.activeElement), `${key} is reached by Tab`);
  await page.keyboard.press('Enter');
}

for (const language of languages) {
  for (const [size, viewport] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } })) {
    test(`${language}, ${size}: a version that waits, and what it would change`, async () => {
      const page = await open('lisa', language, viewport);
      assert.equal(await button(page, 'ui.policies.do.proposal', language).count(), 0, 'a supervisor only looks');
      await button(page, 'ui.policies.preview', language).click();
      const sentences = version(page).locator('.policy-sentences li');
      await sentences.first().waitFor();
      assert.equal(await sentences.count(), 8);
      await version(page).getByText(text(language, 'ui.policies.flips_cases').replace('{changed}', '1').replace('{count}', '1')).waitFor();
      await version(page).getByText(text(language, 'ui.policies.no_visits')).waitFor();
      assert.equal(await version(page).locator('.policy-preview a').count(), 1, 'the case, to its supervisor');
      await looksRight(page, `policies-${language}-${size}`);
      await version(page).locator('.policy-preview .link-button').click();
      await sentences.nth(8).waitFor();
      await page.getByText(text(language, 'ui.policies.others')).click();
      await page.getByRole('heading', { name: 'us-form-i-9' }).waitFor();
      await looksRight(page, `policies-all-${language}-${size}`);
      await page.context().close();
    });
  }
}

test('one administrator proposes and another activates, by keys alone, and gives the second factor again', async () => {
  const [anna, bo] = [await open('anna'), await open('bo')];
  await press(anna, 'ui.policies.do.proposal');
  await press(anna, 'ui.policies.now.proposal');
  await anna.getByText(text('en', 'ui.policies.done.proposal').replace('{version}', day)).waitFor();
  await version(anna).getByText(text('en', 'ui.policies.another_one')).waitFor();
  assert.equal(await button(anna, 'ui.policies.do.activation').count(), 0, 'not by who proposed');
  assert.equal(await version(anna).locator('.policy-preview a').count(), 0);
  await bo.reload();
  const database = databaseOf(running);
  database.exec('update staff_session set stepped_up_at = null');
  database.close();
  await press(bo, 'ui.policies.do.activation');
  await version(bo).getByRole('alert').getByText(day).waitFor();
  await looksRight(bo, 'policies-sure');
  await press(bo, 'ui.policies.now.activation');
  await bo.locator('#proof-step-up:focus').waitFor();
  await bo.keyboard.type(freshCode('bo'));
  await bo.keyboard.press('Enter');
  await bo.getByText(text('en', 'ui.policies.done.activation').replace('{version}', day)).waitFor();
  await version(bo).getByText(text('en', 'ui.policies.stand.to-come').split('{')[0] ?? '').waitFor();
  await version(bo).getByText(text('en', 'ui.policies.history')).click();
  await version(bo).getByText(/activated by bo$/).waitFor();
  await version(bo).getByText(/proposed by anna$/).waitFor();
  for (const page of [anna, bo]) await page.context().close();
});

test('either withdraws it, and what came in between is told in a sentence', async () => {
  const [anna, bo] = [await open('anna'), await open('bo')];
  assert.equal((await session('bo').ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('bo') })).status, 200);
  assert.equal((await session('anna').ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('anna') })).status, 200);
  await press(anna, 'ui.policies.do.withdrawal');
  await press(anna, 'ui.policies.now.withdrawal');
  await anna.getByText(text('en', 'ui.policies.done.withdrawal').replace('{version}', day)).waitFor();
  // The page of the other one still says that it is activated.
  await press(bo, 'ui.policies.do.withdrawal');
  await press(bo, 'ui.policies.now.withdrawal');
  await bo.getByText(text('en', 'ui.policies.refused.policy-not-standing')).waitFor();
  await version(bo).getByText(text('en', 'ui.policies.stand.held').split('{')[0] ?? '').waitFor();
  for (const page of [anna, bo]) await page.context().close();
});
