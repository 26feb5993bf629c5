// The main story, in both languages: from a Swedish passport to "You have what you need".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, open } from './browser.ts';
import { Citizen, good, planUrl } from './citizen.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

for (const language of languages) {
  test(`${language}: a Swedish passport needs a companion; a health card with CPR number is one`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/check/`);
    const citizen = new Citizen(watched.page, language);
    await watched.page.fill('#visit-date', '2026-11-24');

    await citizen.add('passport');
    await citizen.answerAll({ ...good, issuer: 'SE', cpr_number: false });
    assert.equal(await citizen.verdict(), citizen.text('verdict.rejected'));
    const advice = watched.page.locator('.result .advice > li', { hasText: citizen.text('ui.advice.with_yours') });
    await advice.getByText(citizen.text('policy.mitid.line.B2.1'), { exact: true }).waitFor();

    await citizen.add('health-card');
    await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
    const bring = await watched.page.locator('.result .bring b').allTextContents();
    assert.deepEqual(bring.map((name) => name.split(',')[0]), [citizen.kind('passport'), citizen.kind('health-card')]);
    assert.match((await watched.page.locator('.result').textContent()) ?? '', new RegExp(`\\b(list|liste) B\\b`));
    assert.equal(await watched.page.getByRole('status').textContent(), citizen.text('verdict.accepted'));

    // PRIVACY: nothing that was entered leaves the page: no request has a body, and none a query but the page's language.
    const rules = `/api/v1/policies/mitid?lang=${language}`;
    assert.deepEqual(watched.requests.filter((request) => request.postData() !== null || request.method() !== 'GET' || (request.url().includes('?') && !request.url().endsWith(rules))).map((request) => request.url()), []);
    await watched.close();
  });

  test(`${language}: a letter that is three months old is judged on the day of the visit`, async () => {
    const plan =
      'SKRANKE1;mitid;2026-11-24;citizen-service;' +
      'passport:issuer=SE,form=physical,temporary=no,name_matches=yes,expires=never;' +
      'public-benefit-documentation:form=physical,cpr_number=yes,temporary=no,name_matches=yes,expires=never,issued=2026-08-24';
    const watched = await open(browser, planUrl(server.origin, language, plan));
    const citizen = new Citizen(watched.page, language);
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));

    await watched.page.fill('#visit-date', '2026-11-25');
    await watched.page.locator('.result-rejected').waitFor();
    assert.equal(await citizen.verdict(), citizen.text('verdict.rejected'));
    const refused = watched.page.locator('.result .refused');
    await refused.getByText(citizen.text('refusal.too-old')).waitFor();
    assert.deepEqual(await refused.locator('a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash)), ['#B2.8']);
    await watched.close();
  });

  test(`${language}: every step can be taken back, every answer changed, every document removed`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/check/`);
    const { page } = watched;
    const citizen = new Citizen(page, language);
    await citizen.add('residence-permit');
    const first = await citizen.asked();
    assert.ok(first);
    await citizen.dontKnow();
    const second = await citizen.asked();
    assert.ok(second);
    assert.notEqual(second, first);

    await page.getByRole('button', { name: citizen.text('ui.check.undo') }).click();
    await page.waitForFunction((count) => document.querySelectorAll('.facts li').length === count, 0);
    await citizen.settled();
    assert.equal(await citizen.asked(), first);

    await citizen.dontKnow();
    await page.locator('.facts').getByRole('button').click();
    assert.equal(await citizen.asked(), first);
    await page.getByRole('button', { name: citizen.text('ui.question.keep') }).click();
    assert.equal(await citizen.asked(), second);
    await page.locator('.facts').getByRole('button').click();
    assert.equal(await citizen.asked(), first);
    await page.locator('.question').getByRole('button').first().click();
    await citizen.settled();
    assert.equal(await page.locator('.facts li').count(), 1);

    // All the way back: answered, set aside, and before any document.
    const undo = page.getByRole('button', { name: citizen.text('ui.check.undo') });
    await undo.click();
    await citizen.settled();
    await undo.click();
    await citizen.settled();
    await undo.click();
    await page.locator('.document').waitFor({ state: 'detached' });
    assert.equal(await undo.count(), 0);

    await citizen.add('residence-permit');
    const name = citizen.text('ui.documents.remove_label').split('{')[0] ?? '';
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.locator('.document').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'documents-title');
    await watched.close();
  });

  test(`${language}: what goes with a passport is told before all is known of it, and what that takes for granted`, async () => {
    const watched = await open(browser, planUrl(server.origin, language, 'SKRANKE1;mitid;2026-11-24;citizen-service;passport:issuer=SE'));
    const citizen = new Citizen(watched.page, language);
    assert.equal(await citizen.verdict(), citizen.text('verdict.rejected'));
    const result = watched.page.locator('.result');
    await result.getByText(citizen.text('ui.advice.with_yours')).waitFor();
    await result.getByText(citizen.text('ui.result.presumed')).waitFor();
    // Nothing was answered on the citizen's behalf: with the companion there, the questions come.
    await citizen.add('health-card');
    const asked = await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
    assert.ok(asked.filter((fact) => fact === 'temporary').length === 2, asked.join(' '));
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
    assert.deepEqual(await watched.page.locator('.result .bring div').allTextContents(), [
      citizen.text('policy.mitid.line.B1.2'),
      citizen.text('policy.mitid.line.B2.1'),
    ]);
    await watched.close();
  });

  test(`${language}: not knowing is an answer, and the page says what it would need to know`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/check/`);
    const citizen = new Citizen(watched.page, language);
    await citizen.add('passport');
    for (let count = 0; (await citizen.asked()) !== null; ++count) {
      assert.ok(count < 10, 'no fact is asked for twice');
      await citizen.dontKnow();
    }
    assert.equal(await citizen.verdict(), citizen.text('verdict.undetermined'));
    const open_ = watched.page.locator('.result').getByRole('button');
    assert.ok((await open_.count()) >= 2);
    await open_.first().click();
    assert.ok(await citizen.asked());
    await watched.close();
  });
}

test('the language changes and the plan stays', async () => {
  const plan = 'SKRANKE1;mitid;2026-11-24;citizen-service;foreign-ministry-id-card:issuer=DK,form=physical,temporary=no,name_matches=yes,expires=never';
  const watched = await open(browser, planUrl(server.origin, 'en', plan));
  await watched.page.locator('.result-accepted').waitFor();
  await watched.page.locator('.language-links').getByText('Dansk').click();
  await watched.page.locator('.result-accepted').waitFor();
  assert.equal(new URL(watched.page.url()).pathname, '/da/check/');
  await watched.close();
});

test('a plan that cannot be read is said to be so, and the page works', async () => {
  const watched = await open(browser, `${server.origin}/en/check/#plan=SKRANKE9;x`);
  const citizen = new Citizen(watched.page, 'en');
  await watched.page.getByText(citizen.text('ui.check.bad_plan')).waitFor();
  await citizen.add('passport');
  assert.ok(await citizen.asked());
  await watched.close();
});

