// The schema of the register questions' policies knows what the program reads: the same keys, the same names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './sources.ts';

const schema: unknown = JSON.parse(readFileSync(join(root, 'policies/questions-schema.json'), 'utf8'));
const names = readFileSync(join(root, 'src/questions/policy.hpp'), 'utf8');
const reader = readFileSync(join(root, 'src/questions/parse_toml.cpp'), 'utf8');

// The names in an array of the program.
function programNames(array: string): string[] {
  const body = new RegExp(`${array}\\{([^}]*)\\}`).exec(names)?.[1] ?? '';
  return [...body.matchAll(/"([^"]+)"/g)].map((match) => match[1] as string);
}

function visit(node: unknown, at: (key: string, value: unknown) => void): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    at(key, value);
    visit(value, at);
  }
}

test('every list of names in the schema is one of the program', () => {
  const lists = ['mode_names', 'class_names', 'fact_names', 'form_names', 'compare_names', 'role_names'].map(programNames);
  const found: unknown[] = [];
  visit(schema, (key, value) => { if (key === 'enum') found.push(value); });
  for (const list of lists.filter((list) => list[0] !== 'weak')) assert.ok(found.some((one) => JSON.stringify(one) === JSON.stringify(list)), list.join(' '));
  for (const one of found) assert.ok(lists.some((list) => JSON.stringify(one) === JSON.stringify(list)), String(one));
});

test('the schema knows the keys that the program reads, and no others', () => {
  const keys = new Set<string>();
  visit(schema, (key, value) => { if (key === 'properties') Object.keys(value as object).forEach((name) => keys.add(name)); });
  const literal = /(?:\.(?:text|whole|yes_no|table|tables)\(|(?:value_of|whole|percentage|texts)\(\w+, )"(\w+)"/g;
  const read = new Set([...reader.matchAll(literal)].map((match) => match[1] as string));
  // A table with a key for each class, and one with a key for each attacker who can know something.
  for (const name of [...programNames('class_names'), ...programNames('attacker_names').slice(1)]) read.add(name);
  assert.deepEqual([...keys].filter((key) => !read.has(key)), []);
  assert.deepEqual([...read].filter((key) => !keys.has(key)), []);
});
