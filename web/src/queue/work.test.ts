// Keys and actions at a counter.
import { expect, test } from 'vitest';
import { outcomes, type Queue, type Ticket } from '../day/tickets.ts';
import { actionsFor, countersOf, keyOf, minutesBetween, wishOf, withTicket } from './work.ts';

const called = { state: 'called', actions: ['again', 'serve', 'away', 'transfer', 'done', 'left', 'undo'] } as const;
const serving = { state: 'serving', actions: ['transfer', 'done', 'left'] } as const;

test('next is for a counter with nobody at it, in capitals too', () => {
  expect(wishOf('n', null, false)).toEqual({ does: 'next' });
  expect(wishOf('N', null, false)).toEqual({ does: 'next' });
  expect(wishOf('n', called, false)).toBeNull();
});

test('a key does only what can be done in that state', () => {
  expect(wishOf('s', called, false)).toEqual({ does: 'act', action: 'serve' });
  expect(wishOf('s', serving, false)).toBeNull();
  expect(wishOf('a', null, false)).toBeNull();
  expect(wishOf('x', called, true)).toBeNull();
});

test('digits end a visit that has begun, each with its outcome', () => {
  expect(outcomes.map((_, index) => wishOf(String(index + 1), serving, false))).toEqual(outcomes.map((outcome) => ({ does: 'done', outcome })));
  expect(wishOf('1', called, false)).toBeNull();
  expect(wishOf('9', serving, false)).toBeNull();
});

test('undo is for what was done last', () => {
  expect(wishOf('u', null, true)).toEqual({ does: 'act', action: 'undo' });
  expect(wishOf('u', null, false)).toBeNull();
});

test('no two keys are the same', () => {
  expect(new Set(Object.values(keyOf)).size).toBe(Object.values(keyOf).length);
});

test('what the desk says can be done is shown in the order of the buttons, and what the page has no button for is not', () => {
  expect(actionsFor(called)).toEqual(['serve', 'done', 'again', 'away', 'transfer', 'left', 'undo']);
  expect(actionsFor({ actions: ['of-tomorrow', 'back'] })).toEqual(['back']);
});

test('a centre that is closed has counters to choose from too', () => {
  expect(countersOf({ counters: [{ counter: 2, ticket: null }] })).toEqual([2]);
  expect(countersOf({ counters: [] })).toContain(1);
});

test('what a ticket has become is at its counter at once, and nowhere else', () => {
  const ticket = { ticket_id: 't', state: 'waiting', counter: null, sequence: 1 } as unknown as Ticket;
  const other = { ticket_id: 'o', state: 'serving', counter: 1 } as unknown as Ticket;
  const queue: Queue = {
    centre: 'c', day: '2026-11-30', sequence: 1, waiting: [ticket], away: [], expected: [], ended: [],
    counters: [{ counter: 1, ticket: other }, { counter: 2, ticket: null }],
  };
  const called: Ticket = { ...ticket, state: 'called', counter: 2, sequence: 4 };
  const after = withTicket(queue, called);
  expect(after.waiting).toEqual([]);
  expect(after.sequence).toBe(4);
  expect(after.counters.map((each) => each.ticket)).toEqual([other, called]);
  const sentOn = withTicket(after, { ...called, state: 'waiting', counter: null });
  expect(sentOn.counters.map((each) => each.ticket)).toEqual([other, null]);
});

test('minutes are counted over offsets', () => {
  expect(minutesBetween('2026-11-30T10:00:00+01:00', new Date('2026-11-30T09:12:59Z'))).toBe(12);
  expect(minutesBetween('2026-11-30T10:00:00+01:00', new Date('2026-11-30T08:00:00Z'))).toBe(0);
});
