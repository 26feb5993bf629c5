// The clock of the machine is set while the program serves: by an hour, a day, ten years ahead, and by a second, an hour, a day back, and then
// right again. Nothing is lost, nothing is had twice, nobody stays in who should not, and what can't be undone waits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit } from './audit.ts';
import { addPeople, freshCode, password, problem, send, Session, signedIn } from './people.ts';
import { databaseOf, onceWritten, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'skranke-clock-'));
const file = openSync(join(folder, 'ahead'), 'w+');
function setClock(seconds: number): void {
  writeSync(file, new BigInt64Array([BigInt(seconds)]), 0, 8, 0);
}

let running: RunningDesk;
before(async () => {
  setClock(0);
  execFileSync('g++', ['-std=c++23', '-O1', '-shared', '-fPIC', '-o', join(folder, 'clock.so'), join(root, 'tests/http/setting_clock.cpp')], { stdio: 'pipe' });
  running = await startDesk('nobody', undefined, undefined, { LD_PRELOAD: join(folder, 'clock.so'), SKRANKE_CLOCK: join(folder, 'ahead') },
    (home) => addPeople(home, [{ name: 'anna', centre: 'aarhus', roles: ['officer'] }]));
});
after(async () => {
  await running.stop();
  closeSync(file);
  rmSync(folder, { recursive: true });
});

interface Booked { readonly key: string; readonly wish: object; readonly id: string; readonly start: string; readonly token: string }
let turn = 0;
async function slots(): Promise<readonly { slot_id: string; start: string }[]> {
  const { status, body } = await send(running.citizen, 'GET', '/api/v1/centres/odense/slots');
  assert.equal(status, 200, JSON.stringify(body));
  return body['items'] as readonly { slot_id: string; start: string }[];
}
async function book(key = randomUUID() as string, wish?: object): Promise<Booked> {
  const free = await slots();
  const asked = wish ?? { slot_id: free[(turn += 7) % free.length]?.slot_id, name: `Ida ${key}`, email: `${key}@example.org` };
  const { status, body } = await send(running.citizen, 'POST', '/api/v1/bookings', asked, { 'idempotency-key': key });
  assert.equal(status, 201, JSON.stringify(body));
  return { key, wish: asked, id: String(body['booking_id']), start: String(body['start']), token: String(body['manage_url']).split('/').at(-1) ?? '' };
}
const nameOf = ({ id }: Booked): unknown => {
  const database = databaseOf(running);
  try {
    return (database.prepare('select name from booking where booking_id = ?').get(id) as { name: string } | undefined)?.name;
  } finally {
    database.close();
  }
};
const stateOf = async (session: Session): Promise<unknown> => (await session.ask('GET', '/desk/v1/session')).body['state'];
// By a code of the server's own time.
async function entered(): Promise<Session> {
  const session = new Session(running.desk);
  assert.equal((await session.ask('POST', '/desk/v1/session', { name: 'anna', password })).status, 200);
  return session;
}
// In ticks of a hundredth of a second, of all its threads.
function timeOfCpu(): number {
  const fields = readFileSync(`/proc/${running.server.pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
// Once everything that was written is in the log.
const taken = async (): Promise<void> => {
  await onceWritten(running, () => {
    const database = databaseOf(running);
    try {
      return (database.prepare('select count(*) as n from log_waiting').get() as { n: number }).n === 0 ? true : undefined;
    } finally {
      database.close();
    }
  });
};

let hasSaid = false;
const second = 1, hour = 3600, day = 86_400, years = 3652 * day;
for (const [name, by] of [['an hour ahead', hour], ['a day ahead', day], ['ten years ahead', years], ['a second back', -second], ['an hour back', -hour], ['a day back', -day]] as const) {
  test(`set ${name}, and right again`, { timeout: 120_000 }, async () => {
    const early = await book();
    const session = await signedIn(running.desk, 'anna');
    setClock(by);
    const [begun, cpu] = [performance.now(), timeOfCpu()];

    // What there is, is still there; asked again, it is answered as before.
    assert.equal((await book(early.key, early.wish)).id, early.id);
    // Nobody is in whose time is over by this clock, or began after it.
    const state = await stateOf(session);
    if (by === -second) assert.equal(state, 'open');
    else assert.notEqual(state, 'open');
    // No time can be had that is past, and it is told why.
    const now = Date.now() + by * 1000;
    for (const { start } of await slots()) assert.ok(Date.parse(start) > now, start);
    if (Date.parse(early.start) < now) {
      const late = await send(running.citizen, 'POST', '/api/v1/bookings', { ...early.wish, name: 'Bo', email: 'bo@example.org' }, { 'idempotency-key': randomUUID() });
      assert.deepEqual([late.status, problem(late)], [409, 'slot-past']);
    }
    const meanwhile = await book();
    const half = await entered();
    // What can't be undone waits, and says why, once an hour at most.
    if (!hasSaid && Math.abs(by) > 600) while (!running.said.join('').includes('the clock of the machine was set by')) await once(running.server.stderr!, 'data');
    hasSaid ||= Math.abs(by) > 600;
    await taken();
    const [elapsed, used] = [performance.now() - begun, (timeOfCpu() - cpu) * 10];
    assert.ok(used < elapsed / 2 + 500, `it turns in circles: ${used} ms in ${elapsed}`);

    setClock(0);
    for (const each of [early, meanwhile]) {
      assert.equal((await send(running.citizen, 'GET', `/api/v1/bookings/${each.token}`)).body['start'], each.start);
      assert.equal(nameOf(each), `Ida ${each.key}`, 'a name was not forgotten');
      assert.equal((await book(each.key, each.wish)).id, each.id);
    }
    // Who signed in by a clock that was ahead is not in; and nobody is kept out.
    const code = await half.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: freshCode('anna') });
    if (by > second) assert.notEqual(code.body['state'], 'open', 'a session from the future');
    assert.equal(await stateOf(await signedIn(running.desk, 'anna')), 'open');
    await taken();
  });
}

test('the log tells of it all, whatever the clock said', async () => {
  await running.stopServer();
  audit(['--database', `sqlite:${join(running.folder, 'desk.db')}`, '--keys', join(running.folder, 'keys')]);
  const database = databaseOf(running);
  assert.deepEqual(database.prepare('select centre_id, start, counter from booking_seat group by 1, 2, 3 having count(*) > 1').all(), []);
  database.close();
  await running.startServer();
});
