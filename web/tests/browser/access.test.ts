// For everybody: axe finds nothing on any page in any state, the keyboard does it all, 320 px are enough.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { alerts, lines } from './alerts.ts';
import { languages, launch, open, type Language } from './browser.ts';
import { Citizen, planUrl } from './citizen.ts';
import { organisations } from './organisations.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

const head = 'SKRANKE1;mitid;2026-11-24;citizen-service';
const fine = 'form=physical,temporary=no,name_matches=yes,expires=never';

const vouchings = {
  left: 2,
  next_day: null,
  frozen: false,
  statements: [
    { statement_id: 'a', day: '2026-11-02', centre: 'Østerbro', withdrawn: false, disputed: false },
    { statement_id: 'b', day: '2026-06-01', centre: 'Nørrebro', withdrawn: true, disputed: false },
  ],
};

// Each state of the pages, and what shows that it is reached.
const states: readonly { name: string; path: (language: Language) => string; shows: string; then?: (page: Page, language: Language) => Promise<void> }[] = [
  { name: 'what you need', path: (language) => `/${language}/`, shows: '#witness-title' },
  { name: 'no document yet', path: (language) => `/${language}/check/`, shows: '.picker' },
  ...Object.entries({
    'a yes-or-no question': 'passport:issuer=DK,form=physical,temporary=no,name_matches=yes,expires=never',
    'a country': 'passport:cpr_number=yes,form=physical,temporary=no,name_matches=yes,expires=never',
    'a date of expiry': 'passport:issuer=DK,cpr_number=yes,form=physical,temporary=no,name_matches=yes',
    'an authority': `residence-permit:issuer=DK,photo=yes,cpr_number=yes,${fine}`,
    'an income year': `passport:issuer=SE,${fine};tax-assessment-notice:cpr_number=yes,${fine}`,
    'a date of issue': `passport:issuer=SE,${fine};public-benefit-documentation:cpr_number=yes,${fine}`,
    'a form': 'driving-licence:issuer=DK,temporary=no,name_matches=yes,expires=never',
  }).map(([name, documents]) => ({ name, path: (language: Language) => planPath(language, documents), shows: '.question' })),
  { name: 'accepted', path: (language) => planPath(language, `passport:issuer=DK,cpr_number=yes,${fine}`), shows: '.result-accepted' },
  { name: 'rejected, nothing of use', path: (language) => planPath(language, 'other'), shows: '.result-rejected' },
  {
    name: 'rejected, with reasons',
    path: (language) => planPath(language, 'passport:issuer=SE,form=copy,temporary=yes;birth-certificate:issuer=SE'),
    shows: '.refused',
  },
  {
    name: 'undetermined, nothing known',
    path: (language) => planPath(language, `passport:issuer=DK,${fine}`),
    shows: '.question',
    then: async (page, language) => {
      await new Citizen(page, language).dontKnow();
      await page.locator('.result-undetermined').waitFor();
    },
  },
  {
    name: 'a field left empty',
    path: (language) => planPath(language, `passport:cpr_number=yes,${fine}`),
    shows: '.question',
    then: async (page, language) => {
      await page.getByRole('button', { name: new Citizen(page, language).text('ui.question.continue') }).click();
      await page.locator('#answer-error').waitFor();
    },
  },
  {
    name: 'no day',
    path: (language) => `/${language}/check/`,
    shows: '.picker',
    then: async (page) => {
      await page.fill('#visit-date', '');
      await page.locator('#visit-date').blur();
      await page.locator('#visit-date-error').waitFor();
    },
  },
  {
    name: 'situations',
    path: (language) => `/${language}/check/`,
    shows: '.picker',
    then: async (page) => {
      for (const id of ['abroad', 'scan', 'name']) await page.check(`#situation-${id}`);
    },
  },
  { name: 'a witness, nothing told', path: (language) => `/${language}/witness/`, shows: '.result-undetermined' },
  {
    name: 'a witness, refused for many reasons',
    path: (language) => `/${language}/witness/`,
    shows: '.result-undetermined',
    then: async (page) => {
      await page.fill('#witness-born', '2015-01-01');
      await page.check('#witness-mitid-since-date');
      await page.fill('#witness-mitid-day', '9999-01-01');
      await page.check('#witness-mitid-present-no');
      await page.locator('#witness-earlier > button').click();
      await page.fill('#witness-earlier-0', '9999-01-01');
      await page.locator('#witness-earlier-0').blur();
      await page.locator('.picker-card').last().click();
      await page.locator('.reasons > li').nth(2).waitFor();
    },
  },
  {
    name: 'a witness, a question about a document',
    path: (language) => `/${language}/witness/`,
    shows: '.result-undetermined',
    then: async (page, language) => {
      await page.getByRole('button', { name: new Citizen(page, language).kind('passport'), exact: true }).click();
      await page.locator('.question').waitFor();
    },
  },
  {
    name: 'patterns, not signed in',
    path: (language) => `/${language}/desk/patterns/`,
    shows: '#patterns-file',
    then: async (page) => {
      await page.route('**/desk/v1/witness-patterns', (route) => route.fulfill({ status: 401, body: '{}' }));
      await page.reload();
      await page.locator('#patterns-token').waitFor();
    },
  },
  {
    name: 'patterns, an alert with its graph',
    path: (language) => `/${language}/desk/patterns/`,
    shows: '#patterns-file',
    then: async (page) => {
      await page.setInputFiles('#patterns-file', { name: 'a.jsonl', mimeType: 'text/plain', buffer: Buffer.from(`x\n${lines(alerts)}`) });
      await page.selectOption('#patterns-rule', 'professional-load');
      await page.locator('.list-scroll button').first().click();
      await page.locator('.person').first().click();
      await page.locator('.plot-numbers summary').click();
    },
  },
  ...[['organisations', organisations], ['no organisation', []]].map(([name, items]) => ({
    name: String(name),
    path: (language: Language) => `/${language}/witness/professional/`,
    shows: '#organisations-title',
    then: async (page: Page) => {
      await page.route('**/api/v1/organisations', (route) => route.fulfill({ json: { items } }));
      await page.reload();
      await page.locator('section[aria-busy="false"]').waitFor();
    },
  })),
  ...[
    ['my vouchings, signed out', 401, {}],
    ['my vouchings, being asked once more', 200, vouchings],
    ['my vouchings, frozen', 200, { ...vouchings, frozen: true, statements: vouchings.statements.map((each) => ({ ...each, disputed: true })) }],
    ['my vouchings, not there', 404, {}],
    ['my vouchings, out of order', 503, { title: 'Out of order' }],
  ].map(([name, status, json]) => ({
    name: String(name),
    path: (language: Language) => `/${language}/witness/mine/`,
    shows: '.mine',
    then: async (page: Page, language: Language) => {
      await page.route('**/api/v1/me/vouchings', (route) => route.fulfill({ status: Number(status), json }));
      await page.reload();
      await page.locator('.mine[aria-busy="false"]').waitFor();
      const notMe = page.getByRole('button', { name: new RegExp(`^${new Citizen(page, language).text('ui.mine.not_me')}`) });
      if ((await notMe.count()) > 0) await notMe.first().click();
    },
  })),
  { name: 'a plan that cannot be read', path: (language) => `/${language}/check/#plan=x`, shows: '.alert-warning' },
  { name: 'an address that leads nowhere', path: (language) => `/${language}/chekc/`, shows: '.notice-links' },
];

