// Signing in with MitID Erhverv: the real program, and a real OpenID provider whose employees nobody is.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { Description } from './description.ts';
import { addPeople, held, problem, send, Session, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const { uuidOf } = (await import(join(root, 'tools/identity-provider/people.mjs'))) as { uuidOf(text: string): string };

let running: RunningDesk;
let desk = '';
let administrator: Session;
let olivia = { id: '', revision: 1 };
before(async () => {
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, [{ name: 'root', centre: 'aarhus', roles: ['administrator@*'] }]));
  desk = running.desk;
  held.tag = 'login';
  held.origin = desk;
  held.description = await Description.load(desk, '/desk/v1/openapi.json', [await Description.load(desk, '/api/v1/openapi.json')]);
  administrator = await signedIn(desk, 'root');
  for (const [name, employee] of [['olivia', 'olivia'], ['otto', 'otto'], ['lise', 'lise']] as const) {
    const made = await administrator.ask('POST', '/desk/v1/staff', { sign_in_name: name, shown_name: name, centre: 'aarhus', roles: [{ centre: 'aarhus', role: 'officer' }],
      trained_until: '2999-01-01', employee: uuidOf(`erhverv ${employee}`) });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    if (name === 'olivia') olivia = { id: String(made.body['id']), revision: 1 };
  }
});
after(() => running.stop());

const cookieOf = (line: string): [string, string] => line.split(';')[0]?.split('=') as [string, string];

