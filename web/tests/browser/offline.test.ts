// Without a connection: the page opens, decides and explains in every language, and says of which day its rules are. With one, the rules are the server's.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../tests/engine/cases.ts';
import { longDate } from '../../src/format.ts';
import { keptField } from '../../src/kept.ts';
import { languages, launch, open, text, type Language } from './browser.ts';
import { Citizen, good, planUrl } from './citizen.ts';
import { startServer } from './server.ts';

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Until the browser keeps all that the page needs.
const kept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });

const staleText = (language: Language, date: string): string => text(language, 'ui.engine.kept').replace('{date}', longDate(language, date));
const localToday = (page: Page): Promise<string> => page.evaluate(() => new Date().toLocaleDateString('sv'));

for (const language of languages) {
  test(`${language}: after one visit the page works without a connection, and says of which day the rules are`, async () => {
    const server = await startServer();
    const watched = await open(browser, `${server.origin}/${language}/check/`);
    const { page } = watched;
    await kept(page);
    assert.equal(await page.getByText(staleText(language, await localToday(page))).count(), 0);
    await server.pause();

    await page.reload();
    const citizen = new Citizen(page, language);
    await page.getByText(staleText(language, await localToday(page))).waitFor();
    await page.fill('#visit-date', '2026-11-24');
    await citizen.add('passport');
    await citizen.answerAll({ ...good, issuer: 'SE', cpr_number: false });
    assert.equal(await citizen.verdict(), citizen.text('verdict.rejected'));
    await page.locator('.result .advice').getByText(citizen.text('policy.mitid.line.B2.1'), { exact: true }).waitFor();
    await citizen.add('public-benefit-documentation');
    await citizen.answerAll({ ...good, issued: '2026-01-01', cpr_number: true, issuer: 'DK' });
    // Why, in words and at the rule.
    const refused = page.locator('.result .refused');
    await refused.getByText(citizen.text('refusal.too-old')).waitFor();
    await refused.locator('a[href$="#B2.8"]').first().click();
    await page.locator('[id="B2.8"]').waitFor();
    await page.goBack();
    await page.locator('.picker').waitFor(); // back is a way of its own, which the next one would cut off

    // The other languages too, and those in which the page is a notice.
    const other = languages.find((each) => each !== language) as Language;
    await page.goto(`${server.origin}/${language}/check/`);
    await page.locator(`.language-links a[lang=${other}]`).click();
    await page.getByText(staleText(other, await localToday(page))).waitFor();
    await page.locator('.picker').waitFor();
    await page.locator('.language-links a[lang=kl]').click();
    await page.locator('main.notice').waitFor();

    // Back on line nothing is old.
    await server.resume();
    await page.goto(`${server.origin}/${language}/check/`);
    await page.locator('.picker').waitFor();
    assert.equal(await page.locator('.check .alert').count(), 0);
    assert.deepEqual(watched.complaints.splice(0).filter((each) => !each.includes('ERR_CONNECTION')), []);
    await watched.close();
    await server.stop();
  });
}

test('rules that were kept long ago are told with that day, not with today', async () => {
  const server = await startServer();
  const watched = await open(browser, `${server.origin}/da/check/`);
  const { page } = watched;
  await kept(page);
  await server.pause();
  await page.evaluate(async (field) => {
    const cache = await caches.open('rules');
    for (const request of await cache.keys()) {
      const answer = (await cache.match(request)) as Response;
      const headers = new Headers(answer.headers);
      headers.set(field, '2026-01-02T11:00:00.000Z');
      await cache.put(request, new Response(await answer.arrayBuffer(), { headers }));
    }
  }, keptField);
  await page.reload();
  await page.getByText(staleText('da', '2026-01-02')).waitFor();
  assert.ok(staleText('da', '2026-01-02').includes('2. januar 2026'));
  watched.complaints.splice(0);
  await watched.close();
  await server.stop();
});

