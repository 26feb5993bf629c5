// Every file says what it is, stays short, and leaves nothing half done.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { root, sourcesUnder, type Source } from './sources.ts';

const lines_max = 400;
const code = ['.cpp', '.hpp', '.ts', '.tsx', '.scss'];
const folders = ['src', 'tests', 'bench', 'fuzz', 'tools', 'web'];
const sources = folders.flatMap((folder) =>
  sourcesUnder(join(root, folder), code).map((source): Source => ({ path: `${folder}/${source.path}`, text: source.text })));
const headers = new Set(sources.filter(({ path }) => path.endsWith('.hpp')).map(({ path }) => basename(path, '.hpp')));

// A source or test of a header that says it is told by that header.
function isToldElsewhere({ path, text }: Source): boolean {
  const included = /^#include "(?:[^"]*\/)?([^"/]+)\.hpp"/.exec(text)?.[1];
  const stem = basename(path, '.cpp').replace(/_test$/, '');
  return path.endsWith('.cpp') && included === stem && headers.has(stem);
}

test('every source file begins with what it is', () => {
  const silent = sources.filter((source) => !/^(\/\/|#!)/.test(source.text) && !isToldElsewhere(source));
  assert.deepEqual(silent.map(({ path }) => path), []);
});

test(`no source file is longer than ${lines_max} lines`, () => {
  const long = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).filter(({ lines }) => lines > lines_max);
  assert.deepEqual(long, []);
});

test('nothing is left for later, and no file knows the machine that it was written on', () => {
  // Quoted, such a word is a value: documents write three X where there is no name.
  const words = [['TO', 'DO'], ['FIX', 'ME'], ['XX', 'X'], ['HA', 'CK']].map((parts) => parts.join('')).join('|');
  const forbidden = new RegExp(`(?<!["\`])\\b(${words})\\b|(?<![\\w.])/(work|home|root|tmp)/\\w`);
  const texts = ['.md', '.toml', '.json', '.txt', '.cmake', '.sh', '.in', '.html', ...code];
  const found = sourcesUnder(root, [...texts, 'run', 'test'])
    .filter(({ path }) => !path.endsWith('package-lock.json') && !path.startsWith('fuzz/corpus/'))
    .flatMap(({ path, text }) => text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, line })))
    .filter(({ line }) => forbidden.test(line));
  assert.deepEqual(found.map(({ at, line }) => `${at}: ${line.trim()}`), []);
});

test('the one version number is the same everywhere', () => {
  const version = /project\(skranke VERSION ([0-9.]+)/.exec(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'))?.[1];
  for (const path of ['web/package.json', 'web/packages/engine/package.json', 'tools/package.json']) {
    assert.equal(JSON.parse(readFileSync(join(root, path), 'utf8')).version, version, path);
  }
});

test('no database, no key and nothing large is committed', (context) => {
  const listed = spawnSync('git', ['-c', 'safe.directory=*', 'ls-tree', '-r', '-l', '-z', 'HEAD'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (/not a git repository/.test(listed.stderr)) return context.skip('this is no clone');
  assert.equal(listed.status, 0, listed.stderr);
  const files = listed.stdout.split('\0').filter((line) => line !== '').map((line) => {
    const [about = '', path = ''] = line.split('\t');
    return { path, bytes: Number(about.trim().split(/\s+/)[3]) };
  });
  assert.ok(files.length > 1000);
  const wrong = files.filter(({ path, bytes }) => bytes > 2 << 20 || /\.(db|sqlite|db-wal|db-shm|key|pem|p12)$/.test(path));
  assert.deepEqual(wrong, []);
});
