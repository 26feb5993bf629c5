// Holds, erasures and what is past its time, over HTTP: two people, and afterwards neither the API nor the database with all
// its keys gives anything back, while the log still holds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { addPeople, expect, freshCode, held, type Reply, send, type Session, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
let running: RunningDesk;
const sessions = new Map<string, Session>();
const as = (name: string): Session => sessions.get(name) as Session;

before(async () => {
  running = await startDesk('nobody', undefined, undefined, {}, (folder) => addPeople(folder, [
    { name: 'anna', centre: 'aarhus', roles: ['officer'] },
    { name: 'lis', centre: 'aarhus', roles: ['supervisor'] },
    { name: 'mia', centre: 'aarhus', roles: ['administrator'] },
    { name: 'ole', centre: 'vejle', roles: ['supervisor'] },
  ]));
  held.tag = 'orders';
  held.origin = running.desk;
  held.description = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
  for (const name of ['anna', 'lis', 'mia', 'ole']) sessions.set(name, await signedIn(running.desk, name));
});
after(() => running.stop());

const path = '/desk/v1/case-orders';
async function ended(): Promise<string> {
  const opened = expect(201, await as('anna').ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }));
  const id = String(opened.body['case_id']);
  expect(200, await as('anna').ask('POST', `/desk/v1/cases/${id}/end`, { revision: opened.body['revision'] }));
  return id;
}
const ask = (who: string, kind: string, id: string): Promise<Reply> => as(who).ask('POST', path, { case_id: id, kind, reason: 'claim 17' });
const agree = (who: string, order: Reply): Promise<Reply> => as(who).ask('POST', `${path}/${String(order.body['order_id'])}/agreement`, {});
const orders = async (who = 'lis'): Promise<readonly Record<string, unknown>[]> => expect(200, await as(who).ask('GET', path)).body['items'] as readonly Record<string, unknown>[];
const command = (...args: string[]): { status: number | null; told: Record<string, unknown>; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(binary, args, { cwd: root, encoding: 'utf8' });
  return { status, told: stdout === '' ? {} : JSON.parse(stdout) as Record<string, unknown>, stderr };
};

test('a hold and an erasure take two people with fresh second factors, of the centre of the case', async () => {
  const id = await ended();
  const sessionsOfAll = databaseOf(running);
  sessionsOfAll.exec('update staff_session set stepped_up_at = null');
  sessionsOfAll.close();
  expect(403, await ask('lis', 'hold', id), 'step-up-needed');
  expect(403, await as('lis').ask('POST', `${path}/none/agreement`, {}), 'step-up-needed');
  for (const name of ['lis', 'mia', 'ole']) expect(200, await as(name).ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode(name) }));
  expect(404, await ask('ole', 'hold', id), 'order-unknown');
  expect(422, await ask('lis', 'burn', id));
  expect(409, await ask('lis', 'lift', id), 'case-not-held');
  const hold = expect(201, await ask('lis', 'hold', id));
  expect(403, await agree('lis', hold), 'order-of-ones-own');
  expect(404, await agree('ole', hold), 'order-unknown');
  expect(409, await ask('mia', 'erase', id), 'case-held');
  expect(200, await agree('mia', hold));
  expect(409, await agree('mia', hold), 'order-agreed');
  assert.deepEqual((await orders()).map(({ case_id, kind, agreed_by }) => [case_id, kind, agreed_by !== null]), [[id, 'hold', true]]);
  assert.deepEqual(await orders('ole'), []);
  const late = expect(201, await ask('lis', 'hold', id));
  const lift = expect(201, await ask('mia', 'lift', id));
  expect(200, await agree('lis', lift));
  expect(409, await agree('mia', late), 'order-over');
  const erase = expect(201, await ask('mia', 'erase', id));
  expect(200, await as('anna').ask('GET', `/desk/v1/cases/${id}`));
  expect(200, await agree('lis', erase));
  expect(404, await as('anna').ask('GET', `/desk/v1/cases/${id}`));
  expect(404, await as('anna').ask('GET', `/desk/v1/cases/${id}/record`));
  assert.deepEqual(await orders(), []);
  const open = expect(201, await as('anna').ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }));
  expect(409, await ask('lis', 'erase', String(open.body['case_id'])), 'case-open');
});

