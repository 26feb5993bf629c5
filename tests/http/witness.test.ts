// A witness from the officer's wish to the kept statement, over HTTP: the real program, the real OpenID provider, and a
// browser that follows redirects.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { nobody } from './nobody.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const { people, uuidOf } = (await import(join(root, 'tools/identity-provider/people.mjs'))) as {
  people: readonly { id: string; cpr?: string }[];
  uuidOf(text: string): string;
};

let running: RunningDesk;
let citizen = '';
let desk = '';
before(async () => {
  running = await startDesk(uuidOf('mitid valdemar'));
  ({ citizen, desk } = running);
});
after(() => running.stop());

type Json = Record<string, unknown>;
interface Reply { readonly status: number; readonly body: Json; readonly text: string }

const seen: string[] = [];

async function ask(method: string, path: string, body?: unknown, token = 'one'): Promise<Reply> {
  const response = await fetch(desk + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  seen.push(text);
  return { status: response.status, body: JSON.parse(text) as Json, text };
}

let cases = 0;

function wish(changes: Json = {}): Json {
  return { case_id: `case-${++cases}`, applicant: nobody(cases), initials: 'A.B.', relation: 'friend',
    known_years: 7, language: 'en', ...changes };
}

const documents = [{ kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true,
  expires: '2099-01-01' }];

interface Begun { readonly caseId: string; readonly approvalId: string; readonly address: string }

async function begun(changes: Json = {}): Promise<Begun> {
  const asked = wish(changes);
  const reply = await ask('POST', '/desk/v1/witness/approvals', asked);
  assert.equal(reply.status, 201, reply.text);
  return { caseId: String(asked['case_id']), approvalId: String(reply.body['approval_id']), address: String(reply.body['address']) };
}

// Somebody approves, or cancels, at the broker.
async function approved(who: string, changes: Json = {}): Promise<Begun & { readonly end: string }> {
  const approval = await begun(changes);
  const { address } = await browse(`${approval.address}&login_hint=${who}`);
  return { ...approval, end: address };
}

function vouch(approval: Begun, changes: Json = {}, token = 'one'): Promise<Reply> {
  return ask('POST', '/desk/v1/witness/statements', { approval_id: approval.approvalId, case_id: approval.caseId, documents,
    likeness: true, ...changes }, token);
}

function refusedFor(reply: Reply): string[] {
  assert.equal(reply.status, 409, reply.text);
  const eligibility = reply.body['eligibility'] as { refused: { code: string }[] } | undefined;
  return (eligibility?.refused ?? []).map(({ code }) => code);
}

test('a witness reads the statement, approves, and vouches once with one approval', async () => {
  const approval = await begun();
  const shown = await (await fetch(`${citizen}/api/v1/witness/approvals/${approval.approvalId}`)).json() as Json;
  assert.equal(shown['stage'], 'begun');
  assert.equal(shown['relation'], 'friend');
  assert.equal(shown['known_years'], 7);
  assert.match(String(shown['text']), /on my honour/);
  assert.match(String(shown['reference_text']), new RegExp(`case ${approval.caseId}, for A\\.B\\., Borgerservice Prøveby`));
  assert.equal(shown['address'], approval.address);
  assert.equal((await vouch(approval)).body['code'], 'approval-not-proven');
  const { address } = await browse(`${approval.address}&login_hint=vera`);
  assert.equal(address, `${citizen}/en/witness/statement/#${approval.approvalId},proven`);
  const state = await ask('GET', `/desk/v1/witness/approvals/${approval.approvalId}`);
  assert.deepEqual([state.body['stage'], state.body['level'], state.body['mitid_since_known']], ['proven', 'substantial', true]);
  assert.equal((await vouch(approval, { likeness: false })).body['code'], 'likeness-missing');
  assert.deepEqual(refusedFor(await vouch(approval, { documents: [] })), ['no-valid-documents']);
  const given = await vouch(approval);
  assert.equal(given.status, 201, given.text);
  assert.equal(given.body['left'], 2);
  assert.equal((await vouch(approval)).body['code'], 'approval-used');
});

test('an approval serves its own case, and the answer of the broker once', async () => {
  const approval = await begun();
  const wrongCase = { ...approval, caseId: 'another' };
  const first = `${approval.address}&login_hint=vera`;
  const { address, cookies } = await browse(first);
  assert.match(address, /,proven$/);
  assert.equal((await vouch(wrongCase)).body['code'], 'approval-of-another-case');
  assert.equal((await vouch(approval, {}, 'three')).body['code'], 'approval-of-another-case');
  const again = await browse(first, cookies);
  assert.match(again.address, /,replayed$/);
});

test('who cancels, has too low a level, or acts for an organisation, proves nothing', async () => {
  for (const [who, why] of [['cancel', 'cancelled'], ['lau', 'level-too-low'], ['erna', 'not-private']] as const) {
    const approval = await approved(who);
    assert.ok(approval.end.endsWith(`,${why}`), `${who}: ${approval.end}`);
    assert.equal((await vouch(approval)).body['code'], 'approval-not-proven');
    const state = await ask('GET', `/desk/v1/witness/approvals/${approval.approvalId}`);
    assert.deepEqual([state.body['stage'], state.body['refusal']], ['refused', why]);
  }
});

test('the rules are judged by what the broker says: too new, too young, the officer, the applicant', async () => {
  assert.deepEqual(refusedFor(await vouch(await approved('nyborg'))), ['mitid-too-new']);
  assert.deepEqual(refusedFor(await vouch(await approved('unge'))), ['too-young']);
  assert.deepEqual(refusedFor(await vouch(await approved('valdemar'))), ['officer']);
  // Nor is the second officer of the case.
  assert.deepEqual(refusedFor(await vouch(await approved('valdemar'), { second_officer: 'one' }, 'two')), ['officer']);
  const applicant = people.find(({ id }) => id === 'vera')?.cpr;
  const own = await approved('vera', { applicant });
  assert.match(own.end, /,self$/);
});

test('a second officer is another one, has that role, and has it at this centre', async () => {
  const approval = await approved('vera');
  for (const token of ['one', 'three', 'local', 'counter', 'nobody']) {
    const reply = await vouch(approval, { second_officer: token });
    assert.deepEqual([reply.status, reply.body['type']], [422, 'urn:skranke:problem:no-second-officer'], token);
  }
  const given = await vouch(approval, { second_officer: 'second' });
  assert.equal(given.status, 201, given.text);
});

test('the fourth within the window is refused, and a withdrawal by two officers gives the permit back', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; ++i) {
    const given = await vouch(await approved('udland'));
    assert.equal(given.status, 201, given.text);
    assert.equal(given.body['left'], 2 - i);
    ids.push(String(given.body['statement_id']));
  }
  const fourth = await approved('udland');
  assert.deepEqual(refusedFor(await vouch(fourth)), ['quota-used']);
  const path = `/desk/v1/witness/statements/${ids[0]}/withdrawal`;
  assert.equal((await ask('POST', `${path}/agree`, {})).body['type'], 'urn:skranke:problem:not-asked');
  assert.equal((await ask('POST', path, { reason: 'the wrong case number' })).status, 201);
  assert.equal((await ask('POST', `${path}/agree`, {})).body['type'], 'urn:skranke:problem:same-officer');
  assert.equal((await ask('POST', `${path}/agree`, {}, 'two')).status, 200);
  assert.equal((await vouch(fourth)).status, 201);
});

