// When the page of a visit asks for its ticket.
import { expect, test } from 'vitest';
import { isNear } from './near.ts';

test('a ticket is asked for on the day alone', () => {
  const start = '2026-11-30T10:00:00+01:00';
  expect(isNear(start, new Date('2026-11-30T07:00:00+01:00'))).toBe(false);
  expect(isNear(start, new Date('2026-11-30T07:00:01+01:00'))).toBe(true);
  expect(isNear(start, new Date('2026-11-30T15:00:00+01:00'))).toBe(true);
  expect(isNear(start, new Date('2026-12-01T10:00:00+01:00'))).toBe(false);
});
