// The day at a centre over HTTP: arriving, being called, served, missed and moved; the board and its stream; with nonsense in every field.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

let running: RunningDesk;
let description: Description; // of the officers' origin
let publicly: Description; // of the citizens'
// Where the day still has some hours: bookings and arrivals are of one day.
const hourInDenmark = Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Copenhagen', hour: '2-digit' }).format(new Date()));
const [home, zone] = hourInDenmark < 21 ? ['aarhus', 'Europe/Copenhagen'] : ['kujalleq', 'America/Nuuk'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Json = Record<string, unknown>;
interface Reply { readonly status: number; readonly body: Json; readonly text: string }
interface Ticket extends Json {
  readonly ticket_id: string; readonly ticket: string; readonly state: string; readonly ahead: number; readonly counter: number | null;
  readonly calls: number; readonly name: string | null; readonly sequence: number; readonly actions: readonly string[]; readonly service: string;
}

// Centres that are open round the clock, so that the tests don't ask what day it is; staff at them, and a device.
before(async () => {
  running = await startDesk('nobody');
  const database = databaseOf(running);
  const insert = database.prepare('insert into centre_hours (centre_id, valid_from, weekday, opens, closes, counters) values (?, ?, ?, 0, 1440, 4)');
  for (const centre of [home, 'odense', 'vejle', 'randers', 'viborg', 'horsens', 'kolding', 'esbjerg'])
    for (let weekday = 0; weekday < 7; ++weekday) insert.run(centre, '2020-01-01', weekday);
  database.prepare('insert into centre_exception (centre_id, day, part, reason) values (?, ?, 0, ?)').run('skive', today(), 'A burst pipe');
  database.close();
  const file = join(running.folder, 'staff.json');
  const staff = JSON.parse(readFileSync(file, 'utf8')) as { officers: Json[] };
  staff.officers.push(
    { officer_id: 'ada', centre_id: home, centre_name: 'Borgerservice', token_sha256: sha256('ada') },
    { officer_id: 'screen', centre_id: home, centre_name: 'Borgerservice', token_sha256: sha256('screen'), device: true },
  );
  writeFileSync(file, JSON.stringify(staff));
  await running.restart();
  description = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
  publicly = await Description.load(running.citizen, '/api/v1/openapi.json');
});
after(() => running.stop());

const today = (where = 'Europe/Copenhagen'): string => new Intl.DateTimeFormat('sv-SE', { timeZone: where }).format(new Date());

// What an answer is, beside what is asked of it in each test: what the description says.
function hold(method: string, path: string, response: Response, text: string): void {
  const described = path.replace(/\?.*/, '').replace(/(?<=^\/desk\/v1\/queue\/tickets\/)[^/]+(?=\/)/, '{id}');
  if (description.document.paths[described] !== undefined) description.hold(method, described, response, text);
}

async function ask(origin: string, method: string, path: string, body: unknown, fields: Record<string, string>): Promise<Reply> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...fields },
    ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body as BodyInit : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (origin === running.desk) hold(method, path, response, text);
  const open = /^\/api\/v1\/(centres|bookings)\/[^/]+(\/queue|\/queue\/events|\/ticket)$/.exec(path);
  if (open !== null) publicly.hold(method, `/api/v1/${open[1]}/{id}${open[2]}`, response, text);
  return { status: response.status, text, body: text === '' ? {} : JSON.parse(text) as Json };
}

const citizen = (method: string, path: string, body?: unknown, fields: Record<string, string> = {}): Promise<Reply> =>
  ask(running.citizen, method, `/api/v1${path}`, body, fields);
// "two" is an administrator, who may be at every centre.
const desk = (method: string, path: string, body?: unknown, token = 'two', fields: Record<string, string> = {}): Promise<Reply> =>
  ask(running.desk, method, `/desk/v1/queue${path}`, body, { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...fields });
const problem = (reply: Reply): string => String(reply.body['type']).replace('urn:skranke:problem:', '');

async function ticketOf(reply: Promise<Reply>, status = 200): Promise<Ticket> {
  const { status: given, body, text } = await reply;
  assert.equal(given, status, text);
  return body as Ticket;
}
const walkIn = (centre: string, wish: Json = {}, key: string = randomUUID()): Promise<Ticket> =>
  ticketOf(desk('POST', '/tickets', { centre, service: 'mitid-first', ...wish }, 'two', { 'idempotency-key': key }), 201);
