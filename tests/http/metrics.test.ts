// What the server tells whoever watches it: metrics, ids of requests, lines of the log, readiness until the end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Family, readExposition } from './exposition.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const open_metrics = 'application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5';
let desk: RunningDesk;

before(async () => {
  desk = await startDesk('00000000-0000-4000-8000-000000000001', undefined, root,
    { SKRANKE_LOG_FORMAT: 'json', SKRANKE_ACCESS_LOG: 'yes', SKRANKE_TRUSTED_PROXIES: '127.0.0.1', SKRANKE_METRICS_FROM: '127.0.0.1,192.0.2.9',
      SKRANKE_LOG_WITNESSES: 'http://127.0.0.1:1#w.example/1+b0eac0aa+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4' }); // where nobody is
});
after(async () => { await desk.stop(); });

async function scraped(origin: string, accept?: string): Promise<{ text: string; type: string; families: Map<string, Family> }> {
  const answer = await fetch(`${origin}/metrics`, { headers: accept === undefined ? {} : { accept } });
  assert.equal(answer.status, 200);
  const text = await answer.text();
  return { text, type: answer.headers.get('content-type') ?? '', families: readExposition(text, accept !== undefined) };
}

const count = (families: Map<string, Family>, name: string, labels: Record<string, string>): number =>
  (families.get(name)?.samples ?? []).filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);

