// Each exchange with PostgreSQL fails once, and each allocation: the connection is lost before a statement is sent or before its answer has come, also that of
// a commit. Nothing is lost, nothing is there that nobody was told of, and the log tells of it all.
//
// SKRANKE_FAILING_STRIDE: every how many-th allocation fails; 1 for all (failing_calls.ts).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit } from './audit.ts';
import { generatedExtract, grownUps, importExtract } from './extracts.ts';
import { allocationStride, FailingCalls, kindsOnPostgres } from './failing_calls.ts';
import { useCasesOf } from './failing_use_cases.ts';
import { fromPostgres } from './kill_check.ts';
import { RunningPostgres } from './running_postgres.ts';
import { chance, Installation, type Visit } from './under_load.ts';

const callsMax = 1500; // a ticket reads those before it
const folder = mkdtempSync(join(tmpdir(), 'skranke-failing-'));
const calls = new FailingCalls(join(tmpdir(), 'skranke-postgres-'));
let postgres: RunningPostgres;
let installation: Installation;
const numbers: string[] = [];
const mine: Visit[] = [];
before(async () => {
  postgres = await RunningPostgres.start();
  installation = await Installation.start(chance(5), postgres.url, calls.settings, (begun) => {
    const extract = generatedExtract(folder, 2000);
    importExtract(begun.database, join(begun.folder, 'keys'), extract);
    numbers.push(...grownUps(extract));
  });
  installation.beforeBegunAgain = () => {
    if (installation.ends.at(-1) === 'SIGSEGV' && !calls.isOfOpenSsl()) ++crashes;
    calls.forgetOpenSsl();
  };
});
after(async () => {
  await installation.end();
  await postgres.end();
  calls.end();
  rmSync(folder, { recursive: true });
});

let crashes = 0; // that are not OpenSSL's
let turn = 0;
const number = (): string => numbers[turn++ % numbers.length] ?? assert.fail('no numbers');
for (const { name, act, prepare } of useCasesOf(() => installation, mine, number)) {
  for (const kind of kindsOnPostgres) {
    test(`${name}: each ${kind} fails once, and nothing is lost or made up`, { timeout: 7_200_000 }, async () => {
      const { hit, slow } = await calls.sweep(kind, act, prepare, kind === 'allocation' ? allocationStride(97) : 1, callsMax);
      const ends = installation.ends.splice(0);
      assert.deepEqual(slow, [], 'nobody waits for an answer that does not come');
      assert.equal(crashes, 0);
      if (kind === 'exchange') assert.deepEqual(ends, [], 'it goes on with another connection');
      await installation.restart();
      assert.deepEqual(installation.wrong(fromPostgres(postgres)), []);
      console.log(`${name} on PostgreSQL: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')})`);
    });
  }
}

test('the log tells of it all', async () => {
  await installation.stop('SIGTERM');
  audit(installation.flags);
});