test('a witness sees what was said in their name, and "that was not me" freezes', async () => {
  assert.equal((await fetch(`${citizen}/api/v1/me/vouchings`)).status, 401);
  const { address, cookies } = await browse(`${citizen}/api/v1/me/sign-in?lang=da`);
  assert.match(address, /\/login\//); // the broker's own page
  const jar = new Map(cookies);
  const begin = await fetch(`${citizen}/api/v1/me/sign-in?lang=da`, { redirect: 'manual' });
  const cookie = begin.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  jar.set(cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1));
  const end = await browse(`${begin.headers.get('location')}&login_hint=udland`, jar);
  assert.equal(end.address, `${citizen}/da/witness/mine/`);
  const headers = { cookie: `skranke_session=${end.cookies.get('skranke_session')}` };
  const mine = await (await fetch(`${citizen}/api/v1/me/vouchings`, { headers })).json() as
    { left: number; frozen: boolean; statements: { statement_id: string; withdrawn: boolean }[] };
  assert.deepEqual([mine.left, mine.frozen, mine.statements.length], [0, false, 4]);
  assert.equal(mine.statements.filter(({ withdrawn }) => withdrawn).length, 1);
  const dispute = `${citizen}/api/v1/me/vouchings/${mine.statements[0]?.statement_id}/dispute`;
  const elsewhere = await fetch(dispute, { method: 'POST', headers: { ...headers, 'sec-fetch-site': 'cross-site' } });
  assert.equal(elsewhere.status, 403);
  assert.equal((await fetch(dispute, { method: 'POST' })).status, 401);
  assert.equal((await fetch(dispute, { method: 'POST', headers })).status, 200);
  assert.equal((await vouch(await approved('udland'))).status, 409);
  // The desk is alerted, and somebody who looks into it ends the freeze.
  const alerts = await (await fetch(`${desk}/desk/v1/witness-patterns`, { headers: { authorization: 'Bearer two' } })).text();
  assert.ok(alerts.split('\n').some((line) => line.includes('"rule":"disputed"')), alerts);
  const open = (await ask('GET', '/desk/v1/witness/disputes')).body as { items: { statement_id: string }[] };
  assert.deepEqual(open.items.map((item) => item.statement_id), [mine.statements[0]?.statement_id]);
  const settlement = `/desk/v1/witness/statements/${mine.statements[0]?.statement_id}/dispute/settlement`;
  assert.equal((await ask('POST', settlement, {})).status, 403);
  assert.equal((await ask('POST', settlement, {}, 'two')).status, 200);
  assert.equal((await ask('POST', settlement, {}, 'two')).status, 404);
  assert.deepEqual((await ask('GET', '/desk/v1/witness/disputes')).body, { items: [] });
  assert.deepEqual(refusedFor(await vouch(await approved('udland'))), ['quota-used']);
  assert.equal((await fetch(`${citizen}/api/v1/me/sign-out`, { method: 'POST', headers })).status, 200);
  assert.equal((await fetch(`${citizen}/api/v1/me/vouchings`, { headers })).status, 401);
});

