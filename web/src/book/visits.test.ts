// Days, links and keys of visits.
import { expect, test } from 'vitest';
import { byDay, daysAfter, isAboutSlot, isHoldOver, isKeyUsed, isSlotFull, Keys, tokenIn, wantedCentre, type Slot } from './visits.ts';

const slot = (start: string): Slot => ({ slot_id: start, start, end: start, free: 1 });

test('slots stand under the day that the centre has then', () => {
  const days = byDay([slot('2026-12-01T23:45:00-02:00'), slot('2026-12-02T10:00:00-02:00'), slot('2026-12-02T10:15:00-02:00')]);
  expect(days.map(({ day, slots }) => [day, slots.length])).toEqual([['2026-12-01', 1], ['2026-12-02', 2]]);
});

test('days are counted over the change of clocks and of the year', () => {
  expect([daysAfter('2027-03-27', 2), daysAfter('2026-12-31', 1), daysAfter('2027-03-01', -1)]).toEqual(['2027-03-29', '2027-01-01', '2027-02-28']);
});

test('one wish has one key until something about it changes', () => {
  let made = 0;
  const keys = new Keys<{ name: string }>(() => `key-${++made}`);
  expect([keys.of({ name: 'Ida' }), keys.of({ name: 'Ida' }), keys.of({ name: 'Ib' }), keys.of({ name: 'Ib' })]).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);
});

test('addresses are read strictly', () => {
  expect([wantedCentre('#centre=aarhus'), wantedCentre('#centre=../x'), wantedCentre('')]).toEqual(['aarhus', null, null]);
  expect(tokenIn(`/da/booking/${'a1'.repeat(32)}`)).toBe('a1'.repeat(32));
  expect([tokenIn('/da/booking/'), tokenIn('/da/booking/xyz')]).toEqual([null, null]);
});

test('another slot helps only where the slot is what went wrong', () => {
  const problem = (type: string) => ({ reason: 'problem', status: 409, type: `urn:skranke:problem:${type}`, text: '' }) as const;
  expect(['slot-full', 'slot-past', 'already-booked', 'invalid-value'].map((type) => isAboutSlot(problem(type)))).toEqual([true, true, true, false]);
  expect(isAboutSlot({ reason: 'unreachable' })).toBe(false);
  expect([isHoldOver, isSlotFull, isKeyUsed].map((is) => ['hold-unknown', 'slot-full', 'idempotency-key-reused'].map((type) => is(problem(type)))))
    .toEqual([[true, false, false], [false, true, false], [false, false, true]]);
});
