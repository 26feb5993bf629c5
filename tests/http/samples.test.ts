// Samples of accepted cases, against the real program: drawn by the server once a week is over, and looked at by a supervisor who was not in them.
// What is said about the clock is shown by setting back what the database keeps.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { addPeople, expect, held, type Person, type Reply, send, type Session, signedIn } from './people.ts';
import { databaseOf, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['officer'] },
  { name: 'bo', centre: 'aarhus', roles: ['officer', 'supervisor'] },
  { name: 'carl', centre: 'vejle', roles: ['officer', 'supervisor'] },
  { name: 'lis', centre: 'aarhus', roles: ['supervisor'] },
];
const path = '/desk/v1/samples';

let running: RunningDesk;
const sessions = new Map<string, Session>();
const as = (name: string): Session => {
  const session = sessions.get(name);
  assert.ok(session !== undefined, name);
  return session;
};
const owners = new Map<string, string>(); // by case

// This moment, so many weeks ago.
const since = (weeks: number): number => Math.floor(Date.now() / 1000) - weeks * 7 * 86_400;
// A case that somebody accepted then.
async function accepted(who: string, weeks: number): Promise<string> {
  const id = String(expect(201, await as(who).ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' })).body['case_id']);
  const at = since(weeks);
  const database = databaseOf(running);
  database.prepare("update desk_case set outcome = 'accepted', is_open = 0, closed_at = ? where case_id = ?").run(at, id);
  database.prepare("insert into desk_event (case_id, revision, at, officer_id, what) select ?, 2, ?, officer_id, 'accepted' from desk_case where case_id = ?").run(id, at, id);
  database.close();
  owners.set(id, who);
  return id;
}

before(async () => {
  running = await startDesk('nobody', undefined, undefined, { SKRANKE_SAMPLE_PERCENT: '50' }, (folder) => addPeople(folder, people));
  held.tag = 'samples';
  held.origin = running.desk;
  held.description = await Description.load(running.desk, '/desk/v1/openapi.json', [await Description.load(running.desk, '/api/v1/openapi.json')]);
  for (const { name } of people) sessions.set(name, await signedIn(running.desk, name));
});
after(() => running.stop());

interface Sample { readonly case_id: string; readonly week: string; readonly answer: { readonly result: string; readonly note: string | null; readonly by: string } | null }
const samples = async (who = 'lis'): Promise<readonly Sample[]> => expect(200, await as(who).ask('GET', path)).body['items'] as readonly Sample[];
const answer = (who: string, id: string, body: unknown): Promise<Reply> => as(who).ask('POST', `${path}/${id}`, body);

test('of a week that is over the server draws the share, and one of everybody, and never again', async () => {
  for (let nth = 0; nth < 5; nth += 1) await accepted('anna', 1);
  await accepted('bo', 1);
  await accepted('carl', 1);
  await accepted('anna', 0);
  const drawn = await samples();
  assert.equal(drawn.length, 3, 'half of six');
  assert.deepEqual([...new Set(drawn.map(({ case_id: id }) => owners.get(id)))].sort(), ['anna', 'bo']);
  for (const { week, answer: given } of drawn) {
    assert.equal(new Date(`${week}T00:00:00Z`).getUTCDay(), 1, 'a Monday');
    assert.equal(given, null);
  }
  await accepted('anna', 1);
  await running.restart();
  assert.deepEqual(await samples(), drawn);
  assert.deepEqual((await samples('carl')).map(({ case_id: id }) => owners.get(id)), ['carl'], 'each centre its own');
});

test('who was not in a case says how it was, once; what was wrong is sealed', async () => {
  const drawn = await samples();
  const [own, others] = [drawn.find(({ case_id: id }) => owners.get(id) === 'bo'), drawn.filter(({ case_id: id }) => owners.get(id) === 'anna')];
  assert.ok(own !== undefined && others[0] !== undefined && others[1] !== undefined);
  expect(403, await answer('bo', own.case_id, { result: 'right' }), 'own-case');
  expect(200, await answer('bo', others[0].case_id, { result: 'right' }));
  expect(409, await answer('lis', others[0].case_id, { result: 'wrong', note: 'x' }), 'sample-answered');
  expect(200, await answer('lis', others[1].case_id, { result: 'wrong', note: 'The picture was another person’s' }));
  const [{ case_id: elsewhere } = { case_id: '' }] = await samples('carl');
  expect(404, await answer('lis', elsewhere, { result: 'right' }), 'sample-unknown');
  expect(404, await answer('lis', 'none', { result: 'right' }), 'sample-unknown');
  const given = new Map((await samples()).map((each) => [each.case_id, each.answer]));
  assert.deepEqual([given.get(others[0].case_id)?.result, given.get(others[1].case_id)?.note, given.get(own.case_id)], ['right', 'The picture was another person’s', null]);
  const database = databaseOf(running);
  const notes = database.prepare('select note from case_sample where note is not null').all() as { note: Uint8Array }[];
  database.close();
  assert.equal(notes.length, 1);
  assert.ok(!Buffer.from(notes[0]?.note ?? []).toString('latin1').includes('picture'));
});

test('what is sent wrongly is told so', async () => {
  const target = `${path}/none`;
  const lis = as('lis');
  for (const [body, type] of [[{}, 'missing-key'], [{ result: 'perhaps' }, 'invalid-value'], [{ result: 'wrong' }, 'missing-key'], [{ result: 'right', note: 'x' }, 'unknown-key'],
    [[], 'wrong-type'], ['{"result":"right","result":"right"}', 'duplicate-key'], [{ result: 'wrong', note: 'x'.repeat(1001) }, 'invalid-value']] as const)
    expect(422, await lis.ask('POST', target, body), type);
  expect(400, await lis.ask('POST', target, '{'), 'invalid-json');
  expect(400, await lis.ask('POST', target, new Uint8Array([0x22, 0xff, 0x22])), 'invalid-utf8');
  expect(400, await lis.ask('POST', target, '['.repeat(20) + ']'.repeat(20)), 'too-deep');
  expect(413, await lis.ask('POST', target, ' '.repeat(70_000)), 'body-too-large');
  expect(415, await lis.ask('POST', target, { result: 'right' }, { 'content-type': 'text/html' }), 'unsupported-media-type');
  for (const method of ['GET', 'POST']) expect(401, await send(running.desk, method, method === 'GET' ? path : target, method === 'GET' ? undefined : {}), 'no-officer');
  for (const share of ['101', '-1', 'some', '5.5'])
    assert.equal(spawnSync(binary, ['serve', '--sample-percent', share], { cwd: root }).status, 2, share);
});

test('without its tables every route says that it is unavailable, and everything that is described was brought about', async () => {
  const database = databaseOf(running, false);
  const [{ case_id: id }] = database.prepare('select case_id from case_sample where result is null and centre_id = ?').all('aarhus') as [{ case_id: string }];
  database.exec('drop table case_sample');
  database.exec('drop table case_sample_week');
  database.close();
  expect(503, await as('lis').ask('GET', path), 'unavailable');
  expect(503, await answer('lis', id, { result: 'right' }), 'unavailable');
  assert.deepEqual(held.description?.missing(({ tags }) => tags.includes('samples')), []);
});
