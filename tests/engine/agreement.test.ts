// The program and its engine in WebAssembly give the same answers, byte for byte: the same verdicts, and the same errors.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Engine, EngineError, RulesError } from '../../web/packages/engine/index.ts';
import { startServer, type Server } from '../../web/tests/browser/server.ts';
import { bounds, broken, conformance, corpus, generated, nativeAnswers, root, scenarios, type Source } from './cases.ts';

const code = readFileSync(join(root, 'web/packages/engine/engine.wasm'));
const today = '2026-11-24';
const compressedBytesMax = 200_000;

let server: Server;
let engine: Engine;
const rules = new Map<string, Uint8Array>();

before(async () => {
  server = await startServer();
  const list = (await (await fetch(`${server.origin}/api/v1/policies`)).json()) as { items: { id: string }[] };
  engine = await Engine.create(code);
  for (const id of new Set(list.items.map((each) => each.id))) {
    const answer = await fetch(`${server.origin}/api/v1/policies/${id}/program`);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    rules.set(id, new Uint8Array(await answer.arrayBuffer()));
    engine.add(rules.get(id) as Uint8Array);
  }
});
after(() => server.stop());

function agree(source: Source, advice: 'none' | 'all' | 3, next: boolean): void {
  const expected = nativeAnswers(source.lines, today, String(advice), next);
  assert.equal(expected.length, source.lines.length, `${source.name}: an answer a line`);
  source.lines.forEach((line, index) => {
    const answer = engine.checkLine(line, { today, advice, next, line: index + 1 });
    const native = `${expected[index]?.toString()}\n`;
    if (answer !== native) assert.fail(`${source.name}, line ${index + 1}: ${line.subarray(0, 500).toString()}\n  native: ${native}  wasm:   ${answer}`);
  });
}

const hand = scenarios();
const sources = (): Source[] => [
  ...hand,
  bounds(),
  corpus(),
  generated(10_000, 1, 0),
  generated(10_000, 2, 25),
  generated(2_000, 3, 60),
  broken([...hand.flatMap(({ lines }) => lines), ...corpus().lines], 60_000, 1),
];

for (const [advice, next] of [['none', false], [3, true], ['all', true]] as const) {
  test(`native and WebAssembly agree on every case of the project, advice ${advice}${next ? ', with the next question' : ''}`, (context) => {
    const all = sources();
    for (const source of all) agree(source, advice, next);
    context.diagnostic(`${all.reduce((sum, { lines }) => sum + lines.length, 0)} cases in ${all.length} sources`);
  });
}

test('the cases that are held against each other end in every way', () => {
  const counts = new Map<string, number>();
  for (const { lines } of sources()) {
    for (const answer of nativeAnswers(lines, today, 'none', false)) {
      const { verdict, error } = JSON.parse(answer.toString()) as { verdict?: string; error?: { code: string } };
      const end = verdict ?? error?.code ?? '';
      counts.set(end, (counts.get(end) ?? 0) + 1);
    }
  }
  for (const end of [
    'accepted', 'rejected', 'undetermined', 'invalid-json', 'invalid-utf8', 'too-large', 'too-deep', 'too-many', 'unknown-key', 'duplicate-key',
    'missing-key', 'wrong-type', 'invalid-value', 'unknown-policy', 'unknown-version', 'no-version-in-force',
  ]) assert.ok((counts.get(end) ?? 0) > 0, `${end} is among ${[...counts.keys()].join(' ')}`);
});

test('native and WebAssembly agree on all cases of the file that SKRANKE_CONFORMANCE names', (context) => {
  const source = conformance();
  if (source === null) return context.skip('SKRANKE_CONFORMANCE names no file of cases');
  assert.ok(source.lines.length > 0);
  for (const [advice, next] of [['none', false], ['all', true]] as const) agree(source, advice, next);
  context.diagnostic(`native and WebAssembly agree on all ${source.lines.length} cases`);
});

test('an answer of the engine is the body of POST /api/v1/check', async () => {
  for (const line of hand[0]?.lines.slice(0, 40) ?? []) {
    const answer = await fetch(`${server.origin}/api/v1/check?next=true&advice=all`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: line.toString() });
    assert.equal(engine.checkLine(line, { today, advice: 'all', next: true }), await answer.text());
  }
});

test('a problem is told as a value, and never repeats one of the case', () => {
  const answer = engine.check('{"documents":[{"kind":"passport","issuer":"Atlantis"}]}', { today });
  assert.ok(!answer.ok);
  assert.equal(answer.problem.code, 'invalid-value');
  assert.equal(answer.problem.path, '/documents/0/issuer');
  assert.ok(!answer.problem.message.includes('Atlantis'));
});

test('rules that are cut off, changed or of another format are refused, and the engine goes on', async () => {
  const mitid = rules.get('mitid') as Uint8Array;
  const fresh = await Engine.create(code);
  const changed = mitid.slice();
  changed[1000] = (changed[1000] ?? 0) ^ 1;
  const other = mitid.slice();
  other[7] = fresh.format + 1;
  for (const bad of [mitid.subarray(0, 999), changed, other, new Uint8Array()]) assert.throws(() => fresh.add(bad), RulesError);
  assert.ok(!fresh.check('{"documents":[]}', { today }).ok, 'there is no policy yet');
  fresh.add(mitid);
  assert.ok(fresh.check('{"documents":[]}', { today }).ok);
  assert.throws(() => fresh.add(mitid), RulesError);
});

test('days and numbers that are none are refused before the engine is asked', () => {
  for (const day of ['2026-02-30', '24-11-2026', '']) assert.throws(() => engine.check('{"documents":[]}', { today: day }), RangeError);
  assert.throws(() => engine.check('{"documents":[]}', { today, advice: -1 }), RangeError);
  assert.ok(engine.check('{"documents":[]}', { today }).ok);
});

test('an engine that has run out of memory says so, and never answers', async () => {
  const fresh = await Engine.create(code);
  fresh.add(rules.get('mitid') as Uint8Array);
  const memory = 5 * 2 ** 30; // more than a module of 32 bits can have
  const huge = Object.create(Uint8Array.prototype, { length: { value: memory } }) as Uint8Array;
  assert.throws(() => fresh.checkLine(huge, { today }), EngineError);
  assert.throws(() => fresh.check('{"documents":[]}', { today }), EngineError);
});

test(`the module is at most ${compressedBytesMax / 1000} kB compressed, and asks a system for writing alone`, async (context) => {
  const [brotli, gzip] = [brotliCompressSync(code).length, gzipSync(code, { level: 9 }).length];
  assert.ok(gzip < compressedBytesMax && brotli < compressedBytesMax, `${gzip} bytes`);
  const asked = WebAssembly.Module.imports(await WebAssembly.compile(code)).map(({ module, name }) => `${module} ${name}`);
  assert.deepEqual(asked.sort(), ['fd_close', 'fd_seek', 'fd_write'].map((name) => `wasi_snapshot_preview1 ${name}`));
  context.diagnostic(`engine.wasm: ${code.length} bytes, ${gzip} with gzip, ${brotli} with brotli`);
});

test('the module knows no folder of the machine that made it', () => {
  assert.deepEqual(code.toString('latin1').match(/\/(home|root|tmp|work)\/[ -~]*/g) ?? [], []);
});
