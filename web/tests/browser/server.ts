// The real server, started for a test on a free port and ended by its own process.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '../../..');
export const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');

export interface Server {
  readonly origin: string;
  stop(): Promise<void>;
}

// `database`: an empty one of its own, gone with the server; with it come the routes about statements and organisations.
export async function startServer({ database = false } = {}): Promise<Server> {
  const folder = database ? mkdtempSync(join(tmpdir(), 'skranke-pages-')) : null;
  const kept = folder === null ? [] : ['--database', `sqlite:${join(folder, 'skranke.db')}`, '--keys', join(folder, 'keys')];
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, ...kept], {
    env: { ...process.env, SKRANKE_HOME: root },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const failed = once(child, 'error').then(([error]) => { throw error; });
  await Promise.race([ready(origin, child, () => said), failed]);
  return {
    origin,
    async stop() {
      await stop(child);
      if (folder !== null) rmSync(folder, { recursive: true });
    },
  };
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
