// Each write, each sync and each allocation of a use case fails once: nothing is corrupt, nothing is answered that is not so, and after a
// failed sync the program ends instead of trying again. A full disk takes writes away and nothing else, until there is room again.
//
// SKRANKE_FAILING_STRIDE: every how many-th allocation fails; 1 for all (failing_calls.ts).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { audit } from './audit.ts';
import { generatedExtract, grownUps, importExtract } from './extracts.ts';
import { allocationStride, FailingCalls, kinds } from './failing_calls.ts';
import { useCasesOf } from './failing_use_cases.ts';
import { fromSqlite } from './kill_check.ts';
import { chance, Installation, officer, type Visit } from './under_load.ts';

const callsMax = 1500; // a ticket reads those before it
const folder = mkdtempSync(join(tmpdir(), 'skranke-failing-'));
const calls = new FailingCalls(join(tmpdir(), 'skranke-load-'));
let installation: Installation;
const numbers: string[] = [];
const mine: Visit[] = [];
before(async () => {
  installation = await Installation.start(chance(3), undefined, calls.settings, (begun) => {
    const extract = generatedExtract(folder, 2000);
    importExtract(begun.database, join(begun.folder, 'keys'), extract);
    numbers.push(...grownUps(extract));
  });
});
after(async () => {
  await installation.end();
  calls.end();
  rmSync(folder, { recursive: true });
});

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

let turn = 0;
const number = (): string => numbers[turn++ % numbers.length] ?? assert.fail('no numbers');
for (const { name, act, prepare } of useCasesOf(() => installation, mine, number)) {
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
  audit(installation.flags);
});