test('what is past its time goes, what is held stays, the log holds, and a restored backup gives nothing back', async () => {
  const [past, kept, recent] = [await ended(), await ended(), await ended()];
  const hold = expect(201, await ask('lis', 'hold', kept));
  expect(200, await agree('mia', hold));
  await running.stopServer();
  const file = join(running.folder, 'desk.db');
  const keys = join(running.folder, 'keys');
  const flags = (database: string): string[] => ['--database', `sqlite:${database}`, '--keys', keys];
  const wrappedOf = (id: string): Buffer => {
    const database = databaseOf(running);
    const row = database.prepare('select wrapped from data_key where subject = ?').get(`case.${id}`);
    database.close();
    return Buffer.from(row?.['wrapped'] as Uint8Array);
  };
  const database = databaseOf(running);
  for (const id of [past, kept]) database.prepare('update desk_case set closed_at = closed_at - 31 * 86400 where case_id = ?').run(id);
  database.close();
  const wrapped = wrappedOf(past);
  assert.ok(readFileSync(file).includes(wrapped), 'it is there to be found');
  const backup = join(running.folder, 'backup.db');
  assert.equal(command('backup', '--database', `sqlite:${file}`, '--no-progress', backup).status, 0);

  const times = join(running.folder, 'retention.toml');
  writeFileSync(times, readFileSync(join(root, 'data/retention.toml'), 'utf8').replace('# days = 365\n# source', 'days = 30\nsource'));
  const none = command('retention', ...flags(file));
  assert.deepEqual(none.told, { due: { 'working-state': null, record: null, 'witness-tokens': null, 'look-ups': null }, destroyed: 0, destroyed_again: 0 }, none.stderr);
  const retention = (...args: string[]): ReturnType<typeof command> => command('retention', '--retention', times, ...args);
  assert.deepEqual(retention('--dry-run', ...flags(file)).told, { due: { 'working-state': 1, record: null, 'witness-tokens': null, 'look-ups': null } });
  assert.ok(readFileSync(file).includes(wrapped), 'a dry run destroys nothing');
  assert.equal(retention(...flags(file)).told['destroyed'], 1);
  assert.ok(!readFileSync(file).includes(wrapped));
  assert.equal(retention(...flags(file)).told['destroyed'], 0);
  assert.equal(command('audit', 'take-in', '--no-progress', ...flags(file)).status, 0);
  const audit = command('audit', 'verify', '--no-progress', ...flags(file));
  assert.equal(audit.told['verdict'], 'verified', JSON.stringify(audit.told));

  assert.equal(command('restore', '--database', `sqlite:${join(running.folder, 'restored.db')}`, '--no-progress', backup).status, 0);
  const restored = join(running.folder, 'restored.db');
  assert.ok(readFileSync(restored).includes(wrapped), 'a backup has it');
  // Whatever times are set by then: it was destroyed.
  const again = command('retention', ...flags(restored));
  assert.equal(again.told['destroyed_again'], 1, JSON.stringify(again));
  assert.ok(!readFileSync(restored).includes(wrapped));

  await running.startServer();
  expect(404, await as('anna').ask('GET', `/desk/v1/cases/${past}`));
  for (const id of [kept, recent]) expect(200, await as('anna').ask('GET', `/desk/v1/cases/${id}`));
});

test('what is broken is told, and without its table every route says that it is unavailable', async () => {
  const lis = as('lis');
  const wish = { case_id: 'none', kind: 'hold', reason: 'claim 17' };
  expect(400, await lis.ask('POST', path, '{'), 'invalid-json');
  expect(400, await lis.ask('POST', path, Buffer.from([0x22, 0xff, 0x22])), 'invalid-utf8');
  expect(400, await lis.ask('POST', path, '['.repeat(100)), 'too-deep');
  expect(422, await lis.ask('POST', path, { ...wish, more: 1 }), 'unknown-key');
  expect(422, await lis.ask('POST', path, '{"kind": "hold", "kind": "hold"}'), 'duplicate-key');
  expect(422, await lis.ask('POST', path, {}), 'missing-key');
  expect(422, await lis.ask('POST', path, { ...wish, reason: 1 }), 'wrong-type');
  expect(413, await lis.ask('POST', path, ' '.repeat(70_000)), 'body-too-large');
  expect(415, await lis.ask('POST', path, wish, { 'content-type': 'text/html' }), 'unsupported-media-type');
  for (const [method, target] of [['GET', path], ['POST', path], ['POST', `${path}/none/agreement`]] as const)
    expect(401, await send(running.desk, method, target, method === 'GET' ? undefined : {}), 'no-officer');
  const id = await ended();
  const database = databaseOf(running, false);
  database.exec('drop table case_order');
  database.close();
  expect(503, await lis.ask('GET', path), 'unavailable');
  expect(503, await ask('lis', 'hold', id), 'unavailable');
  expect(503, await lis.ask('POST', `${path}/none/agreement`, {}), 'unavailable');
  assert.deepEqual(held.description?.missing(({ tags }) => tags.includes('orders')), []);
});
