// The waiting list and the invited witness over HTTP: the real program with a database of its own, as a citizen's browser asks it. Each
// answer is held against the description (tag "waiting"); description.ts says what is a fault.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ask as askAt, type Json, problem, type Reply } from './asking.ts';
import { Description } from './description.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';

let running: RunningDesk;
let proxied: RunningDesk; // behind a proxy that it trusts: this machine
let api: Description;
before(async () => {
  running = await startDesk('nobody');
  proxied = await startDesk('nobody', undefined, undefined, { SKRANKE_TRUSTED_PROXIES: '127.0.0.1' });
  api = await Description.load(running.citizen, '/api/v1/openapi.json');
});
after(async () => { await running.stop(); await proxied.stop(); });

const ask = (method: string, path: string, body?: unknown, fields: Record<string, string> = {}, at = running): Promise<Reply> =>
  askAt(api, ['waiting'], at.citizen, method, path, body, fields);

interface Slot { readonly slot_id: string; readonly start: string; readonly free: number }

const book = (wish: Json, key: string = randomUUID()): Promise<Reply> => ask('POST', '/bookings', wish, { 'idempotency-key': key });
const wait = (wish: Json, key: string = randomUUID()): Promise<Reply> => ask('POST', '/waiting', wish, { 'idempotency-key': key });
const secret = (url: unknown): string => String(url).split('/').at(-1) ?? '';
const manage = (reply: Reply): string => secret(reply.body['manage_url']);
const waiting = (reply: Reply): string => secret(reply.body['waiting_url']);
const offer = (reply: Reply): Json => reply.body['offer'] as Json;
const day = (slot: Slot | undefined): string => String(slot?.start).slice(0, 10);

async function slots(centre: string): Promise<readonly Slot[]> {
  const { body } = await ask('GET', `/centres/${centre}/slots?service=mitid-first`);
  // What can be offered lies two hours ahead, and this takes a while.
  return (body['items'] as readonly Slot[]).filter(({ start }) => Date.parse(start) > Date.now() + 3 * 3_600_000);
}

// A day of the centre with nothing free on it, and the tokens of who has its seats, by when they begin.
async function fullDay(centre: string): Promise<{ readonly on: string; readonly tokens: readonly { start: string; token: string }[] }> {
  const on = day((await slots(centre)).find((slot) => day(slot) > new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)));
  const tokens: { start: string; token: string }[] = [];
  for (;;) {
    const slot = (await slots(centre)).find((each) => day(each) === on);
    if (slot === undefined) return { on, tokens };
    const booked = await book({ slot_id: slot.slot_id, name: `Holder ${tokens.length}`, email: `${centre}-${tokens.length}@example.org` });
    assert.equal(booked.status, 201, booked.text);
    tokens.push({ start: slot.start, token: manage(booked) });
  }
}

const wish = (centre: string, on: string, name: string): Json =>
  ({ centre, service: 'mitid-first', from: on, to: on, name, email: `${name.toLowerCase()}@example.org`, lang: 'en' });

