// Every cell of docs/roles.md, asked of the running server: each route as somebody with each role at the centre that the request is about, at
// another centre, at every centre, as a device, by a locked session, and as nobody. A route without a row does not compile
// (src/http/gate/access.hpp), and a row that is not on the page is a red test beside it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addPeople, problem, type Reply, send, type Session, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const roles = ['officer', 'second-officer', 'supervisor', 'administrator', 'auditor'] as const;
const page = readFileSync(join(import.meta.dirname, '../../docs/roles.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z]+) (\S+)` \|(.*)\|$/gm)].map(([, method = '', path = '', rest = '']) => {
  const cells = rest.split('|').map((cell) => cell.trim());
  return { method, path, cells: cells.slice(0, roles.length), device: cells[roles.length] ?? '', centre: cells[roles.length + 1] ?? '' };
});
const byRole = rows.filter(({ cells }) => cells.includes('yes'));

// What the gate says, and nobody else.
const refusals = new Set(['no-officer', 'second-factor-missing', 'no-role', 'no-administrator', 'another-centre', 'training-expired', 'not-for-devices',
  'no-session-token', 'locked']);

let running: RunningDesk;
const sessions = new Map<string, Session>(); // "officer", "officer@*"
const tickets: Record<string, string> = {}; // by centre

before(async () => {
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, [
    ...roles.map((role) => ({ name: role, centre: 'aarhus', roles: [role] })),
    ...roles.map((role) => ({ name: `${role}-everywhere`, centre: 'aarhus', roles: [`${role}@*`] })),
    { name: 'nothing', centre: 'aarhus', roles: ['auditor@odense'] },
  ]));
  for (const role of roles) {
    sessions.set(role, await signedIn(running.desk, role));
    sessions.set(`${role}@*`, await signedIn(running.desk, `${role}-everywhere`));
  }
  sessions.set('locked', await signedIn(running.desk, 'nothing'));
  await sessions.get('locked')?.ask('POST', '/desk/v1/session/lock', {});
  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  for (const centre of ['aarhus', 'vejle']) {
    const holder = { authorization: 'Bearer two', 'idempotency-key': randomUUID() };
    const open = [{ opens: '00:00', closes: '24:00', counters: 3 }];
    assert.equal((await send(running.desk, 'POST', `/desk/v1/centres/${centre}/exceptions`, { day, open, reason: 'Open house' }, holder)).status, 200);
    const reply = await send(running.desk, 'POST', '/desk/v1/queue/tickets', { centre, service: 'mitid-first' }, holder);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    tickets[centre] = String(reply.body['ticket_id']);
  }
});
after(() => running.stop());

const bodies: Record<string, (centre: string) => object> = {
  '/desk/v1/queue/arrivals': (centre) => ({ centre, code: 'nobody' }),
  '/desk/v1/queue/tickets': (centre) => ({ centre, service: 'mitid-first' }),
  '/desk/v1/queue/next': (centre) => ({ centre, counter: 1 }),
  ...Object.fromEntries(['again', 'serve', 'away', 'back', 'left', 'undo'].map((deed) => [`/desk/v1/queue/tickets/{id}/${deed}`, () => ({ seen: 0 })])),
  '/desk/v1/queue/tickets/{id}/transfer': () => ({ counter: 2, seen: 0 }),
  '/desk/v1/queue/tickets/{id}/done': () => ({ outcome: 'helped', seen: 0 }),
};

// A request of the route that is about this centre. What changes something has a body that the route itself refuses, unless the centre is in it.
function request(row: (typeof rows)[number], centre: string): [string, string, object | undefined, Record<string, string>] {
  const named = row.centre === 'of the path' ? centre : row.centre === 'of what the path names' ? tickets[centre] ?? '' : 'none';
  const path = row.path.replace('{id}', named).replace(/\{\w+\}/g, 'none') + (row.centre === 'of the query' ? `?centre=${centre}` : '');
  const body = row.method === 'GET' ? undefined : bodies[row.path]?.(centre) ?? { colour: 'red' };
  return [row.method, path, body, { 'idempotency-key': randomUUID() }];
}

