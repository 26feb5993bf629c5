// Keys and actions at a counter.
import { expect, test } from 'vitest';
import { outcomes } from '../day/tickets.ts';
import { actionsFor, keyOf, minutesBetween, wishOf } from './work.ts';

test('next is for a counter with nobody at it, in capitals too', () => {
  expect(wishOf('n', null, false)).toEqual({ does: 'next' });
  expect(wishOf('N', null, false)).toEqual({ does: 'next' });
  expect(wishOf('n', { state: 'called' }, false)).toBeNull();
});

test('a key does only what can be done in that state', () => {
  expect(wishOf('s', { state: 'called' }, false)).toEqual({ does: 'act', action: 'serve' });
  expect(wishOf('s', { state: 'serving' }, false)).toBeNull();
  expect(wishOf('a', null, false)).toBeNull();
  expect(wishOf('x', { state: 'called' }, true)).toBeNull();
});

test('digits end a visit that has begun, each with its outcome', () => {
  expect(outcomes.map((_, index) => wishOf(String(index + 1), { state: 'serving' }, false))).toEqual(outcomes.map((outcome) => ({ does: 'done', outcome })));
  expect(wishOf('1', { state: 'called' }, false)).toBeNull();
  expect(wishOf('9', { state: 'serving' }, false)).toBeNull();
});

test('undo is for what was done last', () => {
  expect(wishOf('u', null, true)).toEqual({ does: 'act', action: 'undo' });
  expect(wishOf('u', null, false)).toBeNull();
});

test('no two keys are the same, and every state has something to do', () => {
  expect(new Set(Object.values(keyOf)).size).toBe(Object.values(keyOf).length);
  for (const state of ['waiting', 'called', 'serving', 'away', 'done', 'left'] as const) expect(actionsFor(state).length).toBeGreaterThan(0);
});

test('minutes are counted over offsets', () => {
  expect(minutesBetween('2026-11-30T10:00:00+01:00', new Date('2026-11-30T09:12:59Z'))).toBe(12);
  expect(minutesBetween('2026-11-30T10:00:00+01:00', new Date('2026-11-30T08:00:00Z'))).toBe(0);
});