test('a cancelled time is held for the first in line, who takes it; the second has the next', async () => {
  const { on, tokens } = await fullDay('kujalleq');
  const key = randomUUID();
  const ann = await wait(wish('kujalleq', on, 'Ann'), key);
  assert.equal(ann.status, 201, ann.text);
  assert.deepEqual([ann.body['state'], ann.body['before'], ann.body['offer'], ann.body['from'], ann.body['to']], ['waiting', 0, null, on, on]);
  assert.match(String(ann.body['waiting_url']), /^http:\/\/127\.0\.0\.1:\d+\/en\/waiting-list\/[0-9a-f]{64}$/);
  assert.equal((await wait(wish('kujalleq', on, 'Ann'), key)).body['waiting_id'], ann.body['waiting_id'], 'a double click');
  const bo = await wait(wish('kujalleq', on, 'Bo'));
  assert.equal(bo.body['before'], 1);
  assert.equal(problem(await wait({ ...wish('kujalleq', on, 'Bo'), name: 'Other' })), 'already-waiting');

  const freed = tokens[1];
  assert.ok(freed !== undefined);
  assert.equal((await ask('DELETE', `/bookings/${freed.token}`)).status, 200);
  const offered = await ask('GET', `/waiting/${waiting(ann)}`);
  assert.equal(offered.body['state'], 'offered', offered.text);
  assert.equal(offer(offered)['start'], freed.start);
  assert.ok(Date.parse(String(offer(offered)['until'])) <= Date.now() + 7_200_000);
  assert.ok(!(await slots('kujalleq')).some(({ start }) => start === freed.start), 'nobody else can have it');
  assert.equal((await ask('GET', `/waiting/${waiting(bo)}`)).body['state'], 'waiting');
  assert.equal(problem(await ask('POST', `/waiting/${waiting(ann)}/accept`, { seen: 77 })), 'offer-over');
  for (let twice = 0; twice < 2; ++twice) {
    const taken = await ask('POST', `/waiting/${waiting(ann)}/accept`, { seen: offer(offered)['sequence'] });
    assert.deepEqual([taken.status, taken.body['state']], [200, 'taken'], taken.text);
    const visit = taken.body['visit'] as Json;
    assert.equal(visit['start'], freed.start);
    assert.equal((await ask('GET', `/bookings/${secret(visit['manage_url'])}`)).body['name'], 'Ann');
  }
  assert.equal(problem(await ask('POST', `/waiting/${waiting(ann)}/decline`, {})), 'offer-over');

  // The second declines one, keeps their place, and leaves; what was held is free.
  await ask('DELETE', `/bookings/${tokens[2]?.token}`);
  const next = await ask('GET', `/waiting/${waiting(bo)}`);
  assert.equal(offer(next)['start'], tokens[2]?.start);
  const declined = await ask('POST', `/waiting/${waiting(bo)}/decline`);
  assert.deepEqual([declined.status, declined.body['state'], declined.body['before']], [200, 'waiting', 0]);
  assert.ok((await slots('kujalleq')).some(({ start }) => start === tokens[2]?.start));
  for (let twice = 0; twice < 2; ++twice) {
    const left = await ask('DELETE', `/waiting/${waiting(bo)}`);
    assert.deepEqual([left.status, left.body['state'], left.body['ending']], [200, 'over', 'left']);
  }
});

test('a visit gets the earlier time that comes free, and its witness is asked again', async () => {
  const { on, tokens } = await fullDay('avannaata');
  const late = (await slots('avannaata')).find((slot) => day(slot) > on);
  const mine = await book({ slot_id: late?.slot_id, name: 'Ida', email: 'ida@example.org', lang: 'da' });
  assert.equal(mine.status, 201, mine.text);
  assert.deepEqual((await ask('GET', `/bookings/${manage(mine)}/witness`)).body, { witness: null });
  assert.deepEqual((await ask('GET', `/bookings/${manage(mine)}/earlier`)).body, { waiting: null });

  const invited = await ask('POST', `/bookings/${manage(mine)}/witness`, { email: 'vera@example.org', lang: 'en' });
  assert.equal(invited.status, 201, invited.text);
  const { state, url } = invited.body['witness'] as { state: string; url: string };
  assert.equal(state, 'invited');
  assert.match(url, /\/en\/invited\/[0-9a-f]{64}$/);
  assert.equal((await ask('GET', `/bookings/${manage(mine)}`)).body['party'], 2);
  const seen = await ask('GET', `/invitations/${secret(url)}`);
  assert.deepEqual(seen.body, { state: 'invited', centre: 'avannaata', start: mine.body['start'], end: mine.body['end'], sequence: 0 });
  assert.ok(!/ida/i.test(seen.text.replace('avannaata', '')), 'nobody is named');
  const yes = await ask('POST', `/invitations/${secret(url)}/answer`, { answer: 'yes', seen: 0 });
  assert.deepEqual([yes.status, yes.body['state']], [200, 'confirmed']);
  assert.deepEqual((await ask('GET', `/bookings/${manage(mine)}/witness`)).body['witness'], { state: 'confirmed', url });

  const entry = await ask('POST', `/bookings/${manage(mine)}/earlier`, { from: on, to: on });
  assert.equal(entry.status, 201, entry.text);
  assert.deepEqual([entry.body['earlier'], (entry.body['visit'] as Json)['start']], [true, mine.body['start']]);
  assert.equal(problem(await ask('POST', `/bookings/${manage(mine)}/earlier`, {})), 'already-waiting');
  const freed = tokens[0];
  await ask('DELETE', `/bookings/${freed?.token}`);
  const shown = (await ask('GET', `/bookings/${manage(mine)}/earlier`)).body['waiting'] as Json;
  assert.equal(shown['state'], 'offered');
  const taken = await ask('POST', `/waiting/${waiting(entry)}/accept`);
  assert.equal(taken.status, 200, taken.text);
  const moved = await ask('GET', `/bookings/${manage(mine)}`);
  assert.deepEqual([moved.body['start'], moved.body['changes']], [freed?.start, 1]);
  assert.deepEqual((await ask('GET', `/bookings/${manage(mine)}/witness`)).body['witness'], { state: 'invited', url });
  assert.equal(problem(await ask('POST', `/invitations/${secret(url)}/answer`, { answer: 'yes', seen: 0 })), 'visit-moved');
  assert.equal((await ask('POST', `/invitations/${secret(url)}/answer`, { answer: 'no', seen: 1 })).body['state'], 'declined');

  // Another witness takes the place; then nobody is asked; then the visit is cancelled.
  const other = await ask('POST', `/bookings/${manage(mine)}/witness`, { phone: '+45 12 34 56 78' });
  const otherUrl = (other.body['witness'] as Json)['url'];
  assert.deepEqual((await ask('GET', `/invitations/${secret(url)}`)).body, { state: 'over' });
  assert.deepEqual((await ask('DELETE', `/bookings/${manage(mine)}/witness`)).body, { witness: null });
  assert.deepEqual((await ask('GET', `/invitations/${secret(otherUrl)}`)).body, { state: 'over' });
  const link = await ask('POST', `/bookings/${manage(mine)}/witness`, {});
  await ask('DELETE', `/bookings/${manage(mine)}`);
  assert.deepEqual((await ask('GET', `/invitations/${secret((link.body['witness'] as Json)['url'])}`)).body, { state: 'over' });
  assert.equal(problem(await ask('POST', `/bookings/${manage(mine)}/witness`, {})), 'booking-over');
  assert.equal(problem(await ask('POST', `/bookings/${manage(mine)}/earlier`, {})), 'booking-over');
});

