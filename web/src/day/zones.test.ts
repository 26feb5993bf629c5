// Civil times at the realm's places, also on the nights on which clocks change.
import { expect, test } from 'vitest';
import { momentIn, zoneOf } from './zones.ts';

test('a time has the offset of its place and season', () => {
  expect(momentIn(zoneOf.DK, '2026-11-30', '10:00')).toBe('2026-11-30T10:00:00+01:00');
  expect(momentIn(zoneOf.DK, '2026-07-01', '10:00')).toBe('2026-07-01T10:00:00+02:00');
  expect(momentIn(zoneOf.FO, '2026-11-30', '10:00')).toBe('2026-11-30T10:00:00+00:00');
  expect(momentIn(zoneOf.GL, '2026-11-30', '00:00')).toBe('2026-11-30T00:00:00-02:00');
});

test('on the days that clocks change, mornings and afternoons are right', () => {
  expect(momentIn(zoneOf.DK, '2027-03-28', '01:59')).toBe('2027-03-28T01:59:00+01:00');
  expect(momentIn(zoneOf.DK, '2027-03-28', '03:00')).toBe('2027-03-28T03:00:00+02:00');
  expect(momentIn(zoneOf.DK, '2027-03-28', '10:00')).toBe('2027-03-28T10:00:00+02:00');
  expect(momentIn(zoneOf.DK, '2027-10-31', '10:00')).toBe('2027-10-31T10:00:00+01:00');
  expect(momentIn(zoneOf.DK, '2027-10-31', '01:30')).toBe('2027-10-31T01:30:00+02:00');
});

test('an hour that is left out is later, and one that there is twice is the first', () => {
  expect(momentIn(zoneOf.DK, '2027-03-28', '02:30')).toBe('2027-03-28T02:30:00+01:00');
  expect(momentIn(zoneOf.DK, '2027-10-31', '02:30')).toBe('2027-10-31T02:30:00+02:00');
});
