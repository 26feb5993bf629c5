// Skranke's engine in WebAssembly: "are these documents enough?", answered where it is asked.
//
// The module is compiled from the sources of the program, and what it answers is byte for byte what
// `skranke check --jsonl` prints. It reads no clock, opens nothing and asks for nothing: the day, the rules and the
// case are arguments.

export interface CheckOptions {
  /** The day of a case that names none, YYYY-MM-DD. */
  readonly today: string;
  /** How many sets of advice at the most; "none" (the default) leaves the key out. */
  readonly advice?: number | 'all' | 'none';
  /** Whether to name the fact to ask for next. */
  readonly next?: boolean;
  /** The version of a case that names none; without it, the one in force on the day of the case. */
  readonly version?: string;
  /** The number of the line, for errors; 1 if not given. */
  readonly line?: number;
}

export interface OpenFact {
  readonly document?: number;
  readonly fact: string;
}

export interface Refusal {
  readonly code: string;
  readonly clause: string;
}

export interface Verdict {
  readonly id?: string;
  readonly policy: string;
  readonly version: string;
  readonly verdict: 'accepted' | 'rejected' | 'undetermined';
  readonly list: string | null;
  readonly used: readonly number[];
  readonly documents: readonly { readonly index: number; readonly lines: readonly string[]; readonly refused: readonly Refusal[] }[];
  readonly open_facts: readonly OpenFact[];
  readonly advice?: readonly { readonly add: readonly string[] }[];
  readonly next?: OpenFact | null;
}

/** What is wrong with a case or with rules; never a value of the case. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly path: string; // a JSON pointer into the case; empty for the whole of it
}

export type Answer =
  | { readonly ok: true; readonly verdict: Verdict }
  | { readonly ok: false; readonly problem: Problem };

/** Rules that can't be taken: cut off, of another release, or there already. */
export class RulesError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'RulesError';
    this.problem = problem;
  }
}

/** A bug of the engine, or an end of memory. The engine is of no more use; it has not answered. */
export class EngineError extends Error {
  constructor(what: string, cause: unknown) {
    super(what, { cause });
    this.name = 'EngineError';
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  skranke_take(size: number): number;
  skranke_give_back(at: number): void;
  skranke_add(at: number, size: number): number;
  skranke_check(at: number, size: number, line: number, today: number, advice: number, next: number, version: number, versionSize: number): number;
  skranke_result(): number;
  skranke_result_size(): number;
  skranke_format(): number;
}

const adviceMax = 1_000_000; // as --advice has it
const dayMilliseconds = 86_400_000;

export class Engine {
  readonly #exports: Exports;
  readonly #said: () => string;
  #broken: EngineError | null = null;

  private constructor(exports: Exports, said: () => string) {
    this.#exports = exports;
    this.#said = said;
  }

  /** An engine without rules. `code` is engine.wasm: its bytes, or the module that was compiled from them. */
  static async create(code: BufferSource | WebAssembly.Module): Promise<Engine> {
    const module = code instanceof WebAssembly.Module ? code : await WebAssembly.compile(code);
    let exports: Exports | null = null;
    let said = '';
    const instance = await WebAssembly.instantiate(module, {
      // What the C library asks of a system. Only writing does anything: a broken assumption says where it broke.
      wasi_snapshot_preview1: {
        fd_close: () => 0,
        fd_seek: () => 29, // not seekable
        fd_write: (_file: number, pieces: number, count: number, written: number) => {
          const view = new DataView(exports!.memory.buffer);
          let size = 0;
          for (let i = 0; i < count; ++i) {
            const [at, length] = [view.getUint32(pieces + 8 * i, true), view.getUint32(pieces + 8 * i + 4, true)];
            said += new TextDecoder().decode(new Uint8Array(exports!.memory.buffer, at, length));
            size += length;
          }
          view.setUint32(written, size, true);
          return 0;
        },
      },
    });
    exports = instance.exports as unknown as Exports;
    exports._initialize();
    return new Engine(exports, () => said.trim());
  }

  /** Of the rules that `add` takes: a byte of theirs names it too. */
  get format(): number {
    return this.#exports.skranke_format();
  }

  /** Adds the versions of a policy, as `GET /api/v1/policies/{id}/program` gives them. Throws a RulesError. */
  add(rules: Uint8Array): void {
    const ok = this.#with([rules], ([at = 0]) => this.#exports.skranke_add(at, rules.length));
    if (!ok) throw new RulesError((JSON.parse(this.#result()) as { error: Problem }).error);
  }

  /** Decides one case, an object of JSON. */
  check(text: string | Uint8Array, options: CheckOptions): Answer {
    const line = JSON.parse(this.checkLine(text, options)) as Verdict | { readonly error: Problem };
    if (!('error' in line)) return { ok: true, verdict: line };
    const { code, message, path } = line.error;
    return { ok: false, problem: { code, message, path } };
  }

  /** The same as text: the very line, with its line end, that `skranke check --jsonl` prints for it. */
  checkLine(text: string | Uint8Array, options: CheckOptions): string {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const version = new TextEncoder().encode(options.version ?? '');
    const { advice = 'none', next = false, line = 1 } = options;
    const most = advice === 'none' ? -1 : advice === 'all' ? adviceMax : whole(advice, 'advice', adviceMax);
    const today = dayNumber(options.today);
    this.#with([bytes, version], ([at = 0, versionAt = 0]) =>
      this.#exports.skranke_check(at, bytes.length, whole(line, 'line', 0xffff_ffff), today, most, next ? 1 : 0, versionAt, version.length));
    return this.#result();
  }

  // Lends the engine copies of `texts` for one call.
  #with(texts: readonly Uint8Array[], call: (at: readonly number[]) => number): boolean {
    if (this.#broken !== null) throw this.#broken;
    try {
      const lent = texts.map((text) => {
        const at = this.#exports.skranke_take(Math.max(1, text.length));
        if (at === 0) throw new RangeError('no memory');
        new Uint8Array(this.#exports.memory.buffer, at, text.length).set(text);
        return at;
      });
      const ok = call(lent) === 1;
      for (const at of lent) this.#exports.skranke_give_back(at);
      return ok;
    } catch (cause) {
      this.#broken = new EngineError(this.#said() === '' ? 'the engine stopped' : this.#said(), cause);
      throw this.#broken;
    }
  }

  #result(): string {
    const at = this.#exports.skranke_result();
    return new TextDecoder().decode(new Uint8Array(this.#exports.memory.buffer, at, this.#exports.skranke_result_size()));
  }
}

function whole(value: number, name: string, max: number): number {
  if (!Number.isInteger(value) || value < 0 || value > max) throw new RangeError(`${name}: expected a whole number from 0 to ${max}`);
  return value;
}

// Days since 1970-01-01.
function dayNumber(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) throw new RangeError('today: expected a date that exists, YYYY-MM-DD');
  return time / dayMilliseconds;
}
