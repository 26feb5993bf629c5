// docs/asvs.md has each requirement of OWASP ASVS 5.0.0 of levels 1 and 2 once, with an answer, and names tests that exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, sourcesUnder } from './sources.ts';

// The numbers of levels 1 and 2 by section; from the standard's own list. What is left out is of level 3.
const standard: Readonly<Record<string, string>> = {
  '1.1': '1-2', '1.2': '1-9', '1.3': '1-11', '1.4': '1-3', '1.5': '1-2',
  '2.1': '1-3', '2.2': '1-3', '2.3': '1-4', '2.4': '1',
  '3.2': '1-2', '3.3': '1-4', '3.4': '1-6', '3.5': '1-5', '3.7': '1-2',
  '4.1': '1-3', '4.2': '1', '4.3': '1-2', '4.4': '1-4',
  '5.1': '1', '5.2': '1-3', '5.3': '1-2', '5.4': '1-3',
  '6.1': '1-3', '6.2': '1-12', '6.3': '1-4', '6.4': '1-4', '6.5': '1-5', '6.6': '1-3', '6.8': '1-4',
  '7.1': '1-3', '7.2': '1-4', '7.3': '1-2', '7.4': '1-5', '7.5': '1-2', '7.6': '1-2',
  '8.1': '1-2', '8.2': '1-3', '8.3': '1', '8.4': '1',
  '9.1': '1-3', '9.2': '1-4',
  '10.1': '1-2', '10.2': '1-2', '10.3': '1-4', '10.4': '1-11', '10.5': '1-5', '10.6': '1-2', '10.7': '1-3',
  '11.1': '1-2', '11.2': '1-3', '11.3': '1-3', '11.4': '1-4', '11.5': '1', '11.6': '1',
  '12.1': '1-3', '12.2': '1-2', '12.3': '1-4',
  '13.1': '1', '13.2': '1-5', '13.3': '1-2', '13.4': '1-5',
  '14.1': '1-2', '14.2': '1-4', '14.3': '1-3',
  '15.1': '1-3', '15.2': '1-3', '15.3': '1-7',
  '16.1': '1', '16.2': '1-5', '16.3': '1-4', '16.4': '1-3', '16.5': '1-3',
  '17.1': '1', '17.2': '1-4', '17.3': '1-2',
};

function numbersIn(from: string, to = from): string[] {
  const section = from.slice(0, from.lastIndexOf('.'));
  const [first, last] = [from, to].map((each) => Number(each.slice(each.lastIndexOf('.') + 1))) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, i) => `${section}.${first + i}`);
}

const page = readFileSync(join(root, 'docs/asvs.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d[^|]*) \| (yes|no|–) \| (\S[^|]*) \|$/gm)].map(([, numbers = '', answer = '', by = '']) => ({
  numbers: numbers.trim().split(', ').flatMap((part) => numbersIn(...(part.split(' – ') as [string, string?]))), answer, by,
}));

test('each requirement of levels 1 and 2 stands there once, and no other', () => {
  const all = Object.entries(standard).flatMap(([section, span]) => {
    const [first, last = first] = span.split('-');
    return numbersIn(`${section}.${first}`, `${section}.${last}`);
  });
  assert.equal(all.length, 253);
  assert.deepEqual(rows.flatMap(({ numbers }) => numbers).sort(), all.sort());
});

test('the tests and files that it names exist', () => {
  const suites = new Set(['src', 'tests', 'fuzz'].flatMap((folder) => sourcesUnder(join(root, folder), ['.cpp']))
    .flatMap(({ text }) => [...text.matchAll(/^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\((\w+),\s*(\w+)/gm)]).map(([, suite, name]) => `${suite}.${name}`));
  const quoted = [...page.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
  const named = quoted.filter((name) => /^[A-Z]\w+\.[A-Z]\w+$/.test(name));
  assert.ok(named.length > 60);
  assert.deepEqual(named.filter((name) => !suites.has(name)), []);
  assert.deepEqual(quoted.filter((name) => /^(src|tests|web|tools)\/.*\.(ts|cpp|hpp)$/.test(name) && !existsSync(join(root, name))), []);
});

test('what is answered with no is told again at the end, with what is missing', () => {
  const end = page.slice(page.indexOf('## What is missing'));
  const told = new Set([...end.matchAll(/(\d+\.\d+\.\d+)(?: – (\d+\.\d+\.\d+))?/g)].flatMap(([, from = '', to]) => numbersIn(from, to)));
  const missing = rows.filter(({ answer }) => answer === 'no').flatMap(({ numbers }) => numbers);
  assert.deepEqual(missing.filter((number) => !told.has(number)), []);
});
