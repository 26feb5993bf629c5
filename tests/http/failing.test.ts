// Each write, each sync and each allocation of a use case fails once: nothing is corrupt, nothing is answered that is not so, and after a
// failed sync the program ends instead of trying again. A full disk takes writes away and nothing else, until there is room again.
//
// SKRANKE_FAILING_STRIDE: every how many-th allocation fails; 1 for all. Writes and syncs are always all.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { fromSqlite } from './kill_check.ts';
import { binary } from './running_mail.ts';
import { chance, Installation, officer, type Reply, type Visit } from './under_load.ts';

const root = join(import.meta.dirname, '../..');
const stride = Number(process.env['SKRANKE_FAILING_STRIDE'] ?? 97);
const callsMax = 1500; // a ticket reads those before it: each try would have more calls than the one before
const kinds = { write: 1, sync: 2, allocation: 3 } as const;
type Kind = keyof typeof kinds;

const folder = mkdtempSync(join(tmpdir(), 'skranke-failing-'));
const control = openSync(join(folder, 'control'), 'w+');
let installation: Installation;
let numbers: readonly string[] = [];
before(async () => {
  tell('none', 0, 0);
  const library = join(folder, 'failing.so');
  execFileSync('g++', ['-std=c++23', '-O1', '-shared', '-fPIC', '-o', library, join(root, 'tests/http/failing_calls.cpp')], { stdio: 'pipe' });
  const settings = { LD_PRELOAD: library, SKRANKE_FAILING: join(folder, 'control'), SKRANKE_FAILING_UNDER: join(tmpdir(), 'skranke-load-') };
  installation = await Installation.start(chance(3), undefined, settings, (begun) => {
    const extract = join(folder, 'extract.txt');
    execFileSync(binary, ['register', 'generate', '--persons', '2000', '--seed', '1', '--out', extract], { cwd: root, stdio: 'pipe' });
    execFileSync(binary, ['register', 'import', '--database', begun.database, '--keys', join(begun.folder, 'keys'), '--no-progress', extract], { cwd: root, stdio: 'pipe' });
    // Grown-ups who live in Denmark: record 001 has the number, and the status from the 24th byte.
    numbers = readFileSync(extract, 'latin1').split('\n').filter((line) => line.startsWith('001') && line.slice(23, 25) === '01').map((line) => line.slice(3, 13)).filter((number) => /^..\d{2}[4-8]/.test(number));
  });
});
after(async () => {
  await installation.end();
  closeSync(control);
  rmSync(folder, { recursive: true });
});

// The calls of a kind from the n-th on, so many of them.
function tell(kind: Kind | 'none', first: number, count: number): void {
  writeSync(control, new BigInt64Array([kind === 'none' ? 0n : BigInt(kinds[kind]), BigInt(first), BigInt(count), 0n, 0n]), 0, 40, 0);
}

function failed(): number {
  const words = new BigInt64Array(5);
  readSync(control, words, 0, 40, 0);
  return Number(words[4]);
}

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
  for (const kind of Object.keys(kinds) as Kind[]) {
    test(`${name}: each ${kind} fails once, and nothing is lost or made up`, { timeout: 7_200_000 }, async () => {
      let hit = 0;
      const slow: number[] = [];
      const endsBefore = installation.ends.length;
      const step = kind === 'allocation' ? stride : 1;
      // Others call too, in between: it is over once three in a row were past the last call.
      for (let first = 1, past = 0; past < 3 && first <= callsMax; first += step) {
        await prepare?.();
        tell(kind, first, 1);
        const begun = performance.now();
        await act();
        if (performance.now() - begun > 10_000) slow.push(first);
        const isHit = failed() > 0;
        tell('none', 0, 0);
        hit += isHit ? 1 : 0;
        past = isHit ? 0 : past + 1;
      }
      assert.ok(hit > 0, 'something failed');
      const ends = installation.ends.splice(endsBefore);
      assert.deepEqual(slow, [], 'nobody waits for an answer that does not come');
      if (kind === 'sync') assert.ok(ends.length > 0, 'it ends where a sync has failed');
      await installation.restart();
      assertWhole();
      console.log(`${name}: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')})`);
    });
  }
}

test('a full disk takes no writes and answers reads; with room again it goes on by itself', async () => {
  const endsBefore = installation.ends.length;
  tell('write', 1, 1_000_000_000);
  const slots = async (): Promise<number | undefined> => (await installation.ask('GET', '/api/v1/centres/aarhus/slots'))?.status;
  for (let tries = 0; tries < 5; ++tries) {
    assert.equal(await installation.ask('POST', '/desk/v1/queue/tickets', { centre: 'aarhus', service: 'mitid-first' }, { ...officer, 'idempotency-key': `full-${tries}` }), null);
    assert.equal(await slots(), 200);
  }
  tell('none', 0, 0);
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
