// Names of places to the register's codes, and back.
import { expect, test } from 'vitest';
import { isPlace, placeName, placeNamed } from './places.ts';

const municipality = (typed: string): string | undefined => placeNamed('municipality', 'da', typed)?.code;
const country = (language: string, typed: string): string | undefined => placeNamed('country', language, typed)?.code;

test('a municipality is known by its name, however it is spelled, and by first letters that are its own', () => {
  expect(municipality('København')).toBe('0101');
  expect(municipality(' koebenhavn ')).toBe('0101');
  expect(municipality('Københavns Kommune')).toBe('0101');
  expect(municipality('Århus')).toBe(municipality('Aarhus'));
  expect(municipality('hjør')).toBe('0860');
  expect(municipality('Sermers')).toBe('0956');
});

test('what could be two places, or is none, is neither', () => {
  expect(municipality('Aa')).toBeUndefined();
  expect(municipality('H')).toBeUndefined();
  for (const none of ['', '  ', '???', 'Hvidsten', 'kommune', 'Korea']) expect(municipality(none)).toBeUndefined();
  expect(country('da', 'Korea')).toBeUndefined();
  expect(country('da', 'Ty')).toBeUndefined();
});

test('a whole name is that place, also where others begin so', () => {
  expect(municipality('Fredericia')).toBe('0607');
  expect(placeNamed('country', 'en', 'Niger')?.name).toBe('Niger');
});

test('a country is known in the language of the page and in the register’s own words', () => {
  expect(country('en', 'Germany')).toBe('5180');
  expect(country('da', 'Tyskland')).toBe('5180');
  expect(country('en', 'Tyskland')).toBe('5180');
  expect(country('en', 'Icel')).toBe('5106');
  expect(country('da', 'Island')).toBe('5106');
  expect(country('en', 'South Korea')).toBe('5484');
});

test('a code has its name, and one that nobody knows stays', () => {
  expect(placeName('municipality', 'en', '0101')).toBe('København');
  expect(placeName('country', 'en', '5180')).toBe('Germany');
  expect(placeName('country', 'da', '5180')).toBe('Tyskland');
  expect(placeName('municipality', 'da', '9999')).toBe('9999');
  expect(placeName('text', 'da', '0101')).toBe('0101');
  expect([isPlace('municipality'), isPlace('country'), isPlace('text'), isPlace('year')]).toEqual([true, true, false, false]);
});
