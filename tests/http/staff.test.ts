// Signing in at the officers' origin, against the real program: factors, sessions and their ends, what throttles, forged requests, who works
// here. What is said about the clock is shown by setting back what the database keeps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { addPeople, expect, freshCode, held, nonce, oneTimeCode, password, type Person, send, Session, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer', 'officer@vejle'], trainedUntil: '2020-01-01' },
  { name: 'carl', centre: 'aarhus', roles: ['officer'] },
  { name: 'ditte', centre: 'aarhus', roles: ['officer', 'officer@vejle'] },
  { name: 'erik', centre: 'aarhus', roles: ['officer'] },
  { name: 'freja', centre: 'aarhus', roles: ['officer'] },
  { name: 'gry', centre: 'aarhus', roles: ['officer'], trainedUntil: '' },
  { name: 'root', centre: 'aarhus', roles: ['administrator@*'] },
  { name: 'sub', centre: 'vejle', roles: ['administrator'] },
];

let running: RunningDesk;
let desk = '';
before(async () => {
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, people));
  desk = running.desk;
  held.tag = 'staff';
  held.origin = desk;
  held.description = await Description.load(desk, '/desk/v1/openapi.json', [await Description.load(desk, '/api/v1/openapi.json')]);
});
after(() => running.stop());

// Sets something about the one session of an account.
function set(name: string, what: string): void {
  const database = databaseOf(running);
  const { changes } = database.prepare(`update staff_session set ${what} where account_id = (select account_id from staff_account where sign_in_name = ?)`).run(name);
  database.close();
  assert.equal(Number(changes), 1);
}
const now = (): number => Math.floor(Date.now() / 1000);
const queue = '/desk/v1/queue?centre=aarhus';

test('a session begins half, and opens with the second factor under a new secret', async () => {
  const session = new Session(desk);
  expect(200, await session.ask('GET', '/desk/v1/session'));
  const first = expect(200, await session.ask('POST', '/desk/v1/session', { name: 'Anna', password }));
  assert.deepEqual([first.body['state'], first.body['methods'], first.body['person']], ['second-factor', ['totp'], undefined]);
  const flags = first.headers.getSetCookie()[0] ?? '';
  assert.match(flags, /^skranke_desk=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=28800$/);
  const halfCookie = session.cookie;
  expect(401, await session.ask('GET', queue), 'second-factor-missing');
  expect(403, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: '000000' }), 'second-factor-refused');
  const code = freshCode('anna');
  const open = expect(200, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code }));
  assert.equal(open.body['state'], 'open');
  assert.equal((open.body['person'] as Record<string, unknown>)['centre_name'], 'Aarhus Kommune');
  assert.notEqual(session.cookie, halfCookie);
  expect(200, await session.ask('GET', queue));
  assert.equal(expect(200, await send(desk, 'GET', '/desk/v1/session', undefined, { cookie: halfCookie })).body['state'], 'none', 'the earlier secret is over');
  // The same code again, in another session.
  const again = new Session(desk);
  expect(200, await again.ask('POST', '/desk/v1/session', { name: 'anna', password }));
  expect(403, await again.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code }), 'second-factor-refused');
  expect(200, await session.ask('POST', '/desk/v1/session/end', { everywhere: true }));
  expect(401, await session.ask('GET', queue), 'no-officer');
  assert.equal(expect(200, await again.ask('GET', '/desk/v1/session')).body['state'], 'none', 'everywhere');
});

