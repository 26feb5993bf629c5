// What counts as an answer at all; whether it is right, nobody knows here.
import { expect, test } from 'vitest';
import { answerMistake, answerText, optionText } from './answers.ts';

test('each form has its own shape', () => {
  expect(answerMistake('year', '1987')).toBeNull();
  expect(answerMistake('year', 'long ago')).toBe('year');
  expect(answerMistake('day-month', '2412')).toBeNull();
  expect(answerMistake('day-month', '31-02')).toBe('day_month');
  expect(answerMistake('text', 'Æblevej')).toBeNull();
  expect(answerMistake('municipality', '???')).toBe('letters');
  for (const form of ['text', 'year', 'years', 'day-month', 'municipality', 'country'] as const) expect(answerMistake(form, '  ')).toBe('empty');
});

test('a day of a month is sent in one way', () => {
  expect(answerText('day-month', '24/12')).toBe('24-12');
  expect(answerText('text', ' Karen ')).toBe('Karen');
});

test('a range of years shows both its ends', () => {
  expect(optionText({ form: 'years' }, '2009')).toBe('2009–2011');
  expect(optionText({ form: 'text' }, '2009')).toBe('2009');
});
