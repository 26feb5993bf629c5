// Links and words of the waiting list.
import { expect, test } from 'vitest';
import { pathOf, placeKey, secretIn, whyKey } from './line.ts';

test('a secret is read strictly, and only of its own page', () => {
  const secret = 'a1'.repeat(32);
  expect(secretIn(`/da/waiting-list/${secret}`, 'waiting-list')).toBe(secret);
  for (const path of [`/da/invited/${secret}`, '/da/waiting-list/', `/da/waiting-list/${secret}g`, '/da/waiting-list/xyz', `/waiting-list/${secret}`]) {
    expect(secretIn(path, 'waiting-list')).toBe(null);
  }
});

test('nobody, one and several before one are said differently', () => {
  expect([0, 1, 2, 77].map(placeKey)).toEqual(['ui.line.before.none', 'ui.line.before.one', 'ui.line.before.several', 'ui.line.before.several']);
});

test('why an answer did nothing is said in words that are known', () => {
  const problem = (type: string, status: number) => ({ reason: 'problem', status, type: `urn:skranke:problem:${type}`, text: '' }) as const;
  expect([whyKey(problem('already-booked', 409)), whyKey(problem('offer-over', 409)), whyKey(problem('booking-over', 409)), whyKey(problem('unavailable', 503)), whyKey({ reason: 'unreachable' })])
    .toEqual(['ui.book.refused.already-booked', 'ui.line.offer_over', 'ui.line.offer_over', 'ui.error.problem', 'ui.error.unreachable']);
});

test('a link is followed in the language of the page that it is shown on', () => {
  expect(pathOf('https://example.org/en/booking/0a', 'da')).toBe('/da/booking/0a');
});