test('the database holds no secret', async () => {
  const session = await signedIn(desk, 'erik');
  const database = databaseOf(running);
  const all = ['staff_session', 'staff_account', 'staff_try', 'staff_invitation'].map((table) => JSON.stringify(database.prepare(`select * from ${table}`).all()));
  database.close();
  const secret = session.cookie.split('=')[1] ?? '';
  assert.equal(secret.length, 64);
  for (const text of all) assert.ok(!text.includes(secret) && !text.includes(session.token) && !text.includes(password));
  assert.match(all[1] ?? '', /\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
  expect(200, await session.ask('POST', '/desk/v1/session/end', {}));
});

test('what changes something needs the token of the page and this site', async () => {
  const session = await signedIn(desk, 'erik');
  const bare = { cookie: session.cookie };
  const wish = ['POST', '/desk/v1/queue/next', { centre: 'aarhus', counter: 1 }] as const;
  expect(403, await send(desk, ...wish, bare), 'no-session-token');
  expect(403, await send(desk, ...wish, { ...bare, 'x-session-token': session.token.replace(/^./, (c) => (c === '0' ? '1' : '0')) }), 'no-session-token');
  for (const site of ['cross-site', 'same-site'])
    expect(403, await send(desk, ...wish, { ...bare, 'x-session-token': session.token, 'sec-fetch-site': site }), 'from-elsewhere');
  expect(204, await send(desk, ...wish, { ...bare, 'x-session-token': session.token, 'sec-fetch-site': 'same-origin' }));
  for (const path of ['lock', 'unlock', 'step-up', 'activity', 'centre', 'end', 'challenge'])
    expect(403, await send(desk, 'POST', `/desk/v1/session/${path}`, {}, bare), 'no-session-token');
  expect(200, await session.ask('POST', '/desk/v1/session/end', {}));
});

test('ten minutes without work lock it, and eight hours end it', async () => {
  const session = await signedIn(desk, 'carl');
  const seen = expect(200, await session.ask('GET', '/desk/v1/session')).body;
  assert.ok(Number(seen['idle_seconds_left']) > 590 && Number(seen['idle_seconds_left']) <= 600);
  assert.ok(Number(seen['seconds_left']) > 28_790 && Number(seen['seconds_left']) <= 28_800);
  // To look is no work; to say that somebody is there, is.
  set('carl', `used_at = ${now() - 500}`);
  expect(200, await session.ask('GET', queue));
  assert.ok(Number((await session.ask('GET', '/desk/v1/session')).body['idle_seconds_left']) <= 100);
  expect(200, await session.ask('POST', '/desk/v1/session/activity', {}));
  assert.ok(Number((await session.ask('GET', '/desk/v1/session')).body['idle_seconds_left']) > 590);
  set('carl', `used_at = ${now() - 601}`);
  expect(423, await session.ask('GET', queue), 'locked');
  expect(423, await session.ask('POST', '/desk/v1/session/activity', {}), 'locked');
  assert.equal((await session.ask('GET', '/desk/v1/session')).body['state'], 'locked');
  expect(200, await session.ask('POST', '/desk/v1/session/unlock', { method: 'password', password }));
  expect(200, await session.ask('GET', queue));
  set('carl', `begun_at = ${now() - 28_801}`);
  expect(401, await session.ask('GET', queue), 'no-officer');
});

test('a locked session does nothing but unlock, and only its person can', async () => {
  const session = await signedIn(desk, 'ditte');
  assert.equal(expect(200, await session.ask('POST', '/desk/v1/session/lock', {})).body['state'], 'locked');
  for (const [method, path] of [['GET', queue], ['GET', '/desk/v1/centres/aarhus/hours'], ['POST', '/desk/v1/session/step-up'], ['POST', '/desk/v1/session/centre']] as const)
    expect(423, await session.ask(method, path, method === 'POST' ? { method: 'totp', code: '000000' } : undefined), 'locked');
  expect(403, await session.ask('POST', '/desk/v1/session/unlock', { method: 'password', password: 'another sentence of mine' }), 'unlock-refused');
  expect(403, await session.ask('POST', '/desk/v1/session/unlock', { method: 'totp', code: '000000' }), 'unlock-refused');
  assert.equal(expect(200, await session.ask('POST', '/desk/v1/session/unlock', { method: 'totp', code: freshCode('ditte') })).body['stepped_up'], false);
  expect(200, await session.ask('GET', queue));
  expect(403, await session.ask('POST', '/desk/v1/session/centre', { centre: 'randers' }), 'another-centre');
  expect(403, await session.ask('POST', '/desk/v1/session/centre', { centre: '*' }), 'another-centre');
  const moved = expect(200, await session.ask('POST', '/desk/v1/session/centre', { centre: 'vejle' }));
  assert.equal((moved.body['person'] as Record<string, unknown>)['centre'], 'vejle');
  expect(200, await session.ask('POST', '/desk/v1/session/end', {}));
});

test('a second factor counts as fresh for five minutes', async () => {
  const session = await signedIn(desk, 'root');
  const wish = { sign_in_name: 'hans', shown_name: 'Hans', centre: 'aarhus', roles: [{ centre: 'aarhus', role: 'officer' }], trained_until: '2999-01-01' };
  set('root', `stepped_up_at = ${now() - 301}`);
  assert.equal((await session.ask('GET', '/desk/v1/session')).body['stepped_up'], false);
  expect(403, await session.ask('POST', '/desk/v1/staff', wish), 'step-up-needed');
  expect(403, await session.ask('POST', '/desk/v1/session/step-up', { method: 'password', password }), 'second-factor-refused');
  assert.equal(expect(200, await session.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('root') })).body['stepped_up'], true);
  expect(201, await session.ask('POST', '/desk/v1/staff', wish));
  expect(200, await session.ask('POST', '/desk/v1/session/end', {}));
  expect(403, await send(desk, 'POST', '/desk/v1/staff', { ...wish, sign_in_name: 'ib' }, { authorization: 'Bearer two' }), 'step-up-needed');
  expect(409, await send(desk, 'POST', '/desk/v1/session/lock', {}, { authorization: 'Bearer two' }), 'no-session');
});