test('a professional witness is registered by an administrator, has no quota, and is none once suspended', async () => {
  const organisation = { organisation_id: 'sailors', name: 'Sømandskirken i Prøveby', web: 'https://sailors.example', languages: ['da', 'en'] };
  assert.equal((await ask('POST', '/desk/v1/organisations', organisation)).status, 403);
  assert.equal((await ask('POST', '/desk/v1/organisations', { ...organisation, web: 'javascript:alert(1)' }, 'two')).body['path'], '/web');
  assert.equal((await ask('POST', '/desk/v1/organisations', organisation, 'two')).status, 201);
  const number = people.find(({ id }) => id === 'vera')?.cpr;
  const professional = { organisation_id: 'sailors' };
  assert.equal((await vouch(await approved('vera'), professional)).body['code'], 'member-suspended');
  assert.equal((await ask('POST', '/desk/v1/organisations/sailors/members', { number }, 'two')).status, 200);
  assert.equal((await ask('POST', '/desk/v1/organisations/nobody/members', { number }, 'two')).status, 404);
  for (let i = 0; i < 4; ++i) {
    const given = await vouch(await approved('vera'), professional);
    assert.equal(given.status, 201, given.text);
    assert.equal(given.body['left'], null);
  }
  const listed = await (await fetch(`${citizen}/api/v1/organisations`)).json() as { items: Json[] };
  assert.deepEqual(listed.items.map((item) => [item['id'], item['vouchings_last_120_days']]), [['sailors', 4]]);
  assert.equal((await ask('POST', '/desk/v1/organisations/sailors/members/suspension', { number }, 'two')).status, 200);
  assert.equal((await vouch(await approved('vera'), professional)).body['code'], 'member-suspended');
  assert.equal((await ask('POST', '/desk/v1/organisations/sailors/suspension', { from: '2026-01-01' }, 'two')).status, 200);
  assert.deepEqual((await (await fetch(`${citizen}/api/v1/organisations`)).json() as { items: Json[] }).items, []);
});

