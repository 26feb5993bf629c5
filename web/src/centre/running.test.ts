// Hours of a centre: which hold, and which can't be.
import { expect, test } from 'vitest';
import { hoursOn, mistakeIn, mondayOf, weekdays, type Opening, type Version, type Weekly } from './running.ts';

const closed = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Weekly;
const version = (from: string): Version => ({ valid_from: from, weekdays: closed });
const opening = (opens: string, closes: string, counters = 2): Opening => ({ opens, closes, counters });

test('the version that began last holds; before the first, what is assumed', () => {
  const hours = { versions: [version('2026-12-01'), version('2026-06-01')], assumed: version('2020-01-01') };
  expect(hoursOn(hours, '2026-11-30').valid_from).toBe('2026-06-01');
  expect(hoursOn(hours, '2026-12-01').valid_from).toBe('2026-12-01');
  expect(hoursOn(hours, '2026-05-31').valid_from).toBe('2020-01-01');
});

test('hours that the desk would refuse are told before they are sent', () => {
  expect(mistakeIn([opening('12:00', '16:00'), opening('10:00', '12:00')])).toBeNull();
  expect(mistakeIn([])).toBeNull();
  expect(mistakeIn([opening('12:00', '10:00')])).toBe('order');
  expect(mistakeIn([opening('10:00', '10:00')])).toBe('order');
  expect(mistakeIn([opening('10:00', '14:00'), opening('13:00', '15:00')])).toBe('overlap');
  expect(mistakeIn([opening('', '14:00')])).toBe('time');
  expect(mistakeIn([opening('10:00', '14:00', 0)])).toBe('counters');
  expect(mistakeIn([opening('10:00', '14:00', 65)])).toBe('counters');
});

test('weeks begin on Monday', () => {
  expect(['2026-11-29', '2026-11-30', '2026-12-06'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-30', '2026-11-30']);
});
