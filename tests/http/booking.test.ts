// A visit from the free slots to its end, over HTTP: the real program with a database of its own, as a citizen's browser asks it. Each
// answer is held against the description (tag "booking"); description.ts says what is a fault.
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
  askAt(api, ['booking'], at.citizen, method, path, body, fields);

interface Slot { readonly slot_id: string; readonly start: string; readonly end: string; readonly free: number }

async function slots(centre: string, query = ''): Promise<readonly Slot[]> {
  const { status, body, text } = await ask('GET', `/centres/${centre}/slots${query}`);
  assert.equal(status, 200, text);
  return body['items'] as readonly Slot[];
}

const book = (wish: Json, key: string = randomUUID()): Promise<Reply> => ask('POST', '/bookings', wish, { 'idempotency-key': key });
const token = (reply: Reply): string => String(reply.body['manage_url']).split('/').at(-1) ?? '';

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
  assert.match((await ask('GET', `/bookings/${secret}/calendar.ics`)).text, /^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
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
    assert.equal((await ask('GET', `/bookings/${wrong}/calendar.ics`)).status, 404);
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
  const slot = (await slots('vejle')).at(-1); // no time that passes meanwhile
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
  assert.equal((await slots('vejle')).find(({ slot_id: id }) => id === slot?.slot_id)?.free, slot?.free);
});

test('a hold is given back, and a second time changes nothing', async () => {
  const slot = (await slots('skanderborg'))[0];
  const held = await ask('POST', '/holds', { slot_id: slot?.slot_id });
  assert.equal((await slots('skanderborg'))[0]?.free, (slot?.free ?? 0) - 1);
  for (let twice = 0; twice < 2; ++twice) assert.equal((await ask('DELETE', `/holds/${String(held.body['hold_id'])}`)).status, 204);
  assert.equal((await slots('skanderborg'))[0]?.free, slot?.free);
  assert.equal(problem(await book({ hold_id: held.body['hold_id'], name: 'Ida' })), 'hold-unknown');
});

test('a plan goes along, is judged for the day and the place of the visit, and again when it moves', async () => {
  const free = await slots('horsens', '?from=2026-01-01&to=2026-12-31');
  const day = (slot: Slot | undefined): string => String(slot?.start).slice(0, 10);
  const first = free[0];
  const later = free.find((slot) => day(slot) !== day(first));
  const licence = (expires: string): string => `SKRANKE1;mitid;2026-01-01;citizen-service;driving-licence:issuer=DK,form=physical,photo=yes,cpr_number=yes,temporary=no,name_matches=yes,expires=${expires}`;
  // It expires between the two days.
  const plan = licence(day(first));
  const booked = await book({ slot_id: first?.slot_id, name: 'Ida', plan });
  assert.equal(booked.status, 201, booked.text);
  assert.deepEqual(booked.body['plan'], { text: plan, advised: 'enough' });
  const moved = await ask('POST', `/bookings/${token(booked)}/move`, { slot_id: later?.slot_id });
  assert.deepEqual(moved.body['plan'], { text: plan, advised: 'not-enough' });
  assert.deepEqual((await ask('GET', `/bookings/${token(booked)}`)).body['plan'], { text: plan, advised: 'not-enough' });
  const open = await book({ slot_id: first?.slot_id, name: 'Ib', plan: 'SKRANKE1;mitid;2026-05-31;citizen-service;passport' });
  assert.equal((open.body['plan'] as Json)['advised'], 'unknown');
  for (const wrong of ['hello', 'SKRANKE1;mitid;2026-02-30;citizen-service', 'SKRANKE1;moon;2026-05-31;citizen-service', licence('2031-13-01'),
    'SKRANKE1;mitid;2026-05-31;citizen-service;moon-card', 'SKRANKE1;mitid;2026-05-31;the-moon', 'SKRANKE1;mitid;2026-05-31;citizen-service;passport:issuer=ZZ',
    'SKRANKE1;mitid;1999-05-31;citizen-service', `SKRANKE1;mitid;2026-05-31;citizen-service${';other'.repeat(33)}`, 'x'.repeat(5000)]) {
    const refused = await book({ slot_id: later?.slot_id, name: 'Ida', plan: wrong });
    assert.ok(refused.status === 422 || refused.status === 404, `${wrong.slice(0, 80)}: ${refused.text}`);
    assert.equal(refused.body['path'], '/plan', wrong.slice(0, 80));
    assert.ok(wrong.length < 6 || !refused.text.includes(wrong));
  }
});

