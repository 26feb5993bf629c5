// What the server really answers, held against its own description (src/http/api/openapi.json).
//
// Each route is asked well and badly; description.ts says what is a fault then. The citizens' routes need a database and a broker:
// desk_openapi.test.ts asks them.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { Description, type Json } from './description.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');

interface Ask {
  readonly route: string; // as in the description
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly id?: string;
  readonly query?: string;
  readonly type?: string;
  readonly body?: string;
  readonly fields?: Record<string, string>;
  readonly status: number;
  readonly isCase?: boolean; // whether the description's schema accepts the body; not said: nobody asks
}

const visit = { date: '2026-05-31', documents: [{ kind: 'passport', issuer: 'SE', form: 'physical', cpr_number: false,
  temporary: false, name_matches: true, expires: '2031-01-01' }] };
const open = { id: 'a "quoted" id', centre: 'high-commissioner-faroe', documents: [{ kind: 'driving-licence' },
  { kind: 'residence-permit', issuer: 'DK', authority: null, photo: true, expires: null },
  { kind: 'public-benefit-documentation', issued: '2020-01-01', cpr_number: true }, { kind: 'tax-assessment-notice', income_year: 2001 }] };
const json = 'application/json';
const lines = 'application/x-ndjson';
const check = { route: '/api/v1/check', method: 'POST', type: json } as const;
const batch = { route: '/api/v1/check/batch', method: 'POST', type: lines } as const;

const witness = { route: '/api/v1/witness/check', method: 'POST', type: json } as const;

