// An installation under load: many clients who book, move, cancel and take tickets, insist where an answer was not heard, and remember what
// they were told, while the program is killed, or what it stands on.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findings, type Rows } from './kill_check.ts';
import { binary, freePort } from './running_mail.ts';
import { until } from './running_postgres.ts';

const root = join(import.meta.dirname, '../..');
const ticketsMax = 4500; // a centre gives 5,000 a day
const centre = 'aarhus'; // of the tickets; it is open today
export const officer = { authorization: 'Bearer one' };

// A small generator whose numbers a seed gives again: kills are told with theirs.
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

export interface Reply { readonly status: number; readonly body: Record<string, unknown> }
export interface Visit { readonly id: string; readonly token: string; readonly name: string; start: string; state: string }

export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'skranke-load-'));
  database: string;
  readonly visits: Visit[] = [];
  readonly tickets: string[] = [];
  readonly checkpoints: string[] = [];
  acknowledged = 0;
  doubtful = 0; // answers that were not heard
  readonly #ports: readonly [number, number]; // of citizens, and of officers
  readonly #random: () => number;
  readonly #settings: Readonly<Record<string, string>>;
  ends: string[] = []; // how it ended by itself; it is begun again then
  beforeBegunAgain = (): void => undefined; // and this is done before
  onSaid = (): void => undefined; // after each time that it has said something on standard error
  #server: ChildProcess | null = null;
  #serving: Promise<unknown> = Promise.resolve();
  #said: Promise<unknown> = Promise.resolve(); // anything, or it has ended
  #sent = 0;
  #due: { readonly at: number; readonly resolve: () => void } | null = null;
  #written: { readonly at: number; readonly resolve: () => void } | null = null;
  #isOver = false;
  #slots: readonly string[] = [];

  // Without an address of a database it has one of its own, of SQLite, in its folder.
  private constructor(ports: readonly [number, number], random: () => number, database: string | undefined, settings: Readonly<Record<string, string>>) {
    this.#settings = settings;
    this.database = database ?? `sqlite:${join(this.folder, 'desk.db')}`;
    this.#ports = ports;
    this.#random = random;
    writeFileSync(join(this.folder, 'staff.json'), JSON.stringify({ officers: [
      { officer_id: 'officer-1', centre_id: centre, centre_name: 'Borgerservice', administrator: true, token_sha256: createHash('sha256').update('one').digest('hex') },
    ] }));
  }

  // It serves, its tickets' centre is open, and its clients know which times there are. `settings` are further variables of its environment;
  // `before` is called before it serves.
  static async start(random: () => number, database?: string, settings: Readonly<Record<string, string>> = {}, before: (installation: Installation) => void = () => undefined): Promise<Installation> {
    const installation = new Installation([await freePort(), await freePort()], random, database, settings);
    before(installation);
    installation.begin();
    await installation.#prepare();
    return installation;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  get origins(): { readonly citizen: string; readonly desk: string } {
    return { citizen: `http://127.0.0.1:${this.#ports[0]}`, desk: `http://127.0.0.1:${this.#ports[1]}` };
  }

  get flags(): string[] {
    return ['--database', this.database, '--keys', join(this.folder, 'keys')];
  }

  begin(): void {
    const [citizen, desk] = this.#ports;
    const server = spawn(binary, ['serve', '--listen', `127.0.0.1:${citizen}`, '--desk-listen', `127.0.0.1:${desk}`, '--staff', join(this.folder, 'staff.json'), ...this.flags],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...this.#settings } });
    this.#server = server;
    server.stderr.on('data', () => this.onSaid());
    this.#said = Promise.race([once(server.stderr, 'data'), once(server, 'exit')]);
    server.once('exit', (code, signal) => {
      if (this.#server !== server) return;
      this.ends.push(signal ?? String(code));
      this.beforeBegunAgain();
      this.begin();
    });
    this.#serving = until(server, /(the desk on)/).catch(() => undefined); // killed before it served: the next one will
  }

  async #prepare(): Promise<void> {
    await this.#serving;
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen' }).format();
    for (const day of [today, new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)]) {
      const opened = await this.ask('POST', `/desk/v1/centres/${centre}/exceptions`, { day, open: [{ opens: '00:00', closes: '24:00', counters: 3 }], reason: 'Open house' }, officer);
      assert.ok(opened !== null && opened.status < 300, JSON.stringify(opened));
    }
    const { items } = (await this.ask('GET', '/api/v1/centres?limit=200'))?.body as { items: readonly { id: string }[] };
    const soon = Date.now() + 4 * 3_600_000; // a long run's slots don't begin while it runs
    const free = await Promise.all(items.map(async ({ id }) => (await this.ask('GET', `/api/v1/centres/${id}/slots`))?.body['items'] as readonly { slot_id: string; start: string }[]));
    this.#slots = free.flat().filter(({ start }) => Date.parse(start) > soon).map(({ slot_id: id }) => id);
  }

  // Null: the answer was not heard, or says that it is not known what was done.
  async ask(method: string, path: string, body?: object, fields: Record<string, string> = {}): Promise<Reply | null> {
    const origin = `http://127.0.0.1:${path.startsWith('/desk') ? this.#ports[1] : this.#ports[0]}`;
    if (++this.#sent === this.#due?.at) this.#due.resolve();
    try {
      const answer = await fetch(origin + path, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...fields }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await answer.text();
      if (answer.status >= 500) return null;
      return { status: answer.status, body: text === '' ? {} : JSON.parse(text) as Record<string, unknown> };
    } catch {
      return null;
    }
  }

  // Asks again with the same words until it is answered. What is answered now was done before, or now, and once.
  async insist(method: string, path: string, body?: object, fields: Record<string, string> = {}): Promise<Reply> {
    for (;;) {
      const reply = await this.ask(method, path, body, fields);
      if (reply !== null) return reply;
      ++this.doubtful;
      await this.#serving;
    }
  }

  // So many clients at once, until it is over.
  async load(clients: number): Promise<void> {
    this.#isOver = false;
    await Promise.all(Array.from({ length: clients }, () => this.#work()));
  }

  async #work(): Promise<void> {
    const mine: Visit[] = [];
    while (!this.#isOver) {
      const dice = this.#random();
      const live = mine.filter(({ state }) => state === 'booked');
      const visit = live[Math.floor(this.#random() * live.length)];
      if (dice < 0.1 && this.tickets.length < ticketsMax) await this.ticket();
      else if (visit === undefined || dice < 0.55) await this.book(mine);
      else if (dice < 0.8) await this.move(visit);
      else await this.cancel(visit);
      if (++this.acknowledged === this.#written?.at) this.#written.resolve();
    }
  }

  slot(): string {
    return this.#slots[Math.floor(this.#random() * this.#slots.length)] ?? '';
  }

  async ticket(): Promise<void> {
    const { status, body } = await this.insist('POST', '/desk/v1/queue/tickets', { centre, service: 'mitid-first' }, { ...officer, 'idempotency-key': randomUUID() });
    assert.equal(status, 201, JSON.stringify(body));
    this.tickets.push(String(body['ticket_id']));
  }

  // A case of a first MitID: its id.
  async openCase(): Promise<string> {
    const { status, body } = await this.insist('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' }, officer);
    assert.equal(status, 201, JSON.stringify(body));
    return String(body['case_id']);
  }

  async lookAtCase(id: string): Promise<void> {
    const { status, body } = await this.insist('GET', `/desk/v1/cases/${id}`, undefined, officer);
    assert.equal(status, 200, JSON.stringify(body));
  }

  async book(mine: Visit[], isHeld = this.#random() < 0.2): Promise<void> {
    const name = `Ida ${randomUUID()}`;
    const wish: Record<string, string> = { name, email: `${randomUUID()}@example.org` };
    if (isHeld) {
      const held = await this.insist('POST', '/api/v1/holds', { slot_id: this.slot() });
      if (held.status !== 201) return assert.equal(held.status, 409, JSON.stringify(held.body));
      wish['hold_id'] = String(held.body['hold_id']);
    } else {
      wish['slot_id'] = this.slot();
    }
    const { status, body } = await this.insist('POST', '/api/v1/bookings', wish, { 'idempotency-key': randomUUID() });
    if (status !== 201) return assert.equal(status, 409, JSON.stringify(body));
    const visit = { id: String(body['booking_id']), token: String(body['manage_url']).split('/').at(-1) ?? '', name, start: String(body['start']), state: 'booked' };
    mine.push(visit);
    this.visits.push(visit);
  }

  // A move that was not heard of has been made, or not: the visit is at one of the two times.
  async move(visit: Visit): Promise<void> {
    const wanted = this.slot();
    const reply = await this.ask('POST', `/api/v1/bookings/${visit.token}/move`, { slot_id: wanted });
    const seen = reply?.status === 200 ? reply : await this.insist('GET', `/api/v1/bookings/${visit.token}`);
    assert.ok(reply === null || reply.status === 200 || reply.status === 409, JSON.stringify(reply));
    if (reply === null) await this.#serving;
    assert.equal(seen.status, 200, JSON.stringify(seen.body));
    if (reply?.status === 409) assert.equal(seen.body['start'], visit.start, 'a refused move changes nothing');
    visit.start = String(seen.body['start']);
  }

  async cancel(visit: Visit): Promise<void> {
    const { status, body } = await this.insist('DELETE', `/api/v1/bookings/${visit.token}`);
    assert.deepEqual([status, body['state']], [200, 'cancelled'], JSON.stringify(body));
    visit.state = 'cancelled';
  }

  // Once so many more requests were sent, whatever each of the others is at just then.
  async afterRequests(count: number): Promise<void> {
    await new Promise<void>((resolve) => { this.#due = { at: this.#sent + count, resolve }; });
  }

  // Once so many more writes were answered.
  async afterWrites(count: number): Promise<void> {
    await new Promise<void>((resolve) => { this.#written = { at: this.acknowledged + count, resolve }; });
  }

  async see(): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.#ports[0]}/log/checkpoint`).catch(() => null);
    if (answer?.status === 200) this.checkpoints.push(await answer.text());
  }

  // The checkpoints as options of `skranke audit verify`.
  seen(): string[] {
    return this.checkpoints.flatMap((text, number) => {
      const file = join(this.folder, `seen-${number}`);
      writeFileSync(file, text);
      return ['--seen', file];
    });
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  // Kills it, and has it begin again; one time in ten it is killed once more, as soon as it runs or has said its first word.
  async kill(): Promise<void> {
    await this.stop('SIGKILL');
    this.begin();
    if (this.#random() < 0.1) {
      if (this.#random() < 0.5) await this.#said;
      await this.stop('SIGKILL');
      this.begin();
    }
    await this.#serving;
  }

  async restart(): Promise<void> {
    await this.stop('SIGKILL');
    this.begin();
    await this.#serving;
  }

  // Goes on with another database, with the same keys.
  async moveTo(database: string): Promise<void> {
    await this.stop('SIGTERM');
    this.database = database;
    this.begin();
    await this.#serving;
  }

  over(): void {
    this.#isOver = true;
  }

  // What is wrong in the tables, of all that the clients were told.
  wrong(rows: Rows): string[] {
    return findings(rows, this.visits, this.tickets);
  }

  async end(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }
}