async function begin(language = 'en'): Promise<{ address: string; cookie: string; cookies: Map<string, string> }> {
  const begun = await send(desk, 'GET', `/desk/v1/login?lang=${language}`);
  assert.equal(begun.status, 303, JSON.stringify(begun.body));
  const line = begun.headers.getSetCookie()[0] ?? '';
  assert.match(line, /^skranke_desk_login=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  return { address: begun.headers.get('location') ?? '', cookie: line.split(';')[0] ?? '', cookies: new Map([cookieOf(line)]) };
}

// The query that the provider sends the browser back with.
async function answerOf(who: string, { address, cookies }: { address: string; cookies: Map<string, string> }): Promise<string> {
  const back = await browse(`${address}&login_hint=${who}`, cookies, ({ pathname }) => pathname === '/desk/v1/login/callback');
  return new URL(back.address).search;
}

// Where the page goes on, and the session that there is then.
async function loggedIn(who: string, language = 'en'): Promise<{ to: string; session: Session; query: string; cookie: string }> {
  const begun = await begin(language);
  const query = await answerOf(who, begun);
  const answer = await send(desk, 'GET', `/desk/v1/login/callback${query}`, undefined, { cookie: begun.cookie });
  assert.equal(answer.status, 303, JSON.stringify(answer.body));
  const session = new Session(desk);
  session.cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').find((pair) => pair.startsWith('skranke_desk=')) ?? '';
  return { to: answer.headers.get('location') ?? '', session, query, cookie: begun.cookie };
}

test('the page says that there is this way', async () => {
  assert.deepEqual((await send(desk, 'GET', '/desk/v1/session')).body, { state: 'none', broker: true });
});

test('an employee whom an administrator has named is signed in, once for each login', async () => {
  const { to, session, query, cookie } = await loggedIn('olivia', 'da');
  assert.equal(to, '/da/sign-in/');
  const seen = await session.ask('GET', '/desk/v1/session');
  assert.deepEqual([seen.body['state'], (seen.body['person'] as { name: string }).name, seen.body['password'], seen.body['methods']], ['open', 'olivia', false, []]);
  assert.equal((await session.ask('GET', '/desk/v1/queue?centre=aarhus')).status, 200);
  assert.equal(problem(await send(desk, 'GET', `/desk/v1/login/callback${query}`, undefined, { cookie })), 'login-unknown');
  // No password and no code opens such an account.
  assert.equal(problem(await send(desk, 'POST', '/desk/v1/session', { name: 'olivia', password: 'my very own phrase of words' })), 'sign-in-refused');
});

for (const [who, why, what] of [
  ['otto', 'not-private', 'of another organisation'], ['lise', 'level-too-low', 'below Substantial'], ['erna', 'wrong-identity-provider', 'not with MitID Erhverv'],
  ['vera', 'wrong-identity-provider', 'a private person'], ['cancel', 'cancelled', 'who cancels'],
] as const) {
  test(`${what}: refused, and nobody is signed in`, async () => {
    const { to, session } = await loggedIn(who);
    assert.deepEqual([to, session.cookie], [`/en/sign-in/?refused=${why}`, '']);
  });
}

test('a login counts in the browser that began it, and not when it is old', async () => {
  const one = await begin();
  const other = await begin();
  const query = await answerOf('olivia', one);
  const stolen = await send(desk, 'GET', `/desk/v1/login/callback${query}`, undefined, { cookie: other.cookie });
  assert.equal(stolen.headers.get('location'), '/en/sign-in/?refused=wrong-state');
  assert.equal(problem(await send(desk, 'GET', `/desk/v1/login/callback${query}`, undefined, { cookie: one.cookie })), 'login-unknown', 'and it is gone');
  const late = await begin();
  const lateQuery = await answerOf('olivia', late);
  const database = databaseOf(running);
  database.exec('update staff_login set until = until - 601');
  database.close();
  assert.equal(problem(await send(desk, 'GET', `/desk/v1/login/callback${lateQuery}`, undefined, { cookie: late.cookie })), 'login-unknown');
  assert.equal(problem(await send(desk, 'GET', '/desk/v1/login/callback?state=none&code=x')), 'login-unknown');
});

test('a disabled account, and an employee whom nobody has named, are not known', async () => {
  assert.equal((await administrator.ask('POST', `/desk/v1/staff/${olivia.id}`, { seen: olivia.revision, active: false })).status, 200);
  assert.equal((await loggedIn('olivia')).to, '/en/sign-in/?refused=not-known');
  assert.equal((await administrator.ask('POST', `/desk/v1/staff/${olivia.id}`, { seen: olivia.revision + 1, active: true, employee: uuidOf('erhverv somebody') })).status, 200);
  assert.equal((await loggedIn('olivia')).to, '/en/sign-in/?refused=not-known');
});

test('two accounts are never one employee', async () => {
  const wish = { sign_in_name: 'twin', shown_name: 'Twin', centre: 'aarhus', roles: [], employee: uuidOf('erhverv otto') };
  assert.equal(problem(await administrator.ask('POST', '/desk/v1/staff', wish)), 'person-taken');
});

test('a broker that is down is said so', async () => {
  const begun = await begin();
  const query = await answerOf('olivia', begun);
  await running.stopProvider();
  const answer = await send(desk, 'GET', `/desk/v1/login/callback${query}`, undefined, { cookie: begun.cookie });
  assert.equal(answer.headers.get('location'), '/en/sign-in/?refused=broker-unavailable');
  await running.startProvider();
});

test('where no broker is named there is no such way', async () => {
  const bare = await startDesk('nobody', undefined, root);
  held.origin = bare.desk;
  assert.equal((await send(bare.desk, 'GET', '/desk/v1/session')).body['broker'], false);
  for (const path of ['login?lang=en', 'login/callback?state=x']) assert.equal(problem(await send(bare.desk, 'GET', `/desk/v1/${path}`)), 'no-broker');
  held.origin = desk;
  await bare.stop();
});

test('without its table it says that it is unavailable, and everything that is described was brought about', async () => {
  const database = databaseOf(running, false);
  database.exec('drop table staff_login');
  database.close();
  for (const path of ['login?lang=en', 'login/callback?state=x']) assert.equal((await send(desk, 'GET', `/desk/v1/${path}`)).status, 503);
  assert.deepEqual(held.description?.missing(({ tags }) => tags.includes('login')), []);
});