test('without a certificate that is valid today officers work on nothing, and it says why', async () => {
  for (const name of ['bo', 'gry']) {
    const session = await signedIn(desk, name);
    expect(403, await session.ask('GET', queue), 'training-expired');
    expect(403, await session.ask('POST', '/desk/v1/witness/approvals', {}), 'training-expired');
    expect(200, await session.ask('GET', '/desk/v1/session'));
  }
  const database = databaseOf(running);
  const until = (days: number): string => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  const session = await signedIn(desk, 'bo');
  for (const [days, status] of [[0, 200], [-1, 403], [1, 200]] as const) {
    database.prepare("update staff_account set trained_until = ? where sign_in_name = 'bo'").run(until(days));
    expect(status, await session.ask('GET', queue));
  }
  database.close();
});

test('nobody learns from a refusal whether there is such an account', async () => {
  // The shortest of many rounds is what the work takes: whatever else the machine does meanwhile only adds to a round, and each name comes
  // first as often as the other. What throttles is forgotten between rounds, but for the last three, which the next test goes on from.
  const rounds = 15;
  const times: Record<string, number[]> = { freja: [], nobody: [] };
  const texts = new Set<string>();
  const database = databaseOf(running);
  for (let round = 0; round < rounds; ++round) {
    if (round <= rounds - 3) database.exec('delete from staff_try');
    for (const name of round % 2 === 0 ? ['freja', 'nobody'] : ['nobody', 'freja']) {
      const begun = performance.now();
      const reply = await send(desk, 'POST', '/desk/v1/session', { name, password: 'not the right sentence' });
      times[name]?.push(performance.now() - begun);
      texts.add(`${reply.status} ${JSON.stringify({ ...reply.body, instance: 'another each time' })} ${[...reply.headers.keys()].sort().join()}`);
    }
  }
  database.close();
  assert.equal(texts.size, 1);
  const [known = 0, unknown = 0] = ['freja', 'nobody'].map((name) => Math.min(...(times[name] ?? [])));
  assert.ok(unknown > known / 2 && known > unknown / 2, `${known} ms and ${unknown} ms`);
});

test('who fails too often waits, account or not', async () => {
  for (const name of ['freja', 'nobody']) {
    expect(403, await send(desk, 'POST', '/desk/v1/session', { name, password: 'not the right sentence' }), 'sign-in-refused');
    expect(403, await send(desk, 'POST', '/desk/v1/session', { name, password: 'not the right sentence' }), 'sign-in-refused');
    const late = expect(429, await send(desk, 'POST', '/desk/v1/session', { name, password }), 'too-many-tries');
    assert.equal(late.headers.get('retry-after'), '900');
  }
  const database = databaseOf(running);
  database.exec('update staff_try set begun_at = begun_at - 901');
  database.close();
  // The second factor has tries of its own.
  const session = new Session(desk);
  expect(200, await session.ask('POST', '/desk/v1/session', { name: 'freja', password }));
  for (let round = 0; round < 5; ++round)
    expect(403, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: '000000' }), 'second-factor-refused');
  expect(429, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: freshCode('freja') }), 'too-many-tries');
  // To unlock and to step up are tries of the same.
  const carl = await signedIn(desk, 'carl');
  for (let round = 0; round < 5; ++round) expect(403, await carl.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: '000000' }), 'second-factor-refused');
  expect(429, await carl.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: '000000' }), 'too-many-tries');
  expect(429, await carl.ask('POST', '/desk/v1/session/unlock', { method: 'password', password }), 'too-many-tries');
});

