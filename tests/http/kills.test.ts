// The program killed at random under load, on both engines: what it has answered is there afterwards, and nothing else; the seats are right,
// the log goes on from every checkpoint that was seen, and says of each table's rows what they are.
//
// SKRANKE_KILLS is how often each engine's server is killed. With PostgreSQL every tenth time it is the database instead.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { audit } from './audit.ts';
import { fromPostgres, fromSqlite } from './kill_check.ts';
import { RunningPostgres } from './running_postgres.ts';
import { chance, Installation } from './under_load.ts';

const kills = Number(process.env['SKRANKE_KILLS'] ?? 20);
const clients = 24;

const engines = ['sqlite', 'postgresql'] as const;
for (const [at, engine] of engines.entries()) {
  test(`${engine}: ${kills} kills under load lose nothing that was answered and leave nothing else`, { timeout: 7_200_000 }, async () => {
    const seed = Number(process.env['SKRANKE_KILLS_SEED'] ?? 7 + at);
    const random = chance(seed);
    const postgres = engine === 'postgresql' ? await RunningPostgres.start() : null;
    const installation = await Installation.start(random, postgres?.url);
    try {
      const working = installation.load(clients);
      working.catch(() => undefined); // told below
      let crashes = 0;
      for (let killed = 1; killed <= kills; ++killed) {
        await Promise.race([installation.afterRequests(1 + Math.floor(random() * 120)), working]);
        if (killed % Math.ceil(kills / 20) === 0) await installation.see();
        if (postgres !== null && killed % 10 === 0) {
          ++crashes;
          await postgres.crash();
          await postgres.begin();
        } else {
          await installation.kill();
        }
        if (kills > 100 && killed % 100 === 0) console.log(`${engine}: ${killed} kills, ${installation.acknowledged} answered`);
      }
      installation.over();
      await working;
      await installation.stop('SIGTERM');
      const rows = postgres === null ? fromSqlite(join(installation.folder, 'desk.db')) : fromPostgres(postgres);
      assert.deepEqual(installation.wrong(rows), [], `seed ${seed}`);
      const told = audit(installation.flags, installation.seen());
      assert.deepEqual([told.verdict, told.waiting, told.findings], ['verified', 0, []]);
      assert.ok(installation.checkpoints.length > 0 && installation.doubtful > 0, 'checkpoints were seen, and answers were lost');
      console.log(`${engine}: ${kills} kills${crashes > 0 ? `, ${crashes} of them of the database` : ''}; ${installation.acknowledged} answered, ${installation.doubtful} answers lost and asked for again; `
        + `${installation.visits.length} visits and ${installation.tickets.length} tickets, 0 lost, 0 that nobody was told of; ${told.size} entries of the log and ${told.rows} rows agree, `
        + `${installation.checkpoints.length} checkpoints kept`);
    } finally {
      await installation.end();
      await postgres?.end();
    }
  });
}
