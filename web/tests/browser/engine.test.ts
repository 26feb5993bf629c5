// Deciding in the browser: the same answers as the program, byte for byte; nothing sent; and what the page does where the engine can't run.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bounds, broken, conformance, corpus, generated, nativeAnswers, root, scenarios, type Source } from '../../../tests/engine/cases.ts';
import { languages, launch, open } from './browser.ts';
import { Citizen, good } from './citizen.ts';
import { startServer, type Server } from './server.ts';

const today = '2026-11-24';
const assets = join(root, 'web/dist/assets');
const asset = (pattern: RegExp): string => {
  const found = readdirSync(assets).filter((name) => pattern.test(name));
  assert.equal(found.length, 1, String(found));
  return `/assets/${found[0]}`;
};
const module = asset(/^engine-.*\.wasm$/);
const worker = asset(/^engine_worker-.*\.js$/);

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer()]); });
after(async () => { await browser.close(); await server.stop(); });

// The worker that the page starts, with the rules of `policy`, kept as `__ask` of the page: many cases in, as many lines out.
async function startWorker(page: Page, policy: string): Promise<void> {
  await page.evaluate(async ([moduleUrl, workerUrl, rulesUrl, day]) => {
    const bytes = async (url: string): Promise<ArrayBuffer> => (await fetch(url)).arrayBuffer();
    const [code, rules] = [await bytes(moduleUrl), await bytes(rulesUrl)];
    const engine = new Worker(workerUrl, { type: 'module' });
    const next = (): Promise<{ ready?: boolean; line?: string }> =>
      new Promise((done, failed) => {
        engine.addEventListener('message', ({ data }) => done(data as object), { once: true });
        engine.addEventListener('error', () => failed(new Error('the worker does not run')), { once: true });
      });
    const started = next();
    engine.postMessage({ code, rules }, [code, rules]);
    if ((await started).ready !== true) throw new Error('the engine does not start');
    Object.assign(window, {
      __ask: async (cases: readonly string[]) => {
        const lines: string[] = [];
        for (const each of cases) {
          const answer = next();
          engine.postMessage({ id: lines.length, text: Uint8Array.from(atob(each), (sign) => sign.charCodeAt(0)), today: day });
          const { line } = await answer;
          if (line === undefined) throw new Error(`no answer to ${atob(each).slice(0, 200)}`);
          lines.push(line);
        }
        return lines;
      },
    });
  }, [module, worker, `/api/v1/policies/${policy}/program`, today] as const);
}

async function agree(context: TestContext, sources: readonly Source[]): Promise<void> {
  const watched = await open(browser, `${server.origin}/en/check/`);
  await startWorker(watched.page, 'mitid');
  let count = 0;
  for (const { name, lines } of sources) {
    const native = nativeAnswers(lines, today, 'all', true);
    for (let at = 0; at < lines.length; at += 2_000) {
      const cases = lines.slice(at, at + 2_000).map((line) => line.toString('base64'));
      const answers = await watched.page.evaluate((each) => (window as unknown as { __ask: (cases: readonly string[]) => Promise<string[]> }).__ask(each), cases);
      answers.forEach((answer, index) => {
        // Alone in its text, each case is line 1.
        const expected = `${native[at + index]?.toString().replace(/"line":\d+\}\}$/, '"line":1}}')}\n`;
        if (answer !== expected) assert.fail(`${name}, line ${at + index + 1}: ${lines[at + index]?.toString()}\n  native: ${expected}  Chromium: ${answer}`);
      });
    }
    count += lines.length;
  }
  context.diagnostic(`native and WebAssembly in Chromium agree on all ${count} cases`);
  await watched.close();
}

test('in Chromium the worker of the page gives the same answers as the program, byte for byte', async (context) => {
  const ours = scenarios().filter(({ name }) => /^(scenarios|generated)\.jsonl$/.test(name));
  await agree(context, [...ours, bounds(), generated(3_000, 4, 25), broken([...ours.flatMap(({ lines }) => lines), ...corpus().lines], 8_000, 2)]);
});

