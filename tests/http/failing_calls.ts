// Lets the n-th write, sync or allocation of a program fail, or the n-th exchange with PostgreSQL (failing_calls.cpp), for every n until what is done makes
// no such call any more.
//
// SKRANKE_FAILING_STRIDE: every how many-th allocation fails, 1 for all; or "places": one of each place that allocates, which is each way through the
// program to an allocation, of however many that come from there. Writes and syncs of a server are always all, exchanges of a whole desk all
// where that variable is set.
// `callsMax`: what reads all that was there before has more calls at each try than at the one before, and would never be over.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
export const kinds = ['write', 'sync', 'allocation'] as const;
export const kindsOnPostgres = ['exchange', 'allocation'] as const;
export type KindOnSqlite = typeof kinds[number];
export type Kind = KindOnSqlite | typeof kindsOnPostgres[number];
const byPlace = process.env['SKRANKE_FAILING_STRIDE'] === 'places';
export const allocationStride = (otherwise: number): number => byPlace ? 1 : Number(process.env['SKRANKE_FAILING_STRIDE'] ?? otherwise);
export const isLong = process.env['SKRANKE_FAILING_STRIDE'] !== undefined;
export const exchangeStride = isLong ? 1 : 3; // what is sent and what is received take turns
const controlBytes = 48;
const placesBytes = 8 << 16; // as failing_calls.cpp has it

export interface Swept { readonly hit: number; readonly slow: readonly number[] }

export class FailingCalls {
  readonly #folder = mkdtempSync(join(tmpdir(), 'skranke-calls-'));
  readonly #control = openSync(join(this.#folder, 'control'), 'w+');
  #known = new Uint8Array(placesBytes);
  readonly settings: Readonly<Record<string, string>>; // variables of the environment of what fails

  // Writes and syncs are those of files whose path begins with `under`, exchanges those with sockets there.
  constructor(under: string) {
    writeSync(this.#control, new Uint8Array(controlBytes), 0, controlBytes, 0);
    this.#forgetPlaces();
    const library = join(this.#folder, 'failing.so');
    execFileSync('g++', ['-std=c++23', '-O1', '-shared', '-fPIC', '-o', library, join(root, 'tests/http/failing_calls.cpp')], { stdio: 'pipe' });
    this.settings = { LD_PRELOAD: library, SKRANKE_FAILING: join(this.#folder, 'control'), SKRANKE_FAILING_UNDER: under };
  }

  #forgetPlaces(): void {
    writeSync(this.#control, this.#known, 0, placesBytes, controlBytes);
  }

  // The places that this comes by don't fail in later sweeps: another test lets them. What was known before is.
  async know(act: () => Promise<void> | void): Promise<void> {
    this.#forgetPlaces();
    this.tell('known', 1, 0);
    await act();
    this.tell('none', 0, 0);
    readSync(this.#control, this.#known, 0, placesBytes, controlBytes);
  }

  // The calls of a kind from the n-th on, so many of them.
  tell(kind: Kind | 'place' | 'known' | 'none', first: number, count: number): void {
    const number = BigInt(['none', ...kinds, 'place', 'known', 'exchange'].indexOf(kind));
    // What has failed is told until something else is to fail.
    const words = new BigInt64Array(kind === 'none' ? [number] : [number, BigInt(first), BigInt(count), 0n, 0n]);
    writeSync(this.#control, words, 0, words.byteLength, 0);
  }

  #word(at: number): number {
    const words = new BigInt64Array(controlBytes / 8);
    readSync(this.#control, words, 0, controlBytes, 0);
    return Number(words[at]);
  }
  failed(): number {
    return this.#word(4);
  }
  // OpenSSL 3.0 goes on with locks that it found no memory for, and crashes at them, perhaps much later.
  isOfOpenSsl(): boolean {
    return this.#word(5) !== 0;
  }
  // Of a program that has ended: where it was, the next one may be without it.
  forgetOpenSsl(): void {
    writeSync(this.#control, new BigInt64Array(1), 0, 8, 40);
  }

  // Does it with the first call failing, then with the second, and so on: how often one failed, and of which it took more than ten seconds.
  // `act` may say whether one failed. Others call too, in between: it is over once three in a row were past the last call.
  async sweep(kind: Kind, act: () => Promise<void | boolean>, prepare: () => Promise<void> = () => Promise.resolve(), stride = 1, callsMax = Infinity): Promise<Swept> {
    const failing = kind === 'allocation' && byPlace ? 'place' : kind;
    this.#forgetPlaces();
    let hit = 0;
    const slow: number[] = [];
    for (let first = 1, past = 0; past < 3 && first <= callsMax; first += stride) {
      await prepare();
      this.tell(failing, first, 1);
      const begun = performance.now();
      const isSeen = await act();
      if (performance.now() - begun > 10_000) slow.push(first);
      const isHit = isSeen ?? this.failed() > 0;
      this.tell('none', 0, 0);
      hit += isHit ? 1 : 0;
      past = isHit ? 0 : past + 1;
    }
    assert.ok(hit > 0, 'something failed');
    return { hit, slow };
  }

  end(): void {
    closeSync(this.#control);
    rmSync(this.#folder, { recursive: true });
  }
}