test('guesses that are sent at once are counted one by one', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => send(desk, 'POST', '/desk/v1/session', { name: 'one-of-many', password: 'not the right sentence' })));
  assert.equal(replies.filter(({ status }) => status === 403).length, 5);
  assert.equal(replies.filter(({ status }) => status === 429).length, 15);
});

test('an address that fails too often waits too', async () => {
  const database = databaseOf(running);
  database.exec('update staff_try set begun_at = begun_at - 901');
  database.close();
  let refused = 0;
  for (let guess = 0; guess < 31; ++guess)
    if ((await send(desk, 'POST', '/desk/v1/session', { name: `guess-${guess}`, password: 'not the right sentence' })).status === 403) ++refused;
  assert.equal(refused, 30);
  expect(429, await send(desk, 'POST', '/desk/v1/session', { name: 'anna', password }), 'too-many-tries');
  const again = databaseOf(running);
  again.exec('update staff_try set begun_at = begun_at - 901');
  again.close();
});

test('an invited person sets password and second factor, once', async () => {
  const root = await signedIn(desk, 'root');
  const made = expect(201, await root.ask('POST', '/desk/v1/staff', { sign_in_name: 'ida', shown_name: 'Ida Invitsen', centre: 'aarhus',
    roles: [{ centre: 'aarhus', role: 'officer' }, { centre: 'aarhus', role: 'supervisor' }], trained_until: '2999-01-01' }));
  const invitation = made.body['invitation'] as { address: string; until: string };
  assert.ok(invitation.address.startsWith(`${desk}/da/enrol/#`), invitation.address);
  const hours = (Date.parse(invitation.until) - Date.now()) / 3_600_000;
  assert.ok(hours > 23.9 && hours <= 24);
  const secret = invitation.address.split('#')[1] ?? '';
  expect(403, await send(desk, 'POST', '/desk/v1/session', { name: 'ida', password }), 'sign-in-refused');
  expect(404, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret: 'another', nonce }), 'invitation-over');
  const offer = expect(200, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce })).body;
  const key = String(offer['totp_key']);
  assert.ok(String(offer['totp_uri']).includes(`secret=${key}&issuer=Skranke`));
  const code = (): string => oneTimeCode(Math.floor(Date.now() / 30_000), key);
  const mistakes = [[{ password: 'short', code: code() }, 'password-short'], [{ password: 'x'.repeat(257), code: code() }, 'password-long'],
    [{ password: 'aaaaaaaaaaaaaaaa', code: code() }, 'password-guessable'], [{ password: 'my name is IDA and', code: code() }, 'password-guessable'],
    [{ password }, 'factor-missing'], [{ password, code: '000000' }, 'code-wrong']] as const;
  for (const [wish, mistake] of mistakes)
    assert.equal(expect(422, await send(desk, 'POST', '/desk/v1/enrolment', { secret, nonce, ...wish }), 'enrolment-refused').body['code'], mistake);
  const used = code();
  const enrolled = expect(201, await send(desk, 'POST', '/desk/v1/enrolment', { secret, nonce, password, code: used }));
  const codes = enrolled.body['recovery_codes'] as string[];
  assert.equal(new Set(codes).size, 8);
  for (const recovery of codes) assert.match(recovery, /^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
  expect(404, await send(desk, 'POST', '/desk/v1/enrolment', { secret, nonce, password, code: code() }), 'invitation-over');
  expect(404, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce }), 'invitation-over');
  // The code of the enrolment has served; a recovery code does once.
  const session = new Session(desk);
  expect(200, await session.ask('POST', '/desk/v1/session', { name: 'ida', password }));
  expect(403, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: used }));
  expect(200, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'recovery', code: ` ${codes[0]?.toLowerCase().replace('-', ' ')}` }));
  const other = new Session(desk);
  expect(200, await other.ask('POST', '/desk/v1/session', { name: 'ida', password }));
  expect(403, await other.ask('POST', '/desk/v1/session/second-factor', { method: 'recovery', code: codes[0] }), 'second-factor-refused');
  // Disabled: its sessions end at once.
  const id = String(made.body['id']);
  const item = (await root.ask('GET', '/desk/v1/staff')).body['items'] as { id: string; revision: number; enrolled: boolean; recovery_left: number }[];
  const ida = item.find((each) => each.id === id);
  assert.deepEqual([ida?.enrolled, ida?.recovery_left], [true, 7]);
  expect(200, await root.ask('POST', `/desk/v1/staff/${id}`, { seen: ida?.revision, active: false }));
  expect(401, await session.ask('GET', queue), 'no-officer');
  expect(403, await send(desk, 'POST', '/desk/v1/session', { name: 'ida', password }), 'sign-in-refused');
  expect(409, await root.ask('POST', `/desk/v1/staff/${id}`, { seen: ida?.revision, active: true }), 'person-changed');
  expect(409, await root.ask('POST', `/desk/v1/staff/${id}/invitation`, {}), 'person-not-active');
  expect(200, await root.ask('POST', `/desk/v1/staff/${id}`, { seen: (ida?.revision ?? 0) + 1, active: true }));
  const ofIda = ((await root.ask('GET', '/desk/v1/staff-events')).body['items'] as Record<string, string>[]).filter((event) => event['person'] === id);
  assert.deepEqual(ofIda.map((event) => event['what']).sort(), ['added', 'changed', 'changed', 'enrolled', 'invited', 'recovery-code-used']);
  assert.deepEqual(ofIda.filter((event) => event['by'] === id).map((event) => `${event['what']} ${event['detail']}`).sort(), ['enrolled one-time codes', 'recovery-code-used ']);
});

