// Each write, each sync and each allocation of a sign-in fails once, and of what two administrators do to let a version of the rules into force:
// who was told that they are in is in, what decides is what both have said, and who was not answered asks again (docs/breaking.md).
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Engine, FailingDesk } from './failing_desk.ts';
import { forgetTries, freshCode, password, send, Session, signedIn } from './people.ts';

export async function testSignInsAndRules(engine: Engine): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const isoDay = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  const day = isoDay(40); // of the new version

  // The rules of today as a version of their own, by which a benefit counts for fewer months.
  const home = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  for (const part of ['locales', 'data', 'web']) symlinkSync(join(root, part), join(home, part));
  cpSync(join(root, 'policies'), join(home, 'policies'), { recursive: true });

  const failing = await FailingDesk.start(engine, [
    { name: 'anna', centre: 'aarhus', roles: ['administrator@*'] },
    { name: 'bo', centre: 'aarhus', roles: ['administrator@*'] },
  ], home);
  const { desk, citizen } = failing.running;
  after(async () => {
    await failing.end();
    rmSync(home, { recursive: true });
  });
  writeFileSync(join(home, `policies/mitid/${day}.toml`), readFileSync(join(root, 'policies/mitid/2024-01-01.toml'), 'utf8')
    .replace('version = "2024-01-01"\neffective = 2024-01-01', `version = "${day}"\neffective = ${day}`).replaceAll('months_old_max = 3', 'months_old_max = 2'));
  await failing.restart(); // what is there when a database first hears of activations counts; what comes later is held
  const by = { anna: await signedIn(desk, 'anna'), bo: await signedIn(desk, 'bo') };

  const opened: Session[] = []; // whom the server has told that they are in
  async function signIn(): Promise<void> {
    opened.push(await failing.until(async () => {
      const session = new Session(desk);
      const first = await session.ask('POST', '/desk/v1/session', { name: 'anna', password });
      if (first.status >= 500) return null;
      // A try that was not taken to its end is one in vain.
      if (first.status === 429) return forgetTries(failing.running.folder), null;
      assert.equal(first.status, 200, JSON.stringify(first.body));
      const second = await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: freshCode('anna') });
      if (second.status >= 500) return null;
      assert.deepEqual([second.status, second.body['state']], [200, 'open'], JSON.stringify(second.body));
      return session;
    }));
  }
  // Who is told that they are out is out, whoever has their cookie.
  async function signOut(): Promise<void> {
    const session = opened.pop() ?? assert.fail('nobody is in');
    const { cookie } = session;
    await failing.until(async () => {
      const reply = await session.ask('POST', '/desk/v1/session/end', {});
      assert.ok(reply.status !== 403, JSON.stringify(reply.body));
      return reply.status >= 500 ? null : true;
    });
    session.cookie = cookie;
    assert.notEqual((await failing.insist(session, 'GET', '/desk/v1/session')).body['state'], 'open');
  }
  async function areIn(): Promise<void> {
    for (const session of opened) {
      const { status, body } = await session.ask('GET', '/desk/v1/session');
      assert.deepEqual([status, body['state']], [200, 'open']);
    }
  }

  const id = `mitid@${day}`;
  type Who = keyof typeof by;
  async function sha256Of(): Promise<string> {
    const { status, body } = await by.anna.ask('GET', '/desk/v1/policies');
    assert.equal(status, 200, JSON.stringify(body));
    return (body['items'] as readonly { id: string; sha256: string }[]).find((each) => each.id === id)?.sha256 ?? assert.fail(id);
  }
  const sha256 = await sha256Of();
  const standing = (): string => String(failing.rows("select state from policy_activation where version = ? and state in ('proposed', 'active')", day)[0]?.['state'] ?? 'none');

  // A deed that was not heard of was done, or was not: what is kept says which.
  async function act(who: Who, deed: 'proposal' | 'activation' | 'withdrawal', wanted: string): Promise<void> {
    for (;;) {
      const reply = await failing.ask(by[who], 'POST', `/desk/v1/policies/${id}/${deed}`, { sha256 });
      if (reply?.status === 403) {
        assert.equal(reply.body['type'], 'urn:skranke:problem:step-up-needed');
        await failing.insist(by[who], 'POST', '/desk/v1/session/step-up', { method: 'totp', code: freshCode(who) });
        continue;
      }
      const now = standing();
      if (reply !== null) assert.deepEqual([Math.floor(reply.status / 100), now], [2, wanted], JSON.stringify(reply.body));
      if (now === wanted) return;
      await failing.insist(by[who], 'GET', '/desk/v1/session');
    }
  }
  // What citizens are told decides is what both have said, within a round also where the answer was lost.
  async function decides(): Promise<void> {
    const wanted = standing() === 'active' ? day : '2024-01-01';
    await failing.until(async () => {
      const { status, body } = await send(citizen, 'GET', `/api/v1/policies/mitid?date=${day}`);
      return status === 200 && body['version'] === wanted ? true : null;
    });
  }
  const withdrawn = async (): Promise<void> => {
    await decides();
    if (standing() !== 'none') await act('anna', 'withdrawal', 'none');
  };
  const proposed = async (): Promise<void> => { await withdrawn(); await act('anna', 'proposal', 'proposed'); };
  const active = async (): Promise<void> => { await proposed(); await act('bo', 'activation', 'active'); await decides(); };

  async function isWhole(): Promise<void> {
    await decides();
    assert.deepEqual(failing.rows("select activation_id from policy_activation where state = 'active' and (activated_by is null or activated_by = proposed_by)"), []);
    assert.deepEqual(failing.rows("select version from policy_activation where state in ('installed', 'active', 'proposed') group by policy_id, version having count(*) > 1"), []);
  }

  failing.tests('a sign-in', signIn, areIn);
  failing.tests('a sign-out', signOut, areIn, signIn);
  failing.tests('a proposed version', () => act('anna', 'proposal', 'proposed'), isWhole, withdrawn);
  failing.tests('an activated version', () => act('bo', 'activation', 'active'), isWhole, proposed);
  failing.tests('a withdrawn version', () => act('anna', 'withdrawal', 'none'), isWhole, active);

  test('the log tells of it all', () => failing.audit());
}
