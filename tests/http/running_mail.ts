// The real program with a database of its own, and a mail server to send to; each can end and begin again.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
export const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

// Lines as they come, each to be awaited by what it matches.
class Lines {
  readonly all: string[] = [];
  onLine = (): void => undefined;
  readonly #waiting = new Set<() => void>();

  take(stream: NodeJS.ReadableStream): void {
    createInterface({ input: stream }).on('line', (line) => {
      this.all.push(line);
      for (const look of this.#waiting) look();
      this.onLine();
    });
  }

  // The first line from `from` on that matches; the runner's own time is the end of waiting.
  async find(wanted: (line: string) => boolean, from = 0): Promise<string> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.all.slice(from).find(wanted);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

async function ended(child: ChildProcess | null, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

export interface Calendar {
  readonly method: string; readonly uid: string; readonly sequence: number; readonly status: string; readonly start: string;
  readonly end: string; readonly zone: string; readonly told_zone: string; readonly summary: string; readonly organizer: string;
  readonly attendee: string; readonly attendee_name: string; readonly stamp: string; readonly longest_line: number;
}

export interface Mail {
  readonly sender: string; readonly recipients: readonly string[]; readonly fields: Readonly<Record<string, string>>;
  readonly defects: readonly string[]; readonly text: string; readonly method: string | null; readonly calendar: Calendar | null;
}

// A mail server on one port.
export class MailServer {
  readonly #arguments: readonly string[];
  readonly #lines = new Lines();
  #child: ChildProcess | null = null;

  constructor(port: number, more: readonly string[] = []) {
    this.#arguments = [join(root, 'tests/http/mail_server.py'), String(port), ...more];
  }

  async start(): Promise<void> {
    const from = this.#lines.all.length;
    this.#child = spawn('/usr/bin/python3', this.#arguments, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#lines.take(this.#child.stdout as NodeJS.ReadableStream);
    await this.#lines.find((line) => line.startsWith('listening'), from);
  }

  stop(): Promise<void> { return ended(this.#child); }

  // After each mail.
  set onMail(onMail: () => void) { this.#lines.onLine = onMail; }

  get mails(): readonly Mail[] { return this.#lines.all.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Mail); }

  // The mail to somebody that is the `nth` to them.
  async mail(recipient: string, nth = 1): Promise<Mail> {
    const to = (): readonly Mail[] => this.mails.filter(({ recipients }) => recipients.includes(recipient));
    await this.#lines.find(() => to().length >= nth);
    return to()[nth - 1] as Mail;
  }
}

// The program; `options` are further ones of serve.
export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), 'skranke-messages-'));
  readonly said = new Lines();
  readonly #options: readonly string[];
  #child: ChildProcess | null = null;
  #origin = '';

  constructor(options: (folder: string) => readonly string[]) { this.#options = options(this.folder); }

  get database(): string { return `sqlite:${join(this.folder, 'desk.db')}`; }
  get origin(): string { return this.#origin; }

  async start(): Promise<void> {
    const port = this.#origin === '' ? await freePort() : Number(new URL(this.#origin).port);
    this.#origin = `http://127.0.0.1:${port}`;
    const from = this.said.all.length;
    this.#child = spawn(binary, ['serve', '--listen', this.#origin.slice(7), '--database', this.database, '--keys', join(this.folder, 'keys'),
      ...this.#options], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    this.said.take(this.#child.stderr as NodeJS.ReadableStream);
    await this.said.find((line) => line.includes('serving on'), from);
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> { return ended(this.#child, signal); }

  // What `skranke messages` prints; while the server has the database open, too.
  messages(...options: string[]): string {
    return execFileSync(binary, ['messages', '--database', this.database, ...options], { cwd: root, stdio: 'pipe' }).toString();
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

// The files of a folder, by name, once there are so many.
export async function filesIn(folder: string, count: number): Promise<ReadonlyMap<string, string>> {
  const read = (): ReadonlyMap<string, string> =>
    new Map(readdirSync(folder).filter((name) => !name.startsWith('.')).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const watcher = watch(folder);
  try {
    while (read().size < count) await once(watcher, 'change');
    return read();
  } finally {
    watcher.close();
  }
}
