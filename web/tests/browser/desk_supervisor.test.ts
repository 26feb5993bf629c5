// The supervisor's page: what waits, and how the cases of the day and the month went; in both languages, and on a telephone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { CaseDesk, centre, looksRight } from './desk.ts';
import { databaseOf } from '../../../tests/http/running_desk.ts';
import type { View } from '../../src/desk/view.ts';

let browser: Browser;
let desk: CaseDesk;
before(async () => {
  [browser, desk] = await Promise.all([launch(), CaseDesk.begin()]);
  // Two cases that end without an applicant: one refused, one given up.
  const session = await desk.session('anna');
  for (const [part, body] of [['decision', { outcome: 'refused', reasons: ['withdrew'] }], ['end', {}]] as const) {
    const { body: opened } = await session.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' });
    const { case_id: id, revision } = opened as unknown as View;
    const ended = await session.ask('POST', `/desk/v1/cases/${id}/${part}`, { revision, ...body });
    assert.equal(ended.status, 200, JSON.stringify(ended.body));
    if (part === 'end') assert.equal((await session.ask('POST', `/desk/v1/cases/${id}/flag`, { kind: 'suspicion' })).status, 200);
  }
  // And one that bo accepted a week ago: a sample.
  const { body: opened } = await (await desk.session('bo')).ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' });
  const [id, at] = [String(opened['case_id']), Math.floor(Date.now() / 1000) - 7 * 86_400];
  const database = databaseOf(desk.running);
  database.prepare("update desk_case set outcome = 'accepted', is_open = 0, opened_at = ?, closed_at = ? where case_id = ?").run(at - 40 * 86_400, at, id);
  database.prepare("insert into desk_event (case_id, revision, at, officer_id, what) select ?, 2, ?, officer_id, 'accepted' from desk_case where case_id = ?").run(id, at, id);
  database.close();
});
after(async () => { await browser.close(); await desk.end(); });

for (const language of languages) {
  for (const [size, viewport] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } })) {
    test(`${language}, ${size}: outcomes, reasons and times, as charts and as tables`, async () => {
      const page = await desk.open(browser, 'anna', language, viewport);
      await page.goto(`${desk.running.desk}/${language}/desk/supervisor/?centre=${centre}`);
      await page.getByText(text(language, 'ui.supervisor.none_waits')).waitFor();
      const total = (key: string) => page.locator('.totals > div', { hasText: text(language, key) }).locator('dd');
      await total('ui.supervisor.series.opened').getByText('2', { exact: true }).waitFor();
      assert.equal(await total('ui.supervisor.series.refused').innerText(), '1');
      assert.equal(await total('ui.supervisor.series.ended').innerText(), '1');
      await page.getByRole('rowheader', { name: text(language, 'desk.reason.withdrew') }).waitFor();
      await page.getByRole('rowheader', { name: text(language, 'ui.case.step.decision') }).first().waitFor();
      await page.getByRole('link', { name: text(language, 'ui.supervisor.mark.suspicion') }).waitFor();
      await page.getByRole('button', { name: text(language, 'ui.supervisor.sample.is_right') }).waitFor();
      await page.locator('.chart canvas').first().waitFor();
      await looksRight(page, `supervisor-${language}-${size}`);
      await page.getByRole('button', { name: text(language, 'ui.supervisor.period.day') }).click();
      await page.locator('.plot-numbers').first().locator('summary').click();
      await page.locator('.plot-numbers').first().locator('tbody tr').nth(1).waitFor({ state: 'detached' }); // the month's are there until the day's have come
      assert.equal(await page.locator('.plot-numbers').first().locator('tbody tr').count(), 1);
      await page.context().close();
    });
  }
}

test('a supervisor says by keys what was wrong with a sample, and it is kept', async () => {
  const page = await desk.open(browser, 'anna', 'en');
  await page.goto(`${desk.running.desk}/en/desk/supervisor/?centre=${centre}`);
  const samples = page.getByRole('region', { name: text('en', 'ui.supervisor.samples') });
  await samples.getByRole('button', { name: text('en', 'ui.supervisor.sample.is_wrong') }).focus();
  await page.keyboard.press('Enter');
  await samples.locator('textarea:focus').waitFor();
  await page.keyboard.type('Two features were not looked for');
  await looksRight(page, 'supervisor-sample');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await samples.getByText(text('en', 'ui.supervisor.sample.kept')).waitFor();
  await samples.getByText(text('en', 'ui.supervisor.no_samples')).waitFor();
  await samples.getByText(text('en', 'ui.supervisor.sample.done').replace('{count}', '1')).click();
  await samples.getByText('Two features were not looked for').waitFor();
  await page.context().close();
});
