// Texts with values in them.
import { expect, test } from 'vitest';
import { fill, makeTexts } from './i18n.ts';

test('values take the place of their names', () => {
  expect(fill('{times} times in {days} days, {times} in all', { times: 3, days: 120 })).toBe('3 times in 120 days, 3 in all');
});

test('a name without a value stays, so that it is seen', () => {
  expect(fill('at most {months} months', {})).toBe('at most {months} months');
});

test('a key that is made from data and has no text shows itself', () => {
  const texts = makeTexts('en', { 'refusal.expired': 'It has expired.' });
  expect(texts.find('refusal.expired')).toBe('It has expired.');
  expect(texts.find('refusal.unheard-of')).toBe('refusal.unheard-of');
});
