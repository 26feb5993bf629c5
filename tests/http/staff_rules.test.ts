// What an administrator of one centre, and who knows a password or sits at an address, can't do: invitations, guesses and who sees what,
// against the real program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPeople, expect, freshCode, nonce, oneTimeCode, password, type Person, type Reply, send, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer'] },
  { name: 'carl', centre: 'aarhus', roles: ['officer'] },
  { name: 'root', centre: 'aarhus', roles: ['administrator@*'] },
  { name: 'rita', centre: 'aarhus', roles: ['auditor'] },
  { name: 'sub', centre: 'vejle', roles: ['administrator'] },
];

let running: RunningDesk;
let desk = '';
before(async () => {
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, people));
  desk = running.desk;
});
after(() => running.stop());

const secretOf = (reply: Reply): string => (reply.body['invitation'] as { address: string }).address.split('#')[1] ?? '';

test('an invitation is over when the account changes: who invited an officer is not let into an administrator', async () => {
  const [sub, root] = [await signedIn(desk, 'sub'), await signedIn(desk, 'root')];
  const wish = { shown_name: 'Carol', centre: 'vejle', roles: [{ centre: 'vejle', role: 'supervisor' }] };
  for (const [name, change] of [['carol', { roles: [{ centre: '*', role: 'administrator' }] }], ['cecil', { centre: 'aarhus' }]] as const) {
    const made = expect(201, await sub.ask('POST', '/desk/v1/staff', { ...wish, sign_in_name: name }));
    const secret = secretOf(made);
    expect(200, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce }));
    expect(200, await root.ask('POST', `/desk/v1/staff/${String(made.body['id'])}`, { seen: 1, ...change }));
    expect(404, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce }), 'invitation-over');
    expect(404, await send(desk, 'POST', '/desk/v1/enrolment', { secret, nonce, password, code: '000000' }), 'invitation-over');
    expect(403, await sub.ask('POST', `/desk/v1/staff/${String(made.body['id'])}/invitation`, {}), 'another-centre');
    expect(200, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret: secretOf(await root.ask('POST', `/desk/v1/staff/${String(made.body['id'])}/invitation`, {})), nonce }));
  }
});

test('who knows the password has no more guesses of a code than others', async () => {
  const session = await signedIn(desk, 'anna');
  for (let round = 0; round < 5; ++round) {
    expect(403, await session.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: '000000' }), 'second-factor-refused');
    if (round < 4) expect(200, await session.ask('POST', '/desk/v1/session/unlock', { method: 'password', password }));
  }
  expect(429, await session.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: '000000' }), 'too-many-tries');
});

test('an address that has to wait keeps nobody out whose name it tries', async () => {
  const guess = (name: string): Promise<Reply> => send(desk, 'POST', '/desk/v1/session', { name, password: 'not the right sentence' });
  const database = databaseOf(running);
  database.exec('delete from staff_try');
  for (let nth = 0; nth < 30; ++nth) expect(403, await guess(`nobody-${nth}`), 'sign-in-refused');
  for (let nth = 0; nth < 6; ++nth) expect(429, await guess('bo'), 'too-many-tries');
  assert.equal(Number(database.prepare('delete from staff_try where tries >= 30').run().changes), 1, 'what is counted of the address');
  database.close();
  await signedIn(desk, 'bo');
});

