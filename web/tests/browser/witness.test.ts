// "Can I be a witness?": the rules, checked by the real server from what one enters, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Policy } from '../../src/policy.ts';
import { languages, launch, open, text, type Language, type Watched } from './browser.ts';
import { Citizen, good } from './citizen.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

async function openForm(language: Language): Promise<{ watched: Watched; page: Page; citizen: Citizen }> {
  const watched = await open(browser, `${server.origin}/${language}/witness/`);
  const { page } = watched;
  await page.fill('#visit-date', '2026-11-24');
  await settled(page);
  return { watched, page, citizen: new Citizen(page, language) };
}

async function settled(page: Page): Promise<void> {
  await page.locator('.witness-answer[aria-busy="false"] :is(.result, .alert)').waitFor();
}

async function verdict(page: Page): Promise<string> {
  await settled(page);
  return (await page.locator('#answer-title').textContent()) ?? '';
}

// Somebody who may be a witness, but for documents.
async function fillGood(page: Page): Promise<void> {
  await page.fill('#witness-born', '1980-05-05');
  await page.check('#witness-mitid-since-months');
  await page.check('#witness-mitid-present-yes');
  await settled(page);
}

async function addEarlier(page: Page, days: readonly string[]): Promise<void> {
  for (const day of days) {
    const before = await page.locator('.earlier input').count();
    await page.locator('#witness-earlier > button').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), `witness-earlier-${before}`);
    await page.fill(`#witness-earlier-${before}`, day);
  }
  await settled(page);
}