test('an invitation is over after a day, and by the next one', async () => {
  const root = await signedIn(desk, 'root');
  const items = (await root.ask('GET', '/desk/v1/staff')).body['items'] as { id: string; sign_in_name: string }[];
  const anna = items.find(({ sign_in_name: name }) => name === 'anna')?.id ?? '';
  const invite = async (): Promise<string> => {
    const reply = expect(201, await root.ask('POST', `/desk/v1/staff/${anna}/invitation`, {}));
    return (reply.body['invitation'] as { address: string }).address.split('#')[1] ?? '';
  };
  const first = await invite();
  const second = await invite();
  expect(404, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret: first, nonce }), 'invitation-over');
  expect(200, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret: second, nonce }));
  const database = databaseOf(running);
  database.exec(`update staff_invitation set until = ${now()} where used_at is null`);
  database.close();
  expect(404, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret: second, nonce }), 'invitation-over');
});

test('an administrator stays within their centre, and off their own account', async () => {
  const sub = await signedIn(desk, 'sub');
  const root = await signedIn(desk, 'root');
  const all = (await root.ask('GET', '/desk/v1/staff')).body['items'] as { id: string; sign_in_name: string; revision: number }[];
  const of = (name: string): { id: string; revision: number } => all.find(({ sign_in_name: each }) => each === name) ?? { id: '', revision: 0 };
  assert.deepEqual(((await sub.ask('GET', '/desk/v1/staff')).body['items'] as { sign_in_name: string }[]).map(({ sign_in_name: name }) => name), ['sub']);
  const wish = { sign_in_name: 'jens', shown_name: 'Jens', centre: 'vejle', roles: [{ centre: 'vejle', role: 'officer' }] };
  for (const roles of [[{ centre: 'aarhus', role: 'officer' }], [{ centre: '*', role: 'auditor' }], [{ centre: '*', role: 'administrator' }]])
    expect(403, await sub.ask('POST', '/desk/v1/staff', { ...wish, roles }), 'another-centre');
  expect(403, await sub.ask('POST', '/desk/v1/staff', { ...wish, centre: 'aarhus' }), 'another-centre');
  const jens = String(expect(201, await sub.ask('POST', '/desk/v1/staff', wish)).body['id']);
  expect(409, await sub.ask('POST', '/desk/v1/staff', wish), 'person-taken');
  expect(403, await sub.ask('POST', `/desk/v1/staff/${jens}`, { seen: 1, roles: [{ centre: '*', role: 'administrator' }] }), 'another-centre');
  expect(403, await sub.ask('POST', `/desk/v1/staff/${of('anna').id}`, { seen: of('anna').revision, active: false }), 'another-centre');
  expect(403, await sub.ask('POST', `/desk/v1/staff/${of('anna').id}/invitation`, {}), 'another-centre');
  expect(403, await root.ask('POST', `/desk/v1/staff/${of('root').id}`, { seen: 1, roles: [{ centre: '*', role: 'officer' }] }), 'own-account');
  expect(403, await root.ask('POST', `/desk/v1/staff/${of('root').id}`, { seen: 1, active: false }), 'own-account');
  expect(404, await root.ask('POST', '/desk/v1/staff/none', { seen: 1, active: false }), 'person-unknown');
  // What an administrator takes away is gone with the next request.
  const ditte = await signedIn(desk, 'ditte');
  expect(200, await ditte.ask('GET', queue));
  expect(200, await root.ask('POST', `/desk/v1/staff/${of('ditte').id}`, { seen: of('ditte').revision, roles: [{ centre: 'vejle', role: 'officer' }] }));
  expect(403, await ditte.ask('GET', queue), 'another-centre');
});

