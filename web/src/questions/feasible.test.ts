// What the page makes of an answer that is no yes or no.
import { expect, test } from 'vitest';
import { standingOf } from './feasible.ts';

const problem = (status: number, type: string) => ({ reason: 'problem', status, type: `urn:skranke:problem:${type}`, text: '' }) as const;

test('who has not logged in, or for something else, is asked to log in', () => {
  expect(standingOf(problem(401, 'no-session'))).toBe('log-in');
  expect(standingOf(problem(404, 'not-asked'))).toBe('log-in');
});

test('a server without a way to the register says so', () => {
  expect(standingOf(problem(404, 'no-questions'))).toBe('not-here');
  expect(standingOf(problem(404, 'not-found'))).toBe('not-here');
});

test('anything else can be tried again', () => {
  expect(standingOf(problem(503, 'unavailable'))).toBe('failed');
  expect(standingOf({ reason: 'unreachable' })).toBe('failed');
});