const next = (centre: string, counter: number): Promise<Ticket> => ticketOf(desk('POST', '/next', { centre, counter }));
const act = (ticket: Ticket, action: string, body: Json = {}): Promise<Ticket> =>
  ticketOf(desk('POST', `/tickets/${ticket.ticket_id}/${action}`, body));

async function book(centre: string, name: string, at = 0): Promise<Reply> {
  const { body } = await citizen('GET', `/centres/${centre}/slots?service=new-authenticator`);
  const slot = (body['items'] as readonly { slot_id: string }[])[at];
  const booked = await citizen('POST', '/bookings', { slot_id: slot?.slot_id, name, email: `${randomUUID()}@example.org`, lang: 'en' },
    { 'idempotency-key': randomUUID() });
  assert.equal(booked.status, 201, booked.text);
  return booked;
}
const linkOf = (booked: Reply): string => String(booked.body['manage_url']);
const tokenOf = (booked: Reply): string => linkOf(booked).split('/').at(-1) ?? '';

test('somebody arrives by the code of their booking, is called, served and helped', async () => {
  const booked = await book(home, 'Ida Prøve');
  const code = String(booked.body['arrival_code']);
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(problem(await citizen('GET', `/bookings/${tokenOf(booked)}/ticket`)), 'not-arrived');
  const arrived = await ticketOf(desk('POST', '/arrivals', { centre: home, code }, 'screen'), 201);
  assert.deepEqual([arrived.ticket, arrived.state, arrived['kind'], arrived['language'], arrived.name], ['B1', 'waiting', 'booked', 'en', null]);
  // The same again, however it is written: the same ticket.
  for (const again of [code.toLowerCase(), code.replace('-', ''), ` ${code} `, code.split('').join(' '), linkOf(booked), tokenOf(booked)])
    assert.equal((await ticketOf(desk('POST', '/arrivals', { centre: home, code: again }, 'screen'))).ticket_id, arrived.ticket_id, again);
  const own = await citizen('GET', `/bookings/${tokenOf(booked)}/ticket`);
  assert.deepEqual([own.body['ticket'], own.body['state'], own.body['ahead'], own.body['counter']], ['B1', 'waiting', 0, null]);
  const called = await next(home, 2);
  assert.deepEqual([called.ticket_id, called.state, called.counter, called.calls, called.name], [arrived.ticket_id, 'called', 2, 1, 'Ida Prøve']);
  const board = (await citizen('GET', `/centres/${home}/queue`)).body;
  assert.deepEqual((board['calls'] as Json[]).map(({ ticket, counter, language }) => [ticket, counter, language]), [['B1', 2, 'en']]);
  assert.ok(!JSON.stringify(board).includes('Ida') && board['notice'] === null && board['day'] === today(zone));
  assert.equal((await citizen('GET', `/bookings/${tokenOf(booked)}/ticket`)).body['counter'], 2);
  assert.equal((await act(called, 'again')).calls, 2);
  assert.equal((await act(called, 'serve')).state, 'serving');
  const done = await act(called, 'done', { outcome: 'helped' });
  assert.deepEqual([done.state, done['outcome'], done.actions], ['done', 'helped', ['undo']]);
  const day = (await desk('GET', `?centre=${home}`)).body;
  assert.equal((day['ended'] as Ticket[])[0]?.ticket_id, called.ticket_id);
  assert.deepEqual(day['counters'], [1, 2, 3, 4].map((counter) => ({ counter, ticket: null })));
});