test('in Chromium it does so on all cases of the file that SKRANKE_CONFORMANCE names', async (context) => {
  const source = conformance();
  if (source === null) return context.skip('SKRANKE_CONFORMANCE names no file of cases');
  await agree(context, [source]);
});

test('what decides can reach nothing, and the page itself can compile nothing', async () => {
  const watched = await open(browser, `${server.origin}/en/check/`);
  const { page } = watched;
  const started = page.waitForEvent('worker');
  await new Citizen(page, 'en').add('passport');
  const engine = await started;
  const tries = await engine.evaluate(async (origin) => {
    const outcome = async (what: () => Promise<unknown> | unknown): Promise<string> => {
      try {
        await what();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    const socket = (): Promise<unknown> => new Promise((done, failed) => {
      const each = new WebSocket(origin.replace('http', 'ws'));
      each.onopen = done;
      each.onerror = failed;
    });
    return {
      fetch: await outcome(() => fetch(`${origin}/healthz`)),
      socket: await outcome(socket),
      script: await outcome(() => import(/* @vite-ignore */ `${origin}/keeper.js`)),
      code: await outcome(() => new Function('return 1')()),
    };
  }, server.origin);
  assert.deepEqual(tries, { fetch: 'refused', socket: 'refused', script: 'refused', code: 'refused' });
  const compiled = await page.evaluate(async (url) => {
    const code = await (await fetch(url)).arrayBuffer();
    return WebAssembly.compile(code).then(() => 'compiled', () => 'refused');
  }, module);
  assert.equal(compiled, 'refused');
  watched.complaints.splice(0); // the console tells of each refusal
  await watched.close();
});

for (const language of languages) {
  test(`${language}: where the engine can't run, nothing is sent before the citizen says so`, async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'application/wasm', body: 'no module' }));
    const sent: string[] = [];
    page.on('request', (request) => { if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname); });
    await page.goto(`${server.origin}/${language}/check/`);
    const citizen = new Citizen(page, language);
    await citizen.add('passport');
    await page.getByText(citizen.text('ui.engine.missing'), { exact: true }).waitFor();
    assert.deepEqual(sent, []);
    await page.getByRole('button', { name: citizen.text('ui.engine.use_server') }).click();
    await page.locator('.question').waitFor();
    await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
    assert.deepEqual([...new Set(sent)], ['/api/v1/check']);
    await context.close();
  });
}

test('a server that is gone before the first document is told in words, and asked again', async () => {
  const own = await startServer();
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${own.origin}/da/check/`);
  const citizen = new Citizen(page, 'da');
  await page.locator('.picker').waitFor();
  await own.pause();
  await citizen.add('passport');
  await page.getByText(citizen.text('ui.error.unreachable'), { exact: true }).waitFor();
  assert.equal(await page.locator('.document').count(), 1);
  await own.resume();
  await page.getByRole('button', { name: citizen.text('ui.error.retry') }).click();
  await page.locator('.question').waitFor();
  await context.close();
  await own.stop();
});

test('the engine is fetched with the first document, and not before', async () => {
  const watched = await open(browser, `${server.origin}/en/check/`);
  const asked = (): number => watched.requests.filter((request) => /\.wasm$|\/program$/.test(request.url())).length;
  await watched.page.locator('.picker').waitFor();
  await watched.page.waitForLoadState('networkidle');
  assert.equal(asked(), 0);
  await new Citizen(watched.page, 'en').add('passport');
  assert.equal(asked(), 2);
  await watched.close();
});

test('the module is delivered compressed', () => {
  const bytes = readFileSync(join(root, 'web/dist', `${module}.br`)).length;
  assert.ok(bytes > 10_000 && bytes < 100_000, `${bytes} bytes`);
});
