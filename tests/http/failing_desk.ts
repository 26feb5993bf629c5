// A whole desk (a register, a verifier, a provider of logins, people who have signed in) of which the server's calls or the verifier's fail one by
// one. It is begun again where it ends; who works at it insists where an answer was not heard.
//
// On SQLite writes, syncs and allocations fail, on PostgreSQL exchanges with it; and allocations, where SKRANKE_FAILING_STRIDE is set.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { audit } from './audit.ts';
import { nameDatabase, type Row, rowsOf, urlOf } from './desk_database.ts';
import { allocationStride, exchangeStride, FailingCalls, isLong, kinds, kindsOnPostgres } from './failing_calls.ts';
import { addPeople, password, type Person, type Reply, Session } from './people.ts';
import { generatedExtract, importedAtDesk } from './extracts.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';
import { RunningPostgres } from './running_postgres.ts';

export type Engine = 'sqlite' | 'postgresql';

export class FailingDesk {
  readonly engine: Engine;
  readonly calls: FailingCalls;
  readonly ends: string[] = []; // how it ended by itself
  #crashes = 0; // that are not OpenSSL's
  numbers: readonly string[] = []; // grown-ups of the register who live in Denmark
  #running: RunningDesk | null = null;
  #postgres: RunningPostgres | null = null;
  #part: 'server' | 'verifier' = 'server';
  #serving: Promise<void> = Promise.resolve();
  #isOver = false;

  private constructor(engine: Engine) {
    this.engine = engine;
    this.calls = new FailingCalls(join(tmpdir(), engine === 'postgresql' ? 'skranke-postgres-' : 'skranke-witness-'));
  }

  // With a register and a verifier, or with policies of its own. `part`: whose calls fail.
  static async start(engine: Engine, people: readonly Person[], home?: string, part: 'server' | 'verifier' = 'server'): Promise<FailingDesk> {
    const desk = new FailingDesk(engine);
    desk.#part = part;
    const settings = (of: typeof part): Record<string, string> => of === part ? { ...desk.calls.settings } : {};
    const postgres = engine === 'postgresql' ? await RunningPostgres.start() : null;
    desk.#postgres = postgres;
    desk.#running = await startDesk('nobody', home === undefined ? generatedExtract : undefined, home, settings('server'), (folder) => {
      if (postgres !== null) nameDatabase(folder, postgres.url);
      addPeople(folder, people);
      if (home === undefined) desk.numbers = importedAtDesk(folder);
    }, settings('verifier'));
    desk.#watch();
    return desk;
  }

  get running(): RunningDesk {
    return this.#running ?? assert.fail('not begun');
  }

  #watch(): void {
    const program = this.#part === 'server' ? this.running.server : this.running.verifier ?? assert.fail('no verifier');
    const again = (): void => {
      if (this.#isOver) return;
      this.ends.push(program.signalCode ?? String(program.exitCode));
      if (program.signalCode === 'SIGSEGV' && !this.calls.isOfOpenSsl()) ++this.#crashes;
      this.calls.forgetOpenSsl();
      this.#serving = this.#begin();
    };
    if (program.exitCode !== null || program.signalCode !== null) again();
    else program.once('exit', again);
  }

  // A call that fails while it begins ends it once more.
  async #begin(): Promise<void> {
    for (;;) {
      try {
        await (this.#part === 'server' ? this.running.startServer() : this.running.startVerifier());
        break;
      } catch {
        this.ends.push('while it began');
      }
    }
    this.#watch();
  }

  // Null: the answer was not heard, or says that it is not known what was done.
  async ask(who: Session, method: string, path: string, body?: unknown): Promise<Reply | null> {
    const reply = await who.ask(method, path, body).catch(() => null);
    if (reply !== null && reply.status < 500 && reply.status !== 423) return reply;
    // Who has waited for ten minutes for their turn unlocks their session.
    if (reply?.status === 423) await who.ask('POST', '/desk/v1/session/unlock', { method: 'password', password }).catch(() => null);
    if (this.#part === 'verifier') await this.#serving;
    return null;
  }

  async insist(who: Session, method: string, path: string, body?: unknown): Promise<Reply> {
    for (;;) {
      const reply = await this.ask(who, method, path, body);
      if (reply !== null) return reply;
      await this.#serving;
    }
  }

  // Until it is done, whatever fails meanwhile: `act` gives what there is once it has been heard.
  async until<T>(act: () => Promise<T | null>): Promise<T> {
    for (;;) {
      const done = await act().catch((problem: unknown) => {
        if (problem instanceof TypeError) return null; // of fetch
        throw problem;
      });
      if (done !== null) return done;
      await this.#serving;
    }
  }

  async restart(): Promise<void> {
    await this.#serving;
    this.#isOver = true;
    if (this.#part === 'server') {
      await this.running.restart();
    } else {
      await this.running.stopVerifier();
      await this.running.startVerifier();
    }
    this.#isOver = false;
    this.#watch();
  }

  rows(sql: string, ...values: string[]): Row[] {
    return rowsOf(this.running.folder, sql, ...values);
  }
  rowsOfVerifier(sql: string): Row[] {
    return this.#rowsOf('verifier.db', sql);
  }
  #rowsOf(name: string, sql: string): Row[] {
    const database = new DatabaseSync(join(this.running.folder, name), { readOnly: true });
    try {
      return database.prepare(sql).all().map((row) => ({ ...row })) as Row[];
    } finally {
      database.close();
    }
  }

  // A test for each kind of call; `isWhole` looks at what is left then.
  tests(name: string, act: () => Promise<void>, isWhole: () => void | Promise<void>, prepare?: () => Promise<void>, stride = 997): void {
    const isOnPostgres = this.engine === 'postgresql';
    for (const kind of isOnPostgres ? kindsOnPostgres : kinds) {
      if (isOnPostgres && kind === 'allocation' && !isLong) continue;
      test(`${name}: each ${kind} fails once, and nothing is lost or made up`, { timeout: 7_200_000 }, async () => {
        const endsBefore = this.ends.length;
        const crashesBefore = this.#crashes;
        const { hit, slow } = await this.calls.sweep(kind, act, prepare, kind === 'allocation' ? allocationStride(stride) : kind === 'exchange' ? exchangeStride : 1);
        // It ends where a sync has failed, also one that nobody waited for.
        while (kind === 'sync' && this.ends.length === endsBefore) await this.ask(new Session(this.running.desk), 'GET', '/desk/v1/session');
        const ends = this.ends.splice(endsBefore);
        assert.deepEqual(slow, [], 'nobody waits for an answer that does not come');
        assert.equal(this.#crashes, crashesBefore, 'it ends where it has seen that something failed, and does not crash later');
        await this.restart();
        if (kind === 'exchange') assert.deepEqual(ends, [], 'it goes on with another connection');
        for (const file of [...(isOnPostgres ? [] : ['desk.db']), ...(this.#part === 'server' ? [] : ['verifier.db'])]) {
          assert.deepEqual(this.#rowsOf(file, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
          assert.deepEqual(this.#rowsOf(file, 'pragma foreign_key_check'), []);
        }
        await isWhole();
        console.log(`${name}${isOnPostgres ? ' on PostgreSQL' : ''}: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')})`);
      });
    }
  }

  // Stops it, and holds its log against its tables.
  async audit(): Promise<void> {
    this.#isOver = true;
    await this.running.stopServer();
    audit(['--database', urlOf(this.running.folder), '--keys', join(this.running.folder, 'keys')]);
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.running.stop();
    await this.#postgres?.end();
    this.calls.end();
  }
}
