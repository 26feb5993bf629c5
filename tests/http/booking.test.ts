// A visit from the free slots to its end, over HTTP: the real program with a database of its own, as a citizen's browser asks it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type RunningDesk, startDesk } from './running_desk.ts';

let running: RunningDesk;
before(async () => { running = await startDesk('nobody'); });
after(() => running.stop());

type Json = Record<string, unknown>;
interface Reply { readonly status: number; readonly body: Json; readonly text: string }

async function ask(method: string, path: string, body?: unknown, fields: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(`${running.citizen}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...fields },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? {} : JSON.parse(text) as Json };
}

interface Slot { readonly slot_id: string; readonly start: string; readonly end: string; readonly free: number }

async function slots(centre: string, query = ''): Promise<readonly Slot[]> {
  const { status, body, text } = await ask('GET', `/centres/${centre}/slots${query}`);
  assert.equal(status, 200, text);
  return body['items'] as readonly Slot[];
}

const book = (wish: Json, key: string = randomUUID()): Promise<Reply> => ask('POST', '/bookings', wish, { 'idempotency-key': key });
const token = (reply: Reply): string => String(reply.body['manage_url']).split('/').at(-1) ?? '';
const problem = (reply: Reply): string => String(reply.body['type']).replace('urn:skranke:problem:', '');

test('every centre of the realm has slots on its working days from the first moment on', async () => {
  const { body } = await ask('GET', '/centres?limit=200');
  const centres = body['items'] as readonly { id: string }[];
  assert.equal(centres.length, 105);
  for (const { id } of centres) {
    const free = await slots(id);
    assert.ok(free.length > 20, `${id} has ${free.length}`);
    for (const { start, end, free: counters } of free) {
      assert.match(start, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00[+-]\d{2}:\d{2}$/);
      assert.ok(Date.parse(start) > Date.now() && Date.parse(end) > Date.parse(start) && counters > 0);
    }
  }
});

test('a slot is held, booked with the hold, moved and cancelled; the link is the key to it', async () => {
  const [slot, , , later] = await slots('aarhus');
  assert.ok(slot !== undefined && later !== undefined);
  const held = await ask('POST', '/holds', { slot_id: slot.slot_id });
  assert.equal(held.status, 201, held.text);
  assert.ok(Math.abs(Date.parse(String(held.body['until'])) - Date.now() - 300_000) < 5_000);
  assert.equal((await slots('aarhus')).find(({ slot_id: id }) => id === slot.slot_id)?.free, slot.free - 1);
  const booked = await book({ hold_id: held.body['hold_id'], name: 'Ida Prøve', email: 'ida@example.org', lang: 'en', party: 2 });
  assert.equal(booked.status, 201, booked.text);
  assert.deepEqual([booked.body['state'], booked.body['centre'], booked.body['start'], booked.body['party']], ['booked', 'aarhus', slot.start, 2]);
  assert.equal(problem(await book({ hold_id: held.body['hold_id'], name: 'Ida' })), 'hold-unknown');
  const secret = token(booked);
  assert.match(String(booked.body['manage_url']), /^http:\/\/127\.0\.0\.1:\d+\/en\/booking\/[0-9a-f]{64}$/);
  const seen = await ask('GET', `/bookings/${secret}`);
  assert.deepEqual(seen.body, booked.body);
  const moved = await ask('POST', `/bookings/${secret}/move`, { slot_id: later.slot_id });
  assert.deepEqual([moved.status, moved.body['start'], moved.body['changes']], [200, later.start, 1]);
  assert.equal((await slots('aarhus'))[0]?.free, slot.free);
  for (let twice = 0; twice < 2; ++twice) {
    const cancelled = await ask('DELETE', `/bookings/${secret}`);
    assert.deepEqual([cancelled.status, cancelled.body['state']], [200, 'cancelled']);
  }
  assert.equal((await ask('GET', `/bookings/${secret}`)).body['state'], 'cancelled');
  assert.equal(problem(await ask('POST', `/bookings/${secret}/move`, { slot_id: slot.slot_id })), 'booking-over');
  const other = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
  for (const wrong of [other, 'x', '0'.repeat(64), secret.slice(0, 32)]) {
    assert.equal((await ask('GET', `/bookings/${wrong}`)).status, 404);
    assert.equal((await ask('DELETE', `/bookings/${wrong}`)).status, 404);
    assert.equal((await ask('POST', `/bookings/${wrong}/move`, { slot_id: slot.slot_id })).status, 404);
  }
});

test('as many as there are counters are booked, of many at once, and no more', async () => {
  const slot = (await slots('odense')).at(4);
  assert.ok(slot !== undefined);
  const replies = await Promise.all(Array.from({ length: 40 }, (_, i) => book({ slot_id: slot.slot_id, name: `P ${i}`, email: `p${i}@example.org` })));
  assert.equal(replies.filter(({ status }) => status === 201).length, slot.free);
  for (const reply of replies) if (reply.status !== 201) assert.deepEqual([reply.status, problem(reply)], [409, 'slot-full']);
  assert.ok(!(await slots('odense')).some(({ slot_id: id }) => id === slot.slot_id));
});

test('a double click, a second tab and a lost answer are one booking', async () => {
  const slot = (await slots('randers')).at(2);
  const wish = { slot_id: slot?.slot_id, name: 'Ib', email: 'ib@example.org' };
  const key = randomUUID();
  const replies = await Promise.all(Array.from({ length: 12 }, () => book(wish, key)));
  for (const reply of replies) assert.deepEqual([reply.status, reply.text], [201, replies[0]?.text]);
  assert.equal(problem(await book(wish)), 'already-booked', 'the same person with another key');
  assert.equal(problem(await book({ ...wish, name: 'Bo' }, key)), 'idempotency-key-reused');
  assert.equal((await slots('randers')).find(({ slot_id: id }) => id === slot?.slot_id)?.free ?? 0, (slot?.free ?? 0) - 1);
});

test('bad input says what and where, repeats nothing, and books nothing', async () => {
  const slot = (await slots('vejle'))[0];
  const wish = { slot_id: slot?.slot_id, name: 'Ida' };
  for (const [changes, path] of [
    [{ name: '' }, '/name'], [{ name: '   ' }, '/name'], [{ name: 'Ida\r\nBcc: all@example.org' }, '/name'], [{ name: 'x'.repeat(300) }, '/name'],
    [{ name: 'a\u202Eb' }, '/name'], [{ name: 7 }, '/name'], [{ email: 'ida' }, '/email'], [{ email: 'ida@' }, '/email'], [{ email: 'ida@example' }, '/email'],
    [{ email: 'a b@example.org' }, '/email'], [{ email: 'ida@example.org, all@example.org' }, '/email'], [{ email: 'ida@example.org\nBcc: x@example.org' }, '/email'],
    [{ email: '<ida@example.org>' }, '/email'], [{ phone: 'call me' }, '/phone'], [{ phone: '123' }, '/phone'], [{ lang: 'xx' }, '/lang'], [{ party: 0 }, '/party'],
    [{ party: 1.5 }, '/party'], [{ party: '2' }, '/party'], [{ cpr: '0101011234' }, '/cpr'], [{ hold_id: 'x' }, '/slot_id'],
  ] as const) {
    const reply = await book({ ...wish, ...changes });
    assert.equal(reply.status, 422, JSON.stringify(changes) + reply.text);
    assert.equal(reply.body['path'], path);
    assert.ok(!reply.text.includes('0101011234') && !reply.text.includes('Bcc'));
  }
  assert.equal((await ask('POST', '/bookings', wish)).status, 400, 'no Idempotency-Key');
  assert.equal((await book('{' as unknown as Json)).status, 400);
  for (const [id, status, type] of [
    ['vejle.20200101T0900Z.mitid-first', 409, 'slot-past'], ['vejle.29991201T0900Z.mitid-first', 409, 'too-far-ahead'], ['vejle', 404, 'slot-unknown'],
    ['atlantis.20261201T0900Z.mitid-first', 404, 'centre-unknown'], [String(slot?.slot_id).replace(/[^.]*$/, 'dance'), 404, 'service-unknown'],
    [String(slot?.slot_id).replace('00Z', '07Z').replace('15Z', '07Z').replace('30Z', '07Z').replace('45Z', '07Z'), 404, 'slot-unknown'],
  ] as const) {
    for (const reply of [await book({ ...wish, slot_id: id }), await ask('POST', '/holds', { slot_id: id })])
      assert.deepEqual([reply.status, problem(reply)], [status, type], id);
  }
  for (const query of ['?from=2026-13-01', '?from=2026-12-02&to=2026-12-01', '?to=2030-01-01', '?colour=red', '?from=x&from=y'])
    assert.equal((await ask('GET', `/centres/vejle/slots${query}`)).status, 400, query);
  assert.equal((await ask('GET', '/centres/atlantis/slots')).status, 404);
  assert.equal((await ask('GET', '/centres/vejle/slots?service=dance')).status, 404);
  assert.equal((await ask('PUT', '/bookings/x', {})).status, 405);
  assert.equal((await slots('vejle'))[0]?.free, slot?.free);
});

test('the services are told, and a slot is as long as its service', async () => {
  const { body } = await ask('GET', '/services');
  const services = body['items'] as readonly { id: string; minutes: number }[];
  assert.ok(services.some(({ id }) => id === body['default']));
  for (const { id, minutes } of services) {
    const slot = (await slots('kujalleq', `?service=${id}`))[0];
    assert.ok(slot !== undefined && slot.slot_id.endsWith(`.${id}`));
    assert.equal(Date.parse(slot.end) - Date.parse(slot.start), minutes * 60_000);
  }
});

test('a request from another site changes nothing', async () => {
  const slot = (await slots('viborg'))[0];
  const reply = await ask('POST', '/bookings', { slot_id: slot?.slot_id, name: 'Ida' }, { 'idempotency-key': randomUUID(), 'sec-fetch-site': 'cross-site' });
  assert.deepEqual([reply.status, problem(reply)], [403, 'from-elsewhere']);
  assert.equal((await slots('viborg'))[0]?.free, slot?.free);
});

test('bookings are there after the server was stopped and started', async () => {
  const slot = (await slots('skive')).at(1);
  const booked = await book({ slot_id: slot?.slot_id, name: 'Ida', phone: '+45 12 34 56 78' });
  assert.equal(booked.status, 201, booked.text);
  await running.restart();
  assert.deepEqual((await ask('GET', `/bookings/${token(booked)}`)).body, booked.body);
});
