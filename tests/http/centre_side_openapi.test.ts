// What the routes of the centre's side really answer, held against their description (src/http/desk/openapi.json, tag "centre"), on the real
// program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Description, type Json } from './description.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

let running: RunningDesk;
let desk: Description;
before(async () => {
  running = await startDesk('nobody');
  desk = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
});
after(() => running.stop());

const base = '/desk/v1/centres/{id}';
const routes = {
  calendar: `GET ${base}/calendar`,
  hours: `GET ${base}/hours`,
  change: `POST ${base}/hours`,
  except: `POST ${base}/exceptions`,
  remove: `POST ${base}/exceptions/{day}/removal`,
  close: `POST ${base}/closures`,
  lift: `POST ${base}/closures/{closure}/removal`,
  figures: `GET ${base}/figures`,
  csv: `GET ${base}/figures.csv`,
} as const;
const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
const hours = [{ opens: '10:00', closes: '14:00', counters: 3 }];
const weekdays = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((each) => [each, hours]));

// A good body of every route that reads one.
const bodies: Record<string, Json> = {
  [routes.change]: { valid_from: day, weekdays },
  [routes.except]: { day, open: hours, reason: 'A course' },
  [routes.remove]: { preview: null, seen: null },
  [routes.close]: { from: `${day}T00:00:00Z`, to: `${day}T10:30:00Z`, counter: 2, reason: 'Flood' },
  [routes.lift]: {},
};
const posts = Object.keys(bodies);
const reads: string[] = [routes.calendar, routes.figures, routes.csv];

interface Wish { readonly centre?: string; readonly part?: string; readonly token?: string; readonly body?: unknown; readonly type?: string; readonly query?: string }

// The schema of a body accepts what the server does, and nothing of another shape.
async function ask(route: string, wish: Wish = {}): Promise<{ readonly status: number; readonly body: Json }> {
  const [method = '', path = ''] = route.split(' ');
  const body = wish.body ?? bodies[route];
  const address = path.replace('{id}', wish.centre ?? 'aarhus').replace(/\{(day|closure)\}/, wish.part ?? day) + (wish.query ?? '');
  const { token = 'two', type = 'application/json' } = wish;
  const answer = await fetch(running.desk + address, {
    method,
    headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body as BodyInit : JSON.stringify(body) }),
  });
  const text = await answer.text();
  desk.hold(method, path, answer, text);
  const reply = { status: answer.status, body: answer.headers.get('content-type')?.endsWith('json') === true ? JSON.parse(text) as Json : {} };
  if (method === 'POST' && typeof body === 'object' && !(body instanceof Uint8Array)) {
    const isAccepted = desk.accepts(method, path, 'application/json', body);
    if (reply.status < 300) assert.ok(isAccepted, `${route} takes ${JSON.stringify(body)}`);
    const isOtherShape = ['wrong-type', 'missing-key', 'unknown-key'].includes(String(reply.body['code']));
    if (reply.status === 422 && isOtherShape) assert.ok(!isAccepted, `${route} refuses ${JSON.stringify(body)}`);
  }
  return reply;
}

async function expect(status: number, route: string, wish: Wish = {}, type?: string): Promise<Json> {
  const { status: got, body } = await ask(route, wish);
  assert.equal(got, status, `${route} ${JSON.stringify(body)}`);
  if (type !== undefined) assert.equal(body['type'], `urn:skranke:problem:${type}`);
  return body;
}

