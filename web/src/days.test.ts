// Civil days, over the ends of months, years and Februaries.
import { expect, test } from 'vitest';
import { addDays, birthday, daysBetween } from './days.ts';

test('days are added over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

test('a change to summer time takes no day away', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});

test('somebody born on 29 February comes of age on 1 March in a common year', () => {
  expect(birthday('2008-02-29', 18)).toBe('2026-03-01');
  expect(birthday('2008-02-29', 20)).toBe('2028-02-29');
  expect(birthday('2008-11-24', 18)).toBe('2026-11-24');
});