test('tickets without a booking are called in their order, with the estimates of the line before them', async () => {
  const tickets = [];
  for (let i = 0; i < 5; ++i) tickets.push(await walkIn('odense', { language: 'kl', party: 2 }));
  assert.deepEqual(tickets.map(({ ticket }) => ticket), ['A1', 'A2', 'A3', 'A4', 'A5']);
  assert.deepEqual(tickets.map(({ ahead }) => ahead), [0, 1, 2, 3, 4]);
  const day = (await desk('GET', '?centre=odense')).body;
  assert.deepEqual((day['waiting'] as Ticket[]).map(({ ticket }) => ticket), ['A1', 'A2', 'A3', 'A4', 'A5']);
  for (let counter = 1; counter <= 4; ++counter) assert.equal((await next('odense', counter)).ticket, `A${counter}`);
  const board = (await citizen('GET', '/centres/odense/queue')).body;
  assert.equal(board['waiting'], 1);
  const estimates = board['estimates'] as { service: string; low: number; middle: number; high: number; basis: string }[];
  assert.ok(estimates.length > 3);
  for (const { low, middle, high, basis } of estimates) {
    assert.equal(basis, 'assumed');
    assert.ok(low <= middle && middle <= high && middle > 0 && high < 120, `${low} ${middle} ${high}`);
  }
  assert.equal(problem(await desk('POST', '/next', { centre: 'odense', counter: 1 })), 'counter-busy');
  assert.deepEqual((board['calls'] as Json[]).map(({ ticket }) => ticket), ['A4', 'A3', 'A2', 'A1']);
});

test('who is not there is called once more, comes back to their place, and has left the third time', async () => {
  const [first, second] = [await walkIn('vejle'), await walkIn('vejle')];
  const called = await next('vejle', 1);
  assert.equal((await act(called, 'away')).state, 'away');
  assert.equal(((await desk('GET', '?centre=vejle')).body['away'] as Ticket[])[0]?.ticket, 'A1');
  assert.equal((await act(first, 'back')).state, 'waiting');
  assert.equal((await next('vejle', 1)).ticket_id, first.ticket_id, 'with the old place');
  assert.equal((await act(first, 'away')).state, 'away');
  assert.equal((await next('vejle', 1)).ticket_id, second.ticket_id, 'after all who waited');
  await act(second, 'done', { outcome: 'other' });
  for (const state of ['away', 'left']) {
    assert.equal((await next('vejle', 1)).ticket_id, first.ticket_id);
    assert.equal((await act(first, 'away')).state, state);
  }
  assert.equal((await desk('POST', '/next', { centre: 'vejle', counter: 1 })).status, 204, 'nobody waits');
});

test('a ticket is moved to a counter and a service, ended, and what was done is undone', async () => {
  const ticket = await walkIn('randers');
  await next('randers', 1);
  await act(ticket, 'serve');
  const moved = await act(ticket, 'transfer', { counter: 3, service: 'raise-level' });
  assert.deepEqual([moved.state, moved.service, moved['wanted_counter'], moved.counter], ['waiting', 'raise-level', 3, null]);
  assert.equal((await desk('POST', '/next', { centre: 'randers', counter: 1 })).status, 204);
  assert.equal((await desk('POST', '/next', { centre: 'randers', counter: 3, services: ['name-changed'] })).status, 204);
  assert.equal((await ticketOf(desk('POST', '/next', { centre: 'randers', counter: 3, services: ['raise-level'] }))).ticket_id, ticket.ticket_id);
  const done = await act(ticket, 'done', { outcome: 'documents' });
  const undone = await act(ticket, 'undo', { seen: done.sequence });
  assert.deepEqual([undone.state, undone.counter, undone['outcome']], ['called', 3, null]);
  assert.equal(problem(await desk('POST', `/tickets/${ticket.ticket_id}/undo`, {})), 'ticket-state', 'once');
  await act(ticket, 'left');
  await walkIn('randers');
  await next('randers', 3);
  assert.equal(problem(await desk('POST', `/tickets/${ticket.ticket_id}/undo`, {})), 'counter-busy', 'somebody else is there');
  const wrong = await desk('POST', `/tickets/${ticket.ticket_id}/serve`, {});
  assert.deepEqual([wrong.status, problem(wrong)], [409, 'ticket-state']);
  assert.match(String(wrong.body['detail']), /state is left.*back/);
  assert.equal(problem(await desk('POST', `/tickets/${ticket.ticket_id}/back`, { seen: 1 })), 'ticket-changed');
});

