// Two administrators let a version of the rules into force, against the real program: what one alone can't do, what each route answers (held
// against the description), that every server of a database learns of it, and what a changed or a lost file does.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { addPeople, expect, freshCode, held, type Person, type Reply, send, type Session, signedIn } from './people.ts';
import { databaseOf, onceWritten, type RunningDesk, startDesk } from './running_desk.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const people: readonly Person[] = [
  { name: 'anna', centre: 'aarhus', roles: ['administrator@*'] },
  { name: 'bo', centre: 'aarhus', roles: ['administrator@*'] },
  { name: 'sub', centre: 'aarhus', roles: ['administrator'] },
  { name: 'olga', centre: 'aarhus', roles: ['officer', 'second-officer'] },
  { name: 'here', centre: 'aarhus', roles: ['supervisor'] },
  { name: 'there', centre: 'vejle', roles: ['supervisor'] },
];

const isoDay = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
const day = isoDay(40); // of the new version
const file = (name = day): string => join(home, `policies/mitid/${name}.toml`);
const id = `mitid@${day}`;

// The rules of today as a version of their own, by which a benefit counts for fewer months.
function writeVersion(months: number, effective = day, name = day): void {
  const text = readFileSync(join(root, 'policies/mitid/2024-01-01.toml'), 'utf8')
    .replace('version = "2024-01-01"\neffective = 2024-01-01', `version = "${name}"\neffective = ${effective}`)
    .replaceAll('months_old_max = 3', `months_old_max = ${months}`);
  assert.ok(text.includes(name) && text.includes(effective));
  writeFileSync(file(name), text);
}

let home = '';
let running: RunningDesk;
let desk = '';
const sessions = new Map<string, Session>();
const as = (name: string): Session => {
  const session = sessions.get(name);
  assert.ok(session !== undefined, name);
  return session;
};
before(async () => {
  home = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  for (const part of ['locales', 'data', 'web']) symlinkSync(join(root, part), join(home, part));
  cpSync(join(root, 'policies'), join(home, 'policies'), { recursive: true });
  running = await startDesk('nobody', undefined, home, {}, (folder) => addPeople(folder, people));
  desk = running.desk;
  held.tag = 'policies';
  held.origin = desk;
  held.description = await Description.load(desk, '/desk/v1/openapi.json', [await Description.load(desk, '/api/v1/openapi.json')]);
  for (const { name } of people) sessions.set(name, await signedIn(desk, name));
});
after(async () => {
  await running.stop();
  rmSync(home, { recursive: true });
});

interface Activation { readonly state: string; readonly proposed: Record<string, unknown> | null; readonly activated: Record<string, unknown> | null; readonly withdrawn: Record<string, unknown> | null }
interface Version { readonly id: string; readonly sha256: string; readonly standing: string; readonly in_force: boolean; readonly effective: string | null; readonly activations: readonly Activation[] }
const all = async (who = 'anna'): Promise<readonly Version[]> => expect(200, await as(who).ask('GET', '/desk/v1/policies')).body['items'] as readonly Version[];
async function version(named = id): Promise<Version> {
  const found = (await all()).find((each) => each.id === named);
  assert.ok(found !== undefined, named);
  return found;
}
const act = async (who: string, deed: string, sha256?: string, named = id): Promise<Reply> =>
  as(who).ask('POST', `/desk/v1/policies/${named}/${deed}`, { sha256: sha256 ?? (await version()).sha256 });
// What citizens are told decides on a day.
async function decidesOn(date: string, origin = running.citizen): Promise<unknown> {
  const { status, body } = await send(origin, 'GET', `/api/v1/policies/mitid?date=${date}`);
  return status === 200 ? body['version'] : String(body['type']).replace('urn:skranke:problem:', '');
}
function stepUpIsOver(): void {
  const database = databaseOf(running);
  database.exec('update staff_session set stepped_up_at = null');
  database.close();
}

test('what is there when a database first hears of activations is installed, and counts', async () => {
  const items = await all('sub');
  assert.ok(items.length >= 5, String(items.length));
  for (const { id: each, standing, activations } of items) {
    assert.equal(standing, 'counts', each);
    assert.deepEqual(activations.map(({ state, proposed }) => [state, proposed?.['by']]), [['installed', null]], each);
  }
  assert.deepEqual(items.filter(({ id: each, in_force: isInForce }) => each.startsWith('mitid@') && isInForce).map(({ id: each }) => each), ['mitid@2024-01-01']);
  const listed = execFileSync(binary, ['policy', 'list', '--home', home], { encoding: 'utf8' });
  for (const { id: each, sha256 } of items) assert.ok(listed.includes(`${each.replace('@', '\t')}\t`) && listed.includes(sha256), each);
  assert.equal((await version('mitid@2021')).effective, null, 'a day that nobody knows');
});