test('nobody says themselves who they are at MitID or at the broker, and another employee ends the sessions of the one before', async () => {
  const [root, sub] = [await signedIn(desk, 'root'), await signedIn(desk, 'sub')];
  const all = (await root.ask('GET', '/desk/v1/staff')).body['items'] as { id: string; sign_in_name: string; revision: number }[];
  const of = (name: string): { id: string; revision: number } => all.find(({ sign_in_name: each }) => each === name) ?? { id: '', revision: 0 };
  for (const what of [{ mitid_uuid: 'somebody else' }, { employee: 'somebody else' }])
    expect(403, await root.ask('POST', `/desk/v1/staff/${of('root').id}`, { seen: of('root').revision, ...what }), 'own-account');
  expect(200, await root.ask('POST', `/desk/v1/staff/${of('root').id}`, { seen: of('root').revision, shown_name: 'Root' }));
  const change = (seen: number, what: Record<string, unknown>): Promise<Reply> => root.ask('POST', `/desk/v1/staff/${of('sub').id}`, { seen, ...what });
  const state = async (): Promise<unknown> => expect(200, await sub.ask('GET', '/desk/v1/session')).body['state'];
  let seen = of('sub').revision;
  for (const [what, then] of [[{ mitid_uuid: 'sub' }, 'open'], [{ employee: 'one' }, 'none']] as const) {
    expect(200, await change(seen, what));
    seen += 1;
    assert.equal(await state(), then);
  }
  const again = await signedIn(desk, 'sub');
  expect(200, await change(seen, { employee: 'one', shown_name: 'Sub' }));
  assert.equal(expect(200, await again.ask('GET', '/desk/v1/session')).body['state'], 'open', 'the same employee');
});

test('what was done to people is told where they work, and to who looks after every centre', async () => {
  const centres = new Map(((await (await signedIn(desk, 'root')).ask('GET', '/desk/v1/staff')).body['items'] as { id: string; centre: string }[]).map(({ id, centre }) => [id, centre]));
  const told = async (name: string): Promise<string[]> => {
    const items = expect(200, await (await signedIn(desk, name)).ask('GET', '/desk/v1/staff-events')).body['items'] as { person: string }[];
    return [...new Set(items.map(({ person }) => centres.get(person) ?? 'nobody'))].sort();
  };
  assert.deepEqual(await Promise.all(['root', 'rita', 'sub'].map(told)), [['aarhus', 'vejle'], ['aarhus'], ['vejle']]);
});

test('who agrees to a withdrawal gives the second factor again first; a program, which has none, does not', async () => {
  const path = '/desk/v1/witness/statements/none/withdrawal/agree';
  const carl = await signedIn(desk, 'carl');
  const database = databaseOf(running);
  database.exec('update staff_session set stepped_up_at = null');
  database.close();
  expect(403, await carl.ask('POST', path, {}), 'step-up-needed');
  expect(200, await carl.ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('carl') }));
  expect(404, await carl.ask('POST', path, {}), 'statement-unknown');
  expect(404, await send(desk, 'POST', path, {}, { authorization: 'Bearer local' }), 'statement-unknown');
});

test('who has seen an invitation does not learn the key of one-time codes that its page was offered', async () => {
  const root = await signedIn(desk, 'root');
  const secret = secretOf(expect(201, await root.ask('POST', '/desk/v1/staff', { sign_in_name: 'ebba', shown_name: 'Ebba', centre: 'aarhus', roles: [{ centre: 'aarhus', role: 'supervisor' }] })));
  const offered = async (of: string): Promise<string> => String(expect(200, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce: of })).body['totp_key']);
  const [own, other] = [await offered(nonce), await offered('YW5vdGhlciBvbmUgaGVyZQ')];
  assert.notEqual(own, other);
  assert.equal(await offered(nonce), own, 'a page that is loaded again');
  const enrol = (key: string): Promise<Reply> => send(desk, 'POST', '/desk/v1/enrolment', { secret, nonce, password, code: oneTimeCode(Math.floor(Date.now() / 30_000), key) });
  assert.equal(expect(422, await enrol(other), 'enrolment-refused').body['code'], 'code-wrong');
  for (const wrong of ['', 'AA', 'YW5vdGhlciBvbmUgaGVyZS4', '!!!!!!!!!!!!!!!!!!!!!!'])
    assert.equal(expect(422, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret, nonce: wrong })).body['path'], '/nonce');
  expect(422, await send(desk, 'POST', '/desk/v1/enrolment/offer', { secret }), 'missing-key');
  expect(201, await enrol(own));
});