test('a plan that these rules cannot judge is no plan', async () => {
  for (const plan of ['SKRANKE1;other;2026-11-24;citizen-service;passport', 'SKRANKE1;mitid;2026-11-24;citizen-service;membership-card']) {
    const watched = await open(browser, planUrl(server.origin, 'da', plan));
    const citizen = new Citizen(watched.page, 'da');
    await watched.page.getByText(citizen.text('ui.check.bad_plan')).waitFor();
    assert.equal(await watched.page.locator('.document').count(), 0);
    await watched.close();
  }
});

test('a day before the rules: the page says from when they are known', async () => {
  const watched = await open(browser, `${server.origin}/en/check/`);
  const citizen = new Citizen(watched.page, 'en');
  await citizen.add('passport');
  await watched.page.fill('#visit-date', '2023-12-31');
  await watched.page.getByText('We only know the rules for visits from 1 January 2024').waitFor();
  await watched.page.fill('#visit-date', '2024-01-01');
  await watched.page.locator('.question').waitFor();
  assert.equal(watched.complaints.splice(0).filter((each) => !each.includes('422')).length, 0);
  await watched.close();
});

test('a server that is gone does not keep the page from deciding', async () => {
  const own = await startServer();
  const watched = await open(browser, `${own.origin}/da/check/`);
  const citizen = new Citizen(watched.page, 'da');
  await watched.page.fill('#visit-date', '2026-11-24');
  await citizen.add('passport');
  await own.stop();
  await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
  assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
  await watched.close();
});
