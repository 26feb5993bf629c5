// The check of the locale files, each rule seen to fail.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localeFaults, officeFaults, readSources, trimmedFaults } from './check_locales.ts';
import { readLocales, type Table } from './locale_files.ts';

const notice = { 'language.name': 'X', 'notice.title': 'T', 'notice.text': 'T', 'notice.languages': 'L' };
const complete = { ...notice, 'language.complete': 'yes', 'ui.a': 'A {n}', 'refusal.x': 'R' };
const locales = (en: Table, da: Table): Map<string, Table> => new Map([['en', en], ['da', da]]);
const uses = ["t('ui.a', { n: 1 })"];

test('languages that agree have no faults', () => {
  expect(localeFaults(locales(complete, complete), uses)).toEqual([]);
});

test('a key that one language lacks is a fault', () => {
  const { 'refusal.x': _, ...short } = complete;
  expect(localeFaults(locales(complete, short), uses)).toEqual(['da: no refusal.x']);
});

test('a placeholder that differs is a fault', () => {
  expect(localeFaults(locales(complete, { ...complete, 'ui.a': 'A {m}' }), uses)).toEqual(['da: ui.a: placeholders {m}, expected {n}']);
});

test('an incomplete language needs the notice, and only the notice', () => {
  const kl: Table = { ...notice, 'language.complete': 'no' };
  const { 'notice.text': _, ...silent } = kl;
  expect(localeFaults(new Map([['en', complete], ['kl', kl]]), uses)).toEqual([]);
  expect(localeFaults(new Map([['en', complete], ['kl', silent]]), uses)).toEqual(['kl: no notice.text']);
});

test('a key that is used and not there is a fault, also where a part of it is computed', () => {
  const more = [...uses, "t('ui.b')", 't(`ui.b.${name}.text`)'];
  expect(localeFaults(locales(complete, complete), more)).toEqual(['no text for ^ui\\.b$', 'no text for ^ui\\.b\\..+\\.text$']);
});

test('a key of the pages that nothing uses is a fault', () => {
  expect(localeFaults(locales(complete, complete), [])).toEqual(['ui.a is used nowhere']);
});

test('the real locales have no faults', () => {
  const sources = [...readSources(join(import.meta.dirname, '../src')), ...readSources(import.meta.dirname)];
  expect(localeFaults(readLocales(), sources)).toEqual([]);
});

test('a script that uses a text of the HTML files alone is seen', () => {
  expect(trimmedFaults(["t('ui.check.undo')", "t('ui.footer.privacy')", "t('ui.check.lead')"])).toHaveLength(2);
  expect(trimmedFaults(readSources(join(import.meta.dirname, '../src')))).toEqual([]);
});

test('a script that uses a text of the office without loading it is seen', () => {
  const source = join(import.meta.dirname, '../src');
  expect(officeFaults(source)).toEqual([]);
  expect(officeFaults(source, ['people', 'policies']).some((fault) => fault.startsWith('orders/wish.tsx: '))).toBe(true);
});
