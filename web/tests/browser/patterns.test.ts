// The supervisors' page "Patterns": alerts from a file or from the desk, their graphs, and the same in tables.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { alerts, chain, lines } from './alerts.ts';
import { languages, launch, open, text, type Language, type Watched } from './browser.ts';
import { binary, startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

const atDesk = '**/desk/v1/witness-patterns';

async function openPage(language: Language, desk: { status: number; body: string }): Promise<{ watched: Watched; page: Page }> {
  const watched = await open(browser, `${server.origin}/${language}/`);
  const { page } = watched;
  await page.route(atDesk, (route) => route.fulfill({ status: desk.status, contentType: 'application/jsonl', body: desk.body }));
  await page.goto(`${server.origin}/${language}/desk/patterns/`);
  await page.locator('#patterns-file').waitFor();
  return { watched, page };
}

function file(content: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'alerts.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(content) };
}

async function choose(page: Page, rule: string): Promise<void> {
  await page.selectOption('#patterns-rule', rule);
  await page.locator('.list-scroll button').first().click();
  await page.locator('.graph svg').waitFor();
}

for (const language of languages) {
  test(`${language}: where the desk has no alerts, a file is opened, and nothing of it leaves the browser`, async () => {
    const { watched, page } = await openPage(language, { status: 404, body: '' });
    await page.getByText(text(language, 'ui.patterns.not_there')).waitFor();
    await page.getByText(text(language, 'ui.patterns.notice')).waitFor();
    await page.setInputFiles('#patterns-file', file(lines(alerts)));
    await page.locator('.list-scroll tbody tr').nth(alerts.length - 1).waitFor();
    await choose(page, 'chain');
    assert.ok(watched.requests.every((request) => request.postData() === null));
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('404')));
    await watched.close();
  });

  test(`${language}: alerts of the desk: filtered by rule and day, drawn, and told in a table`, async () => {
    const { watched, page } = await openPage(language, { status: 200, body: lines(alerts) });
    const rows = page.locator('.list-scroll tbody tr');
    await rows.nth(alerts.length - 1).waitFor();
    // A rule that the page has no words for keeps its name.
    await rows.getByText('a-rule-of-tomorrow').waitFor();

    await choose(page, 'chain');
    assert.equal(await rows.count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'detail-title');
    assert.equal(await page.locator('.graph-node').count(), chain.persons.length);
    assert.equal(await page.locator('.graph-edge').count(), chain.statements.length);
    assert.equal(await page.locator('.graph-unseen').count(), 3);
    const across = await page.locator('.graph-node rect').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
    assert.deepEqual(across, [...across].sort((a, b) => a - b));

    const table = await page.locator('.detail tbody tr').evaluateAll((all) => all.map((row) => [...row.children].slice(1, 3).map((cell) => cell.textContent)));
    assert.deepEqual(table, chain.statements.map(({ witness, applicant }) => [witness, applicant]));

    await page.getByRole('button', { name: 'p3', exact: true }).click();
    assert.equal(await page.locator('.graph-edge.graph-marked').count(), 2);
    assert.equal(await page.locator('.detail .chosen').count(), 2);

    await page.getByRole('button', { name: text(language, 'ui.patterns.everything') }).click();
    await page.fill('#patterns-from', '2026-07-01');
    await page.waitForFunction(() => document.querySelectorAll('.list-scroll tbody tr').length === 2);
    await page.fill('#patterns-from', '2026-12-01');
    await page.getByText(text(language, 'ui.patterns.none')).waitFor();
    await watched.close();
  });

  test(`${language}: the plot has a bar for each day with alerts, says the same in a table, and leads to the day`, async () => {
    const { watched, page } = await openPage(language, { status: 200, body: lines(alerts) });
    await page.locator('.plot-bar').first().waitFor();
    assert.equal(await page.locator('.plot-bar').count(), new Set(alerts.map(({ last_day: day }) => day)).size);
    await page.getByText(text(language, 'ui.patterns.numbers')).click();
    const counts = await page.locator('.plot-numbers .number').allTextContents();
    assert.equal(counts.slice(1).reduce((sum, each) => sum + Number(each), 0), alerts.length);
    await page.locator('.plot-bar').last().click();
    await page.waitForFunction(() => document.querySelectorAll('.list-scroll tbody tr').length === 2);
    await watched.close();
  });

  test(`${language}: the officer stands in the graph where the rule is about them`, async () => {
    const { watched, page } = await openPage(language, { status: 200, body: lines(alerts) });
    await choose(page, 'same-officer');
    assert.equal(await page.locator('.graph-officer').count(), 1);
    assert.equal((await page.locator('.graph-officer title').textContent())?.trim(), `${text(language, 'ui.patterns.node.officer')} officer-9`);
    await watched.close();
  });

  test(`${language}: a file of nonsense: bad lines are named, and what it says is text`, async () => {
    const { watched, page } = await openPage(language, { status: 200, body: '' });
    const mischief = JSON.stringify({ ...chain, persons: ['<img src=x onerror=alert(1)>'], statements: chain.statements.map((each) => ({ ...each, witness: '<b>w</b>' })) });
    await page.setInputFiles('#patterns-file', file(`hello\n${mischief}\n{"rule":1}\n\u0000\n`));
    await page.locator('.form-error-message').filter({ hasText: '1, 3, 4' }).waitFor();
    await choose(page, 'chain');
    assert.equal(await page.locator('main img, main td b').count(), 0);
    await page.getByText('<img src=x onerror=alert(1)>', { exact: true }).waitFor();
    await page.setInputFiles('#patterns-file', file(''));
    await page.getByText(text(language, 'ui.patterns.none')).waitFor();
    await watched.close();
  });

  test(`${language}: who is not signed in at the desk gives their access token, which nobody else sees`, async () => {
    const { watched, page } = await openPage(language, { status: 401, body: '{}' });
    await page.unroute(atDesk);
    await page.route(atDesk, (route) => {
      const right = route.request().headers().authorization === 'Bearer t0ken';
      return route.fulfill(right ? { status: 200, body: lines(alerts) } : { status: 401, body: '{}' });
    });
    await page.getByText(text(language, 'ui.patterns.sign_in')).waitFor();
    for (const token of ['wrong', 'a line\u0085end', ' t0ken ']) {
      await page.fill('#patterns-token', token);
      await page.keyboard.press('Enter');
      if (token === 'wrong') await page.waitForResponse(atDesk);
    }
    await page.locator('.list-scroll tbody tr').first().waitFor();
    assert.equal(await page.locator('#patterns-token').count(), 0);
    assert.ok(watched.requests.every((request) => !request.url().includes('t0ken')));
    assert.ok(watched.complaints.splice(0).every((each) => each.includes('401')));
    await watched.close();
  });

  test(`${language}: a desk that refuses or is gone is told, and trying again works`, async () => {
    const { watched, page } = await openPage(language, { status: 403, body: '{"title":"Not for you"}' });
    await page.getByText('Not for you').waitFor();
    await page.unroute(atDesk);
    await page.route(atDesk, (route) => route.abort());
    await page.getByRole('button', { name: text(language, 'ui.patterns.from_desk') }).click();
    await page.getByText(text(language, 'ui.error.unreachable')).waitFor();
    await page.unroute(atDesk);
    await page.route(atDesk, (route) => route.fulfill({ status: 200, body: lines(alerts) }));
    await page.getByRole('button', { name: text(language, 'ui.patterns.from_desk') }).click();
    await page.locator('.list-scroll tbody tr').first().waitFor();
    assert.ok(watched.complaints.splice(0).every((each) => /403|ERR_FAILED/.test(each)));
    await watched.close();
  });
}