test('a file that comes later is held, whatever its day', async () => {
  writeVersion(2);
  await running.restart();
  const { standing, activations, effective } = await version();
  assert.deepEqual([standing, activations, effective], ['held', [], day]);
  assert.equal(await decidesOn(day), '2024-01-01');
  assert.ok(running.said.join('').includes(`policy mitid ${day} is held`));
});

test('the look ahead says in words what changes, in cases and visits how often, and ids only to a supervisor of the centre', async () => {
  const said = expect(200, await as('sub').ask('GET', `/desk/v1/policies/${id}/difference?lang=da`)).body as { before: string; after: string; sentences: string[]; differences: unknown[] };
  assert.deepEqual([said.before, said.after], ['mitid@2024-01-01', id]);
  assert.ok(said.sentences.length > 5 && said.sentences.length === said.differences.length);
  assert.match(said.sentences[0] ?? '', /udstedt 2 til 3 måneder før besøget, sammen: godkendt før, afvist nu/);
  const english = expect(200, await as('here').ask('GET', `/desk/v1/policies/${encodeURIComponent(id)}/difference`)).body as { sentences: string[] };
  assert.match(english.sentences[0] ?? '', /accepted before, rejected now/);
  // Two cases that end with papers of which one is 75 days old, and one with fresh ones.
  for (const days of [75, 75, 20]) {
    const opened = expect(201, await as('olga').ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }));
    let seen = opened.body;
    const step = async (part: string, body: object): Promise<void> => {
      seen = expect(200, await as('olga').ask('POST', `/desk/v1/cases/${String(seen['case_id'])}/${part}`, { revision: seen['revision'], ...body })).body;
    };
    const shared = { form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null };
    await step('documents', { documents: [
      { kind: 'passport', issuer: 'SE', ...shared }, { kind: 'public-benefit-documentation', issued: isoDay(-days), ...shared }] });
    await step('decision', { outcome: 'refused', reasons: ['withdrew'] });
  }
  const judged = async (who: string): Promise<Record<string, unknown>> => expect(200, await as(who).ask('GET', `/desk/v1/policies/${id}/cases`)).body;
  const counts = { all: 3, cases: 3, accepted: 0, no_longer_accepted: 2, otherwise_changed: 0, not_readable: 0, next: null };
  for (const who of ['anna', 'sub', 'there']) assert.deepEqual(await judged(who), { ...counts, flipped: [] }, who);
  const flipped = (await judged('here'))['flipped'] as { case_id: string; before: string; after: string }[];
  assert.deepEqual(flipped.map(({ before: was, after: is }) => [was, is]), [['accepted', 'rejected'], ['accepted', 'rejected']]);
  const [first] = flipped;
  const database = databaseOf(running);
  const row = database.prepare('select closed_at from desk_case where case_id = ?').get(first?.case_id ?? '') as { closed_at: number };
  const { behind } = database.prepare("select count(*) as behind from desk_case where outcome = 'refused' and (closed_at, case_id) > (?, ?)").get(row.closed_at, first?.case_id ?? '') as { behind: number };
  database.close();
  const rest = expect(200, await as('anna').ask('GET', `/desk/v1/policies/${id}/cases?after=${row.closed_at}.${first?.case_id}`)).body;
  assert.equal(rest['cases'], behind, 'goes on behind a case');
  assert.deepEqual(expect(200, await as('anna').ask('GET', `/desk/v1/policies/${id}/visits`)).body,
    { cases: 0, accepted: 0, no_longer_accepted: 0, otherwise_changed: 0, not_readable: 0, next: null });
  assert.deepEqual(flipped.map((each) => Object.keys(each)), [['case_id', 'before', 'after'], ['case_id', 'before', 'after']], 'and nothing of anybody');
});

