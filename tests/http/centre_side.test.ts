// The centre's side over HTTP: calendar, hours, closures and figures, with nonsense in every field, on the real program with a database
// of its own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

let running: RunningDesk;
before(async () => { running = await startDesk('nobody'); });
after(() => running.stop());

type Json = Record<string, unknown>;
interface Reply { readonly status: number; readonly body: Json; readonly text: string; readonly headers: Headers }

async function ask(method: string, path: string, body?: unknown, token = 'two'): Promise<Reply> {
  const response = await fetch(`${running.desk}/desk/v1/centres/${path}`, {
    method,
    headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, text, body: isJson ? JSON.parse(text) as Json : {}, headers: response.headers };
}

const problem = (reply: Reply): string => String(reply.body['type']).replace('urn:skranke:problem:', '');
const list = (reply: Reply, key: string): readonly Json[] => reply.body[key] as readonly Json[];

async function expect(status: number, reply: Promise<Reply>, type?: string, path?: string): Promise<Reply> {
  const got = await reply;
  assert.equal(got.status, status, got.text);
  if (type !== undefined) assert.equal(problem(got), type);
  if (path !== undefined) assert.equal(got.body['path'], path, got.text);
  return got;
}

// A working day so many weeks ahead that is no holiday: a Wednesday with slots.
interface Slot { readonly slot_id: string; readonly start: string; readonly free: number }
async function slots(centre: string, day: string): Promise<readonly Slot[]> {
  const response = await fetch(`${running.citizen}/api/v1/centres/${centre}/slots?from=${day}&to=${day}&service=activation-code`);
  return (await response.json() as { items: readonly Slot[] }).items;
}
const isoDay = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
async function workingDay(centre: string, from = 3): Promise<string> {
  for (let ahead = from; ahead < from + 30; ++ahead) {
    if ((await slots(centre, isoDay(ahead))).length > 8) return isoDay(ahead);
  }
  throw new Error('no working day in a month');
}

async function book(slot: Slot, name: string): Promise<{ id: string; token: string }> {
  const response = await fetch(`${running.citizen}/api/v1/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ slot_id: slot.slot_id, name, email: `${name}@example.org` }),
  });
  const body = await response.json() as { booking_id: string; manage_url: string };
  assert.equal(response.status, 201);
  return { id: body.booking_id, token: body.manage_url.split('/').at(-1) ?? '' };
}
async function mine(token: string): Promise<Json> {
  return await (await fetch(`${running.citizen}/api/v1/bookings/${token}`)).json() as Json;
}

const open = (opens: string, closes: string, counters = 2): Json => ({ opens, closes, counters });
const everyDay = (hours: readonly Json[]): Json =>
  Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, hours]));

test('the calendar has days, hours and visits with names, for officers of the centre and administrators', async () => {
  const day = await workingDay('aarhus');
  const [slot] = await slots('aarhus', day);
  assert.ok(slot !== undefined);
  const { id } = await book(slot, 'Ida');
  const reply = await expect(200, ask('GET', `aarhus/calendar?from=${day}&to=${day}`));
  const [only] = list(reply, 'days');
  assert.ok(only !== undefined && list(reply, 'days').length === 1);
  assert.deepEqual([only['day'], only['assumed'], only['reason']], [day, true, null]);
  const [visit] = only['bookings'] as readonly Json[];
  assert.deepEqual({ ...visit }, { booking_id: id, start: slot.start, minutes: visit?.['minutes'], counter: 1, service: 'activation-code', state: 'booked', party: 1,
    name: 'Ida', advised: null, arrived: false });
  assert.match(reply.headers.get('cache-control') ?? '', /no-store/);
  assert.equal(list(await expect(200, ask('GET', 'aarhus/calendar')), 'days').length, 7);
  await expect(401, ask('GET', 'aarhus/calendar', undefined, ''), 'no-officer');
  await expect(401, ask('GET', 'aarhus/calendar', undefined, 'nobody'), 'no-officer');
  assert.equal(list(await expect(200, ask('GET', `aarhus/calendar?from=${day}&to=${day}`, undefined, 'local')), 'days').length, 1);
  await expect(403, ask('GET', 'vejle/calendar', undefined, 'local'), 'another-centre');
  const foreign = await expect(403, ask('GET', 'aarhus/calendar', undefined, 'one'), 'another-centre');
  assert.ok(!foreign.text.includes('Ida'));
  await expect(404, ask('GET', 'atlantis/calendar'), 'centre-unknown');
  await expect(404, ask('GET', 'aarhus/colours'), 'not-found');
  await expect(404, ask('GET', 'aarhus'), 'not-found');
  assert.equal((await expect(405, ask('DELETE', 'aarhus/hours'))).headers.get('allow'), 'GET, POST');
});

test('hours are looked at ahead, changed, and kept with who and when', async () => {
  const day = await workingDay('odense', 10);
  const all = await slots('odense', day);
  const last = all.at(-1);
  assert.ok(last !== undefined);
  const { id, token } = await book(last, 'Bo');
  const wish = { valid_from: day, weekdays: everyDay([open('10:00', '11:00', 1)]) };
  const preview = await expect(200, ask('POST', 'odense/hours', { ...wish, preview: true }));
  assert.deepEqual(list(preview, 'hit').map((hit) => [hit['booking_id'], hit['start']]), [[id, last.start]]);
  assert.ok(Number(preview.body['seats_after']) < Number(preview.body['seats_before']));
  assert.deepEqual(list(await ask('GET', 'odense/hours'), 'versions'), []);
  const done = await expect(200, ask('POST', 'odense/hours', { ...wish, seen: 0 }));
  assert.deepEqual({ ...done.body, preview: true }, preview.body);
  assert.equal((await slots('odense', day)).length, 4);
  assert.equal((await mine(token))['state'], 'booked', 'it stays until a closure moves it');
  const hours = await expect(200, ask('GET', 'odense/hours'));
  assert.equal(list(hours, 'versions')[0]?.['valid_from'], day);
  assert.deepEqual((list(hours, 'versions')[0]?.['weekdays'] as Json)['monday'], [open('10:00', '11:00', 1)]);
  assert.equal(hours.body['revision'], 1);
  const [change] = list(hours, 'history');
  assert.deepEqual([change?.['kind'], change?.['officer_id'], change?.['day']], ['hours', 'officer-2', day]);
  await expect(409, ask('POST', 'odense/hours', { ...wish, seen: 0 }), 'hours-changed');
  await expect(403, ask('POST', 'odense/hours', wish, 'one'), 'no-administrator');
});

test('a day is made different, and as other days again', async () => {
  const day = await workingDay('vejle', 5);
  const wish = { day, open: [], reason: 'A course' };
  const preview = await expect(200, ask('POST', 'vejle/exceptions', { ...wish, preview: true }));
  assert.deepEqual([preview.body['preview'], preview.body['seats_after']], [true, 0]);
  await expect(200, ask('POST', 'vejle/exceptions', wish));
  assert.deepEqual(await slots('vejle', day), []);
  const [only] = list(await ask('GET', `vejle/calendar?from=${day}&to=${day}`), 'days');
  assert.deepEqual([only?.['open'], only?.['reason']], [[], 'A course']);
  assert.deepEqual(list(await ask('GET', 'vejle/hours'), 'exceptions'), [{ day, reason: 'A course', open: [] }]);
  await expect(403, ask('POST', `vejle/exceptions/${day}/removal`, {}, 'one'), 'no-administrator');
  await expect(200, ask('POST', `vejle/exceptions/${day}/removal`));
  assert.ok((await slots('vejle', day)).length > 0);
  await expect(404, ask('POST', `vejle/exceptions/${day}/removal`, {}), 'exception-unknown');
  await expect(404, ask('POST', 'vejle/exceptions/2026-02-31/removal', {}), 'exception-unknown');
  assert.deepEqual(list(await ask('GET', 'vejle/hours'), 'history').map(({ kind }) => kind), ['removal', 'exception']);
});

test('two administrators at once make two revisions, and who has seen an older one is told so', async () => {
  const day = await workingDay('kolding', 5);
  const wishes = ['11:00', '12:00', '13:00', '14:00'].map((closes) => ({ valid_from: day, weekdays: everyDay([open('10:00', closes)]) }));
  for (const reply of await Promise.all(wishes.map((wish) => ask('POST', 'kolding/hours', wish)))) assert.equal(reply.status, 200, reply.text);
  const hours = await ask('GET', 'kolding/hours');
  assert.deepEqual([hours.body['revision'], list(hours, 'versions').length, list(hours, 'history').length], [4, 1, 4]);
  const replies = await Promise.all(wishes.map((wish) => ask('POST', 'kolding/hours', { ...wish, seen: 4 })));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409, 409]);
});

test('a sudden closure moves who can be moved, offers the others again, and does nothing twice', async () => {
  const day = await workingDay('randers', 5);
  const all = await slots('randers', day);
  const [first, second] = all;
  assert.ok(first !== undefined && second !== undefined);
  const kept = await book(first, 'A');
  const others = [];
  for (let i = 1; i < first.free; ++i) others.push(await book(first, `B${i}`));
  const wish = { from: first.start, to: second.start, counter: 1, reason: 'The printer is on fire' };
  const preview = await expect(200, ask('POST', 'randers/closures', { ...wish, preview: true }));
  assert.deepEqual([preview.body['closure_id'], list(preview, 'offered')], [null, []]);
  assert.equal((await mine(kept.token))['start'], first.start);
  const done = await expect(200, ask('POST', 'randers/closures', wish));
  assert.deepEqual(list(done, 'moved'), list(preview, 'moved'));
  assert.deepEqual(list(done, 'moved').map((moved) => [moved['booking_id'], moved['from'], moved['to']]), [[kept.id, first.start, second.start]]);
  assert.equal((await mine(kept.token))['start'], second.start);
  assert.deepEqual((await expect(200, ask('POST', 'randers/closures', wish))).body, done.body);
  // The whole day.
  const whole = { from: `${day}T00:00:00Z`, to: `${day}T23:00:00Z`, counter: null, reason: 'Flood' };
  const flood = await expect(200, ask('POST', 'randers/closures', whole));
  assert.equal(list(flood, 'offered').length, others.length + 1);
  for (const { token } of [kept, ...others]) assert.equal((await mine(token))['state'], 'cancelled');
  assert.deepEqual(await slots('randers', day), []);
  const hours = await ask('GET', 'randers/hours');
  assert.deepEqual(list(hours, 'closures').map(({ counter, reason }) => [counter, reason]), [[null, 'Flood'], [1, 'The printer is on fire']]);
  const [closed] = list(await ask('GET', `randers/calendar?from=${day}&to=${day}`), 'days');
  assert.deepEqual([closed?.['reason'], closed?.['open']], ['Flood', []]);
  assert.ok((closed?.['bookings'] as readonly Json[]).every(({ state }) => state === 'cancelled'));
  const removal = `randers/closures/${String(flood.body['closure_id'])}/removal`;
  await expect(200, ask('POST', removal));
  await expect(404, ask('POST', removal, {}), 'closure-unknown');
  await expect(404, ask('POST', 'randers/closures/none/removal', {}), 'closure-unknown');
  assert.equal((await slots('randers', day))[0]?.free, first.free - 1, 'the counter is still closed');
  await expect(403, ask('POST', 'randers/closures', whole, 'one'), 'another-centre');
});

test('bad input says what and where, and writes nothing', async () => {
  const day = isoDay(20);
  const good = { valid_from: day, weekdays: everyDay([open('10:00', '14:00')]), preview: false };
  const onMonday = (hours: unknown): Json => ({ weekdays: { monday: hours } });
  for (const [changes, path] of [
    [{ valid_from: '2026-02-31' }, '/valid_from'], [{ valid_from: 'soon' }, '/valid_from'], [{ valid_from: isoDay(-2) }, '/valid_from'], [{ valid_from: '2999-01-01' }, '/valid_from'],
    [{ valid_from: 7 }, '/valid_from'], [{ valid_from: null }, '/valid_from'], [{ weekdays: [] }, '/weekdays'], [{ weekdays: null }, '/weekdays'], [{ weekdays: {} }, '/weekdays'],
    [{ weekdays: { funday: [] } }, '/weekdays/funday'], [onMonday({}), '/weekdays/monday'], [onMonday([7]), '/weekdays/monday/0'],
    [onMonday([open('10:00', '12:00'), open('11:45', '14:00')]), '/weekdays/monday'], [onMonday([open('14:00', '10:00')]), '/weekdays/monday/0/closes'],
    [onMonday([open('10:00', '10:00')]), '/weekdays/monday/0/closes'], [onMonday([open('10:07', '12:00')]), '/weekdays/monday/0/opens'],
    [onMonday([open('10:00', '24:15')]), '/weekdays/monday/0/closes'], [onMonday([open('10:00', 'late')]), '/weekdays/monday/0/closes'],
    [onMonday([open('10:00', '12:00', 0)]), '/weekdays/monday/0/counters'], [onMonday([open('10:00', '12:00', 65)]), '/weekdays/monday/0/counters'],
    [onMonday([open('10:00', '12:00', 1.5)]), '/weekdays/monday/0/counters'], [onMonday([open('08:00', '09:00'), open('10:00', '12:00', -1)]), '/weekdays/monday/1/counters'],
    [onMonday([{ opens: '10:00', closes: '12:00' }]), '/weekdays/monday/0/counters'], [onMonday([{ ...open('10:00', '12:00'), colour: 1 }]), '/weekdays/monday/0/colour'],
    [onMonday(Array.from({ length: 9 }, (_, i) => open(`${10 + i}:00`, `${10 + i}:15`))), '/weekdays/monday'],
    [{ preview: 'yes' }, '/preview'], [{ seen: 'x' }, '/seen'], [{ seen: -1 }, '/seen'], [{ colour: 'red' }, '/colour'],
  ] as const) {
    await expect(422, ask('POST', 'horsens/hours', { ...good, ...changes }), undefined, path);
  }
  const special = { day, open: [open('10:00', '12:00')], reason: 'A course' };
  for (const [changes, path] of [
    [{ day: '2026-02-31' }, '/day'], [{ day: isoDay(-2) }, '/day'], [{ day: undefined }, '/day'], [{ reason: '' }, '/reason'], [{ reason: '  ' }, '/reason'],
    [{ reason: 'x\r\ny' }, '/reason'], [{ reason: 'x'.repeat(201) }, '/reason'], [{ reason: undefined }, '/reason'], [{ open: undefined }, '/open'], [{ open: 'all day' }, '/open'],
    [{ open: [open('10:00', '12:00'), open('10:00', '12:00')] }, '/open'], [{ open: [open('10:00', '12:00', 65)] }, '/open/0/counters'],
  ] as const) {
    await expect(422, ask('POST', 'horsens/exceptions', { ...special, ...changes }), undefined, path);
  }
  const closure = { from: `${day}T08:00:00+01:00`, to: `${day}T12:00:00+01:00`, reason: 'Flood' };
  for (const [changes, path] of [
    [{ from: 'now' }, '/from'], [{ from: day }, '/from'], [{ from: `${day}T08:00:00` }, '/from'], [{ from: `${day}T25:00:00Z` }, '/from'], [{ from: '2026-02-31T08:00:00Z' }, '/from'],
    [{ from: `${day}T08:00:00+99:00` }, '/from'], [{ to: closure.from }, '/to'], [{ to: undefined }, '/to'], [{ from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' }, '/to'],
    [{ to: `${isoDay(60)}T12:00:00Z` }, '/to'], [{ from: '2999-01-01T00:00:00Z', to: '2999-01-02T00:00:00Z' }, '/to'], [{ counter: 0 }, '/counter'], [{ counter: 65 }, '/counter'], [{ counter: 'all' }, '/counter'],
    [{ counter: 1.5 }, '/counter'], [{ reason: '' }, '/reason'], [{ colour: 'red' }, '/colour'],
  ] as const) {
    await expect(422, ask('POST', 'horsens/closures', { ...closure, ...changes }), undefined, path);
  }
  for (const route of ['hours', 'exceptions', 'closures']) {
    await expect(400, ask('POST', `horsens/${route}`, '{'), 'invalid-json');
    await expect(404, ask('POST', `atlantis/${route}`, { hours: good, exceptions: special, closures: closure }[route]), 'centre-unknown');
  }
  const hours = await ask('GET', 'horsens/hours');
  assert.deepEqual([hours.body['revision'], list(hours, 'versions'), list(hours, 'exceptions'), list(hours, 'closures')], [0, [], [], []]);
  for (const query of ['?from=2026-02-31', '?from=2026-12-02&to=2026-12-01', '?from=2026-01-01&to=2026-03-01', '?colour=red', '?from=x&from=y'])
    await expect(400, ask('GET', `horsens/calendar${query}`));
  await expect(200, ask('GET', 'horsens/calendar?from=2026-01-01&to=2026-01-31'));
  await expect(400, ask('GET', 'horsens/calendar?from=2026-01-01&to=2026-02-01'));
  const month = (days: number): Json => ({ from: `${day}T00:00:00Z`, to: new Date(Date.parse(day) + days * 86_400_000).toISOString(), reason: 'Flood', preview: true });
  await expect(200, ask('POST', 'horsens/closures', month(31)));
  await expect(422, ask('POST', 'horsens/closures', month(32)), 'invalid-value', '/to');
  await expect(200, ask('POST', 'horsens/exceptions', { ...special, day: isoDay(730), preview: true }));
  await expect(422, ask('POST', 'horsens/exceptions', { ...special, day: isoDay(733) }), 'invalid-value', '/day');
  await expect(200, ask('GET', 'horsens/figures?from=2025-01-01&to=2026-01-01'));
  await expect(400, ask('GET', 'horsens/figures?from=2025-01-01&to=2026-01-02'));
});

test('the figures count what was, and a spreadsheet gets them as text', async () => {
  const database = databaseOf(running);
  const start = Math.floor(Date.parse('2026-03-04T09:00:00Z') / 60_000); // ten o'clock in Copenhagen
  const insertBooking = database.prepare(`insert into booking (booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, state,
    sequence, created_at, changed_at, advised) values (?, 'esbjerg', 'mitid-first', ?, 15, 0, 'N', '', '', 'da', 1, ?, 0, ?, 0, ?)`);
  const insertTicket = database.prepare(`insert into ticket (ticket_id, centre_id, day, number, kind, booking_id, service, language, party, due, arrived_at, made, state,
    called_at, serving_at, ended_at, calls, unheeded, outcome, sequence, request, request_body) values (?, 'esbjerg', '2026-03-04', ?, ?, ?, 's', 'da', 1, 0, ?, 0, 'done', ?, ?, ?, 1, 0, ?, 0, '', '')`);
  const second = start * 60;
  for (let i = 0; i < 10; ++i) {
    insertBooking.run(`b${i}`, start + i * 15, i === 9 ? 'cancelled' : 'booked', second - 5 * 86_400 + i * 900, i % 2 === 0 ? 'enough' : null);
    if (i >= 7) continue;
    const came = second + i * 900;
    insertTicket.run(`t${i}`, i + 1, 'booked', `b${i}`, came, came + 300, came + 300, came + 900, i < 2 ? 'documents' : 'helped');
  }
  insertTicket.run('w', 1, 'walk-in', null, second, second + 1200, second + 1200, second + 1800, 'witness');
  database.close();
  const reply = await expect(200, ask('GET', 'esbjerg/figures?from=2026-03-03&to=2026-03-04'));
  const [before, day] = list(reply, 'days');
  assert.deepEqual([before?.['booked'], before?.['wait_p50'], before?.['lead_p50']], [0, null, null]);
  assert.deepEqual({ ...day, minutes_open: 0 }, { day: '2026-03-04', booked: 9, walk_ins: 1, arrived: 7, no_shows: 2, helped: 5, wasted: 3, wait_p50: 5, wait_p90: 20, service_p50: 10,
    lead_p50: 5, minutes_open: 0, minutes_used: 80 });
  assert.ok(Number(day?.['minutes_open']) > 0);
  const advice = Object.fromEntries(list(reply, 'wasted_by_advice').map(({ advised, visits, wasted }) => [String(advised), [visits, wasted]]));
  assert.deepEqual(advice, { enough: [4, 1], 'not-enough': [0, 0], unknown: [0, 0], none: [4, 2] });
  assert.deepEqual(list(reply, 'wasted_by_reason'), [{ outcome: 'documents', visits: 2 }, { outcome: 'witness', visits: 1 }, { outcome: 'questions', visits: 0 }]);
  const total = reply.body['total'] as Record<string, Json>;
  assert.deepEqual([total['wasted_rate']?.['part'], total['wasted_rate']?.['whole'], total['no_show_rate']?.['whole']], [3, 8, 9]);
  assert.ok(Number(total['wasted_rate']?.['low']) < 0.375 && Number(total['wasted_rate']?.['high']) > 0.375);
  const csv = await expect(200, ask('GET', 'esbjerg/figures.csv?from=2026-03-04&to=2026-03-04'));
  assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(csv.headers.get('content-disposition') ?? '', /^attachment; filename="figures\.csv"$/);
  const bytes = new Uint8Array(await (await fetch(`${running.desk}/desk/v1/centres/esbjerg/figures.csv?from=2026-03-04&to=2026-03-04`,
    { headers: { authorization: 'Bearer two' } })).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = csv.text.replace('\uFEFF', '').split('\r\n');
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? '', /^2026-03-04,9,1,7,2,5,3,5,20,10,5,\d+,80$/);
  await expect(404, ask('GET', 'atlantis/figures'), 'centre-unknown');
  await expect(403, ask('GET', 'esbjerg/figures.csv', undefined, 'one'), 'another-centre');
});