test('many who want one time: the first of them has it, and the others wait in order', async () => {
  const { on, tokens } = await fullDay('qeqertalik');
  const entries: Reply[] = [];
  for (let i = 0; i < 8; ++i) entries.push(await wait(wish('qeqertalik', on, `N${i}`)));
  await Promise.all([ask('DELETE', `/bookings/${tokens[0]?.token}`), ...entries.map((each) => ask('GET', `/waiting/${waiting(each)}`))]);
  const states = await Promise.all(entries.map(async (each) => (await ask('GET', `/waiting/${waiting(each)}`)).body['state']));
  assert.deepEqual(states, ['offered', ...Array.from({ length: 7 }, () => 'waiting')]);
  const [first] = entries;
  assert.ok(first !== undefined);
  const replies = await Promise.all(Array.from({ length: 6 }, () => ask('POST', `/waiting/${waiting(first)}/accept`, {})));
  const urls = new Set(replies.map((reply) => (reply.body['visit'] as Json)['manage_url']));
  assert.equal(urls.size, 1);
});

test('bad input says what and where, repeats nothing, and puts nobody in line', async () => {
  const [slot] = await slots('vejle');
  const good = wish('vejle', day(slot), 'Zoe');
  const far = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
  for (const [changes, path] of [
    [{ name: '' }, '/name'], [{ name: '  ' }, '/name'], [{ name: 'Ida\r\nBcc: all@example.org' }, '/name'], [{ name: 'x'.repeat(300) }, '/name'], [{ name: 7 }, '/name'],
    [{ email: 'ida' }, '/email'], [{ email: 'ida@example.org\nBcc: x@example.org' }, '/email'], [{ email: '<ida@example.org>' }, '/email'], [{ email: undefined }, '/email'],
    [{ phone: 'call me' }, '/phone'], [{ phone: '1'.repeat(40) }, '/phone'], [{ lang: 'xx' }, '/lang'], [{ party: 0 }, '/party'], [{ party: '2' }, '/party'],
    [{ from: 'tomorrow' }, '/from'], [{ from: undefined }, '/from'], [{ from: 20261201 }, '/from'], [{ to: '2026-02-30' }, '/to'], [{ to: undefined }, '/to'],
    [{ to: '2020-01-01' }, '/to'], [{ from: '2020-01-01', to: '2020-01-02' }, '/to'], [{ to: far }, '/to'], [{ centre: 7 }, '/centre'], [{ centre: '' }, '/centre'],
    [{ service: undefined }, '/service'], [{ cpr: '0101011234' }, '/cpr'], [{ slot_id: 'x' }, '/slot_id'],
  ] as const) {
    const reply = await wait({ ...good, ...changes });
    assert.deepEqual([reply.status, reply.body['path']], [422, path], JSON.stringify(changes) + reply.text);
    assert.ok(!reply.text.includes('0101011234') && !reply.text.includes('Bcc'));
  }
  assert.equal(problem(await wait({ ...good, centre: 'atlantis' })), 'centre-unknown');
  assert.equal(problem(await wait({ ...good, service: 'dance' })), 'service-unknown');
  assert.equal(problem(await ask('POST', '/waiting', good)), 'idempotency-key-missing');
  assert.equal(problem(await wait(good, 'k'.repeat(201))), 'idempotency-key-missing');
  assert.equal((await wait('{' as unknown as Json)).status, 400);
  assert.equal((await wait('[]' as unknown as Json)).status, 422);
  assert.equal((await ask('POST', '/waiting', good, { 'idempotency-key': 'x', 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await ask('PUT', '/waiting', {})).status, 405);
});

test('only the link opens an entry, a witness or an invitation, and each kind only its own', async () => {
  const [slot] = await slots('viborg');
  const mine = await book({ slot_id: slot?.slot_id, name: 'Ida' });
  assert.equal(problem(await ask('POST', `/bookings/${manage(mine)}/earlier`, {})), 'not-reachable');
  const entry = await wait(wish('viborg', day(slot), 'Yda'));
  const invited = await ask('POST', `/bookings/${manage(mine)}/witness`, {});
  const witness = secret((invited.body['witness'] as Json)['url']);
  for (const wrong of ['x', '0'.repeat(64), waiting(entry).slice(0, 32), manage(mine), witness, `${waiting(entry).slice(0, -1)}g`]) {
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/accept'], ['POST', '/decline']] as const)
      assert.equal(problem(await ask(method, `/waiting/${wrong}${path}`, method === 'POST' ? {} : undefined)), 'waiting-unknown', wrong);
  }
  for (const wrong of ['x', '0'.repeat(64), manage(mine), waiting(entry)]) {
    assert.equal(problem(await ask('GET', `/invitations/${wrong}`)), 'invitation-unknown');
    assert.equal(problem(await ask('POST', `/invitations/${wrong}/answer`, { answer: 'yes' })), 'invitation-unknown');
  }
  for (const wrong of ['x', '0'.repeat(64), witness, waiting(entry)]) {
    for (const [method, path] of [['GET', 'witness'], ['POST', 'witness'], ['DELETE', 'witness'], ['GET', 'earlier'], ['POST', 'earlier']] as const)
      assert.equal(problem(await ask(method, `/bookings/${wrong}/${path}`, method === 'POST' ? {} : undefined)), 'booking-unknown');
  }
  for (const body of [{ seen: 'x' }, { seen: -1 }, { seen: 1.5 }, { when: 1 }, []])
    for (const path of ['accept', 'decline']) assert.equal((await ask('POST', `/waiting/${waiting(entry)}/${path}`, body)).status, 422, JSON.stringify(body));
  for (const body of [{}, { answer: 'maybe' }, { answer: 'perhaps' }, { answer: true }, { answer: 'yes', seen: 'now' }, { answer: 'yes', name: 'Vera' }])
    assert.equal((await ask('POST', `/invitations/${witness}/answer`, body)).status, 422, JSON.stringify(body));
  for (const body of [{ email: 'vera' }, { phone: 'x' }, { lang: 'xx' }, { email: 'v@example.org', phone: '12345678' }, { name: 'Vera' }])
    assert.equal((await ask('POST', `/bookings/${manage(mine)}/witness`, body)).status, 422, JSON.stringify(body));
  for (const body of [{ from: 'x' }, { to: '2020-01-01' }, { before: 1 }])
    assert.equal((await ask('POST', `/bookings/${manage(mine)}/earlier`, body)).status, Object.keys(body)[0] === 'to' ? 409 : 422, JSON.stringify(body));
  assert.deepEqual((await ask('GET', `/invitations/${witness}`)).body['state'], 'invited');
});

test('who has a visit at that time is told so, and may still decline', async () => {
  const entry = await wait(wish('vejle', day((await slots('vejle')).at(-1)), 'Dora'));
  assert.equal(entry.body['state'], 'offered', 'something is free already');
  const same = (await slots('randers')).find(({ start }) => start === offer(entry)['start']);
  assert.equal((await book({ slot_id: same?.slot_id, name: 'Dora', email: 'dora@example.org' })).status, 201);
  assert.equal(problem(await ask('POST', `/waiting/${waiting(entry)}/accept`, {})), 'already-booked');
  assert.equal((await ask('GET', `/waiting/${waiting(entry)}`)).body['state'], 'offered');
  assert.equal((await ask('POST', `/waiting/${waiting(entry)}/decline`, {})).status, 200);
});

test('who has as many visits to come as they may accepts no other, and a network that asks for many times is told to wait', async () => {
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address, 'idempotency-key': randomUUID() });
  const free = (await ask('GET', '/centres/gentofte/slots', undefined, {}, proxied)).body['items'] as readonly Slot[];
  for (let i = 0; i < 8; ++i)
    assert.equal((await ask('POST', '/bookings', { slot_id: free[i]?.slot_id, name: `P ${i}`, email: 'family@example.org' }, from('192.0.2.1'), proxied)).status, 201);
  const entry = await ask('POST', '/waiting', { ...wish('gentofte', day(free.at(-1)), 'Ninth'), email: 'Family@example.org' }, from('192.0.2.2'), proxied);
  assert.equal(entry.body['state'], 'offered', entry.text);
  assert.equal(problem(await ask('POST', `/waiting/${waiting(entry)}/accept`, {}, {}, proxied)), 'too-many-bookings');
  const mine = await ask('POST', '/bookings', { slot_id: free.at(20)?.slot_id, name: 'Ida' }, from('192.0.2.3'), proxied);
  for (const path of ['/waiting', `/bookings/${manage(mine)}/earlier`, `/bookings/${manage(mine)}/witness`]) {
    const statuses = new Set<number>();
    for (let i = 0; i < 200 && !statuses.has(429); ++i) statuses.add((await ask('POST', path, {}, from('198.51.100.7'), proxied)).status);
    assert.ok(statuses.has(429), path);
  }
});

