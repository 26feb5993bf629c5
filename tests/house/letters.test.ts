// Every word that a letter, a receipt or a notice is made of has its text in each language, and each such text is used.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, sourcesUnder } from './sources.ts';

const used = new Set(sourcesUnder(join(root, 'src/letters'), ['.cpp']).filter(({ path }) => !path.endsWith('_test.cpp'))
  .flatMap(({ text }) => [...text.matchAll(/\bsay\(([^;]*?)[;{]/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/"([a-z_]+)"/g)].map(([, key = '']) => key))));

for (const language of ['da', 'en']) {
  const texts = JSON.parse(readFileSync(join(root, `locales/${language}.json`), 'utf8')) as Record<string, string>;
  const keys = Object.keys(texts).filter((key) => key.startsWith('letter.')).map((key) => key.slice('letter.'.length));

  test(`${language}: letters have the words that they are made of, and no others`, () => {
    assert.ok(used.size > 20);
    assert.deepEqual(keys.filter((key) => !key.startsWith('step.')).sort(), [...used].sort());
  });

  test(`${language}: every step of a case that its history can hold has a sentence`, () => {
    const names = /command_names\{([^}]*)\}/.exec(readFileSync(join(root, 'src/cases/steps.cpp'), 'utf8'))?.[1] ?? '';
    const steps = ['opened', ...[...names.matchAll(/"([a-z-]+)"/g)].map(([, name = '']) => name)];
    assert.ok(steps.length > 15);
    assert.deepEqual(keys.filter((key) => key.startsWith('step.')).map((key) => key.slice('step.'.length)).sort(), steps.sort());
  });
}