test('a double click and many at once: one ticket a key, and no ticket called twice', async () => {
  const key = randomUUID();
  const replies = await Promise.all(Array.from({ length: 12 }, () => walkIn('viborg', {}, key)));
  assert.equal(new Set(replies.map(({ ticket_id: id }) => id)).size, 1);
  assert.equal(problem(await desk('POST', '/tickets', { centre: 'viborg', service: 'raise-level' }, 'two', { 'idempotency-key': key })), 'idempotency-key-reused');
  const tickets = await Promise.all(Array.from({ length: 40 }, () => walkIn('viborg')));
  assert.deepEqual(tickets.map(({ ticket }) => Number(ticket.slice(1))).sort((a, b) => a - b), Array.from({ length: 40 }, (_, i) => i + 2));
  const called = await Promise.all(Array.from({ length: 41 }, (_, i) => next('viborg', i + 1)));
  assert.equal(new Set(called.map(({ ticket_id: id }) => id)).size, 41);
  const same = await Promise.all(Array.from({ length: 10 }, () => desk('POST', '/next', { centre: 'viborg', counter: 60 })));
  assert.ok(same.every(({ status }) => status === 204));
});

test('codes of another day, another centre, a cancelled visit and of nobody say so', async () => {
  const later = await book('horsens', 'Bo', 97);
  const reply = await desk('POST', '/arrivals', { centre: 'horsens', code: later.body['arrival_code'] });
  assert.deepEqual([reply.status, problem(reply)], [409, 'arrival-another-day']);
  assert.ok(String(reply.body['detail']).includes(String(later.body['start']).slice(0, 10)), reply.text);
  const elsewhere = await book('kolding', 'Liv');
  assert.equal(problem(await desk('POST', '/arrivals', { centre: 'horsens', code: linkOf(elsewhere) })), 'arrival-another-centre');
  await citizen('DELETE', `/bookings/${tokenOf(elsewhere)}`);
  assert.equal(problem(await desk('POST', '/arrivals', { centre: 'kolding', code: linkOf(elsewhere) })), 'booking-over');
  assert.equal(problem(await desk('POST', '/arrivals', { centre: 'kolding', code: elsewhere.body['arrival_code'] })), 'booking-over');
  for (const code of ['0000-0000', 'no code', '7K3M-Q9T', '7K3M-Q9TXX', '/', 'https://example.org/', "' or 1=1 --", '🙂'.repeat(20), tokenOf(later).replace(/.$/, '!')])
    assert.equal(problem(await desk('POST', '/arrivals', { centre: 'horsens', code })), 'arrival-unknown', code);
});

test('who comes more than two hours early is told to come later', async () => {
  const { body } = await citizen('GET', `/centres/${home}/slots?service=new-authenticator`);
  const at = (body['items'] as readonly { start: string }[]).findIndex(({ start }) => Date.parse(start) > Date.now() + 7_500_000);
  const reply = await desk('POST', '/arrivals', { centre: home, code: (await book(home, 'Early', at)).body['arrival_code'] });
  assert.deepEqual([reply.status, problem(reply)], [409, 'too-early']);
});

test('a closed centre gives no tickets and says why', async () => {
  const reply = await desk('POST', '/tickets', { centre: 'skive', service: 'mitid-first' }, 'two', { 'idempotency-key': randomUUID() });
  assert.deepEqual([reply.status, problem(reply)], [409, 'closed']);
  const { body } = await citizen('GET', '/centres/skive/queue');
  assert.deepEqual(body['notice'], { closed: true, reason: 'A burst pipe' });
  assert.deepEqual(body['estimates'], []);
});

test('who may do what: officers at their centre, devices what a screen needs, nobody else anything', async () => {
  const wish = { centre: home, counter: 1 };
  for (const token of ['', 'nobody', 'x'.repeat(3000)]) assert.equal((await desk('POST', '/next', wish, token)).status, 401, token.slice(0, 9));
  assert.equal(problem(await desk('POST', '/next', wish, 'one')), 'another-centre');
  assert.equal(problem(await desk('GET', '?centre=odense', undefined, 'ada')), 'another-centre');
  assert.equal((await desk('GET', `?centre=${home}`, undefined, 'ada')).status, 200);
  for (const [method, path, body] of [['POST', '/next', wish], ['GET', `?centre=${home}`, undefined], ['GET', `/events?centre=${home}`, undefined],
    ['POST', '/tickets/x/done', { outcome: 'helped' }]] as const)
    assert.equal(problem(await desk(method, path, body, 'screen')), 'not-for-devices', path);
  assert.equal(problem(await ask(running.desk, 'GET', '/desk/v1/witness/disputes', undefined, { authorization: 'Bearer screen' })), 'not-for-devices', 'a device is no officer');
  const [ticket] = [await walkIn('esbjerg')];
  assert.equal(problem(await desk('POST', `/tickets/${ticket.ticket_id}/left`, {}, 'ada')), 'another-centre');
});

