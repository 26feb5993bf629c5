// What the compiler and the linker promised to harden is hardened in the binary that runs.
//
// Of control-flow enforcement (Intel CET) the instructions are there; the mark that switches it on is not, since the C library's
// start files of Debian 12 have none, and it would be a lie about them (docs/running.md).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const binary = process.env['SKRANKE_BINARY'] ?? join(import.meta.dirname, '../../build/release/skranke');
const readelf = (...flags: string[]): string => execFileSync('readelf', ['-W', ...flags, binary], { encoding: 'utf8', maxBuffer: 1 << 28 });

test('it can be loaded anywhere: a position-independent executable without relocations in its code', () => {
  assert.match(readelf('-h'), /Type: +DYN \(Position-Independent Executable file\)/);
  assert.match(readelf('-d'), /\(FLAGS_1\).*\bPIE\b/);
  assert.doesNotMatch(readelf('-d'), /TEXTREL/);
});

test('its tables are read-only once it runs: full RELRO', () => {
  assert.match(readelf('-l'), /GNU_RELRO/);
  assert.match(readelf('-d'), /BIND_NOW|\(FLAGS_1\).*\bNOW\b/);
});

test('no stack is executable, and no segment can be written and executed', () => {
  const segments = readelf('-l').split('\n').filter((line) => /^ +(LOAD|GNU_STACK) /.test(line)).map((line) => line.trim().split(/ +/));
  const flags = segments.map((fields) => [fields[0], fields.slice(6, -1).join('')]);
  assert.deepEqual(flags.find(([kind]) => kind === 'GNU_STACK'), ['GNU_STACK', 'RW']);
  assert.deepEqual(flags.filter(([, each]) => each!.includes('W') && each!.includes('E')), []);
});

test('it loads libraries from where the system has them only', () => {
  assert.doesNotMatch(readelf('-d'), /RPATH|RUNPATH/);
});

test('stacks are guarded, and calls of the C library are checked', () => {
  const symbols = readelf('--dyn-syms');
  assert.match(symbols, /UND __stack_chk_fail/);
  assert.match(symbols, /UND __(memcpy|read|snprintf|vsnprintf|fprintf|recv|memmove|fdelt|realpath|poll|longjmp)\w*_chk/);
});

test('targets of indirect branches begin with endbr64', () => {
  const bytes = readFileSync(binary);
  const [, address, offset, size] = /\.text +PROGBITS +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)/.exec(readelf('-S')) ?? [];
  const text = bytes.subarray(parseInt(offset!, 16), parseInt(offset!, 16) + parseInt(size!, 16));
  const endbr64 = Buffer.from([0xf3, 0x0f, 0x1e, 0xfa]);
  const main = /^ *\d+: ([0-9a-f]+) +\d+ FUNC +(?:GLOBAL|LOCAL) +DEFAULT +\d+ main$/m.exec(readelf('-s'))?.[1];
  const at = parseInt(main!, 16) - parseInt(address!, 16);
  assert.deepEqual(text.subarray(at, at + 4), endbr64);
  let count = 0;
  for (let found = text.indexOf(endbr64); found >= 0; found = text.indexOf(endbr64, found + 4)) ++count;
  assert.ok(count > 5000, String(count));
});
