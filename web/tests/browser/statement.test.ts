// A witness reads the statement, approves at the broker's own page, and comes back; in both languages, and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { languages, launch, text, type Language } from './browser.ts';

let browser: Browser;
let desk: RunningDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), startDesk('nobody')]); });
after(async () => { await browser.close(); await desk.stop(); });

// A number that can't be anybody's: its check digit is wrong.
const applicant = '1702501114';

async function begin(language: Language, caseId: string): Promise<string> {
  const response = await fetch(`${desk.desk}/desk/v1/witness/approvals`, {
    method: 'POST',
    headers: { authorization: 'Bearer one', 'content-type': 'application/json' },
    body: JSON.stringify({ case_id: caseId, applicant, initials: 'A.B.', relation: 'sibling', known_years: 31, language }),
  });
  const begun = await response.json() as { approval_id: string };
  assert.equal(response.status, 201);
  return begun.approval_id;
}

for (const language of languages) {
  test(`${language}: what is declared is read first, then approved, and the page says so`, async () => {
    const id = await begin(language, `case-${language}`);
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    await page.goto(`${desk.citizen}/${language}/witness/statement/#${id}`);
    await page.getByRole('heading', { name: text(language, 'statement.title') }).waitFor();
    const body = await page.locator('main').innerText();
    assert.ok(body.includes(text(language, 'statement.text')));
    assert.ok(body.includes(text(language, 'statement.relation.sibling')));
    assert.ok(body.includes('31') && body.includes(`case-${language}`) && body.includes('A.B.'));
    assert.ok(!body.includes(applicant));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than a phone');
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map(({ id: rule }) => rule), []);
    if (process.env['SKRANKE_SCREENSHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/statement-${language}.png`, fullPage: true });
    assert.deepEqual(complaints, []);
    await page.getByRole('link', { name: text(language, 'ui.statement.approve') }).click();
    assert.ok((await page.locator('#reference-text').innerText()).includes(`case-${language}`));
    await page.getByRole('button', { name: /Vera/ }).click();
    await page.getByText(text(language, 'ui.statement.proven'), { exact: true }).waitFor();
    assert.ok(page.url().startsWith(`${desk.citizen}/${language}/witness/statement/#${id},proven`));
    await context.close();
  });

  test(`${language}: who cancels is told that nothing was taken, and a wrong link that it is one`, async () => {
    const id = await begin(language, `cancelled-${language}`);
    const page = await browser.newPage();
    await page.goto(`${desk.citizen}/${language}/witness/statement/#${id}`);
    await page.getByRole('link', { name: text(language, 'ui.statement.approve') }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(text(language, 'ui.statement.refused'), { exact: true }).waitFor();
    assert.ok((await page.locator('main').innerText()).includes(text(language, 'ui.statement.refused_help').replace('{reason}', 'cancelled')));
    for (const wrong of ['#0123', '#<script>', '']) {
      await page.goto('about:blank');
      await page.goto(`${desk.citizen}/${language}/witness/statement/${wrong}`);
      await page.getByText(text(language, 'ui.statement.none'), { exact: true }).waitFor();
    }
    await page.close();
  });
}