test('the desk finds patterns in its own ledger', async () => {
  const response = await fetch(`${desk}/desk/v1/witness-patterns`, { headers: { authorization: 'Bearer two' } });
  assert.equal(response.status, 200);
  const lines = (await response.text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Json);
  for (const line of lines) assert.ok(typeof line['rule'] === 'string' && Array.isArray(line['statements']));
});

test('a login that another browser began signs nobody in', async () => {
  const begin = await fetch(`${citizen}/api/v1/me/sign-in?lang=en`, { redirect: 'manual' });
  const end = await browse(`${begin.headers.get('location')}&login_hint=vera`);
  assert.match(end.address, /\/en\/witness\/mine\/#wrong-state$/);
});

test('a broker that is down takes nothing, and the approval goes on when it is back', async () => {
  const approval = await begun();
  const steps: string[] = [];
  // To the broker and back, but not yet into the program.
  let address = `${approval.address}&login_hint=vera`;
  const jar = new Map<string, string>();
  while (!address.startsWith(`${citizen}/api/v1/witness/callback`)) {
    const response = await fetch(address, { redirect: 'manual', headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    address = new URL(response.headers.get('location') ?? '', address).href;
    steps.push(address);
    assert.ok(steps.length < 12);
  }
  await running.stopProvider();
  const down = await fetch(address, { redirect: 'manual' });
  assert.equal(down.status, 503);
  const state = await ask('GET', `/desk/v1/witness/approvals/${approval.approvalId}`);
  assert.equal(state.body['stage'], 'begun');
  await running.startProvider();
  const { address: end } = await browse(`${approval.address}&login_hint=vera`);
  // The provider has new keys and knows no old code: a new login of the same approval is a login all the same.
  assert.match(end, /,proven$|,unknown-key$/);
});

test('nobody without a token, and no other centre, is told anything', async () => {
  const approval = await begun();
  for (const token of ['', 'four', 'ONE']) {
    const reply = await ask('GET', `/desk/v1/witness/approvals/${approval.approvalId}`, undefined, token);
    assert.equal(reply.status, 401);
  }
  assert.equal((await ask('GET', `/desk/v1/witness/approvals/${approval.approvalId}`, undefined, 'three')).status, 404);
  assert.equal((await fetch(`${citizen}/desk/v1/witness/approvals`, { method: 'POST', body: '{}' })).status, 404, 'citizens have no desk');
});

test('bad input says what and where, and repeats nothing', async () => {
  const number = '0201011234';
  for (const [changes, path] of [
    [{ applicant: '3902011234' }, '/applicant'], [{ applicant: 201011234 }, '/applicant'], [{ relation: 'foe' }, '/relation'],
    [{ known_years: 200 }, '/known_years'], [{ language: 'kl' }, '/language'], [{ case_id: '' }, '/case_id'], [{ extra: number }, '/extra'],
    [{ initials: 'x'.repeat(40) }, '/initials'],
  ] as const) {
    const reply = await ask('POST', '/desk/v1/witness/approvals', wish(changes));
    assert.equal(reply.status, 422, reply.text);
    assert.equal(reply.body['path'], path);
    assert.ok(!reply.text.includes('3902011234') && !reply.text.includes(number));
  }
  const approval = await begun();
  for (const [changes, path] of [
    [{ documents: [{ kind: 'rock' }] }, '/documents/0/kind'], [{ likeness: 'yes' }, '/likeness'], [{ mitid_since: '2020-01-01' }, '/mitid_since_source'],
    [{ centre: 'moon' }, '/centre'],
  ] as const) {
    const reply = await vouch(approval, changes);
    assert.equal(reply.status, 422, reply.text);
    assert.equal(reply.body['path'], path);
  }
});

test('no CPR number was in any answer', () => {
  for (const { cpr } of people) if (cpr !== undefined) assert.ok(!seen.some((text) => text.includes(cpr)));
});
