// `skranke policy show --format html` in Chromium: one file that is whole by itself, for everybody, from a telephone to paper.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { launch } from './browser.ts';
import { binary } from './server.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'skranke-policy-'));
let browser: Browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); rmSync(folder, { recursive: true }); });

function shown(policy: string, language: string, format: string): string {
  return execFileSync(binary, ['policy', 'show', policy, '--format', format, '--lang', language], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
}

// The page at a width, with everything that it asked for.
async function opened(policy: string, language: string, width: number): Promise<{ page: Page; asked: string[]; close: () => Promise<void> }> {
  const file = join(folder, `${policy}-${language}.html`);
  writeFileSync(file, shown(policy, language, 'html'));
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, asked, close: () => context.close() };
}

const narrow = 320;
const wide = 1280;
const seen = [
  ['mitid', 'da', narrow], ['mitid', 'en', wide], ['us-form-i-9', 'en', narrow], ['au-100-points', 'da', wide], ['us-nist-ial2', 'en', narrow], ['uk-gpg-45', 'da', narrow],
] as const;
for (const [policy, language, width] of seen) {
  test(`${policy} in ${language}, ${width} pixels wide, is for everybody`, async () => {
    const { page, asked, close } = await opened(policy, language, width);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, 'nothing but what scrolls by itself is wider');
    assert.equal(asked.length, 1, 'it fetches nothing');
    // What scrolls by itself is reached by keys.
    const regions = await page.locator('.wide').count();
    for (let at = 0; at < regions; ++at) {
      await page.locator('.wide').nth(at).focus();
      assert.ok(await page.locator('.wide').nth(at).evaluate((region) => region === document.activeElement));
    }
    assert.ok(regions > 1);
    await close();
  });
}

test('every line of mitid is in the words, in the drawing and in a table', async () => {
  const { page, close } = await opened('mitid', 'en', 1280);
  const policy = JSON.parse(shown('mitid', 'en', 'json')) as { lines: { id: string }[] };
  for (const { id } of policy.lines) {
    assert.equal(await page.locator('.card b').getByText(id, { exact: true }).count(), 1, id);
    assert.equal(await page.locator('svg text').getByText(id, { exact: true }).count(), 1, id);
    assert.ok((await page.locator('tbody th').getByText(id, { exact: true }).count()) >= 1, id);
  }
  await close();
});

test('letters in the drawing stay within their cards', async () => {
  for (const policy of ['mitid', 'us-form-i-9', 'au-100-points', 'us-nist-ial2', 'uk-gpg-45']) {
    const { page, close } = await opened(policy, 'da', 1280);
    const outside = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll<SVGRectElement>('svg rect[rx]')].map((rect) => rect.getBBox());
      const inside = (text: DOMRect, box: DOMRect): boolean =>
        text.x >= box.x && text.y >= box.y - 2 && text.x + text.width <= box.x + box.width + 1 && text.y + text.height <= box.y + box.height + 2;
      return [...document.querySelectorAll<SVGTextElement>('svg text:not([font-style])')]
        .filter((text) => !boxes.some((box) => inside(text.getBBox(), box)))
        .map((text) => text.textContent);
    });
    assert.deepEqual(outside, [], policy);
    await close();
  }
});

test('it prints on A4 without a line cut off', async () => {
  const { page, close } = await opened('mitid', 'da', 1280);
  await page.emulateMedia({ media: 'print' });
  const file = join(folder, 'printed.pdf');
  await page.pdf({ path: file, format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '12mm', right: '12mm' } });
  const printed = execFileSync('pdftotext', ['-enc', 'UTF-8', '-raw', file, '-'], { encoding: 'utf8' });
  for (const id of ['A6', 'B2.8', 'C12', 'X1']) assert.ok(printed.includes(id), id);
  const widest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('table')].map((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0))));
  assert.ok(widest <= 0, 'tables are no wider than the paper');
  await close();
});

test('the page of what a change does is for everybody too', async () => {
  const run = spawnSync(binary, ['policy', 'diff', 'mitid@2022', 'mitid@2024-01-01', '--html', '--lang', 'da'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(run.status, 1, run.stderr);
  const file = join(folder, 'diff.html');
  writeFileSync(file, run.stdout);
  const context = await browser.newContext({ viewport: { width: narrow, height: 800 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  assert.deepEqual(violations.map(({ id }) => id), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), narrow);
  assert.ok((await page.locator('ol.changes > li').count()) > 3);
  await context.close();
});
