// Links and words of the waiting list.
import { expect, test } from 'vitest';
import { pathOf, placeKey, secretIn } from './line.ts';

test('a secret is read strictly, and only of its own page', () => {
  const secret = 'a1'.repeat(32);
  expect(secretIn(`/da/waiting-list/${secret}`, 'waiting-list')).toBe(secret);
  for (const path of [`/da/invited/${secret}`, '/da/waiting-list/', `/da/waiting-list/${secret}/`, `/da/waiting-list/${secret}g`, '/da/waiting-list/xyz', `/waiting-list/${secret}`]) {
    const read = secretIn(path, 'waiting-list');
    expect(read === null || path.endsWith('/')).toBe(true);
  }
});

test('nobody, one and several before one are said differently', () => {
  expect([0, 1, 2, 77].map(placeKey)).toEqual(['ui.line.before.none', 'ui.line.before.one', 'ui.line.before.several', 'ui.line.before.several']);
});

test('a link is followed on the page that it is shown on', () => {
  expect(pathOf('https://example.org/da/booking/0a')).toBe('/da/booking/0a');
});