function planPath(language: Language, documents: string): string {
  return planUrl('', language, `${head};${documents}`);
}

for (const language of languages) {
  for (const state of states) {
    // axe reads the wide page in one language and the narrow one in the other.
    test(`${language}: ${state.name}: no violations, no scrolling sideways at 320 px, every text filled in`, async () => {
      const watched = await open(browser, server.origin + state.path(language), { width: 320, height: 640 });
      const { page } = watched;
      await page.locator(state.shows).first().waitFor();
      await state.then?.(page, language);
      const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(narrow <= 320, `${narrow} px wide`);
      // Pages of which the server may not have the data say so, and Chromium says it of each request.
      if (/desk|professional|mine/.test(state.path(language))) assert.ok(watched.complaints.splice(0).every((each) => /40[14]|503/.test(each)));
      assert.doesNotMatch(await page.locator('body').innerText(), /[{}]|\b(ui|fact|policy|refusal|verdict)\.[a-z]/);
      if (language === 'en') await page.setViewportSize({ width: 1280, height: 900 });
      assert.deepEqual(await violations(page), []);
      if (state.name === 'an address that leads nowhere') assert.match(watched.complaints.splice(0).join(), /^[^,]*404[^,]*$/);
      await watched.close();
    });
  }

  test(`${language}: the keyboard alone is enough`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/check/`);
    const { page } = watched;
    const citizen = new Citizen(page, language);
    await page.locator('.picker').waitFor();
    await tabTo(page, citizen.kind('foreign-ministry-id-card'));
    await page.keyboard.press('Enter');
    await citizen.settled();
    const labels: Record<string, string> = {
      issuer: language === 'en' ? 'Denmark' : 'Danmark',
      form: citizen.text('fact.form.value.physical'),
      temporary: citizen.text('fact.no'),
      name_matches: citizen.text('fact.yes'),
      expires: citizen.text('ui.question.no_expiry'),
    };
    for (let fact = await citizen.asked(); fact !== null; fact = await citizen.asked()) {
      // The question has the focus, so its answers are the next stops.
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'question-title');
      const label = labels[fact];
      assert.ok(label, fact);
      const stops = await tabTo(page, label);
      assert.ok(stops <= 8, `${stops} stops`);
      await page.keyboard.press('Space');
      await citizen.settled();
    }
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), citizen.text('verdict.accepted'));
    await watched.close();
  });
}

for (const language of languages) {
  test(`${language}: whether one can be a witness is found out by keyboard alone`, async () => {
    const watched = await open(browser, `${server.origin}/${language}/witness/`);
    const { page } = watched;
    const citizen = new Citizen(page, language);
    await page.locator('.result').waitFor();
    await tabTo(page, citizen.text('ui.witness.open.born'));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'witness-born');
    await page.keyboard.type('05051980');
    for (const id of ['witness-mitid-since-months', 'witness-mitid-present-yes']) {
      while ((await page.evaluate(() => document.activeElement?.id)) !== id) await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
    }
    await tabTo(page, citizen.kind('foreign-ministry-id-card'));
    await page.keyboard.press('Enter');
    await page.locator('.question').waitFor();
    const labels: Record<string, string> = {
      issuer: language === 'en' ? 'Denmark' : 'Danmark',
      form: citizen.text('fact.form.value.physical'),
      temporary: citizen.text('fact.no'),
      name_matches: citizen.text('fact.yes'),
      expires: citizen.text('ui.question.no_expiry'),
    };
    for (let fact = await citizen.asked(); fact !== null; fact = await citizen.asked()) {
      assert.ok((await tabTo(page, labels[fact] ?? fact)) <= 8);
      await page.keyboard.press('Space');
      await citizen.settled();
    }
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), citizen.text('ui.witness.verdict.eligible'));
    await watched.close();
  });
}

for (const code of ['kl', 'fo']) {
  for (const path of ['', 'check/', 'witness/']) {
    test(`/${code}/${path} is the notice, in its language and in each that exists, with links`, async () => {
      const watched = await open(browser, `${server.origin}/${code}/${path}`, { width: 320, height: 640 });
      const { page } = watched;
      assert.equal(await page.locator('html').getAttribute('lang'), code);
      assert.deepEqual(await page.locator('main section').evaluateAll((all) => all.map((each) => each.getAttribute('lang'))), [code, 'da', 'en']);
      assert.deepEqual(await page.locator('.notice-links a').evaluateAll((all) => all.map((each) => each.getAttribute('href'))), [`/da/${path}`, `/en/${path}`]);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
      assert.deepEqual(await violations(page), []);
      await page.locator('.notice-links a').first().click();
      await page.locator('h1').waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'da');
      await watched.close();
    });
  }
}

test('every language switch leads to the same page', async () => {
  const watched = await open(browser, `${server.origin}/en/check/`);
  const links = watched.page.locator('.language-links a');
  assert.deepEqual(await links.evaluateAll((all) => all.map((each) => each.getAttribute('href'))), ['/da/check/', '/en/check/', '/fo/check/', '/kl/check/']);
  await watched.close();
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

// Presses Tab until the element with this name has the focus; gives the number of stops.
async function tabTo(page: Page, name: string): Promise<number> {
  for (let stops = 1; stops <= 60; ++stops) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate(() => document.activeElement?.textContent?.trim());
    if (reached === name) return stops;
  }
  throw new Error(`no way to "${name}" by keyboard`);
}