test('bad input says what and where, and changes nothing', async () => {
  const ticket = await walkIn('esbjerg');
  const key = { 'idempotency-key': randomUUID() };
  const at = `/tickets/${ticket.ticket_id}`;
  for (const [path, body, place] of [
    ['/arrivals', { centre: 'esbjerg' }, '/code'], ['/arrivals', { centre: 'esbjerg', code: 7 }, '/code'], ['/arrivals', { code: 'x' }, '/centre'],
    ['/arrivals', { centre: 'esbjerg', code: 'x', name: 'Ida' }, '/name'], ['/arrivals', { centre: 'esbjerg', code: 'x'.repeat(600) }, '/code'],
    ['/tickets', { centre: 'esbjerg' }, '/service'], ['/tickets', { centre: 'esbjerg', service: 'mitid-first', language: 'xx' }, '/language'],
    ['/tickets', { centre: 'esbjerg', service: 'mitid-first', party: 0 }, '/party'], ['/tickets', { centre: 'esbjerg', service: 'mitid-first', party: 1.5 }, '/party'],
    ['/next', { centre: 'esbjerg' }, '/counter'], ['/next', { centre: 'esbjerg', counter: 0 }, '/counter'], ['/next', { centre: 'esbjerg', counter: 65 }, '/counter'],
    ['/next', { centre: 'esbjerg', counter: '1' }, '/counter'], ['/next', { centre: 'esbjerg', counter: 1, services: [] }, '/services'],
    ['/next', { centre: 'esbjerg', counter: 1, services: [7] }, '/services'], ['/next', { centre: 'esbjerg', counter: 1, services: 'all' }, '/services'],
    [`${at}/transfer`, {}, '/counter'], [`${at}/transfer`, { counter: -1 }, '/counter'], [`${at}/done`, {}, '/outcome'],
    [`${at}/done`, { outcome: 'lunch' }, '/outcome'], [`${at}/serve`, { seen: 'x' }, '/seen'], [`${at}/serve`, { outcome: 'helped' }, '/outcome'],
    [`${at}/undo`, { counter: 1 }, '/counter'],
  ] as const) {
    const reply = await desk('POST', path, body, 'two', key);
    assert.deepEqual([reply.status, reply.body['path']], [422, place], `${path} ${JSON.stringify(body).slice(0, 90)} ${reply.text}`);
  }
  for (const body of ['', '{', '[]', 'null', '"x"', '{"centre":"esbjerg","centre":"odense","counter":1}', '\uFEFF{}'])
    assert.ok([400, 422].includes((await desk('POST', '/next', body)).status), body);
  for (const [body, type] of [['['.repeat(20) + ']'.repeat(20), 'too-deep'], [new Uint8Array([0x22, 0xff, 0x22]), 'invalid-utf8'],
    [{ centre: 'esbjerg', counter: 1, services: Array.from({ length: 65 }, () => 'mitid-first') }, 'too-many']] as const)
    assert.equal(problem(await desk('POST', '/next', body)), type);
  for (const [path, body, status, type] of [
    ['/next', { centre: 'atlantis', counter: 1 }, 404, 'centre-unknown'], ['/next', { centre: 'esbjerg', counter: 1, services: ['dance'] }, 404, 'service-unknown'],
    ['/tickets', { centre: 'esbjerg', service: 'dance' }, 404, 'service-unknown'], ['/tickets', { centre: 'atlantis', service: 'mitid-first' }, 404, 'centre-unknown'],
    ['/arrivals', { centre: 'atlantis', code: 'x' }, 404, 'centre-unknown'], [`${at}/transfer`, { service: 'dance' }, 404, 'service-unknown'],
    ['/tickets/nobody/serve', {}, 404, 'ticket-unknown'], [`${at}/dance`, {}, 404, 'not-found'],
  ] as const) {
    const reply = await desk('POST', path, body, 'two', { 'idempotency-key': randomUUID() });
    assert.deepEqual([reply.status, problem(reply)], [status, type], path);
  }
  assert.equal(problem(await desk('POST', '/tickets', { centre: 'esbjerg', service: 'mitid-first' })), 'idempotency-key-missing');
  assert.equal((await desk('POST', '/next', { centre: 'esbjerg', counter: 1 }, 'two', { 'content-type': 'image/png' })).status, 415);
  for (const query of ['', '?centre=', '?centre=esbjerg&centre=odense', '?colour=red', '?centre=%zz']) assert.equal((await desk('GET', query)).status, 400, query);
  assert.equal((await desk('GET', '?centre=atlantis')).status, 404);
  assert.equal((await desk('GET', '/next')).status, 405);
  assert.equal((await citizen('GET', '/centres/atlantis/queue')).status, 404);
  assert.equal((await citizen('GET', '/centres/atlantis/queue/events')).status, 404);
  assert.equal((await citizen('POST', '/centres/esbjerg/queue', {})).status, 405);
  assert.equal((await citizen('GET', '/bookings/nobody/ticket')).status, 404);
  assert.equal(((await desk('GET', '?centre=esbjerg')).body['waiting'] as Ticket[]).find(({ ticket_id: id }) => id === ticket.ticket_id)?.sequence, ticket.sequence);
});

