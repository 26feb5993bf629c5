// The primary of a cluster killed under load: how long until the next write is answered, and whether anything answered is gone.
//
//   node tools/prove/failover.ts [TIMES [SEED]]
//
// Needs Debian's patroni, python3-etcd and etcd-server. Ends with 1 where something was lost or took longer than half a minute.
import { Cluster, timeToLive } from './cluster.ts';
import { chance, Installation } from '../../tests/http/under_load.ts';
import { spawnSync } from 'node:child_process';
import { binary } from '../../tests/http/running_mail.ts';

const times = Number(process.argv[2] ?? 5);
const seed = Number(process.argv[3] ?? 20);
const secondsMax = 30;
const clients = 24;
const settled = 3_000; // requests between two deaths

const random = chance(seed);
const cluster = await Cluster.start();
const installation = await Installation.start(random, cluster.url);
const working = installation.load(clients);
working.catch(() => undefined); // told below
const seconds: number[] = [];
try {
  for (let killed = 1; killed <= times; ++killed) {
    await Promise.race([installation.afterRequests(settled), working]);
    const primary = await cluster.whole();
    await Promise.race([installation.afterRequests(1 + Math.floor(random() * 200)), working]);
    await installation.see();
    const begun = performance.now();
    await cluster.kill(primary);
    await Promise.race([installation.afterWrites(clients), working]);
    seconds.push((performance.now() - begun) / 1000);
    console.error(`${primary} killed: the next writes were answered after ${seconds.at(-1)?.toFixed(1)} s`);
    cluster.begin(primary);
  }
  await cluster.whole();
  installation.over();
  await working;
  await installation.stop('SIGTERM');
  const wrong = installation.wrong((sql) => cluster.psql(sql).split('\n').filter((line) => line !== '').map((line) => line.split('\t')));
  const taken = spawnSync(binary, ['audit', 'take-in', '--no-progress', ...installation.flags], { encoding: 'utf8' });
  const audit = spawnSync(binary, ['audit', 'verify', '--no-progress', ...installation.flags, ...installation.seen()], { encoding: 'utf8' });
  const told = JSON.parse(audit.stdout) as { verdict: string; size: number; rows: number };
  if (taken.status !== 0) wrong.push(taken.stderr);
  if (audit.status !== 0 || told.verdict !== 'verified') wrong.push(`the log: ${audit.stdout}`);
  const longest = Math.max(...seconds);
  if (longest > secondsMax) wrong.push(`${longest.toFixed(1)} s, and ${secondsMax} are allowed`);
  for (const line of wrong) console.error(line);
  console.log(`failover: ${times} primaries killed under load, serving again after ${Math.min(...seconds).toFixed(1)} to ${longest.toFixed(1)} s (time to live ${timeToLive} s); `
    + `${installation.acknowledged} answered, ${installation.doubtful} answers lost and asked for again; ${installation.visits.length} visits, ${installation.tickets.length} tickets, `
    + `${told.size} entries of the log: ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await installation.end();
  await cluster.end();
}