test('metrics are Prometheus\' text format or OpenMetrics, as the Accept says, at both origins', async () => {
  for (const origin of [desk.citizen, desk.desk]) {
    const plain = await scraped(origin);
    assert.equal(plain.type, 'text/plain; version=0.0.4; charset=utf-8');
    const open = await scraped(origin, open_metrics);
    assert.equal(open.type, 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    assert.deepEqual([...open.families.keys()], [...plain.families.keys()]);
  }
});

test('promtool finds nothing to say about them', async (context) => {
  if (spawnSync('promtool', ['--version']).status !== 0) return context.skip('promtool is not installed (package prometheus)');
  const { text } = await scraped(desk.citizen);
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  assert.equal(checked.stdout + checked.stderr, '');
});

test('requests are counted by route, method and status, and times by classes', async () => {
  const labels = { origin: 'citizens', route: '/api/v1/centres/{id}', method: 'GET' };
  const earlier = (await scraped(desk.citizen)).families;
  for (const id of ['aarhus', 'aarhus', 'no-such-centre']) await fetch(`${desk.citizen}/api/v1/centres/${id}`);
  const later = (await scraped(desk.citizen)).families;
  const more = (name: string, of: Record<string, string>): number => count(later, name, of) - count(earlier, name, of);
  assert.equal(more('skranke_http_requests', { ...labels, status: '200' }), 2);
  assert.equal(more('skranke_http_requests', { ...labels, status: '404' }), 1);
  assert.equal(more('skranke_http_request_duration_seconds', { ...labels, le: '+Inf' }), 3);
  assert.ok(count(later, 'process_resident_memory_bytes', {}) > 1e6);
  assert.ok(Math.abs(count(later, 'process_start_time_seconds', {}) - Date.now() / 1000) < 600);
  assert.ok(count(later, 'process_open_fds', {}) > 5);
  assert.equal(count(later, 'skranke_database_up', {}), 1);
  assert.ok(count(later, 'skranke_database_operations', { operation: 'read', end: 'done' }) > 0);
});

const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00';

test('nothing that a client sends is in them, and nothing in them is about a person', async () => {
  await fetch(`${desk.citizen}/api/v1/bookings/${secret}`);
  await fetch(`${desk.citizen}/${secret}?name=${secret}`, { headers: { 'user-agent': secret, accept: secret } });
  await fetch(`${desk.desk}/desk/v1/cases/${secret}`, { headers: { authorization: `Bearer ${secret}` } });
  const { text, families } = await scraped(desk.desk);
  assert.ok(!text.includes(secret));
  const labels = new Set([...families.values()].flatMap(({ samples }) => samples.flatMap((sample) => Object.keys(sample.labels))));
  assert.deepEqual([...labels].sort(), ['end', 'le', 'method', 'operation', 'origin', 'route', 'state', 'status', 'version', 'witness']);
});

test('they are for this machine and for whom --metrics-from names, whatever a client writes', async () => {
  const status = async (forwarded: string): Promise<number> =>
    (await fetch(`${desk.citizen}/metrics`, { headers: { 'x-forwarded-for': forwarded } })).status;
  assert.equal(await status('192.0.2.9'), 200);
  assert.equal(await status('192.0.2.8'), 403);
  assert.equal(await status('192.0.2.9, 192.0.2.8'), 403);
  assert.equal((await fetch(`${desk.citizen}/metrics`, { method: 'POST' })).status, 405);
  assert.equal((await fetch(`${desk.citizen}/metrics?x`)).status, 400);
});

test('an answer, its problem and its line in the log have one id, a trusted proxy\'s where there is one', async () => {
  const answer = await fetch(`${desk.citizen}/api/v1/bookings/0000`, { headers: { 'x-request-id': 'proxy-1.a_B' } });
  assert.equal(answer.headers.get('x-request-id'), 'proxy-1.a_B');
  assert.equal((await answer.json() as { instance: string }).instance, 'urn:skranke:request:proxy-1.a_B');
  const drawn = (await fetch(`${desk.citizen}/healthz`, { headers: { 'x-request-id': 'two words' } })).headers.get('x-request-id') ?? '';
  assert.match(drawn, /^[0-9a-f]{32}$/);
  // Lines come through a pipe: asked for until they are here, each time with one more request.
  let lines: Record<string, unknown>[] = [];
  while (!lines.some((line) => line['request_id'] === drawn)) {
    await fetch(`${desk.citizen}/healthz`);
    lines = desk.said.join('').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  // By now the lines of the requests above are here too.
  assert.ok(lines.some(({ route, status }) => route === '/desk/v1/cases/{id}' && status === 401));
  assert.ok(!desk.said.join('').includes(secret));
  const line = lines.find(({ request_id }) => request_id === 'proxy-1.a_B');
  assert.deepEqual({ ...line, time: '', microseconds: 0 }, { time: '', level: 'info', message: 'answered', request_id: 'proxy-1.a_B', origin: 'citizens',
    method: 'GET', route: '/api/v1/bookings/{id}', status: 404, microseconds: 0, mistake: '' });
});

// The names of metrics in an expression of PromQL: words before a brace, a bracket or an operator, functions and labels aside.
function metricsIn(expression: string): string[] {
  return [...expression.matchAll(/\b((?:skranke|process)_[a-z_]+)\b/g)].map((match) => match[1]!);
}

test('dashboard and rules name metrics that there are, with labels that there are', async () => {
  const { families } = await scraped(desk.citizen);
  const exist = new Map<string, Set<string>>();
  for (const { name, type, samples } of families.values()) {
    for (const each of type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name])
      exist.set(each, new Set(samples.flatMap((sample) => Object.keys(sample.labels))));
  }
  const dashboard = JSON.parse(readFileSync(join(root, 'ops/grafana/skranke.json'), 'utf8')) as { panels: { id: number; title: string; targets: { expr: string }[] }[] };
  const rules = readFileSync(join(root, 'ops/prometheus/skranke-rules.yml'), 'utf8');
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    .concat([...rules.matchAll(/expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/g)].map((match) => match[1] ?? match[2]!));
  assert.ok(expressions.length > 30);
  for (const expression of expressions) {
    const named = metricsIn(expression);
    assert.ok(named.length > 0 || expression.includes('up{'), expression);
    for (const each of named) assert.ok(exist.has(each), `${each} in ${expression}`);
    const known = new Set(['job', 'instance', ...named.flatMap((each) => [...exist.get(each)!])]);
    for (const [, list] of expression.matchAll(/(?:by \(|\{)([^){}]*)[)}]/g)) {
      for (const label of list!.split(',').map((part) => part.trim().split(/[=!~]/)[0]!)) assert.ok(label === '' || known.has(label), `${label} in ${expression}`);
    }
  }
  assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
  // And each has a panel, but for the address space.
  const shown = new Set(expressions.flatMap(metricsIn).map((each) => each.replace(/_(bucket|sum|count)$/, '')));
  assert.deepEqual([...families.values()].map(({ name }) => name).filter((name) => !shown.has(name)), ['process_virtual_memory_bytes']);
});

test('the rules lead to runbooks that there are', () => {
  const rules = readFileSync(join(root, 'ops/prometheus/skranke-rules.yml'), 'utf8');
  const books = [...rules.matchAll(/runbook: (\S+)/g)].map((match) => match[1]!);
  assert.equal(books.length, [...rules.matchAll(/- alert: /g)].length);
  for (const book of new Set(books)) readFileSync(join(root, book));
});
