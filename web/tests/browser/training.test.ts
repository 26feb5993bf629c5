// Training that ends: the person is reminded at their desk 30 days before, and so is whoever administrates; in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addPeople, signedIn } from '../../../tests/http/people.ts';
import { startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, text, type Language } from './browser.ts';
import { looksRight } from './desk.ts';

const isoDay = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });

let browser: Browser;
let running: RunningDesk;
const cookies = new Map<string, string>();
before(async () => {
  browser = await launch();
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, [
    { name: 'root', centre: 'aarhus', roles: ['administrator@*'], trainedUntil: '' },
    { name: 'anna', centre: 'aarhus', roles: ['officer'], trainedUntil: isoDay(29) },
    { name: 'bo', centre: 'aarhus', roles: ['officer'], trainedUntil: isoDay(60) },
    { name: 'carl', centre: 'aarhus', roles: ['officer'], trainedUntil: isoDay(-1) },
  ]));
  for (const name of ['root', 'anna', 'bo']) cookies.set(name, (await signedIn(running.desk, name)).cookie);
});
after(async () => { await browser.close(); await running.stop(); });

async function open(name: string, path: string, language: Language): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'da-DK', timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
  const [key = '', value = ''] = (cookies.get(name) ?? '').split('=');
  await context.addCookies([{ name: key, value, url: running.desk, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${running.desk}/${language}/${path}`);
  await page.locator('.who').waitFor();
  return page;
}

for (const language of languages) {
  test(`${language}: an officer is told 30 days before, and nobody earlier`, async () => {
    const said = (text(language, 'ui.staff.training_ends').split('{day}')[0] ?? '').trim();
    const [anna, bo] = [await open('anna', 'desk/?centre=aarhus', language), await open('bo', 'desk/?centre=aarhus', language)];
    await anna.locator('.who').getByText(said).waitFor();
    await looksRight(anna, `training-ends-${language}`);
    assert.equal(await bo.locator('.who').getByText(said).count(), 0);
    for (const page of [anna, bo]) await page.context().close();
  });

  test(`${language}: an administrator sees whose training has ended or ends soon, the most urgent first`, async () => {
    const page = await open('root', 'people/', language);
    const reminder = page.getByRole('region', { name: text(language, 'ui.people.to_be_trained') });
    await reminder.waitFor();
    assert.deepEqual(await reminder.getByRole('link').allInnerTexts(), ['carl', 'anna']);
    await looksRight(page, `training-list-${language}`);
    await page.context().close();
  });
}