test('what is kept are the pages and the rules, and nothing that was entered', async () => {
  const server = await startServer();
  const watched = await open(browser, `${server.origin}/en/check/`);
  const { page } = watched;
  await kept(page);
  await page.fill('#visit-date', '2026-12-03');
  await new Citizen(page, 'en').add('passport');
  const found = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname + new URL(url).search);
    return paths;
  });
  assert.ok(found.length > 10);
  for (const path of found) assert.match(path, /^\/(assets\/[\w.-]+|[a-z]{2}\/(check\/)?|api\/v1\/policies\/mitid(\?lang=(da|en)|\/program))$/);
  await watched.close();
  await server.stop();
});

// A folder as SKRANKE_HOME has it, with policies that a test may change.
function ownHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  for (const name of ['data', 'locales']) symlinkSync(join(root, name), join(home, name));
  mkdirSync(join(home, 'web'));
  symlinkSync(join(root, 'web/dist'), join(home, 'web/dist'));
  cpSync(join(root, 'policies'), join(home, 'policies'), { recursive: true });
  return home;
}

test('a new version of the policy decides with the next visit, on the same pages, with a connection and after it', async () => {
  const home = ownHome();
  const server = await startServer({ home });
  const watched = await open(browser, `${server.origin}/en/check/`);
  const { page } = watched;
  const citizen = new Citizen(page, 'en');
  const plan = 'SKRANKE1;mitid;2026-11-24;citizen-service;passport:issuer=SE,form=physical,temporary=no,name_matches=yes,expires=never;' +
    'public-benefit-documentation:form=physical,cpr_number=yes,temporary=no,name_matches=yes,expires=never,issued=2026-09-01';
  const visit = async (): Promise<string> => {
    await page.goto('about:blank');
    await page.goto(planUrl(server.origin, 'en', plan));
    return citizen.verdict();
  };
  await kept(page);
  assert.equal(await visit(), citizen.text('verdict.accepted'), 'three months old at most');

  await server.pause();
  const folder = join(home, 'policies/mitid');
  assert.ok(readdirSync(folder).includes('2024-01-01.toml'));
  const before = readFileSync(join(folder, '2024-01-01.toml'), 'utf8');
  const later = before.replace('version = "2024-01-01"', 'version = "2025-01-01"').replace('effective = 2024-01-01', 'effective = 2025-01-01').replaceAll('months_old_max = 3', 'months_old_max = 1');
  writeFileSync(join(folder, '2025-01-01.toml'), later);
  await server.resume();
  assert.equal(await visit(), citizen.text('verdict.rejected'), 'one month old at most');
  await page.locator('.result .refused').getByText(citizen.text('refusal.too-old')).waitFor();

  await server.pause();
  assert.equal(await visit(), citizen.text('verdict.rejected'));
  await page.getByText(staleText('en', await localToday(page))).waitFor();
  watched.complaints.splice(0);
  await watched.close();
  await server.stop();
  rmSync(home, { recursive: true });
});

test('what a new build brings is kept beside the old one, and takes over when no page of the old one is open', async () => {
  const home = ownHome();
  rmSync(join(home, 'web/dist'));
  cpSync(join(root, 'web/dist'), join(home, 'web/dist'), { recursive: true });
  const server = await startServer({ home });
  const watched = await open(browser, `${server.origin}/en/check/`);
  const { page } = watched;
  await kept(page);
  const names = (): Promise<string[]> => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('pages-')));
  const [old = ''] = await names();

  await server.pause();
  const script = join(home, 'web/dist/keeper.js');
  writeFileSync(script, readFileSync(script, 'utf8').replace(old.slice('pages-'.length), 'another'));
  for (const encoding of ['br', 'gz']) rmSync(`${script}.${encoding}`);
  await server.resume();
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const ready = new Promise<void>((done) => {
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => { if (installing.state === 'installed') done(); });
      });
    });
    await registration.update();
    await ready;
  });
  assert.deepEqual((await names()).sort(), [old, 'pages-another'].sort());

  await page.goto('about:blank');
  await page.goto(`${server.origin}/en/check/`);
  await page.waitForFunction(async (gone) => !(await caches.keys()).includes(gone), old);
  assert.deepEqual(await names(), ['pages-another']);
  await watched.close();
  await server.stop();
  rmSync(home, { recursive: true });
});
