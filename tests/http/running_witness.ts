// A witness of logs: the real program with a folder of its own, which can end, be killed, and begin again on the same port.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { binary, freePort } from './running_mail.ts';

const root = join(import.meta.dirname, '../..');

export interface Trusted { readonly origin: string; readonly keys: readonly string[] }

export class RunningWitness {
  readonly folder = mkdtempSync(join(tmpdir(), 'skranke-log-witness-'));
  readonly said: string[] = [];
  readonly name: string;
  #port = 0;
  #child: ChildProcess | null = null;

  constructor(name: string) { this.name = name; }

  get url(): string { return `http://127.0.0.1:${this.#port}`; }
  get state(): string { return join(this.folder, 'state.db'); }
  get key(): string { return execFileSync(binary, ['log-witness', 'key', '--state', this.state], { cwd: root, encoding: 'utf8' }).trim(); }

  trust(...logs: readonly Trusted[]): void {
    writeFileSync(join(this.folder, 'logs.toml'), logs.map(({ origin, keys }) => `[[log]]\norigin = "${origin}"\nkeys = ${JSON.stringify(keys)}\n`).join(''));
  }

  #arguments(name = this.name): string[] {
    return ['log-witness', 'serve', '--listen', `127.0.0.1:${this.#port}`, '--state', this.state, '--keys', join(this.folder, 'keys'), '--name', name,
      '--logs', join(this.folder, 'logs.toml')];
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    const child = spawn(binary, this.#arguments(), { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    const lines = createInterface({ input: child.stderr });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => { reject(new Error(this.said.join('\n'))); });
      lines.on('line', (line) => {
        this.said.push(line);
        if (line.includes('witnessing logs on')) resolve();
      });
    });
  }

  // A start that is refused: its exit code and what it says.
  refused(name = this.name): { status: number | null; stderr: string } {
    const { status, stderr } = spawnSync(binary, this.#arguments(name), { cwd: root, encoding: 'utf8', timeout: 20_000 });
    return { status, stderr };
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  async submit(text: string): Promise<{ status: number; type: string | null; text: string }> {
    const answer = await fetch(`${this.url}/add-checkpoint`, { method: 'POST', body: text });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  }

  async checkpoints(): Promise<readonly { origin: string; size: number; checkpoint: string }[]> {
    const answer = await fetch(`${this.url}/logs`);
    assert.equal(answer.status, 200);
    return (await answer.json() as { logs: { origin: string; size: number; checkpoint: string }[] }).logs;
  }
}