// The events of a stream, one after another.
async function* eventsOf(url: string, fields: Record<string, string>, stop: AbortSignal): AsyncGenerator<Json> {
  const response = await fetch(url, { headers: fields, signal: stop });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += new TextDecoder().decode(bytes as Uint8Array);
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const data = lines.find((line) => line.startsWith('data: '));
      if (data !== undefined) yield { ...JSON.parse(data.slice(6)) as Json, event: lines.find((line) => line.startsWith('event: '))?.slice(7), id: lines.find((line) => line.startsWith('id: '))?.slice(4) };
    }
  }
}

test('the board and the officers are told of every change at once, and of the day as it stands first', { timeout: 30_000 }, async () => {
  const stop = new AbortController();
  const board = eventsOf(`${running.citizen}/api/v1/centres/kolding/queue/events`, {}, stop.signal);
  const officers = eventsOf(`${running.desk}/desk/v1/queue/events?centre=kolding`, { authorization: 'Bearer two' }, stop.signal);
  const first = (await board.next()).value as Json;
  assert.deepEqual([first['event'], first['centre'], first['calls'], first['id']], ['board', 'kolding', [], String(first['sequence'])]);
  assert.equal(((await officers.next()).value as Json)['event'], 'queue');
  const ticket = await walkIn('kolding');
  assert.equal(((await board.next()).value as Json)['waiting'], 1);
  const told = (await officers.next()).value as Json;
  assert.deepEqual(Object.keys(told).sort(), ['event', 'id', 'sequence']);
  await next('kolding', 3);
  const called = (await board.next()).value as Json;
  assert.deepEqual((called['calls'] as Json[]).map(({ ticket: name, counter }) => [name, counter]), [[ticket.ticket, 3]]);
  const seen = await citizen('GET', '/centres/kolding/queue');
  assert.deepEqual({ ...called, event: undefined, id: undefined }, { ...seen.body, event: undefined, id: undefined });
  stop.abort();
});

test('a server that stops ends its streams', { timeout: 30_000 }, async () => {
  const board = eventsOf(`${running.citizen}/api/v1/centres/kolding/queue/events`, {}, new AbortController().signal);
  await board.next();
  const ended = board.next();
  await running.restart();
  assert.equal((await ended).done, true);
});

// ---- The description: every status and problem of every route.

const good: Record<string, Json> = {
  arrivals: { centre: 'esbjerg', code: '0000-0000' }, tickets: { centre: 'esbjerg', service: 'mitid-first' }, next: { centre: 'esbjerg', counter: 1 },
  transfer: { counter: 1 }, done: { outcome: 'helped' },
};

