// Every word that a message is made of has its text in each language, and each such text is used.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, sourcesUnder } from './sources.ts';

const sources = sourcesUnder(join(root, 'src/messages'), ['.cpp']).filter(({ path }) => !path.endsWith('_test.cpp'));
const found = (pattern: RegExp): string[] => sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, key = '']) => key));
const shared = new Set(found(/\bsay\(\s*"([a-z_]+)"/g));
const ofEvents = new Set([...found(/\bsay_event\(\s*"([a-z_]+)"/g)]);

for (const language of ['da', 'en']) {
  const texts = JSON.parse(readFileSync(join(root, `locales/${language}.json`), 'utf8')) as Record<string, string>;
  const keys = Object.keys(texts).filter((key) => key.startsWith('message.')).map((key) => key.slice('message.'.length));
  const events = new Set(keys.filter((key) => key.includes('.')).map((key) => key.split('.')[0]));

  test(`${language}: messages have the words that they are made of, and no others`, () => {
    assert.ok(shared.size > 10 && ofEvents.size === 3 && events.size >= 5);
    const expected = [...shared, ...[...events].flatMap((event) => [...ofEvents].map((key) => `${event}.${key}`))];
    assert.deepEqual(keys.sort(), expected.sort());
  });

  test(`${language}: there are seven weekdays and twelve months`, () => {
    assert.deepEqual([texts['message.weekdays']?.split(', ').length, texts['message.months']?.split(', ').length], [7, 12]);
  });
}