test('every other status that is described is answered too', async () => {
  const [slot] = await slots('skive');
  const mine = await book({ slot_id: slot?.slot_id, name: 'Ida', email: 'skive@example.org' });
  const entry = await wait(wish('skive', day(slot), 'Skipper'));
  const invited = await ask('POST', `/bookings/${manage(mine)}/witness`, {});
  const witness = secret((invited.body['witness'] as Json)['url']);
  const elsewhere = { 'sec-fetch-site': 'cross-site' };
  for (const path of ['/waiting', `/bookings/${manage(mine)}/earlier`, `/waiting/${waiting(entry)}/accept`, `/waiting/${waiting(entry)}/decline`,
    `/bookings/${manage(mine)}/witness`, `/invitations/${witness}/answer`]) {
    const key = { 'idempotency-key': randomUUID() };
    assert.equal((await ask('POST', path, '{', key)).status, 400, path);
    assert.equal((await ask('POST', path, ' '.repeat(70_000), key)).status, 413, path);
    assert.equal((await ask('POST', path, '{}', { ...key, 'content-type': 'text/html' })).status, 415, path);
    assert.equal((await ask('POST', path, { colour: 'red' }, key)).status, 422, path);
    assert.equal((await ask('POST', path, {}, { ...key, ...elsewhere })).status, 403, path);
  }
  for (const path of [`/waiting/${waiting(entry)}`, `/bookings/${manage(mine)}/witness`]) assert.equal((await ask('DELETE', path, undefined, elsewhere)).status, 403);
  await ask('DELETE', `/bookings/${manage(mine)}`);
  assert.equal(problem(await ask('POST', `/invitations/${witness}/answer`, { answer: 'no' })), 'invitation-over');
  const key = randomUUID();
  assert.equal((await wait(wish('herning', day(slot), 'Kay'), key)).status, 201);
  assert.equal(problem(await wait(wish('herning', day(slot), 'Karl'), key)), 'idempotency-key-reused');
});

test('what is asked for is as described', () => {
  const good = wish('vejle', '2026-12-01', 'Zoe');
  assert.ok(api.accepts('POST', '/api/v1/waiting', 'application/json', good));
  for (const changes of [{ email: undefined }, { cpr: '0101011234' }, { party: 0 }, { lang: 'xx' }, { from: 7 }, { email: null }])
    assert.ok(!api.accepts('POST', '/api/v1/waiting', 'application/json', JSON.parse(JSON.stringify({ ...good, ...changes }))), JSON.stringify(changes));
});

test('the short links of text messages lead to their pages, which say where they open nothing', async () => {
  for (const [short, page] of [['b', 'booking'], ['w', 'waiting-list'], ['i', 'invited']] as const) {
    const answer = await fetch(`${running.citizen}/${short}/nothing`, { redirect: 'manual' });
    api.hold('GET', `/${short}/{id}`, answer, await answer.text());
    assert.equal(answer.headers.get('location'), `/da/${page}/0`);
  }
});

test('everything that is described was brought about', () => {
  assert.deepEqual(api.missing(({ tags }) => tags.includes('waiting') || tags.includes('links')), []);
});