test('every route refuses as it is described', async () => {
  const ended = await walkIn('esbjerg');
  await act(ended, 'left');
  await act(ended, 'undo');
  await act(await ticketOf(desk('POST', `/tickets/${ended.ticket_id}/transfer`, { counter: 64 })), 'left');
  for (const { method, path, operation } of description.operations()) {
    if (!operation.tags.includes('queue')) continue;
    const short = path.replace('/desk/v1/queue', '').replace('{id}', ended.ticket_id) + (method === 'GET' ? '?centre=esbjerg' : '');
    const name = path.split('/').at(-1) ?? '';
    const body = method === 'GET' ? undefined : good[name] ?? {};
    const forDevices = ['arrivals', 'tickets'].includes(name);
    const key = { 'idempotency-key': randomUUID() };
    const refused = async (status: number, type: string, reply: Promise<Reply>): Promise<void> => {
      const got = await reply;
      assert.deepEqual([got.status, problem(got)], [status, type], `${method} ${path} ${got.text}`);
    };
    await refused(401, 'no-officer', desk(method, short, body, ''));
    await refused(403, 'another-centre', desk(method, short, body, 'one', key));
    await refused(403, forDevices ? 'another-centre' : 'not-for-devices', desk(method, short, body, 'screen', key));
    await refused(405, 'method-not-allowed', desk('PUT', short, body));
    if (method === 'GET') {
      await refused(400, 'invalid-query', desk(method, short.replace('centre', 'center')));
      await refused(404, 'centre-unknown', desk(method, short.replace('esbjerg', 'atlantis')));
      continue;
    }
    await refused(413, 'body-too-large', desk(method, short, ' '.repeat(70_000), 'two', key));
    await refused(415, 'unsupported-media-type', desk(method, short, '{}', 'two', { ...key, 'content-type': 'text/html' }));
    await refused(400, 'invalid-json', desk(method, short, '{', 'two', key));
    await refused(422, 'unknown-key', desk(method, short, { ...body, colour: 'red' }, 'two', key));
    assert.ok(!description.accepts(method, path, 'application/json', { ...body, colour: 'red' }) && description.accepts(method, path, 'application/json', body));
    if (!path.includes('{id}')) continue;
    await refused(404, 'ticket-unknown', desk(method, short.replace(ended.ticket_id, 'nobody'), body));
    await refused(409, 'ticket-changed', desk(method, short, { ...body, seen: 0 }));
    if (name !== 'back' && name !== 'undo') await refused(409, 'ticket-state', desk(method, short, body));
  }
  await act(ended, 'back');
  assert.equal(problem(await desk('POST', `/tickets/${ended.ticket_id}/back`, {})), 'ticket-state');
});

// The last that is done to this desk: its tables go.
test('what everybody may see is described, and all of that is brought about', async () => {
  for (const path of ['/centres/atlantis/queue', '/centres/atlantis/queue/events']) assert.equal(problem(await citizen('GET', path)), 'centre-unknown');
  assert.equal(problem(await citizen('GET', `/bookings/${'0'.repeat(64)}/ticket`)), 'booking-unknown');
  // A stream is never whole; the test of events has seen it.
  assert.deepEqual(publicly.missing(({ tags }) => tags.includes('day')), ['GET /api/v1/centres/{id}/queue/events 200']);
});

test('what fails outside is said so by every route, and all that is described has been brought about', async () => {
  const code = linkOf(await book(home, 'Last'));
  const ticket = await walkIn('esbjerg');
  const database = databaseOf(running, false);
  for (const table of ['ticket', 'queue_day']) database.exec(`drop table ${table}`);
  database.close();
  for (const { method, path, operation } of description.operations()) {
    if (!operation.tags.includes('queue')) continue;
    const name = path.split('/').at(-1) ?? '';
    const short = path.replace('/desk/v1/queue', '').replace('{id}', ticket.ticket_id) + (method === 'GET' ? '?centre=esbjerg' : '');
    const body = name === 'arrivals' ? { centre: home, code } : good[name] ?? {};
    const reply = await desk(method, short, method === 'GET' ? undefined : body, 'two', { 'idempotency-key': randomUUID() });
    assert.deepEqual([reply.status, problem(reply)], [503, 'unavailable'], path);
  }
  // A stream is held open by what reads it, so that no answer of it is whole; the test of events has seen it.
  assert.deepEqual(description.missing(({ tags }) => tags.includes('queue')), ['GET /desk/v1/queue/events 200']);
});
