// Cases for holding two engines against each other: honest ones, generated ones, and bytes that are no case at all.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');

export interface Source {
  readonly name: string;
  readonly lines: readonly Buffer[];
}

const scenarioFolder = join(root, 'tests/scenarios');

// The cases of a file of scenarios, in the very bytes in which they stand there.
function casesOf(path: string): Buffer[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('//')).map((line) =>
    Buffer.from(JSON.stringify((JSON.parse(line) as { case: object }).case)));
}

export const scenarios = (): Source[] =>
  readdirSync(scenarioFolder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => ({ name, lines: casesOf(join(scenarioFolder, name)) }));

export function generated(count: number, seed: number, unknownPercent: number): Source {
  const program = join(root, 'build/release/bench/generate_cases');
  const text = execFileSync(program, [String(count), String(seed), String(unknownPercent)], { maxBuffer: 1 << 30 });
  return { name: `generated, ${unknownPercent} % unknown`, lines: linesOf(text) };
}

// Every input that once was of interest to a fuzzer.
export function corpus(): Source {
  const folder = join(root, 'fuzz/corpus/case_json');
  return { name: 'fuzz corpus', lines: readdirSync(folder).sort().flatMap((name) => linesOf(Buffer.concat([readFileSync(join(folder, name)), Buffer.from('\n')]))) };
}

// Somebody else's cases, where SKRANKE_CONFORMANCE names a file of them.
export function conformance(): Source | null {
  const path = process.env.SKRANKE_CONFORMANCE;
  return path === undefined ? null : { name: 'conformance', lines: casesOf(path) };
}

// Cases with a few bytes changed, left out, doubled or put in: most are no case any more, each in its own way.
export function broken(from: readonly Buffer[], count: number, seed: number): Source {
  const pieces = ['"', '\\', '\\u', '\\ud83d', '{', '}', '[', ']', ',', ':', '-', '0', '1e999', '.5', '18446744073709551616', 'null', 'true', '\u0000', '\t',
    'æ', '"id":"', '"kind":', ' '].map((text) => Buffer.from(text)).concat([Buffer.from([0xff]), Buffer.from([0xc0, 0xaf]), Buffer.from([0xed, 0xa0, 0x80])]);
  let state = seed;
  // SPEC: mulberry32, a small generator: the same seed gives the same cases everywhere.
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) % bound;
  };
  const lines = Array.from({ length: count }, () => {
    let line = from[below(from.length)] ?? Buffer.alloc(0);
    for (let edits = 1 + below(3); edits > 0; --edits) {
      const at = below(line.length + 1);
      const piece = pieces[below(pieces.length)] ?? Buffer.alloc(0);
      const gone = [0, 1, 1, piece.length, 9][below(5)] ?? 0;
      line = Buffer.concat([line.subarray(0, at), below(4) === 0 ? Buffer.alloc(0) : piece, line.subarray(at + gone)]);
    }
    return line.includes(10) ? Buffer.from(line.filter((byte) => byte !== 10)) : line;
  });
  return { name: 'broken on purpose', lines };
}

// At the bounds, and one past them.
export function bounds(): Source {
  const padded = (bytes: number): Buffer => Buffer.from(`{"documents":[]${' '.repeat(bytes - 16)}}`);
  const nested = (depth: number): Buffer => Buffer.from(`{"documents":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  const many = (count: number): Buffer => Buffer.from(JSON.stringify({ documents: Array(count).fill({ kind: 'passport' }) }));
  return {
    name: 'bounds',
    lines: [padded(65_535), padded(65_536), padded(65_537), padded(80_000), nested(14), nested(15), nested(16), nested(17), many(31), many(32), many(33),
      Buffer.from(JSON.stringify({ id: 'x'.repeat(200), documents: [] })), Buffer.from(JSON.stringify({ id: 'x'.repeat(201), documents: [] })),
      ...['', ' ', '1', '-0', '9223372036854775807', '9223372036854775808', '1e400', '"\\ud800"', '{"documents":[],"documents":[]}'].map((text) => Buffer.from(text)),
      ...[0, 9999, 10_000, -1, 1.5, 1e3, 2026].map((year) => Buffer.from(`{"documents":[{"kind":"tax-assessment-notice","income_year":${year}}]}`))],
  };
}

function linesOf(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf(10, at);
    lines.push(text.subarray(at, end < 0 ? text.length : end));
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

// What the program answers, a line each.
export function nativeAnswers(lines: readonly Buffer[], today: string, advice: string, next: boolean): Buffer[] {
  const input = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  const options = ['check', '--jsonl', '--date', today, '--advice', advice, ...(next ? ['--next'] : []), '-'];
  try {
    return linesOf(execFileSync(binary, options, { input, maxBuffer: 1 << 30, env: { ...process.env, SKRANKE_HOME: root } }));
  } catch (error) {
    // 4: some lines are bad, which is what they are for.
    const { status, stdout } = error as { status?: number; stdout?: Buffer };
    if (status !== 4 || stdout === undefined) throw error;
    return linesOf(stdout);
  }
}
