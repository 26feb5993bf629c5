// Readiness against a database that hangs, goes and comes back: a PostgreSQL of the test's own. And an end that is announced.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { RunningPostgres, until } from './running_postgres.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const own = mkdtempSync(join(tmpdir(), 'skranke-ready-keys-'));
let postgres: RunningPostgres;
let server: ChildProcess;
let port = 0;

async function startServer(...more: string[]): Promise<void> {
  server = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--database', postgres.url, '--keys', join(own, 'keys'), ...more],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  port = Number(await until(server, /serving on http:\/\/127\.0\.0\.1:(\d+)/));
}

async function status(path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

// The statuses that /readyz gave until it gave the one that is waited for.
async function readyUntil(wanted: number): Promise<void> {
  while (await status('/readyz') !== wanted) assert.equal(await status('/healthz'), 200);
}

// PostgreSQL's children come and go: one that is gone meanwhile needs no signal.
function signalAll(signal: NodeJS.Signals): void {
  const parentOf = (name: string): number => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return 0;
    }
  };
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postgres.pid);
  for (const pid of [postgres.pid, ...children.map(Number)]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    }
  }
}

before(async () => {
  postgres = await RunningPostgres.start('fsync=off');
  await startServer('--leave-after', '300');
});
after(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
  await postgres.end();
  rmSync(own, { recursive: true });
});

test('a database that answers is ready', async () => {
  await readyUntil(200);
  assert.equal(await status('/healthz'), 200);
});

test('the query for who is affected by a breach is one that PostgreSQL knows', () => {
  const asked = postgres.psql('-f', join(root, 'ops/sql/affected.sql'));
  assert.match(asked, /person_id.*last_at[^]*\(0 rows\)/);
});

test('one that hangs is not, and says so in bounded time; the process still answers, and tells its metrics', async () => {
  signalAll('SIGSTOP');
  try {
    await readyUntil(503);
    const begun = performance.now();
    assert.equal(await status('/readyz'), 503);
    assert.ok(performance.now() - begun < 5000);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    assert.match(metrics, /^skranke_http_requests_total\{/m);
    assert.match(metrics, /^process_resident_memory_bytes /m);
  } finally {
    signalAll('SIGCONT');
  }
  await readyUntil(200);
});

test('one that is gone is not ready, and ready again when it is back', async () => {
  await postgres.crash();
  await readyUntil(503);
  assert.equal(await status('/healthz'), 200);
  await postgres.begin();
  await readyUntil(200);
});

test('after SIGTERM it is not ready and still serves, until a second signal', async () => {
  const agent = new Agent({ keepAlive: true });
  const asked = (path: string): Promise<number> => new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => { resolve(answer.statusCode ?? 0); });
    }).on('error', reject).end();
  });
  server.kill('SIGTERM');
  while (await asked('/readyz') !== 503) assert.equal(await asked('/healthz'), 200);
  assert.equal(await asked('/api/v1/policies'), 200);
  assert.equal(await status('/healthz'), 200, 'new connections too');
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  agent.destroy();
});
