// A log and a checker of cosignatures, written anew from the specifications (RFC 6962, C2SP signed-note, tlog-witness, tlog-cosignature), for
// tests that want another opinion than the program's own.
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const half = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);
const dash = '\u2014';

export const vkey = (name: string, kind: number, raw: Uint8Array): string => {
  const key = Buffer.concat([Buffer.from([kind]), raw]);
  return `${name}+${sha256(Buffer.from(`${name}\n`), key).subarray(0, 4).toString('hex')}+${key.toString('base64')}`;
};

export class Log {
  readonly #leaves: Buffer[];
  readonly #known = new Map<string, Buffer>();
  readonly name: string;
  readonly #secret: KeyObject;
  readonly #raw: Buffer;

  constructor(name: string, entries: readonly string[], of?: Log) {
    this.name = name;
    this.#leaves = entries.map((entry) => sha256(Buffer.from([0]), Buffer.from(entry)));
    this.#secret = of === undefined ? generateKeyPairSync('ed25519').privateKey : of.#secret;
    this.#raw = createPublicKey(this.#secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  }

  // The same log, with the same key, and with other entries from `at` on.
  fork(at: number): Log {
    const fork = new Log(this.name, [], this);
    fork.#leaves.push(...this.#leaves.map((leaf, i) => i < at ? leaf : sha256(leaf)));
    return fork;
  }

  get key(): string { return vkey(this.name, 1, this.#raw); }

  #hash(first: number, last: number): Buffer {
    if (last - first === 0) return sha256();
    if (last - first === 1) return this.#leaves[first]!;
    const name = `${first}-${last}`;
    const middle = first + half(last - first);
    const hash = this.#known.get(name) ?? sha256(Buffer.from([1]), this.#hash(first, middle), this.#hash(middle, last));
    this.#known.set(name, hash);
    return hash;
  }

  root(size: number): string { return this.#hash(0, size).toString('base64'); }

  proof(before: number, size: number, first = 0, isKnown = true): string[] {
    if (before === 0) return [];
    if (before === size - first) return isKnown ? [] : [this.#hash(first, size).toString('base64')];
    const middle = half(size - first);
    return before <= middle ? [...this.proof(before, first + middle, first, isKnown), this.#hash(first + middle, size).toString('base64')]
      : [...this.proof(before - middle, size, first + middle, false), this.#hash(first, first + middle).toString('base64')];
  }

  text(size: number): string { return `${this.name}\n${size}\n${this.root(size)}\n`; }
  signed(text: string, name = this.name): string {
    const id = sha256(Buffer.from(`${name}\n`), Buffer.from([1]), this.#raw).subarray(0, 4);
    return `${text}\n${dash} ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), this.#secret)]).toString('base64')}\n`;
  }
  note(size: number): string { return this.signed(this.text(size)); }
  submission(before: number, size: number): string { return body(before, this.proof(before, size), this.note(size)); }
}

export const body = (before: number | string, proof: readonly string[], note: string): string => `old ${before}\n${proof.map((line) => `${line}\n`).join('')}\n${note}`;

export interface Checkpoint { readonly origin: string; readonly size: number; readonly root: string }
export const readNote = (note: string): { text: string; lines: string[]; checkpoint: Checkpoint } => {
  const at = note.lastIndexOf('\n\n');
  const text = note.slice(0, at + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  return { text, lines: note.slice(at + 2).split('\n').filter((line) => line !== ''), checkpoint: { origin, size: Number(size), root } };
};

// The time of a line that is a cosignature of the text by this key; undefined where it is none.
export function cosignedAt(text: string, line: string, key: string): number | undefined {
  const [name = '', id = '', base64 = ''] = key.split(/\+(.*?)\+(.*)/s);
  const raw = Buffer.from(base64, 'base64').subarray(1);
  const [first, signer, signature = ''] = line.split(' ');
  const bytes = Buffer.from(signature, 'base64');
  if (first !== dash || signer !== name || bytes.length !== 76 || bytes.subarray(0, 4).toString('hex') !== id || vkey(name, 4, raw) !== key) return undefined;
  const at = bytes.readBigUInt64BE(4);
  const public_key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(`cosignature/v1\ntime ${at}\n${text}`), public_key, bytes.subarray(12)) ? Number(at) : undefined;
}