test('a hundred alerts at a time, and the others on wish', async () => {
  const many = Array.from({ length: 250 }, () => chain);
  const { watched, page } = await openPage('en', { status: 200, body: lines(many) });
  const rows = page.locator('.list-scroll tbody tr');
  for (const count of [100, 200, 250]) {
    await page.waitForFunction((most) => document.querySelectorAll('.list-scroll tbody tr').length === most, count);
    const more = page.getByRole('button', { name: /^Show more/ });
    if (count < 250) await more.click();
    else assert.equal(await more.count(), 0);
  }
  assert.equal(await rows.count(), 250);
  await watched.close();
});

test('by keyboard alone: from the rule to the graph and its table', async () => {
  const { watched, page } = await openPage('da', { status: 200, body: lines(alerts) });
  await page.locator('.list-scroll tbody tr').first().waitFor();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  const name = text('da', 'ui.patterns.rule.chain.name');
  for (let stops = 0; !(await focused()).includes(`: ${name}`); ++stops) {
    assert.ok(stops < 60, 'the alert is reached');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'detail-title');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.locator('.graph-node.graph-marked').waitFor();
  for (let stops = 0; (await focused()) !== text('da', 'ui.patterns.graph'); ++stops) {
    assert.ok(stops < 10, 'the graph is reached, so that it can be scrolled');
    await page.keyboard.press('Tab');
  }
  await watched.close();
});

// Two who vouched for each other, and three in a circle.
const statements = ([['2026-03-01', 'p1', 'p2'], ['2026-04-02', 'p2', 'p1'], ['2026-05-01', 'p3', 'p4'], ['2026-05-02', 'p4', 'p5'], ['2026-05-03', 'p5', 'p3']] as const)
  .map(([day, witness, applicant]) => JSON.stringify({ day, witness, applicant, officer: 'o', centre: 'c', face_bound: true }));

test('what the program finds is what the page shows', async () => {
  const found = spawnSync(binary, ['witness', 'patterns', '--json', '-'], { input: statements.join('\n'), encoding: 'utf8' });
  assert.equal(found.status, 0, found.stderr);
  const rules = found.stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { rule: string }).rule);
  assert.ok(rules.includes('reciprocal') && rules.includes('cycle'), rules.join(' '));
  const { watched, page } = await openPage('en', { status: 200, body: '' });
  await page.setInputFiles('#patterns-file', file(found.stdout));
  await page.locator('.list-scroll tbody tr').nth(rules.length - 1).waitFor();
  assert.equal(await page.locator('.form-error-message').count(), 0);
  // Each rule that the program names has words on the page.
  assert.deepEqual((await page.locator('#patterns-rule option').allTextContents()).filter((each) => /^[a-z]/.test(each)), []);
  await choose(page, 'cycle');
  assert.equal(await page.locator('.graph-node').count(), 3);
  assert.equal(await page.locator('.graph-edge').count(), 3);
  await watched.close();
});
