// Days and countries.
import { expect, test } from 'vitest';
import { countries, countryName, isCountry, isDate, longDate, momentText, today } from './format.ts';

test('today is the day in the given zone, not in UTC', () => {
  const lateInSummer = new Date('2026-07-01T22:30:00Z');
  expect(today('Europe/Copenhagen', lateInSummer)).toBe('2026-07-02');
  expect(today('America/Nuuk', lateInSummer)).toBe('2026-07-01');
});

test('only days that exist are dates', () => {
  expect(['2024-02-29', '2026-12-31', '0999-01-01'].map(isDate)).toEqual([true, true, true]);
  expect(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-01-01T00:00'].map(isDate)).toEqual([false, false, false, false, false]);
});

test('dates are written as people in each language write them', () => {
  expect(longDate('en', '2026-05-03')).toBe('3 May 2026');
  expect(longDate('da', '2026-05-03')).toBe('3. maj 2026');
});

test('moments are written by the clock of the device', () => {
  const at = new Date(2026, 4, 3, 14, 5).toISOString();
  expect(momentText('en', at)).toBe('3 May 2026 at 14:05');
  expect(momentText('da', at)).toBe('3. maj 2026 kl. 14.05');
});

test('countries have their names, in the order of the language', () => {
  expect(countryName('da', 'GL')).toBe('Grønland');
  expect(countries('en')).toHaveLength(250);
  const danish = countries('da').map(({ name }) => name);
  expect(danish.indexOf('Østrig')).toBeGreaterThan(danish.indexOf('Zimbabwe'));
  expect(isCountry('SE') && isCountry('XK')).toBe(true);
  expect(isCountry('ZZ') || isCountry('se') || isCountry('')).toBe(false);
});