// A text of the locales as a pattern, whatever stands in its placeholders.
function said(language: Language, key: string): RegExp {
  return new RegExp(text(language, key).replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+'));
}

for (const language of languages) {
  test(`${language}: from nothing told to yes, asking only what can matter`, async () => {
    const { watched, page, citizen } = await openForm(language);
    assert.equal(await verdict(page), text(language, 'ui.witness.verdict.undetermined'));
    assert.equal(await page.locator('.witness-answer .result li').count(), 4);
    await fillGood(page);
    assert.deepEqual(await page.locator('.witness-answer .result ul:not(.reasons) li').allTextContents(), [text(language, 'ui.witness.open.documents')]);

    await page.getByRole('button', { name: citizen.kind('passport'), exact: true }).click();
    await page.locator('.question').waitFor();
    const order: string[] = [];
    for (let fact = await citizen.asked(); fact !== null; fact = await citizen.asked()) {
      order.push(fact);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'question-title');
      const value = { ...good, issuer: 'DK', cpr_number: true }[fact];
      assert.ok(value !== undefined, fact);
      await citizen.answer(fact, value);
      await settled(page);
    }
    assert.ok(order.length > 2 && new Set(order).size === order.length, order.join(' '));
    assert.equal(await verdict(page), text(language, 'ui.witness.verdict.eligible'));
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer-title');
    assert.equal((await page.getByRole('status').textContent())?.trim(), text(language, 'ui.witness.verdict.eligible'));

    // PRIVACY: bodies go to the check alone, and hold no name or number.
    const bodies = watched.requests.filter((request) => request.postData() !== null);
    for (const request of bodies) {
      assert.equal(new URL(request.url()).pathname, '/api/v1/witness/check');
      const body = request.postDataJSON() as { witness: object };
      assert.deepEqual(Object.keys(body).sort(), ['centre', 'date', 'documents', 'witness']);
      assert.deepEqual(Object.keys(body.witness).sort(), ['born', 'earlier', 'mitid_present', 'mitid_since', 'professional']);
    }
    await watched.close();
  });

  test(`${language}: the quota: three times within 120 days is no, with the day from which it is yes`, async () => {
    const { watched, page } = await openForm(language);
    await fillGood(page);
    await addEarlier(page, ['2026-10-01', '2026-09-01']);
    await page.locator('.result').getByText(text(language, 'ui.witness.left.one')).waitFor();
    await addEarlier(page, ['2026-11-24']);
    assert.equal(await verdict(page), text(language, 'ui.witness.verdict.not-eligible'));
    const until = language === 'en' ? '30 December 2026' : '30. december 2026';
    const reasons = await page.locator('.reasons').innerText();
    assert.match(reasons, said(language, 'ui.witness.refused.quota-used'));
    assert.ok(reasons.includes(until), reasons);
    assert.deepEqual(await page.locator('.reasons a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash)), ['#W6']);
    assert.match((await page.getByRole('status').textContent()) ?? '', new RegExp(until));

    await page.getByRole('button', { name: new RegExp(until) }).click();
    await page.locator('.result-undetermined').waitFor();
    assert.equal(await page.inputValue('#visit-date'), '2026-12-30');
    await watched.close();
  });

  test(`${language}: every certain reason is told, with what would help`, async () => {
    const { watched, page } = await openForm(language);
    await page.fill('#witness-born', '2009-02-28');
    await page.check('#witness-mitid-since-date');
    await page.fill('#witness-mitid-day', '2026-10-25');
    await page.check('#witness-mitid-present-no');
    await page.getByRole('button', { name: text(language, 'policy.mitid.kind.birth-certificate'), exact: true }).click();
    await page.locator('.reasons li').nth(3).waitFor();
    const reasons = await page.locator('.reasons').innerText();
    for (const code of ['too-young', 'mitid-too-new', 'mitid-absent', 'no-valid-documents']) {
      assert.match(reasons, said(language, `ui.witness.refused.${code}`));
    }
    const days = language === 'en' ? ['28 February 2027', '25 November 2026'] : ['28. februar 2027', '25. november 2026'];
    for (const day of days) assert.ok(reasons.includes(day), day);
    // The way to the page that tells what is missing carries the documents along.
    await page.getByRole('link', { name: text(language, 'ui.witness.help.documents_link') }).click();
    await page.locator('.check .document').waitFor();
    assert.equal(new URL(page.url()).pathname, `/${language}/check/`);
    await watched.close();
  });

  test(`${language}: without a picture it is no, and the kinds that carry one are named`, async () => {
    const { watched, page, citizen } = await openForm(language);
    await fillGood(page);
    await page.getByRole('button', { name: citizen.kind('health-card'), exact: true }).click();
    await page.locator('.result-rejected').waitFor();
    assert.match(await page.locator('.reasons').innerText(), said(language, 'ui.witness.refused.no-valid-documents'));
    // With a certificate it is valid documentation, but there is no picture on either: certain from the start.
    await page.getByText(text(language, 'ui.documents.another'), { exact: true }).click();
    await page.getByRole('button', { name: citizen.kind('residence-certificate'), exact: true }).click();
    await page.locator('.reasons').getByText(citizen.kind('passport')).waitFor();
    const reasons = await page.locator('.reasons').innerText();
    assert.match(reasons, said(language, 'ui.witness.refused.no-photo-document'));
    assert.ok(reasons.includes(citizen.kind('passport')));
    await watched.close();
  });

  test(`${language}: a professional witness has no quota`, async () => {
    const { watched, page } = await openForm(language);
    await fillGood(page);
    await addEarlier(page, ['2026-10-01', '2026-09-01', '2026-11-24']);
    await page.locator('.result-rejected').waitFor();
    await page.check('#witness-professional-yes');
    await page.locator('.result-undetermined').getByText(text(language, 'ui.witness.left.no_limit')).waitFor();
    await watched.close();
  });

  test(`${language}: the numbers in the texts are the policy's`, async () => {
    const policy = (await (await fetch(`${server.origin}/api/v1/policies/mitid?lang=${language}`)).json()) as Policy;
    const other: Policy = {
      ...policy,
      witness: { ...policy.witness, age_years_min: { value: 23 }, mitid_days_more_than: { value: 47 }, quota: { times: 7, days: 211 } },
    };
    const watched = await open(browser, 'about:blank');
    await watched.page.route('**/api/v1/policies/mitid?*', (route) => route.fulfill({ json: other }));
    await watched.page.goto(`${server.origin}/${language}/witness/`);
    await watched.page.locator('.bring-list').waitFor();
    const all = await watched.page.locator('main').innerText();
    for (const number of [23, 47, 7, 211]) assert.match(all, new RegExp(`\\b${number}\\b`));
    for (const number of [18, 30, 120]) assert.doesNotMatch(all, new RegExp(`\\b${number}\\b(?! (?:November|\\. november))`));
    await watched.page.context().close();
  });

  test(`${language}: days that can't be are told where they were entered, and nothing is sent of them`, async () => {
    const { watched, page } = await openForm(language);
    await page.fill('#witness-born', '2026-11-25');
    await page.locator('#witness-born').blur();
    await page.locator('#witness-born-error').getByText(text(language, 'ui.witness.error.after_visit')).waitFor();
    await addEarlier(page, ['2026-11-25']);
    await page.locator('#witness-earlier-0').blur();
    await page.locator('#witness-earlier-0-error').getByText(text(language, 'ui.witness.error.after_visit')).waitFor();
    assert.equal(await page.getAttribute('#witness-earlier-0', 'aria-invalid'), 'true');
    // Letters go nowhere; half a date is none.
    await page.locator('#witness-born').focus();
    await page.fill('#witness-born', '');
    await page.keyboard.type('abc<script>12');
    await page.locator('#witness-born').blur();
    await page.locator('#witness-born-error').getByText(text(language, 'ui.error.date')).waitFor();
    await settled(page);
    const last = watched.requests.filter((request) => request.postData() !== null).at(-1)?.postDataJSON() as { witness: { born: unknown; earlier: unknown[] } };
    assert.equal(last.witness.born, null);
    assert.deepEqual(last.witness.earlier, []);
    // Removing the day takes its complaint away, and the keyboard stays in the list.
    await page.getByRole('button', { name: said(language, 'ui.witness.earlier_remove') }).click();
    assert.equal(await page.locator('.earlier input').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'LEGEND');
    await watched.close();
  });

  test(`${language}: a day before the rules: the page says from when they are known, and goes on from there`, async () => {
    const { watched, page } = await openForm(language);
    await page.fill('#visit-date', '2023-12-31');
    const from = language === 'en' ? '1 January 2024' : '1. januar 2024';
    await page.locator('.witness-answer .alert-warning').getByText(from).waitFor();
    await page.fill('#visit-date', '2024-01-01');
    await page.locator('.result-undetermined').waitFor();
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('422')));
    await watched.close();
  });

  test(`${language}: a server that is gone is told in words, nothing is lost, and trying again works`, async () => {
    const own = await startServer();
    const watched = await open(browser, `${own.origin}/${language}/witness/`);
    const { page } = watched;
    await page.locator('.result').waitFor();
    await own.stop();
    await page.fill('#witness-born', '1980-05-05');
    await page.getByText(text(language, 'ui.error.unreachable'), { exact: true }).waitFor();
    assert.equal(await page.inputValue('#witness-born'), '1980-05-05');
    await page.route('**/api/v1/witness/check', async (route) => {
      const answer = await fetch(`${server.origin}/api/v1/witness/check`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: route.request().postData(),
      });
      await route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
    });
    await page.getByRole('button', { name: text(language, 'ui.error.retry') }).click();
    await page.locator('.result').waitFor();
    assert.equal(watched.complaints.splice(0).filter((each) => !each.includes('ERR_CONNECTION')).length, 0);
    await watched.close();
  });

  test(`${language}: the list prints on one page, without the form`, async () => {
    const { watched, page } = await openForm(language);
    await page.emulateMedia({ media: 'print' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1);
    assert.ok(await page.getByText(text(language, 'ui.witness.false_statement')).isVisible());
    assert.ok(!(await page.locator('#witness-born').isVisible()));
    await page.emulateMedia({ media: 'screen' });
    await watched.close();
  });

  test(`${language}: every page that advises a witness leads here`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/`);
    const { page } = watched;
    await page.locator('#S3').waitFor();
    const here = `/${language}/witness/`;
    const lead = (scope: string): Promise<string[]> =>
      page.locator(`${scope} a`).evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
    assert.ok((await lead('#S3')).includes(here));
    assert.ok((await lead('section[aria-labelledby="witness-title"]')).includes(here));
    assert.ok((await lead('.site-nav')).includes(here));
    await page.goto(`${server.origin}/${language}/check/`);
    await page.check('#situation-abroad');
    assert.ok((await lead('section[aria-labelledby="situation-title"]')).includes(here));
    await watched.close();
  });
}