test('staff and citizens have nothing of each other', async () => {
  for (const path of ['/desk/v1/session', '/desk/v1/openapi.json', '/desk/v1/staff', '/desk/v1/queue?centre=aarhus'])
    expect(404, await send(running.citizen, 'GET', path), 'not-found');
  expect(404, await send(running.citizen, 'POST', '/desk/v1/session', { name: 'anna', password }), 'not-found');
  for (const path of ['/api/v1/me/sign-in?lang=en', '/api/v1/me/vouchings', '/api/v1/witness/callback?state=x']) expect(404, await send(desk, 'GET', path), 'not-found');
});

test('by an access token one is told its roles', async () => {
  const reply = expect(200, await send(desk, 'GET', '/desk/v1/session', undefined, { authorization: 'Bearer one' }));
  assert.deepEqual(reply.body, { state: 'token', roles: [{ centre: 'centre-1', role: 'officer' }, { centre: 'centre-1', role: 'second-officer' }] });
  expect(401, await send(desk, 'GET', '/desk/v1/session', undefined, { authorization: 'Bearer nobody' }), 'no-officer');
});

// A good body of every route that reads one.
const bodies: Record<string, Record<string, unknown>> = {
  '/desk/v1/session': { name: 'nobody', password: 'not the right sentence' },
  ...Object.fromEntries(['second-factor', 'unlock', 'step-up'].map((what) => [`/desk/v1/session/${what}`, { method: 'totp', code: '000000' }])),
  '/desk/v1/session/centre': { centre: 'aarhus' },
  '/desk/v1/session/end': { everywhere: false },
  '/desk/v1/enrolment/offer': { secret: 'x', nonce },
  '/desk/v1/enrolment': { secret: 'x', nonce, password: 'x', code: 'x' },
  '/desk/v1/staff': { sign_in_name: 'knud', shown_name: 'Knud', centre: 'aarhus', roles: [] },
  '/desk/v1/staff/{id}': { seen: 1 },
};
const routes = (): ReturnType<Description['operations']> => (held.description as Description).operations().filter(({ operation }) => operation.tags.includes('staff'));