async function book(): Promise<void> {
  const slots = await (await fetch(`${running.citizen}/api/v1/centres/aarhus/slots?from=${day}&to=${day}`)).json() as { items: { slot_id: string }[] };
  for (const at of [0, 1, -1]) {
    const answer = await fetch(`${running.citizen}/api/v1/bookings`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `key ${at}` },
      body: JSON.stringify({ slot_id: slots.items.at(at)?.slot_id, name: `Ida ${at}`, email: 'ida@example.org' }),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
}

test('the description is well-formed, and names the routes that are asked here', () => {
  desk.check();
  const described = desk.operations().filter(({ operation }) => operation.tags.includes('centre'));
  assert.deepEqual(described.map(({ method, path }) => `${method} ${path}`).sort(), Object.values(routes).toSorted());
});

test('every route is for officers, of their centre, and where it says so for administrators', async () => {
  for (const route of Object.values(routes)) {
    await expect(401, route, { token: '' }, 'no-officer');
    const isForAdministrators = ([routes.change, routes.except, routes.remove] as string[]).includes(route);
    await expect(403, route, { token: 'one' }, isForAdministrators ? 'no-administrator' : 'another-centre');
    await expect(404, route, { centre: 'atlantis' }, 'centre-unknown');
  }
});

test('what cannot be read is said so by every route', async () => {
  for (const route of posts) {
    await expect(400, route, { body: '{' }, 'invalid-json');
    await expect(400, route, { body: new Uint8Array([0x7b, 0xff, 0x7d]) }, 'invalid-utf8');
    await expect(400, route, { body: '['.repeat(40) }, 'too-deep');
    await expect(422, route, { body: '{"preview": true, "preview": true}' }, 'duplicate-key');
    await expect(413, route, { body: JSON.stringify({ reason: 'x'.repeat(70_000) }) }, 'body-too-large');
    await expect(415, route, { type: 'text/html' }, 'unsupported-media-type');
    await expect(422, route, { body: { ...bodies[route], colour: 'red' } }, 'unknown-key');
    await expect(422, route, { body: { ...bodies[route], preview: 'yes' } }, 'wrong-type');
  }
  await expect(422, routes.change, { body: {} }, 'missing-key');
  await expect(422, routes.change, { body: { ...bodies[routes.change], weekdays: {} } }, 'invalid-value');
  await expect(422, routes.except, { body: { ...bodies[routes.except], open: Array.from({ length: 9 }, () => hours[0]) } }, 'too-many');
  for (const route of reads) await expect(400, route, { query: '?from=2026-02-31' });
});

test('every route does what it says', async () => {
  await expect(200, routes.change);
  await book();
  await expect(200, routes.change, { body: { ...bodies[routes.change], preview: true } });
  await expect(409, routes.change, { body: { ...bodies[routes.change], seen: 0 } }, 'hours-changed');
  await expect(200, routes.except);
  await expect(200, routes.except, { body: { ...bodies[routes.except], open: [], preview: true } });
  await expect(409, routes.except, { body: { ...bodies[routes.except], seen: 0 } }, 'hours-changed');
  await expect(200, routes.close, { body: { ...bodies[routes.close], preview: true } });
  const closed = await expect(200, routes.close);
  await expect(200, routes.close, { body: { ...bodies[routes.close], to: `${day}T22:00:00Z`, counter: null } });
  await expect(200, routes.hours);
  await expect(200, routes.calendar, { query: `?from=${day}&to=${day}` });
  await expect(200, routes.figures, { query: `?from=${day}&to=${day}` });
  await expect(200, routes.csv);
  await expect(200, routes.lift, { part: String(closed['closure_id']) });
  await expect(404, routes.lift, { part: String(closed['closure_id']) }, 'closure-unknown');
  await expect(409, routes.remove, { body: { seen: 0 } }, 'hours-changed');
  await expect(200, routes.remove);
  await expect(404, routes.remove, {}, 'exception-unknown');
});

// The last that is done to this desk: its tables go.
test('what fails outside is said so by every route', async () => {
  const database = databaseOf(running, false);
  for (const { name } of database.prepare("select name from sqlite_master where type = 'table' and (name like 'centre_%' or name = 'booking' or name = 'ticket')").all())
    database.exec(`drop table ${String(name)}`);
  database.close();
  for (const route of Object.values(routes)) await expect(503, route, {}, 'unavailable');
});

test('every described status of every route, and every type of problem, is brought about', () => {
  assert.deepEqual(desk.missing(({ tags }) => tags.includes('centre')), []);
});
