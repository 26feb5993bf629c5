// What hands type for days and years.
import { expect, test } from 'vitest';
import { countFrom, dayFrom, dayMonthFrom, yearFrom } from './typed.ts';

const today = '2026-11-29';

test('a day is read in the ways in which it is written', () => {
  for (const typed of ['31-01-2031', '31.1.31', '31/1/2031', '310131', '31012031', '2031-01-31', ' 31 01 2031 ']) expect(dayFrom(typed, today)).toBe('2031-01-31');
  expect(dayFrom('010199', today)).toBe('1999-01-01');
  expect(dayFrom('010176', today)).toBe('2076-01-01');
  expect(dayFrom('010177', today)).toBe('1977-01-01');
  expect(dayFrom('29-02-2028', today)).toBe('2028-02-29');
});

test('what is no day is none', () => {
  for (const typed of ['', 'soon', '31-02-2031', '2031', '00-01-2031', '32012031', '1-1-1', '310131310131']) expect(dayFrom(typed, today)).toBeNull();
});

test('years have four digits', () => {
  expect(yearFrom(' 1987 ')).toBe(1987);
  for (const typed of ['87', '19870', 'MCM', '', '1787', '2187']) expect(yearFrom(typed)).toBeNull();
});

test('a day of a month, also on 29 February', () => {
  for (const typed of ['24-12', '24/12', '2412', '24.12.']) expect(dayMonthFrom(typed)).toBe('24-12');
  expect(dayMonthFrom('29-2')).toBe('29-02');
  for (const typed of ['', '31-04', '12-24', 'jul', '241', '0-1']) expect(dayMonthFrom(typed)).toBeNull();
});

test('a count is a whole number within its bounds', () => {
  expect(countFrom('31', 120)).toBe(31);
  expect(countFrom('0', 120)).toBe(0);
  for (const typed of ['', '-1', '121', '3.5', 'many']) expect(countFrom(typed, 120)).toBeNull();
});