test('what is asked wrongly is told so', async () => {
  const anna = as('anna');
  for (const part of ['difference', 'cases', 'visits']) {
    expect(404, await anna.ask('GET', `/desk/v1/policies/mitid@none/${part}`), 'policy-unknown');
    expect(404, await anna.ask('GET', `/desk/v1/policies/mitid/${part}`), 'policy-unknown');
    expect(404, await anna.ask('GET', `/desk/v1/policies/mitid@2024-01-01/${part}`), 'policy-has-no-before');
    expect(400, await anna.ask('GET', `/desk/v1/policies/${id}/${part}?colour=red`), 'invalid-query');
  }
  expect(400, await anna.ask('GET', `/desk/v1/policies/${id}/difference?lang=tlh`), 'invalid-query');
  for (const place of ['1', 'x.y', '-1.c', '.']) expect(400, await anna.ask('GET', `/desk/v1/policies/${id}/cases?after=${place}`), 'invalid-query');
  expect(405, await anna.ask('POST', '/desk/v1/policies', {}));
  for (const deed of ['proposal', 'activation', 'withdrawal']) {
    const path = `/desk/v1/policies/${id}/${deed}`;
    const sha256 = '0'.repeat(64);
    expect(422, await anna.ask('POST', path, {}), 'missing-key');
    expect(422, await anna.ask('POST', path, { sha256, colour: 'red' }), 'unknown-key');
    for (const wrong of ['0', 'Z'.repeat(64), '0'.repeat(65), 7]) expect(422, await anna.ask('POST', path, { sha256: wrong }));
    expect(400, await anna.ask('POST', path, '{'), 'invalid-json');
    expect(400, await anna.ask('POST', path, new Uint8Array([0x22, 0xff, 0x22])), 'invalid-utf8');
    expect(400, await anna.ask('POST', path, '['.repeat(20) + ']'.repeat(20)), 'too-deep');
    expect(422, await anna.ask('POST', path, `{"sha256":"${sha256}","sha256":"${sha256}"}`), 'duplicate-key');
    expect(422, await anna.ask('POST', path, []), 'wrong-type');
    expect(413, await anna.ask('POST', path, ' '.repeat(70_000)), 'body-too-large');
    expect(415, await anna.ask('POST', path, { sha256 }, { 'content-type': 'text/html' }), 'unsupported-media-type');
    expect(404, await act('anna', deed, sha256, 'mitid@none'), 'policy-unknown');
    expect(409, await act('anna', deed, sha256), 'policy-changed');
    expect(403, await act('sub', deed), 'every-centre-needed');
    expect(403, await act('here', deed), 'no-administrator');
    // Who comes by an access token has no second factor, and so no eye of the four.
    expect(403, await send(desk, 'POST', path, { sha256: (await version()).sha256 }, { authorization: 'Bearer two' }), 'step-up-needed');
    assert.ok(held.description?.accepts('POST', `/desk/v1/policies/{id}/${deed}`, 'application/json', { sha256 }));
  }
});

test('one proposes and another activates, each with a fresh second factor, and citizens see it at once', async () => {
  expect(409, await act('bo', 'activation'), 'policy-not-proposed');
  expect(409, await act('bo', 'withdrawal'), 'policy-not-standing');
  stepUpIsOver();
  expect(403, await act('anna', 'proposal'), 'step-up-needed');
  for (const name of ['anna', 'bo']) expect(200, await as(name).ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode(name) }));
  expect(201, await act('anna', 'proposal'));
  expect(409, await act('bo', 'proposal'), 'policy-proposed');
  expect(403, await act('anna', 'activation'), 'same-person');
  assert.equal(await decidesOn(day), '2024-01-01');
  expect(200, await act('bo', 'activation'));
  assert.equal(await decidesOn(day), day);
  assert.equal(await decidesOn(isoDay(39)), '2024-01-01');
  expect(409, await act('anna', 'proposal'), 'policy-active');
  const [kept] = (await version()).activations;
  assert.deepEqual([kept?.state, kept?.proposed?.['name'], kept?.activated?.['name'], kept?.withdrawn], ['active', 'anna', 'bo', null]);
});

test('either withdraws it before its day, and it is proposed anew', async () => {
  expect(200, await act('anna', 'withdrawal'));
  assert.equal(await decidesOn(day), '2024-01-01');
  expect(409, await act('bo', 'activation'), 'policy-not-proposed');
  expect(201, await act('bo', 'proposal'));
  expect(200, await act('anna', 'activation'));
  assert.deepEqual((await version()).activations.map(({ state }) => state).sort(), ['active', 'withdrawn']);
  expect(409, await act('anna', 'withdrawal', (await version('mitid@2024-01-01')).sha256, 'mitid@2024-01-01'), 'policy-not-standing');
});

test('on its day a version is neither activated nor withdrawn: the rules do not change in the middle of a day', async () => {
  writeVersion(1, isoDay(-1), 'late');
  await running.restart();
  const { sha256 } = await version('mitid@late');
  expect(201, await act('bo', 'proposal', sha256, 'mitid@late'));
  expect(409, await act('anna', 'activation', sha256, 'mitid@late'), 'policy-day-has-come');
  expect(200, await act('anna', 'withdrawal', sha256, 'mitid@late'));
  const database = databaseOf(running);
  const set = (effective: string): unknown => database.prepare("update policy_activation set effective = ? where state = 'active'").run(effective);
  set(isoDay(0));
  expect(409, await act('anna', 'withdrawal'), 'policy-day-has-come');
  set(day);
  database.close();
  assert.equal(await decidesOn(isoDay(0)), '2024-01-01');
  rmSync(file('late'));
  await running.restart();
});