// Streams have no end: their head says enough.
async function asked(ask: () => Promise<Reply>, row: (typeof rows)[number], who: Session | Record<string, string>, centre: string): Promise<string> {
  if (!row.path.endsWith('/events')) {
    const reply = await ask();
    return reply.status < 300 || !refusals.has(problem(reply)) ? 'in' : problem(reply);
  }
  const stop = new AbortController();
  const headers = 'cookie' in who ? { cookie: String(who.cookie) } : who as Record<string, string>;
  const answer = await fetch(running.desk + request(row, centre)[1], { headers, signal: stop.signal });
  const said = answer.ok ? 'in' : String((await answer.json() as { type: string }).type).replace('urn:skranke:problem:', '');
  stop.abort();
  return said;
}

const asPerson = (row: (typeof rows)[number], who: string, centre: string): Promise<string> => {
  const session = sessions.get(who) as Session;
  return asked(() => session.ask(...request(row, centre)), row, session, centre);
};
const asHolder = (row: (typeof rows)[number], fields: Record<string, string>, centre: string): Promise<string> => {
  const [method, path, body, others] = request(row, centre);
  return asked(() => send(running.desk, method, path, body, { ...others, ...fields }), row, fields, centre);
};

test('the page has the routes', () => {
  assert.ok(rows.length > 50 && byRole.length > 40, String(rows.length));
  for (const { path, cells } of rows) for (const cell of cells) assert.ok(['yes', '–', 'all', 'own'].includes(cell), path);
});

for (const [index, role] of roles.entries()) {
  test(`${role}: lets in where the table says so, at the own centre`, async () => {
    for (const row of byRole) {
      const got = await asPerson(row, role, 'aarhus');
      const allowed = row.cells[index] === 'yes';
      assert.equal(got === 'in', allowed, `${row.method} ${row.path} as ${role}: ${got}`);
      if (!allowed) assert.ok(['no-role', 'no-administrator'].includes(got), `${row.path}: ${got}`);
    }
  });

  test(`${role}: never at another centre`, async () => {
    for (const row of byRole) {
      if (!row.centre.startsWith('of ')) continue;
      const got = await asPerson(row, role, 'vejle');
      const expected = row.cells[index] === 'yes' ? ['another-centre'] : ['no-role', 'no-administrator'];
      assert.ok(expected.includes(got), `${row.method} ${row.path} as ${role}: ${got}`);
    }
  });

  test(`${role} of every centre: at each as at the own`, async () => {
    for (const row of byRole) {
      for (const centre of ['aarhus', 'vejle']) {
        const got = await asPerson(row, `${role}@*`, centre);
        assert.equal(got === 'in', row.cells[index] === 'yes', `${row.method} ${row.path} at ${centre}: ${got}`);
      }
    }
  });
}

test('nobody, a stranger, and who has not unlocked get in nowhere', async () => {
  for (const row of byRole) {
    assert.equal(await asHolder(row, {}, 'aarhus'), 'no-officer', row.path);
    assert.equal(await asHolder(row, { authorization: 'Bearer nobody' }, 'aarhus'), 'no-officer', row.path);
    assert.equal(await asHolder(row, { cookie: `skranke_desk=${'0'.repeat(64)}` }, 'aarhus'), 'no-officer', row.path);
    assert.equal(await asPerson(row, 'locked', 'aarhus'), 'locked', row.path);
  }
});

test('what everybody may about their own session is theirs whatever their roles', async () => {
  const session = sessions.get('auditor') as Session;
  for (const { method, path, cells } of rows) {
    if (!cells.includes('own') || path.endsWith('/end')) continue;
    assert.equal((await send(running.desk, method, path, {})).status, 401, path);
    const reply = await session.ask(method, path, { method: 'totp', code: 'x', centre: 'aarhus' });
    assert.ok(![401, 423].includes(reply.status) || problem(reply) === 'no-officer', `${path} ${reply.status}`);
    if (path.endsWith('/lock')) {
      const database = databaseOf(running);
      database.exec("update staff_session set state = 'open' where state = 'locked' and account_id = (select account_id from staff_account where sign_in_name = 'auditor')");
      database.close();
    }
  }
});