const asks: readonly Ask[] = [
  { ...witness, body: JSON.stringify({ id: 'w', date: '2026-11-24', witness: { born: '2008-11-24', mitid_since: null,
    earlier: ['2026-11-24', '2026-11-24', '2026-11-24'] }, documents: visit.documents }), status: 200 },
  { ...witness, body: JSON.stringify({ witness: {}, documents: open.documents }), status: 200 },
  { ...witness, body: JSON.stringify({ witness: { professional: true }, documents: [{ kind: 'passport' }] }), status: 200 },
  { ...witness, body: '{', status: 400 },
  { ...witness, body: '{}', query: '?next=true', status: 400 },
  { ...witness, body: ' '.repeat(70_000), status: 413 },
  { ...witness, body: '{}', type: 'text/html', status: 415 },
  { ...witness, body: '{"documents":[]}', status: 422 },
  { ...witness, body: '{"date":"2026-11-24","documents":[],"witness":{"earlier":["2026-11-25"]}}', status: 422 },
  { ...check, body: JSON.stringify(visit), status: 200, isCase: true },
  { ...check, body: JSON.stringify(open), query: '?next=true&advice=all', status: 200, isCase: true },
  { ...check, body: '{"documents":[]}', query: '?next=true&advice=3', status: 200, isCase: true },
  { ...check, body: '{"documents":[]}', query: '?next=false&advice=none', status: 200, isCase: true },
  { ...check, body: JSON.stringify({ ...visit, policy: 'mitid', version: '2024-01-01' }), status: 200, isCase: true },
  { ...check, body: JSON.stringify(visit), query: '?advice=-1', status: 400 },
  { ...check, body: JSON.stringify(visit), query: '?colour=red', status: 400 },
  { ...check, body: '{', status: 400 },
  { ...check, body: '', status: 400 },
  { ...check, body: '['.repeat(20) + ']'.repeat(20), status: 400 },
  { ...check, body: ' '.repeat(70_000), status: 413 },
  { ...check, body: JSON.stringify(visit), type: 'text/html', status: 415 },
  { ...check, body: '{}', status: 422, isCase: false },
  { ...check, body: '[]', status: 422, isCase: false },
  { ...check, body: '{"documents":[{}]}', status: 422, isCase: false },
  { ...check, body: '{"documents":[],"colour":"red"}', status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"passport","photo":"yes"}]}', status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"passport","issuer":"dk"}]}', status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"passport","form":"unknown"}]}', status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"passport","issued":"2026-02-30"}]}', status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"passport","income_year":0}]}', status: 422, isCase: false },
  { ...check, body: JSON.stringify({ documents: Array(33).fill({ kind: 'other' }) }), status: 422, isCase: false },
  { ...check, body: '{"documents":[{"kind":"rock"}]}', status: 422 },
  { ...check, body: '{"documents":[],"documents":[]}', status: 422 },
  { ...check, body: '{"documents":[],"policy":"none"}', status: 422 },
  { ...check, body: '{"documents":[],"version":"none"}', status: 422 },
  { ...check, body: '{"documents":[],"date":"2000-01-01"}', status: 422 },
  { ...check, method: 'PUT', body: JSON.stringify(visit), status: 405 },
  { ...batch, body: `${JSON.stringify(visit)}\n\n{"id":"x","documents":[{}]}\n${JSON.stringify(open)}`, status: 200 },
  { ...batch, body: JSON.stringify(open), query: '?advice=2', type: 'application/jsonl', status: 200 },
  { ...batch, body: JSON.stringify(visit), query: '?next=true', status: 400 },
  { ...batch, body: ' '.repeat(8 * 1024 * 1024 + 1), status: 413 },
  { ...batch, body: JSON.stringify(visit), type: json, status: 415 },
  { route: '/api/v1/policies', status: 200 },
  { route: '/api/v1/policies', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/policies', query: '?q=1', status: 400 },
  { route: '/api/v1/policies/{id}', id: 'mitid', status: 200 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?date=2026-01-01', status: 200 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?version=2024-01-01', status: 200 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?lang=da', status: 200 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?lang=kl', status: 400 },
  { route: '/api/v1/policies/{id}', id: 'mitid', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?date=yesterday', status: 400 },
  { route: '/api/v1/policies/{id}', id: 'none', status: 404 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?version=none', status: 404 },
  { route: '/api/v1/policies/{id}', id: 'mitid', query: '?date=2000-01-01', status: 404 },
  { route: '/api/v1/policies/{id}/program', id: 'mitid', status: 200 },
  { route: '/api/v1/policies/{id}/program', id: 'mitid', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/policies/{id}/program', id: 'mitid', query: '?version=2022', status: 400 },
  { route: '/api/v1/policies/{id}/program', id: 'none', status: 404 },
  { route: '/api/v1/centres', status: 200 },
  { route: '/api/v1/centres', query: '?q=%C3%85rhus', status: 200 },
  { route: '/api/v1/centres', query: '?postcode=3900&limit=5', status: 200 },
  { route: '/api/v1/centres', query: '?near=62.01,-6.77', status: 200 },
  { route: '/api/v1/centres', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/centres', query: '?limit=many', status: 400 },
  { route: '/api/v1/centres', query: '?near=91,0', status: 400 },
  { route: '/api/v1/centres', query: '?postcode=0000', status: 400 },
  { route: '/api/v1/centres/{id}', id: 'koebenhavn', status: 200 },
  { route: '/api/v1/centres/{id}', id: 'high-commissioner-faroe', status: 200 },
  { route: '/api/v1/centres/{id}', id: 'koebenhavn', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/centres/{id}', id: 'koebenhavn', query: '?q=1', status: 400 },
  { route: '/api/v1/centres/{id}', id: 'atlantis', status: 404 },
  { route: '/api/v1/openapi.json', status: 200 },
  { route: '/api/v1/openapi.json', fields: { 'If-None-Match': '*' }, status: 304 },
  { route: '/api/v1/openapi.json', query: '?pretty', status: 400 },
  { route: '/healthz', status: 200 },
  { route: '/healthz', query: '?x', status: 400 },
  { route: '/healthz', method: 'POST', status: 405 },
  { route: '/readyz', status: 200 },
  { route: '/readyz', query: '?x', status: 400 },
  { route: '/metrics', status: 200 },
  { route: '/metrics', fields: { Accept: 'application/openmetrics-text' }, status: 200 },
  { route: '/metrics', query: '?x', status: 400 },
  { route: '/metrics', fields: { 'X-Forwarded-For': '192.0.2.8' }, status: 403 },
];
// Only a server without a policy or a database says so (tests/http/api_test.cpp, readiness.test.ts).
const not_here = ['GET /readyz 503'];

let server: ChildProcess;
let origin = '';
let description: Description;

before(async () => {
  server = spawn(binary, ['serve', '--listen', '127.0.0.1:0'], {
    env: { ...process.env, SKRANKE_HOME: root }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: server.stderr as NodeJS.ReadableStream })) {
    const address = /http:\/\/[^ ]+/.exec(line)?.[0];
    if (address === undefined) continue;
    origin = address;
    break;
  }
  assert.notEqual(origin, '', `${binary} serve says where it serves`);
  description = await Description.load(origin, '/api/v1/openapi.json');
});

after(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null], 'the server ends well');
});

async function send(ask: Ask): Promise<Response> {
  const headers = { ...(ask.type === undefined ? {} : { 'Content-Type': ask.type }), ...ask.fields };
  const path = ask.route.replace('{id}', ask.id ?? '');
  return fetch(origin + path + (ask.query ?? ''), { method: ask.method ?? 'GET', headers, body: ask.body ?? null });
}

test('the description is well-formed', () => description.check());

for (const [index, ask] of asks.entries()) {
  const method = ask.method ?? 'GET';
  test(`${method} ${ask.route}${ask.query ?? ''} answers ${ask.status} as described (${index})`, async () => {
    const answer = await send(ask);
    const text = await answer.text();
    assert.equal(answer.status, ask.status, text.slice(0, 500));
    description.hold(method, ask.route, answer, text);
  });
}

test('the schema of a case accepts and refuses what the server does', () => {
  for (const ask of asks) {
    if (ask.isCase === undefined || ask.body === undefined) continue;
    assert.equal(description.accepts('POST', '/api/v1/check', json, JSON.parse(ask.body)), ask.isCase, ask.body.slice(0, 200));
  }
});

test('every described status of every route is brought about', () => {
  const elsewhere = new Set(['citizens', 'booking', 'waiting', 'day', 'links', 'own', 'records', 'log']); // need a database, and have tests of their own
  assert.deepEqual(description.missing(({ tags }) => !tags.some((tag) => elsewhere.has(tag))), not_here);
});

test('every problem of the server itself is as described', async () => {
  const problem = description.document.components.schemas['Problem'] as Json;
  for (const [path, options] of [['/api/v1/nothing', {}], ['/api/v1/check', { method: 'BREW' }], [`/${'x'.repeat(5000)}`, {}]] as const) {
    const answer = await fetch(origin + path, options);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    description.validate(problem, await answer.json(), path.slice(0, 40));
  }
});
