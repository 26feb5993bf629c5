// What is announced in a waiting room: each call once.
import { expect, test } from 'vitest';
import type { Call } from '../day/tickets.ts';
import { Announcements, nameOf, readBoard, spelled } from './board.ts';

const call = (ticket: string, counter: number, calls = 1): Call => ({ ticket, counter, calls, called_at: '2026-11-30T10:00:00+01:00' });
const at = (...calls: Call[]) => ({ day: '2026-11-30', calls });

test('what was called before the screen was on is shown, not announced', () => {
  expect(new Announcements().next(at(call('A1', 1), call('A2', 2)))).toEqual([]);
});

test('each call is announced once, the oldest first, and a second call of the same ticket again', () => {
  const announcements = new Announcements();
  announcements.next(at());
  expect(announcements.next(at(call('A2', 2), call('A1', 1))).map(nameOf)).toEqual(['A1 1 1', 'A2 2 1']);
  expect(announcements.next(at(call('A2', 2), call('A1', 1)))).toEqual([]);
  expect(announcements.next(at(call('A1', 1, 2), call('A2', 2))).map(nameOf)).toEqual(['A1 1 2']);
  expect(announcements.next(at(call('A1', 3, 1), call('A2', 2))).map(nameOf)).toEqual(['A1 3 1']);
});

test('a call that went away and came back is the same call', () => {
  const announcements = new Announcements();
  announcements.next(at());
  announcements.next(at(call('A1', 1)));
  announcements.next(at());
  expect(announcements.next(at(call('A1', 1)))).toEqual([]);
});

test('after a long break only the newest are announced', () => {
  const announcements = new Announcements();
  announcements.next(at());
  const missed = [9, 8, 7, 6, 5].map((number) => call(`A${number}`, 1));
  expect(announcements.next(at(...missed)).map(({ ticket }) => ticket)).toEqual(['A7', 'A8', 'A9']);
});

test('who is at the counter already is not called any more', () => {
  const announcements = new Announcements();
  announcements.next(at());
  expect(announcements.next(at({ ...call('A1', 1), state: 'serving' }, { ...call('A2', 2), state: 'called' })).map(nameOf)).toEqual(['A2 2 1']);
});

test('the next day the same numbers are new', () => {
  const announcements = new Announcements();
  announcements.next(at(call('A1', 1)));
  expect(announcements.next({ day: '2026-12-01', calls: [call('A1', 1)] })).toHaveLength(1);
});

test('a ticket is read as letter and number', () => {
  expect(spelled('A12')).toBe('A 12');
  expect(spelled('B03')).toBe('B 3');
  expect(spelled('12')).toBe('12');
});

test('what is no board is none', () => {
  expect(readBoard('{"calls":[],"waiting":0}')).not.toBeNull();
  for (const data of ['', '[]', '{}', 'null', '{"calls":1,"waiting":0}']) expect(readBoard(data)).toBeNull();
});
