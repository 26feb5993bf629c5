// Each write, each sync and each allocation of a use case fails once: nothing is corrupt, nothing is answered that is not so, and after a
// failed sync the program ends instead of trying again. A full disk takes writes away and nothing else, until there is room again.
//
// SKRANKE_FAILING_STRIDE: every how many-th allocation fails; 1 for all (failing_calls.ts).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { allocationStride, FailingCalls, kinds } from './failing_calls.ts';
import { generatedExtract, grownUps, importExtract } from './extracts.ts';
import { fromSqlite } from './kill_check.ts';
import { binary } from './running_mail.ts';
import { chance, Installation, officer, type Reply, type Visit } from './under_load.ts';

const callsMax = 1500; // a ticket reads those before it
const folder = mkdtempSync(join(tmpdir(), 'skranke-failing-'));
const calls = new FailingCalls(join(tmpdir(), 'skranke-load-'));
let installation: Installation;
let numbers: readonly string[] = [];
before(async () => {
  installation = await Installation.start(chance(3), undefined, calls.settings, (begun) => {
    const extract = generatedExtract(folder, 2000);
    importExtract(begun.database, join(begun.folder, 'keys'), extract);
    numbers = grownUps(extract);
  });
});
after(async () => {
  await installation.end();
  calls.end();
  rmSync(folder, { recursive: true });
});

// A case as its officer sees it: what was answered last is what there is, whatever was in between.
interface Case { readonly id: string; revision: number }
let seen: Case | null = null;
let turn = 0;

const casePath = (path = ''): string => `/desk/v1/cases/${seen?.id}${path}`;

async function openCase(): Promise<void> {
  const { status, body } = await installation.insist('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'da' }, officer);
  assert.equal(status, 201, JSON.stringify(body));
  seen = { id: String(body['case_id']), revision: Number(body['revision']) };
}

// A step that was not answered was taken, or was not: the case says which.
async function step(path: string, wish: object): Promise<void> {
  assert.ok(seen !== null);
  for (;;) {
    const reply: Reply | null = await installation.ask('POST', casePath(path), { revision: seen.revision, ...wish }, officer);
    const now = await installation.insist('GET', casePath(), undefined, officer);
    assert.equal(now.status, 200, JSON.stringify(now.body));
    const revision = Number(now.body['revision']);
    assert.ok(revision === seen.revision || revision === seen.revision + 1, `one step at most: ${seen.revision} to ${revision}`);
    if (reply !== null) assert.deepEqual([reply.status, reply.body['revision']], [200, seen.revision + 1], JSON.stringify(reply.body));
    if (reply !== null) assert.equal(revision, seen.revision + 1, 'what was answered is so');
    if (revision === seen.revision) continue;
    seen.revision = revision;
    return;
  }
}

const passport = { kind: 'passport', issuer: 'DK', form: 'physical', cpr_number: true, temporary: false, name_matches: true, expires: null, read_by: 'zone' };
const mine: Visit[] = [];
const live = (): Visit => mine.findLast(({ state }) => state === 'booked') ?? assert.fail('no visit');

// What is done, and what has to be there before, where that is not what the one above leaves.
const useCases: readonly (readonly [string, () => Promise<void>, (() => Promise<void>)?])[] = [
  ['a booking', () => installation.book(mine, false)],
  ['a hold and its booking', () => installation.book(mine, true)],
  ['a move', () => installation.move(live()), () => installation.book(mine, false)],
  ['a cancellation', () => installation.cancel(live()), () => installation.book(mine, false)],
  ['a ticket', () => installation.ticket()],
  ['a case', () => openCase()],
  ['an applicant', () => step('/applicant', { number: numbers[turn++ % numbers.length], reason: 'stands at the counter' }), () => openCase()],
  ['documents', () => step('/documents', { documents: [passport] }), async () => {
    await openCase();
    await step('/applicant', { number: numbers[turn++ % numbers.length], reason: 'stands at the counter' });
  }],
];

function assertWhole(): void {
  const file = installation.database.slice('sqlite:'.length);
  assert.deepEqual(installation.wrong(fromSqlite(file)), []);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    assert.deepEqual(database.prepare('pragma integrity_check').all().map((row) => ({ ...row })), [{ integrity_check: 'ok' }]);
  } finally {
    database.close();
  }
}

for (const [name, act, prepare] of useCases) {
  for (const kind of kinds) {
    test(`${name}: each ${kind} fails once, and nothing is lost or made up`, { timeout: 7_200_000 }, async () => {
      const endsBefore = installation.ends.length;
      const { hit, slow } = await calls.sweep(kind, act, prepare, kind === 'allocation' ? allocationStride(97) : 1, callsMax);
      // It ends where a sync has failed, also one that nobody waited for.
      while (kind === 'sync' && installation.ends.length === endsBefore) await installation.ask('GET', '/api/v1/centres?limit=1');
      const ends = installation.ends.splice(endsBefore);
      assert.deepEqual(slow, [], 'nobody waits for an answer that does not come');
      await installation.restart();
      assertWhole();
      console.log(`${name}: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')})`);
    });
  }
}

test('a full disk takes no writes and answers reads; with room again it goes on by itself', async () => {
  const endsBefore = installation.ends.length;
  calls.tell('write', 1, 1_000_000_000);
  const slots = async (): Promise<number | undefined> => (await installation.ask('GET', '/api/v1/centres/aarhus/slots'))?.status;
  for (let tries = 0; tries < 5; ++tries) {
    assert.equal(await installation.ask('POST', '/desk/v1/queue/tickets', { centre: 'aarhus', service: 'mitid-first' }, { ...officer, 'idempotency-key': `full-${tries}` }), null);
    assert.equal(await slots(), 200);
  }
  calls.tell('none', 0, 0);
  await installation.book(mine, false);
  assert.equal(installation.ends.length, endsBefore, 'it has not ended');
  await installation.restart();
  assertWhole();
});

test('the log tells of it all', async () => {
  await installation.stop('SIGTERM');
  const taken = spawnSync(binary, ['audit', 'take-in', '--no-progress', ...installation.flags], { encoding: 'utf8' });
  assert.equal(taken.status, 0, taken.stderr);
  const audit = spawnSync(binary, ['audit', 'verify', '--no-progress', ...installation.flags], { encoding: 'utf8' });
  assert.equal(audit.status, 0, audit.stdout);
});