test('a list that is enough at one place may not be at another', async () => {
  // The Faroese driving licence and health card count at the High Commissioner's office only.
  const plan = 'SKRANKE1;mitid;2026-05-31;citizen-service;driving-licence:issuer=FO,form=physical,photo=yes,cpr_number=yes,temporary=no,name_matches=yes,expires=2031-01-01';
  const advised = async (centre: string): Promise<unknown> => {
    const slot = (await slots(centre)).at(6);
    const booked = await book({ slot_id: slot?.slot_id, name: 'Ida', plan });
    assert.equal(booked.status, 201, booked.text);
    return (booked.body['plan'] as Json)['advised'];
  };
  const answers = [await advised('high-commissioner-faroe'), await advised('thisted')];
  const judged = await Promise.all(['high-commissioner-faroe', 'citizen-service'].map(async (centre) => (await ask('POST', '/check', { date: (await slots('thisted')).at(6)?.start.slice(0, 10),
    centre, documents: [{ kind: 'driving-licence', issuer: 'FO', form: 'physical', photo: true, cpr_number: true, temporary: false, name_matches: true, expires: '2031-01-01' }] })).body['verdict']));
  const word = { accepted: 'enough', rejected: 'not-enough', undetermined: 'unknown' };
  assert.deepEqual(answers, judged.map((verdict) => word[verdict as keyof typeof word]));
});

test('who reaches us through a proxy may have so many visits to come for one contact, and ask for so many times from one network', async () => {
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.77, ${address}`, 'idempotency-key': randomUUID() });
  const free = (await ask('GET', '/centres/gentofte/slots', undefined, {}, proxied)).body['items'] as readonly Slot[];
  const wish = (i: number, email: string): Json => ({ slot_id: free[i]?.slot_id, name: `P ${i}`, email });
  for (let i = 0; i < 8; ++i) assert.equal((await ask('POST', '/bookings', wish(i, 'family@example.org'), from('192.0.2.1'), proxied)).status, 201);
  const refused = await ask('POST', '/bookings', wish(9, 'Family@example.org'), from('192.0.2.2'), proxied);
  assert.deepEqual([refused.status, problem(refused)], [409, 'too-many-bookings']);
  assert.equal((await ask('POST', '/bookings', wish(9, 'other@example.org'), from('192.0.2.2'), proxied)).status, 201);
  // 60 in an hour, and what came before counts.
  const statuses: number[] = [];
  for (let i = 0; i < 60; ++i) statuses.push((await ask('POST', '/holds', { slot_id: 'gentofte' }, from('2001:db8:1:2::' + i.toString(16)), proxied)).status);
  assert.deepEqual([...new Set(statuses)], [404]);
  for (const [path, body] of [['/holds', { slot_id: 'gentofte' }], ['/bookings', wish(10, 'third@example.org')]] as const) {
    const stopped = await ask('POST', path, body, from('2001:db8:1:2:ffff::1'), proxied);
    assert.deepEqual([stopped.status, problem(stopped)], [429, 'too-many-requests']);
  }
  assert.equal((await ask('POST', '/holds', { slot_id: 'gentofte' }, from('2001:db8:1:3::1'), proxied)).status, 404, 'another network');
  // Without a proxy's word it is this machine, which is exempt; and where no proxy is trusted, a header changes nothing.
  assert.equal((await ask('POST', '/bookings', wish(9, 'family@example.org'), { 'idempotency-key': randomUUID() }, proxied)).status, 201);
  for (let i = 0; i < 70; ++i) assert.equal((await ask('POST', '/holds', { slot_id: 'gentofte' }, from('192.0.2.9'))).status, 404);
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
  const booked = await book({ slot_id: slot?.slot_id, name: 'Ida' });
  const elsewhere = { 'sec-fetch-site': 'cross-site' };
  for (const [method, path] of [['POST', '/holds'], ['DELETE', '/holds/x'], ['DELETE', `/bookings/${token(booked)}`], ['POST', `/bookings/${token(booked)}/move`]] as const)
    assert.equal(problem(await ask(method, path, method === 'POST' ? { slot_id: slot?.slot_id } : undefined, elsewhere)), 'from-elsewhere', path);
  assert.equal((await ask('GET', `/bookings/${token(booked)}`, undefined, elsewhere)).body['state'], 'booked');
});

test('every other status that is described is answered too', async () => {
  const slot = (await slots('viborg')).at(2);
  const booked = await book({ slot_id: slot?.slot_id, name: 'Ida' });
  const posts = ['/holds', '/bookings', `/bookings/${token(booked)}/move`];
  for (const path of posts) {
    const key = { 'idempotency-key': randomUUID() };
    assert.equal((await ask('POST', path, '{', key)).status, 400);
    assert.equal((await ask('POST', path, ' '.repeat(70_000), key)).status, 413);
    assert.equal((await ask('POST', path, '{}', { ...key, 'content-type': 'text/html' })).status, 415);
    assert.equal((await ask('POST', path, { colour: 'red' }, key)).status, 422);
    for (const [id, status] of [['viborg', 404], ['viborg.20200101T0900Z.mitid-first', 409]] as const)
      assert.equal((await ask('POST', path, { slot_id: id, ...(path === '/bookings' ? { name: 'Ida' } : {}) }, key)).status, status, path);
  }
});

test('bookings are there after the server was stopped and started', async () => {
  const slot = (await slots('skive')).at(1);
  const booked = await book({ slot_id: slot?.slot_id, name: 'Ida', phone: '+45 12 34 56 78' });
  assert.equal(booked.status, 201, booked.text);
  await running.restart();
  assert.deepEqual((await ask('GET', `/bookings/${token(booked)}`)).body, booked.body);
});

test('everything that is described was brought about', () => {
  assert.deepEqual(api.missing(({ tags }) => tags.includes('booking')), []);
});
