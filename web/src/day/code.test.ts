// Codes of arrival, as people and scanners type them.
import { expect, test } from 'vitest';
import { codeFrom, grouped, letters, normalized } from './code.ts';

test('a code is one however it is written', () => {
  for (const typed of ['7K3M-Q9TX', '7k3m q9tx', '7K3MQ9TX', ' 7k3m+q9tx\n']) expect(codeFrom(typed)).toBe('7K3M-Q9TX');
});

test('letters that look like digits are those digits, and none else is taken for another', () => {
  expect(normalized('oOiIlL')).toBe('001111');
  expect(normalized('uU!æ')).toBe('');
  expect(normalized(letters.toLowerCase())).toBe(letters);
});

test('too little or too much is no code', () => {
  expect(codeFrom('')).toBeNull();
  expect(codeFrom('7K3M-Q9T')).toBeNull();
  expect(codeFrom('7K3M-Q9TXX')).toBeNull();
});

test('a manage link is its secret, on whichever keyboard it was typed', () => {
  const secret = '0123456789abcdef'.repeat(4);
  for (const typed of [`http://127.0.0.1:8080/da/booking/${secret}`, `httpÆ--127.0.0.1Æ8080-da-booking-${secret}`, secret.toUpperCase()]) {
    expect(codeFrom(typed)).toBe(secret);
  }
});

test('a code shows its groups while it is typed', () => {
  expect(['', '7K3M', '7K3MQ'].map(grouped)).toEqual(['', '7K3M', '7K3M-Q']);
});
