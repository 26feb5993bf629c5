// Each write, each sync and each allocation of who tells the registration authority of decided cases fails once: each event reaches it in the end, whole and
// signed, and if it comes twice, then with the same id, by which it has one effect (docs/handover.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Authority, putEvents, secret } from './authority.ts';
import { allocationStride, FailingCalls, kinds, type KindOnSqlite } from './failing_calls.ts';
import { Happenings } from './happenings.ts';
import { databaseOf } from './running_desk.ts';
import { chance, Installation } from './under_load.ts';

const eventsMax = 5000;
const payload = JSON.stringify({ type: 'case.accepted', timestamp: '2026-11-29T09:42:00Z', data: { case_id: 'cNUMBER', name: 'Åse Ødegård' } });
const seen = new Happenings();
const calls = new FailingCalls(join(tmpdir(), 'skranke-load-'));
const authority = new Authority((_id, _nth, response) => { response.writeHead(204).end(); });
let installation: Installation;
let told = 0; // events that were due
let crashes = 0; // that are not OpenSSL's

function onDatabase<T>(act: (database: ReturnType<typeof databaseOf>) => T): T {
  const database = databaseOf(installation);
  try {
    return act(database);
  } finally {
    database.close();
  }
}
const states = (): Map<string, string> =>
  onDatabase((database) => new Map(database.prepare('select event_id, state from handover where attempts > 0 or due_at = 0').all().map(({ event_id: id, state }) => [String(id), String(state)])));

// What was tried in vain waits for its time, and what was begun by a program that has ended for its lease: they pass at once here.
const passTime = (): void =>
  onDatabase((database) => database.exec("update handover set due_at = 0, claimed_until = null where state = 'waiting' and (attempts > 0 or claimed_until is not null)"));

before(async () => {
  authority.onRequest = seen.happened;
  await authority.start();
  const settings: Record<string, string> = { ...calls.settings, SKRANKE_HANDOVER: authority.url, SKRANKE_HANDOVER_PAUSE: '1' };
  installation = await Installation.start(chance(19), undefined, settings, (begun) => {
    settings['SKRANKE_HANDOVER_SECRET_FILE'] = join(begun.folder, 'secret');
    writeFileSync(settings['SKRANKE_HANDOVER_SECRET_FILE'], secret, { mode: 0o600 });
    putEvents(begun.database, join(begun.folder, 'keys'), 'registration', 0, eventsMax, payload);
    const database = databaseOf(begun);
    database.exec('update handover set due_at = due_at + 100000000');
    database.close();
  });
  installation.onSaid = seen.happened;
  installation.beforeBegunAgain = () => {
    if (installation.ends.at(-1) === 'SIGSEGV' && !calls.isOfOpenSsl()) ++crashes;
    calls.forgetOpenSsl();
    passTime();
  };
});
after(async () => {
  await installation.end();
  await authority.die();
  calls.end();
});

// Whoever tells looks every two seconds, and as long takes each try.
const stride: Readonly<Record<KindOnSqlite, number>> = { write: 1, sync: 1, allocation: allocationStride(97) };
for (const kind of kinds) {
  test(`handovers: each ${kind} fails once, and the authority is told`, { timeout: 7_200_000 }, async () => {
    const [endsBefore, requestsBefore, first] = [installation.ends.length, authority.requests.length, told];
    const { hit } = await calls.sweep(kind, async () => {
      assert.ok(told < eventsMax, 'there are events left');
      const id = `evt_${told++}`;
      onDatabase((database) => database.prepare('update handover set due_at = 0 where event_id = ?').run(id));
      await seen.until(() => states().get(id) === 'delivered', passTime);
    }, () => Promise.resolve(), stride[kind]);
    const ends = installation.ends.slice(endsBefore);
    await installation.restart();
    const now = states();
    assert.equal(now.size, told, 'none that was not due');
    assert.deepEqual(new Set(now.values()), new Set(['delivered']));
    assert.deepEqual(authority.forged, []);
    assert.equal(authority.effects.size, told);
    for (let number = 0; number < told; ++number)
      assert.deepEqual(authority.effects.get(`evt_${number}`), JSON.parse(payload.replace('NUMBER', String(number))));
    assert.equal(crashes, 0);
    const twice = authority.requests.length - requestsBefore - (told - first);
    console.log(`handovers: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')}), ${twice} of ${told - first} came once more`);
  });
}
