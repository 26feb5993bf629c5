// What the citizens' and the officers' routes really answer, held against their descriptions (src/http/api/openapi.json, tag "citizens",
// and src/http/desk/openapi.json): the real program with its verifier, the real OpenID provider, and a second desk that has neither, nor
// rules for witnesses. description.ts says what is a fault.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { Description, type Json, type Operation } from './description.ts';
import { nobody } from './nobody.ts';
import { generatedExtract } from './extracts.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const { people, uuidOf } = (await import(join(root, 'tools/identity-provider/people.mjs'))) as {
  people: readonly { id: string; cpr?: string }[];
  uuidOf(text: string): string;
};
const vera = people.find(({ id }) => id === 'vera')?.cpr ?? '';

let running: RunningDesk;
let bare: RunningDesk;
let home = '';
let api: Description; // of the citizens' origin
let desk: Description;

// A home whose policy has no rules for witnesses: they are the last part of the file.
function homeWithoutWitnesses(): string {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  mkdirSync(join(folder, 'policies/mitid'), { recursive: true });
  const file = 'policies/mitid/2024-01-01.toml';
  const [rules = '', witness] = readFileSync(join(root, file), 'utf8').split('\n[witness]\n');
  assert.ok(witness !== undefined && !/^\[(?!witness)/m.test(witness));
  writeFileSync(join(folder, file), rules);
  for (const part of ['locales', 'data']) symlinkSync(join(root, part), join(folder, part));
  return folder;
}

before(async () => {
  home = homeWithoutWitnesses();
  running = await startDesk(uuidOf('mitid valdemar'), generatedExtract);
  bare = await startDesk('nobody', undefined, home);
  api = await Description.load(running.citizen, '/api/v1/openapi.json');
  desk = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
});
after(async () => {
  await running.stop();
  await bare.stop();
  rmSync(home, { recursive: true });
});

interface Reply { readonly status: number; readonly body: Json; readonly headers: Headers }
interface Wish {
  readonly id?: string;
  readonly body?: unknown; // as JSON, if it is not a text or bytes already
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly at?: RunningDesk;
}

// `route` is a method and a path as in the description.
async function ask(description: Description, origin: string, route: string, wish: Wish): Promise<Reply> {
  const [method = '', path = ''] = route.split(' ');
  const body = wish.body === undefined || typeof wish.body === 'string' || wish.body instanceof Uint8Array ? wish.body : JSON.stringify(wish.body);
  const answer = await fetch(origin + path.replace('{id}', wish.id ?? 'none') + (wish.query ?? ''), {
    method, redirect: 'manual', body: (body as BodyInit | undefined) ?? null, headers: wish.headers ?? {},
  });
  const text = await answer.text();
  description.hold(method, path, answer, text);
  const isJson = answer.headers.get('content-type')?.endsWith('json') === true;
  return { status: answer.status, body: isJson && text.trimEnd().split('\n').length === 1 ? JSON.parse(text) as Json : {}, headers: answer.headers };
}

const citizen = (route: string, wish: Wish = {}): Promise<Reply> => ask(api, (wish.at ?? running).citizen, route, wish);

// What an officer sends; the schema of a body accepts what the server does, and nothing of another shape.
async function officer(route: string, wish: Wish & { readonly token?: string; readonly type?: string } = {}): Promise<Reply> {
  const { token = 'two', type = 'application/json', body } = wish;
  const reply = await ask(desk, (wish.at ?? running).desk, route, {
    ...wish,
    headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': type }) },
  });
  const [method = '', path = ''] = route.split(' ');
  if (typeof body === 'object' && !(body instanceof Uint8Array) && desk.operation(method, path)?.requestBody !== undefined) {
    const isAccepted = desk.accepts(method, path, 'application/json', body);
    if (reply.status < 300) assert.ok(isAccepted, `${route} takes ${JSON.stringify(body)}`);
    const isOtherShape = ['wrong-type', 'missing-key', 'unknown-key'].includes(String(reply.body['code']));
    if (reply.status === 422 && isOtherShape) assert.ok(!isAccepted, `${route} refuses ${JSON.stringify(body)}`);
  }
  return reply;
}

async function expect(status: number, reply: Promise<Reply>, type?: string): Promise<Reply> {
  const got = await reply;
  assert.equal(got.status, status, JSON.stringify(got.body));
  if (type !== undefined) assert.equal(got.body['type'], `urn:skranke:problem:${type}`);
  return got;
}

const routes = {
  begin: 'POST /desk/v1/witness/approvals',
  approval: 'GET /desk/v1/witness/approvals/{id}',
  vouch: 'POST /desk/v1/witness/statements',
  withdraw: 'POST /desk/v1/witness/statements/{id}/withdrawal',
  agree: 'POST /desk/v1/witness/statements/{id}/withdrawal/agree',
  disputes: 'GET /desk/v1/witness/disputes',
  settle: 'POST /desk/v1/witness/statements/{id}/dispute/settlement',
  organisation: 'POST /desk/v1/organisations',
  suspend: 'POST /desk/v1/organisations/{id}/suspension',
  member: 'POST /desk/v1/organisations/{id}/members',
  suspendMember: 'POST /desk/v1/organisations/{id}/members/suspension',
  patterns: 'GET /desk/v1/witness-patterns',
  feasible: 'POST /desk/v1/questions/feasible',
  questions: 'POST /desk/v1/questions/sessions',
  answer: 'POST /desk/v1/questions/sessions/{id}/answers',
  conclude: 'POST /desk/v1/questions/sessions/{id}/conclusion',
  zone: 'POST /desk/v1/zones',
  picture: 'POST /desk/v1/zones/image',
  stripe: 'POST /desk/v1/stripes',
  description: 'GET /desk/v1/openapi.json',
  statement: 'GET /api/v1/witness/approvals/{id}',
  callback: 'GET /api/v1/witness/callback',
  organisations: 'GET /api/v1/organisations',
  signIn: 'GET /api/v1/me/sign-in',
  myQuestions: 'GET /api/v1/me/questions',
  vouchings: 'GET /api/v1/me/vouchings',
  dispute: 'POST /api/v1/me/vouchings/{id}/dispute',
  signOut: 'POST /api/v1/me/sign-out',
} as const;

const documents = [{ kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true,
  expires: '2099-01-01' }];

// A good body of every route that reads one.
const bodies: Record<string, Json> = {
  [routes.begin]: { case_id: 'case', applicant: nobody(0), initials: 'A.B.', relation: 'friend', known_years: 7, language: 'en' },
  [routes.vouch]: { approval_id: 'none', case_id: 'case', documents, likeness: true, face_bound: null, centre: 'citizen-service' },
  [routes.withdraw]: { reason: 'the wrong case' },
  [routes.organisation]: { organisation_id: 'sailors', name: 'Sømandskirken i Prøveby', web: 'https://sailors.example', phone: null, languages: ['da'] },
  [routes.suspend]: { from: '2026-01-01' },
  [routes.member]: { number: vera },
  [routes.suspendMember]: { number: vera, from: '2099-01-01' },
  [routes.feasible]: { number: vera, shown: ['passport'], case_id: 'case' },
  [routes.questions]: { number: vera, case_id: 'case' },
  [routes.answer]: { question: 0, text: 'x' },
  [routes.zone]: { zone: 'P<DNKOEDEGAARD<<AASE<MARIE<<<<<<<<<<<<<<<<<<\n2100000007DNK8002033F3101012<<<<<<<<<<<<<<<2', date: '2026-11-24' },
  [routes.stripe]: { tracks: `%${'DOE^JOHN'.padEnd(34)}${']L\\KKE ALLE 7 3'.padEnd(34)}4615000?\n;9208100403027021231041173083461010814?` },
};

let cases = 0;
interface Begun { readonly approval_id: string; readonly case_id: string; readonly address: string }

async function begun(): Promise<Begun> {
  const case_id = `case-${++cases}`;
  const applicant = nobody(cases);
  const { body } = await expect(201, officer(routes.begin, { token: 'one', body: { ...bodies[routes.begin], case_id, applicant } }));
  return { approval_id: String(body['approval_id']), case_id, address: String(body['address']) };
}

// From the broker's address to where the program sends the browser once it is back; what the program says is held against its description.
async function loggedIn(address: string, who: string, cookies = new Map<string, string>()): Promise<Reply> {
  const back = await browse(`${address}&login_hint=${who}`, cookies, ({ pathname }) => pathname === '/api/v1/witness/callback');
  return expect(303, citizen(routes.callback, {
    query: new URL(back.address).search, headers: { cookie: [...back.cookies].map((pair) => pair.join('=')).join('; ') },
  }));
}

async function approved(who: string): Promise<Begun> {
  const approval = await begun();
  await loggedIn(approval.address, who);
  return approval;
}

const vouched = (approval: Begun, changes: Json = {}): Promise<Reply> => officer(routes.vouch, { token: 'one',
  body: { approval_id: approval.approval_id, case_id: approval.case_id, documents, likeness: true, ...changes } });

// Signs in; gives what the browser sends from then on.
async function session(who: string, query: string): Promise<Record<string, string>> {
  const cookieOf = (reply: Reply): string => reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const begin = await expect(303, citizen(routes.signIn, { query }));
  const cookie = cookieOf(begin);
  const end = await loggedIn(begin.headers.get('location') ?? '', who, new Map([cookie.split('=') as [string, string]]));
  return { cookie: cookieOf(end) };
}

// The centre's side is asked by centre_side_openapi.test.ts, the day at a centre by queue.test.ts, signing in by staff.test.ts and staff_login.test.ts. signing in by staff.test.ts and staff_login.test.ts.
const isHere = ({ tags }: Operation): boolean => !tags.some((tag) => ['cases', 'centre', 'queue', 'staff', 'login', 'policies', 'samples', 'orders'].includes(tag));
const officers = (): ReturnType<Description['operations']> => desk.operations().filter(({ operation }) => isHere(operation));

test('the descriptions are well-formed', () => {
  api.check();
  desk.check();
});

test('the routes that are asked here are the ones that are described', () => {
  const described = [...officers(), ...api.operations().filter(({ operation }) => operation.tags.includes('citizens'))];
  assert.deepEqual(described.map(({ method, path }) => `${method} ${path}`).sort(), Object.values(routes).toSorted());
  const reading = officers().filter(({ path, operation }) => operation.requestBody !== undefined && !routes.picture.endsWith(path));
  assert.deepEqual(reading.map(({ method, path }) => `${method} ${path}`).sort(), Object.keys(bodies).sort());
});

test('the description is for anybody, and what else the desk has is for officers', async () => {
  await expect(200, officer(routes.description, { token: '' }));
  const kept = await fetch(running.desk + '/desk/v1/openapi.json', { headers: { 'if-none-match': '*' } });
  assert.equal(kept.status, 304);
  desk.hold('GET', '/desk/v1/openapi.json', kept, await kept.text());
  for (const { method, path, operation } of officers()) {
    if (operation.security?.length === 0) continue;
    for (const token of ['', 'four']) await expect(401, officer(`${method} ${path}`, { token }), 'no-officer');
    await expect(405, officer(`${method === 'POST' ? 'PUT' : 'POST'} ${path}`), 'method-not-allowed');
    if (method !== 'POST') continue;
    const least = routes.picture === `${method} ${path}` ? 8 * 1024 * 1024 + 1 : 70_000;
    await expect(413, officer(`${method} ${path}`, { body: ' '.repeat(least) }), 'body-too-large');
    await expect(415, officer(`${method} ${path}`, { body: '{}', type: 'text/html' }), 'unsupported-media-type');
  }
  for (const route of [routes.organisation, routes.suspend, routes.member, routes.suspendMember, routes.settle])
    await expect(403, officer(route, { token: 'one', body: bodies[route] ?? {} }), 'no-administrator');
});

test('a bad body says what is wrong with it', async () => {
  for (const [route, good] of Object.entries(bodies)) {
    const key = Object.keys(good)[0] ?? '';
    await expect(400, officer(route, { body: '{' }), 'invalid-json');
    await expect(400, officer(route, { body: new Uint8Array([0x22, 0xff, 0x22]) }), 'invalid-utf8');
    await expect(400, officer(route, { body: '['.repeat(20) + ']'.repeat(20) }), 'too-deep');
    await expect(422, officer(route, { body: [] }), 'wrong-type');
    await expect(422, officer(route, { body: { ...good, [key]: {} } }), 'wrong-type');
    await expect(422, officer(route, { body: { ...good, [key]: undefined } }), 'missing-key');
    await expect(422, officer(route, { body: { ...good, colour: 'red' } }), 'unknown-key');
    await expect(422, officer(route, { body: JSON.stringify(good).replace('{', `{"${key}":1,`) }), 'duplicate-key');
  }
  await expect(422, officer(routes.begin, { body: { ...bodies[routes.begin], relation: 'foe' } }), 'invalid-value');
  await expect(422, officer(routes.vouch, { body: { ...bodies[routes.vouch], documents: Array(33).fill(documents[0]) } }), 'too-many');
  await expect(422, officer(routes.vouch, { body: { ...bodies[routes.vouch], mitid_since: '2020-01-01' } }), 'missing-key');
  await expect(422, officer(routes.organisation, { body: { organisation_id: 'o', name: 'O' } }), 'missing-key');
  await expect(413, officer(routes.begin, { body: { ...bodies[routes.begin], case_id: 'x'.repeat(150) } }), 'too-large');
});

test('a scanned document is told as the policy speaks of it, and a number is what the stripe has', async () => {
  const { body: passport } = await expect(200, officer(routes.zone, { body: bodies[routes.zone] }));
  assert.deepEqual(passport['document'], { kind: 'passport', issuer: 'DK', form: 'physical', expires: '2031-01-01', photo: true });
  assert.deepEqual(passport['notes'], []);
  const zone = String(bodies[routes.zone]?.['zone']);
  const { body: aliens } = await expect(200, officer(routes.zone, { body: { zone: zone.replace('7DNK', '7SYR') } }));
  assert.deepEqual(aliens['notes'], ['aliens-passport']);
  const { body: misread } = await expect(200, officer(routes.zone, { body: { zone: zone.replace('8002033', '8002043') } }));
  assert.deepEqual([misread['valid'], misread['document']], [false, null]);
  const { body: problem } = await expect(422, officer(routes.zone, { body: { zone: zone.replace('8002033', '8OO2O33') } }), 'invalid-value');
  assert.equal(problem['detail'], 'line 2, column 15: expected a digit or <');
  const { body: card } = await expect(200, officer(routes.stripe, { body: bodies[routes.stripe] }));
  assert.deepEqual([card['cpr_number'], card['valid_from']], ['0302702123', '2014-08-01']);
  await expect(422, officer(routes.stripe, { body: { tracks: '%?' } }), 'invalid-value');
});

test('a picture of a zone is read like the zone', async () => {
  const picture = readFileSync(join(root, 'tests/sight/passport.png'));
  const { body: seen } = await expect(200, officer(routes.picture, { body: new Uint8Array(picture), type: 'image/png' }));
  const { body: typed } = await expect(200, officer(routes.zone, { body: bodies[routes.zone] }));
  assert.deepEqual(seen, typed);
  await expect(422, officer(routes.picture, { body: new Uint8Array(picture.subarray(0, 4000)), type: 'image/png' }), 'invalid-value');
  await expect(422, officer(routes.picture, { body: new TextEncoder().encode('no picture'), type: 'image/jpeg' }), 'invalid-value');
});

let given = '';
test('an approval, from its begin to a statement and its withdrawal', async () => {
  const approval = await begun();
  await expect(200, citizen(routes.statement, { id: approval.approval_id }));
  await expect(404, citizen(routes.statement), 'approval-unknown');
  await expect(200, officer(routes.approval, { id: approval.approval_id }));
  await expect(404, officer(routes.approval, { id: approval.approval_id, token: 'three' }), 'approval-unknown');
  await expect(409, vouched(approval), 'witness-refused');
  // The broker itself is out of order; the approval can still be finished.
  const { origin, searchParams } = new URL(approval.address);
  const broken = new URLSearchParams({ state: searchParams.get('state') ?? '', iss: origin, error: 'server_error' });
  await expect(503, citizen(routes.callback, { query: `?${broken}` }), 'unavailable');
  assert.match((await loggedIn(approval.address, 'udland')).headers.get('location') ?? '', /,proven$/);
  assert.match((await expect(303, citizen(routes.callback, { query: '?state=none' }))).headers.get('location') ?? '', /,wrong-state$/);
  await expect(200, citizen(routes.statement, { id: approval.approval_id }));
  await expect(200, officer(routes.approval, { id: approval.approval_id }));
  await expect(409, vouched(approval, { documents: [] }), 'witness-refused');
  await expect(422, vouched(approval, { second_officer: 'one' }), 'no-second-officer');
  given = String((await expect(201, vouched(approval))).body['statement_id']);
  await expect(409, vouched(approval), 'witness-refused');
  await expect(200, officer(routes.approval, { id: (await approved('cancel')).approval_id }));

  const reason = bodies[routes.withdraw];
  await expect(404, officer(routes.withdraw, { body: reason }), 'statement-unknown');
  await expect(404, officer(routes.agree), 'statement-unknown');
  await expect(409, officer(routes.agree, { id: given }), 'not-asked');
  await expect(201, officer(routes.withdraw, { id: given, token: 'one', body: reason }));
  await expect(201, officer(routes.withdraw, { id: given, token: 'one', body: reason })); // who has not heard the answer
  await expect(409, officer(routes.withdraw, { id: given, body: reason }), 'already');
  await expect(409, officer(routes.agree, { id: given, token: 'one' }), 'same-officer');
  await expect(200, officer(routes.agree, { id: given }));
  await expect(200, officer(routes.agree, { id: given }));
  await expect(409, officer(routes.agree, { id: given, token: 'counter' }), 'already');
  await expect(409, officer(routes.withdraw, { id: given, token: 'one', body: reason }), 'already');
  await expect(422, officer(routes.vouch, { at: bare, body: { ...bodies[routes.vouch] } }), 'no-witness-rules');
});

test('professional witnesses', async () => {
  await expect(404, officer(routes.suspend, { body: bodies[routes.suspend] }), 'organisation-unknown');
  await expect(404, officer(routes.member, { body: bodies[routes.member] }), 'organisation-unknown');
  await expect(404, officer(routes.suspendMember, { body: bodies[routes.suspendMember] }), 'organisation-unknown');
  await expect(201, officer(routes.organisation, { body: bodies[routes.organisation] }));
  await expect(200, officer(routes.member, { id: 'sailors', body: bodies[routes.member] }));
  assert.equal((await expect(201, vouched(await approved('vera'), { organisation_id: 'sailors' }))).body['left'], null);
  const listed = await expect(200, citizen(routes.organisations));
  assert.equal((listed.body['items'] as unknown[]).length, 1);
  await expect(200, officer(routes.suspendMember, { id: 'sailors', body: bodies[routes.suspendMember] }));
  await expect(200, officer(routes.suspend, { id: 'sailors', body: bodies[routes.suspend] }));
});

test('a citizen sees what was said in their name, and disputes it', async () => {
  await expect(401, citizen(routes.vouchings), 'no-session');
  await expect(401, citizen(routes.dispute), 'no-session');
  const headers = await session('udland', '?lang=da');
  const mine = await expect(200, citizen(routes.vouchings, { headers }));
  assert.deepEqual((mine.body['statements'] as Json[]).map((each) => each['statement_id']), [given]);
  await expect(404, citizen(routes.dispute, { headers }), 'statement-unknown');
  const elsewhere = { ...headers, 'sec-fetch-site': 'cross-site' };
  for (const route of [routes.dispute, routes.signOut]) {
    await expect(403, citizen(route, { headers: elsewhere }), 'from-elsewhere');
    await expect(413, citizen(route, { headers, body: ' '.repeat(70_000) }));
    await expect(405, citizen(route.replace('POST', 'PUT')));
  }
  await expect(200, citizen(routes.dispute, { id: given, headers }));
  const disputes = await expect(200, officer(routes.disputes));
  assert.equal((disputes.body['items'] as unknown[]).length, 1);
  assert.equal((await expect(200, officer(routes.patterns))).body['rule'], 'disputed');
  await expect(200, officer(routes.settle, { id: given }));
  await expect(404, officer(routes.settle, { id: given }), 'no-dispute');
  await expect(404, citizen(routes.myQuestions, { headers }), 'not-asked');
  await expect(200, citizen(routes.signOut, { headers }));
  await expect(401, citizen(routes.vouchings, { headers }), 'no-session');
});

let opened = '';
test('register questions, at the desk and before the visit', async () => {
  await expect(401, citizen(routes.myQuestions), 'no-session');
  await expect(200, citizen(routes.myQuestions, { headers: await session('yvonne', '?for=questions') }));
  assert.deepEqual((await expect(200, officer(routes.questions, { body: bodies[routes.questions] }))).body, { state: 'witness-needed' });
  const numbers = readFileSync(join(running.folder, 'extract.txt'), 'latin1').split('\n').filter((line) => line.startsWith('001'))
    .map((line) => line.slice(3, 13));
  let body: Json = {};
  for (const number of numbers) {
    body = { number, shown: ['passport'], case_id: 'case' };
    if ((await expect(200, officer(routes.feasible, { body }))).body['feasible'] === true) break;
  }
  opened = String((await expect(201, officer(routes.questions, { body }))).body['session']);
  await expect(200, officer(routes.answer, { id: opened, body: { question: 0 } }));
  await expect(404, officer(routes.answer, { body: { question: 0, text: 'x' } }), 'session-unknown');
  await expect(200, officer(routes.conclude, { id: opened }));
  await expect(404, officer(routes.conclude, { id: opened }), 'session-unknown');
  assert.equal((await expect(200, officer(routes.questions, { body }))).body['state'], 'locked');
});

test('without a verifier nothing is asked, and without a broker nobody logs in', async () => {
  for (const route of [routes.feasible, routes.questions, routes.answer, routes.conclude])
    await expect(404, officer(route, { at: bare, body: bodies[route] ?? {} }), 'no-questions');
  await expect(404, citizen(routes.signIn, { at: bare, query: '?for=questions' }), 'no-questions');
  await expect(404, citizen(routes.myQuestions, { at: bare }), 'no-questions');
  await expect(503, officer(routes.begin, { at: bare, body: bodies[routes.begin] }), 'unavailable');
  await expect(503, citizen(routes.signIn, { at: bare }), 'unavailable');
  await expect(503, citizen(routes.callback, { at: bare }), 'unavailable');
});

// The last that is done to this desk: its tables go.
test('what fails outside is said so by every route', async () => {
  const headers = await session('vera', '');
  const headersOfQuestions = await session('yvonne', '?for=questions');
  await running.stopVerifier();
  const asking: string[] = [routes.feasible, routes.questions, routes.answer, routes.conclude];
  for (const route of asking) await expect(503, officer(route, { body: bodies[route] ?? {} }), 'unavailable');
  const database = databaseOf(running, false);
  const tables = database.prepare("select name from sqlite_master where type = 'table' and (name like 'witness_%' or name like 'citizen_%')").all();
  assert.ok(tables.length >= 9);
  for (const { name } of tables) database.exec(`drop table ${String(name)}`);
  database.close();
  for (const route of Object.values(routes)) {
    // Reading what was scanned needs nothing outside.
    if (([routes.description, routes.zone, routes.picture, routes.stripe, ...asking] as string[]).includes(route)) continue;
    const sent = route === routes.myQuestions ? headersOfQuestions : headers;
    const reply = route.includes('/desk/') ? officer(route, { body: bodies[route] }) : citizen(route, { headers: sent });
    await expect(503, reply, 'unavailable');
  }
});

test('every described status of every route, and every type of problem, is brought about', () => {
  assert.deepEqual([...api.missing(({ tags }) => tags.includes('citizens')), ...desk.missing(isHere)], []);
});
