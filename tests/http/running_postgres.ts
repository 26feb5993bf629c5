// A PostgreSQL of a test's own, on a socket in a folder of its own; it can be ended like by a crash, and begin again.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const bin = '/usr/lib/postgresql/15/bin';
const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
// PostgreSQL refuses to run as root.
const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};

// Reads what the program says until something matches; gives what its first group took. What comes later is let go.
export async function until(child: ChildProcess, says: RegExp): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const match = says.exec(line);
    if (match) return child.stderr!.resume(), match[1] ?? '';
  }
  throw new Error(`it ended before it said ${says}`);
}

export class RunningPostgres {
  readonly folder = mkdtempSync(join(tmpdir(), 'skranke-postgres-'));
  readonly url = `postgresql://skranke@/postgres?host=${this.folder}`;
  readonly #settings: readonly string[];
  #process: ChildProcess | null = null;

  // `settings` as "name=value", besides those that make it small.
  private constructor(settings: readonly string[]) {
    this.#settings = ['listen_addresses=', `unix_socket_directories=${this.folder}`, 'shared_buffers=16MB', 'max_connections=64', ...settings];
  }

  static async start(...settings: string[]): Promise<RunningPostgres> {
    const running = new RunningPostgres(settings);
    if (user.uid !== undefined) chownSync(running.folder, user.uid, user.gid);
    execFileSync(join(bin, 'initdb'), ['--pgdata', join(running.folder, 'data'), '--username=skranke', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
      { ...user, cwd: running.folder, stdio: 'pipe' });
    await running.begin();
    return running;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async begin(): Promise<void> {
    const settings = this.#settings.flatMap((setting) => ['-c', setting]);
    this.#process = spawn(join(bin, 'postgres'), ['-D', join(this.folder, 'data'), ...settings], { ...user, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
    await until(this.#process, /(ready to accept connections)/);
  }

  // At once, without a checkpoint: what was committed is found again in the write-ahead log.
  async crash(): Promise<void> {
    const process = this.#process;
    if (process === null || process.exitCode !== null || process.signalCode !== null) return;
    const gone = once(process, 'exit');
    process.kill('SIGQUIT');
    await gone;
  }

  async end(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true });
  }

  // The address of a new, empty database.
  database(name: string): string {
    this.psql('-qc', `create database ${name}`);
    return `postgresql://skranke@/${name}?host=${this.folder}`;
  }

  // What `psql` says, with options like -c or -f.
  psql(...options: string[]): string {
    return execFileSync(join(bin, 'psql'), ['-v', 'ON_ERROR_STOP=1', '-h', this.folder, '-U', 'skranke', '-d', 'postgres', ...options],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 });
  }
}
