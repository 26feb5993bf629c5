// Each write, each sync and each allocation fails once of what administrators do with people and organisations, and of an enrolment: who was told
// that it is done finds it done, once, and who was not answered asks again (docs/breaking.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { join as path } from 'node:path';
import { after, test } from 'node:test';
import { type Engine, FailingDesk } from './failing_desk.ts';
import { freshCode, nonce, oneTimeCode, password, type Reply, Session, signedIn } from './people.ts';

export async function testPeople(engine: Engine): Promise<void> {
  const failing = await FailingDesk.start(engine, [{ name: 'anna', centre: 'aarhus', roles: ['administrator@*'] }]);
  const { desk } = failing.running;
  const anna = await signedIn(desk, 'anna');
  after(() => failing.end());

  // What was not heard of was done, or was not: what is kept says which. What is done is not done twice, and says so.
  async function deed(ask: () => Promise<Reply | null>, isDone: () => boolean): Promise<void> {
    for (;;) {
      const wasDone = isDone();
      const reply = await ask();
      if (reply?.status === 403 && reply.body['type'] === 'urn:skranke:problem:step-up-needed') {
        await failing.insist(anna, 'POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('anna') });
        continue;
      }
      if (reply !== null) {
        assert.ok([200, 201].includes(reply.status) || (wasDone && [404, 409].includes(reply.status)), `${reply.status} ${JSON.stringify(reply.body)}`);
        assert.ok(isDone(), 'what was answered is so');
      }
      if (isDone()) return;
      await failing.insist(anna, 'GET', '/desk/v1/session');
    }
  }
  const post = (path: string, body: unknown) => (): Promise<Reply | null> => failing.ask(anna, 'POST', path, body);
  const count = (sql: string, ...values: string[]): number => Number(failing.rows(`select count(*) as n from ${sql}`, ...values)[0]?.['n']);

  let turn = 0;
  let name = '';
  const added: string[] = [];
  const enrolled: { readonly name: string; readonly key: string }[] = [];
  const idOf = (of: string): string => String(failing.rows('select account_id as id from staff_account where sign_in_name = ?', of)[0]?.['id']);
  async function add(): Promise<void> {
    name = `ida-${turn++}`;
    await deed(post('/desk/v1/staff', { sign_in_name: name, shown_name: 'Ida', centre: 'aarhus', roles: [{ centre: 'aarhus', role: 'supervisor' }] }),
      () => count('staff_account where sign_in_name = ?', name) === 1);
    added.push(name);
  }

  // The address of an invitation is in its answer alone: where that is lost, another one is made.
  let secret = '';
  async function invite(): Promise<void> {
    const { body } = await failing.until(async () => {
      const reply = await failing.ask(anna, 'POST', `/desk/v1/staff/${idOf(name)}/invitation`, {});
      if (reply?.status === 403) await failing.insist(anna, 'POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode('anna') });
      return reply?.status === 201 ? reply : null;
    });
    secret = (body['invitation'] as { address: string }).address.split('#')[1] ?? '';
  }
  async function enrol(): Promise<void> {
    const who = new Session(desk);
    const { body } = await failing.insist(who, 'POST', '/desk/v1/enrolment/offer', { secret, nonce });
    const key = String(body['totp_key']);
    await deed(() => failing.ask(who, 'POST', '/desk/v1/enrolment', { secret, nonce, password, code: oneTimeCode(Math.floor(Date.now() / 30_000), key) }),
      () => count('staff_invitation where account_id = ? and used_at is not null', idOf(name)) === 1);
    enrolled.push({ name, key });
  }
  async function invited(): Promise<void> {
    await add();
    await invite();
  }
  async function disable(): Promise<void> {
    const revision = (): unknown => failing.rows('select revision from staff_account where sign_in_name = ?', name)[0]?.['revision'];
    const seen = revision();
    await deed(post(`/desk/v1/staff/${idOf(name)}`, { seen, active: false }), () => count('staff_account where sign_in_name = ? and is_active = 0', name) === 1);
  }

  const { people } = (await import(path(import.meta.dirname, '../../tools/identity-provider/people.mjs'))) as { people: readonly { id: string; cpr?: string }[] };
  const number = people.find(({ id }) => id === 'vera')?.cpr;
  const organisations: string[] = [];
  let organisation = '';
  async function register(): Promise<void> {
    organisation = `sailors-${turn++}`;
    await deed(post('/desk/v1/organisations', { organisation_id: organisation, name: 'Sømandskirken', web: 'https://sailors.example', languages: ['da', 'en'] }),
      () => count('witness_organisation where organisation_id = ?', organisation) === 1);
    organisations.push(organisation);
  }
  const join = (): Promise<void> => deed(post(`/desk/v1/organisations/${organisation}/members`, { number }), () => count('witness_member where organisation_id = ?', organisation) === 1);
  async function joined(): Promise<void> {
    await register();
    await join();
  }
  const suspendMember = (): Promise<void> => deed(post(`/desk/v1/organisations/${organisation}/members/suspension`, { number }),
    () => count('witness_member where organisation_id = ? and suspended_from is not null', organisation) === 1);
  const suspend = (): Promise<void> => deed(post(`/desk/v1/organisations/${organisation}/suspension`, { from: '2026-01-01' }),
    () => count('witness_organisation where organisation_id = ? and suspended_from is not null', organisation) === 1);

  const byNew = "account_id in (select account_id from staff_account where sign_in_name like 'ida-%')";

  // Each deed has its event, once; nobody has a password but who has enrolled, and they have one invitation that was used.
  function isWhole(): void {
    for (const each of added) assert.equal(count("staff_event where what = 'added' and account_id = ?", idOf(each)), 1, each);
    for (const each of organisations) assert.equal(count('witness_organisation where organisation_id = ?', each), 1, each);
    assert.equal(count(`staff_event where what = 'enrolled' and ${byNew}`), enrolled.length);
    assert.equal(count(`staff_invitation where used_at is not null and ${byNew}`), enrolled.length);
    assert.equal(count("staff_account where sign_in_name like 'ida-%' and password is not null and password <> ''"), enrolled.length);
  }

  failing.tests('a person who is added', add, isWhole, undefined, 53);
  failing.tests('an invitation', invite, isWhole, add, 53);
  failing.tests('an enrolment', enrol, isWhole, invited, 53);
  failing.tests('a person who is disabled', disable, isWhole, add, 53);
  failing.tests('an organisation', register, isWhole, undefined, 53);
  failing.tests('a member', join, isWhole, register, 53);
  failing.tests('a suspended member', suspendMember, isWhole, joined, 53);
  failing.tests('a suspended organisation', suspend, isWhole, register, 53);

  test('who has enrolled signs in', async () => {
    for (const { name: each, key } of enrolled.slice(-3)) {
      const session = new Session(desk);
      assert.equal((await session.ask('POST', '/desk/v1/session', { name: each, password })).status, 200);
      const second = await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: oneTimeCode(Math.floor(Date.now() / 30_000) + 1, key) });
      assert.equal(second.body['state'], 'open', JSON.stringify(second.body));
    }
  });

  test('the log tells of it all', () => failing.audit());
}
