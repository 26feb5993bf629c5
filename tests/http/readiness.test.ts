// Readiness against a database that hangs, goes and comes back: a PostgreSQL of the test's own. And an end that is announced.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const folder = mkdtempSync(join(tmpdir(), 'skranke-ready-'));
const own = mkdtempSync(join(tmpdir(), 'skranke-ready-keys-'));
const bin = '/usr/lib/postgresql/15/bin';
// PostgreSQL refuses to run as root.
const user = process.getuid?.() === 0
  ? { uid: Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' })), gid: Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' })) } : {};
let postgres: ChildProcess;
let server: ChildProcess;
let port = 0;

async function until(child: ChildProcess, says: RegExp): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const match = says.exec(line);
    if (match) return child.stderr!.resume(), match[1] ?? '';
  }
  throw new Error(`it ended before it said ${says}`);
}

async function startPostgres(): Promise<void> {
  postgres = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`,
    '-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'max_connections=64'], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await until(postgres, /(ready to accept connections)/);
}

async function startServer(...more: string[]): Promise<void> {
  server = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--database', `postgresql://skranke@/postgres?host=${folder}`, '--keys', join(own, 'keys'), ...more],
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
  for (const pid of [postgres.pid!, ...children.map(Number)]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    }
  }
}

before(async () => {
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  execFileSync(join(bin, 'initdb'), ['--pgdata', join(folder, 'data'), '--username=skranke', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, cwd: folder, stdio: 'pipe' });
  await startPostgres();
  await startServer('--leave-after', '300');
});
after(async () => {
  for (const [child, signal] of [[server, 'SIGKILL'], [postgres, 'SIGQUIT']] as const) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  rmSync(folder, { recursive: true });
  rmSync(own, { recursive: true });
});

test('a database that answers is ready', async () => {
  await readyUntil(200);
  assert.equal(await status('/healthz'), 200);
});

test('the query for who is affected by a breach is one that PostgreSQL knows', () => {
  const asked = execFileSync(join(bin, 'psql'), ['-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'skranke', '-d', 'postgres', '-f', join(root, 'ops/sql/affected.sql')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
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
  const gone = once(postgres, 'exit');
  postgres.kill('SIGQUIT');
  await gone;
  await readyUntil(503);
  assert.equal(await status('/healthz'), 200);
  await startPostgres();
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
