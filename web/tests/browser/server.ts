// The real server, started for a test on a free port and ended by its own process.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '../../..');
export const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');

export interface Server {
  readonly origin: string;
  readonly desk: string; // the officers' origin; empty without staff
  readonly folder: string; // what it keeps; empty without a database
  // Ends the process, and begins another one on the same ports and the same database.
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface StaffMember {
  readonly officer_id: string;
  readonly centre_id: string;
  readonly centre_name: string;
  readonly token: string;
  readonly administrator?: boolean;
  readonly device?: boolean;
}

interface Options {
  readonly database?: boolean; // an empty one of its own, gone with the server; with it come the routes that keep something
  readonly staff?: readonly StaffMember[]; // with it comes the officers' origin; needs a database
  readonly prepare?: (folder: string) => void; // before the server has its database open
  readonly more?: readonly string[]; // further options of serve
  readonly home?: string; // where policies, texts and pages are; the project's own if not given
}

export async function startServer({ database = false, staff = [], prepare, more = [], home = root }: Options = {}): Promise<Server> {
  const folder = database ? mkdtempSync(join(tmpdir(), 'skranke-pages-')) : null;
  const kept = folder === null ? [] : ['--database', `sqlite:${join(folder, 'skranke.db')}`, '--keys', join(folder, 'keys')];
  const listen = `127.0.0.1:${await freePort()}`;
  const deskListen = `127.0.0.1:${await freePort()}`;
  if (folder !== null && staff.length > 0) {
    const officers = staff.map(({ token, ...member }) => ({ ...member, token_sha256: createHash('sha256').update(token).digest('hex') }));
    writeFileSync(join(folder, 'staff.json'), JSON.stringify({ officers }));
    kept.push('--staff', join(folder, 'staff.json'), '--desk-listen', deskListen);
  }
  kept.push(...more);
  // A page at "localhost" may have passkeys, one at a bare address not.
  if (staff.length > 0 && !more.includes('--desk-url')) kept.push('--desk-url', `http://localhost:${deskListen.split(':')[1] ?? ''}`);
  if (folder !== null) prepare?.(folder);
  let child = await begin(listen, kept, home);
  return {
    origin: `http://${listen}`,
    desk: staff.length > 0 ? `http://${deskListen}` : '',
    folder: folder ?? '',
    pause: () => stop(child),
    async resume() { child = await begin(listen, kept, home); },
    async stop() {
      await stop(child);
      if (folder !== null) rmSync(folder, { recursive: true });
    },
  };
}

async function begin(listen: string, kept: readonly string[], home: string): Promise<ChildProcess> {
  const child = spawn(binary, ['serve', '--listen', listen, ...kept], {
    env: { ...process.env, SKRANKE_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const failed = once(child, 'error').then(([error]) => { throw error; });
  await Promise.race([ready(`http://${listen}`, child, () => said), failed]);
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function ready(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; ++attempt) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`${binary} serve did not become ready: ${said()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

// As a citizen's page asks; what is wrong with the answer fails the test.
export async function ask<T>(server: Server, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return await answer.json() as T;
}
