// Waiting times in words, and which services are told together.
import { expect, test } from 'vitest';
import en from '../../../locales/en.json';
import { makeTexts } from '../i18n.ts';
import { clockText, grouped, spreadText } from './words.ts';

const texts = makeTexts('en', en);

test('a spread is told with both its ends, in steps of five minutes, outwards', () => {
  expect(spreadText(texts, { low: 10, high: 20 })).toBe('10 to 20 minutes');
  expect(spreadText(texts, { low: 53, high: 67 })).toBe('50 to 70 minutes');
  expect(spreadText(texts, { low: 10, high: 10 })).toBe('about 10 minutes');
  expect(spreadText(texts, { low: 3, high: 11 })).toBe('up to 15 minutes');
  expect(spreadText(texts, { low: 0, high: 0 })).toBe('up to 5 minutes');
  expect(spreadText(texts, { low: 0, high: 5 })).toBe('up to 5 minutes');
});

test('services that wait as long are one group, the shortest wait first', () => {
  const spread = (service: string, low: number, high: number) => ({ service, low, middle: low, high });
  expect(grouped([spread('a', 10, 20), spread('b', 5, 10), spread('c', 10, 20)])).toEqual([
    { low: 5, high: 10, services: ['b'] },
    { low: 10, high: 20, services: ['a', 'c'] },
  ]);
});

test('a moment is told in 24 hours', () => {
  expect(clockText('en', new Date(2026, 10, 30, 14, 5))).toBe('14:05');
  expect(clockText('da', new Date(2026, 10, 30, 14, 5))).toMatch(/^14.05$/);
});