test('what another server of the same database does is learned within a round', async () => {
  const database = databaseOf(running);
  database.exec("update policy_activation set state = 'withdrawn', withdrawn_by = 'somebody', withdrawn_at = 1 where state = 'active'");
  while (await decidesOn(day) !== '2024-01-01') assert.equal(await decidesOn(isoDay(39)), '2024-01-01');
  database.exec("update policy_activation set state = 'active' where withdrawn_by = 'somebody'");
  while (await decidesOn(day) !== day) assert.equal(await decidesOn(isoDay(39)), '2024-01-01');
  database.close();
});

test('who did it is in the log, and what one person wrote alone is refused by the database itself', async () => {
  const database = databaseOf(running);
  assert.throws(() => database.exec("update policy_activation set activated_by = proposed_by where state = 'active'"), /CHECK/);
  assert.throws(() => database.exec("update policy_activation set activated_by = null where state = 'active'"), /CHECK/);
  const row = database.prepare("select activation_id from policy_activation where state = 'active'").get() as { activation_id: string };
  database.close();
  const audit = (...command: string[]): string =>
    execFileSync(binary, ['audit', ...command, '--database', `sqlite:${join(running.folder, 'desk.db')}`], { encoding: 'utf8', stdio: 'pipe' });
  assert.ok(audit('verify', '--no-progress', '--keys', join(running.folder, 'keys')).length > 0, 'exit 0: the log is whole');
  await onceWritten(running, () => { // taken in by the next round of the log
    try {
      return audit('prove', 'policy_activation', row.activation_id);
    } catch {
      return undefined;
    }
  });
});

test('a file that is changed decides nothing on its days, until two have said yes to it, or it is put back', async () => {
  writeVersion(1);
  await running.restart();
  assert.equal((await version()).standing, 'altered');
  assert.equal(await decidesOn(day), 'no-version-in-force');
  assert.equal(await decidesOn(isoDay(39)), '2024-01-01');
  assert.ok(running.said.join('').includes('nothing decides on its days'));
  writeVersion(2);
  await running.restart();
  assert.equal(await decidesOn(day), day);
});

test('no server begins without the file of what was activated, nor where it says a later day', async () => {
  await running.stopServer();
  const refusal = (): string => {
    const { status, stderr } = spawnSync(binary, ['serve', '--home', home, '--listen', '127.0.0.1:0', '--database', `sqlite:${join(running.folder, 'desk.db')}`, '--keys', join(running.folder, 'keys')], { encoding: 'utf8' });
    assert.equal(status, 5, stderr);
    return stderr;
  };
  rmSync(file());
  assert.match(refusal(), new RegExp(`version ${day} of the policy mitid was activated, and its file is gone`));
  writeVersion(2, isoDay(60));
  assert.match(refusal(), /says a later day/);
  writeVersion(2);
  await running.startServer();
  assert.equal(await decidesOn(day), day);
});

test('without its tables every route says that it is unavailable, and everything that is described was brought about', async () => {
  const sha256 = '0'.repeat(64);
  const { sha256: known } = await version();
  const database = databaseOf(running, false);
  database.exec('drop table policy_activation');
  database.exec('alter table desk_case rename to gone_case');
  database.exec('alter table booking rename to gone_booking');
  database.close();
  for (const name of ['anna']) expect(200, await as(name).ask('POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode(name) }));
  expect(503, await as('anna').ask('GET', '/desk/v1/policies'), 'unavailable');
  for (const part of ['cases', 'visits']) expect(503, await as('anna').ask('GET', `/desk/v1/policies/${id}/${part}`), 'unavailable');
  for (const deed of ['proposal', 'activation', 'withdrawal']) {
    expect(503, await act('anna', deed, known), 'unavailable');
    expect(401, await send(desk, 'POST', `/desk/v1/policies/${id}/${deed}`, { sha256 }), 'no-officer');
  }
  for (const part of ['', `/${id}/cases`, `/${id}/visits`, `/${id}/difference`]) expect(401, await send(desk, 'GET', `/desk/v1/policies${part}`), 'no-officer');
  assert.deepEqual(held.description?.missing(({ tags }) => tags.includes('policies')), []);
});