test('every route says what is wrong with a request', async () => {
  const root = await signedIn(desk, 'root');
  assert.deepEqual(routes().filter(({ operation }) => operation.requestBody !== undefined).map(({ path }) => path).sort(), Object.keys(bodies).sort());
  for (const { method, path, operation } of routes()) {
    const named = path.replace('{id}', 'none');
    if (operation.security?.length !== 0) expect(401, await send(desk, method, named, method === 'POST' ? {} : undefined));
    expect(405, await send(desk, 'PUT', named, {}), 'method-not-allowed');
    const body = bodies[path];
    if (method === 'GET') continue;
    if (operation.security?.length !== 0 && !path.startsWith('/desk/v1/staff')) expect(409, await send(desk, method, named, body ?? {}, { authorization: 'Bearer two' }), 'no-session');
    if (operation.responses['415'] !== undefined) expect(415, await root.ask(method, named, '{}', { 'content-type': 'text/html' }), 'unsupported-media-type');
    if (body === undefined) continue;
    const [key = ''] = Object.keys(body);
    expect(400, await root.ask(method, named, '{'), 'invalid-json');
    expect(413, await root.ask(method, named, ' '.repeat(70_000)), 'body-too-large');
    expect(422, await root.ask(method, named, { ...body, colour: 'red' }), 'unknown-key');
    expect(422, await root.ask(method, named, { ...body, [key]: {} }));
    expect(422, await root.ask(method, named, []), 'wrong-type');
    expect(400, await root.ask(method, named, new Uint8Array([0x22, 0xff, 0x22])), 'invalid-utf8');
    expect(400, await root.ask(method, named, '['.repeat(20) + ']'.repeat(20)), 'too-deep');
    expect(422, await root.ask(method, named, JSON.stringify(body).replace('{', `{"${key}":1,`)), 'duplicate-key');
    if (!path.endsWith('/end')) expect(422, await root.ask(method, named, { ...body, [key]: undefined }), 'missing-key');
    assert.ok(held.description?.accepts(method, path, 'application/json', body), path);
    assert.ok(!held.description?.accepts(method, path, 'application/json', { ...body, colour: 'red' }), path);
  }
  expect(409, await root.ask('POST', '/desk/v1/session/second-factor', bodies['/desk/v1/session/second-factor']), 'no-half-session');
  expect(422, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], sign_in_name: 'Knud' }), 'invalid-value');
  expect(422, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], centre: 'atlantis' }), 'invalid-value');
  expect(422, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], roles: [{ centre: 'atlantis', role: 'officer' }] }), 'invalid-value');
  expect(422, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], roles: [{ centre: 'aarhus', role: 'king' }] }), 'invalid-value');
  for (const credential of [{ id: '*', client_data: 'e30', authenticator_data: 'AA', signature: 'AA' }, { id: 'AA', client_data: 'e30', authenticator_data: 'AA', signature: 'AA' }])
    expect(422, await root.ask('POST', '/desk/v1/session/step-up', { method: 'passkey', credential }), 'invalid-value');
  expect(422, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], roles: Array(201).fill({ centre: 'aarhus', role: 'officer' }) }), 'too-many');
  expect(200, await root.ask('POST', '/desk/v1/session/challenge', {}));
  // Steps of one's own account are another's to take, and one administrator remains.
  const all = (await root.ask('GET', '/desk/v1/staff')).body['items'] as { id: string; sign_in_name: string; revision: number }[];
  const own = all.find(({ sign_in_name: name }) => name === 'root');
  expect(403, await root.ask('POST', `/desk/v1/staff/${own?.id}/invitation`, {}), 'own-account');
  expect(404, await root.ask('POST', '/desk/v1/staff/none/invitation', {}), 'person-unknown');
  const made = String(expect(201, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], sign_in_name: 'laust', employee: 'one', roles: [{ centre: '*', role: 'administrator' }] })).body['id']);
  expect(201, await root.ask('POST', '/desk/v1/staff', { ...bodies['/desk/v1/staff'], sign_in_name: 'mads', employee: 'two' }));
  expect(409, await root.ask('POST', `/desk/v1/staff/${made}`, { seen: 1, employee: 'two' }), 'person-taken');
});

test('without its tables every route says that it is unavailable, and everything that is described was brought about', async () => {
  const database = databaseOf(running, false);
  const { token, cookie } = await signedIn(desk, 'erik');
  for (const { name } of database.prepare("select name from sqlite_master where type = 'table' and name like 'staff_%'").all()) database.exec(`drop table ${String(name)}`);
  database.close();
  for (const { method, path } of routes()) {
    expect(503, await send(desk, method, path.replace('{id}', 'none'), method === 'POST' ? bodies[path] ?? {} : undefined, { cookie, 'x-session-token': token }), 'unavailable');
  }
  assert.deepEqual(held.description?.missing(({ tags }) => tags.includes('staff')), []);
});
