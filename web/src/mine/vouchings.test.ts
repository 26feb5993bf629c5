// What is read of an address, and the order of statements.
import { expect, test } from 'vitest';
import { newestFirst, signInAddress, signInRefusal } from './vouchings.ts';

test('a refusal in the address is a name, and nothing else is', () => {
  expect(signInRefusal('#level-too-low')).toBe('level-too-low');
  for (const fragment of ['', '#', '#<b>', '#Level too low', `#${'x'.repeat(65)}`, '#a%20b']) expect(signInRefusal(fragment)).toBeNull();
});

test('the newest statement comes first, those of one day as they came', () => {
  const on = (statement_id: string, day: string) => ({ statement_id, day, centre: 'c', withdrawn: false, disputed: false });
  const order = newestFirst([on('a', '2026-01-01'), on('b', '2026-02-01'), on('c', '2026-02-01')]);
  expect(order.map(({ statement_id: id }) => id)).toEqual(['b', 'c', 'a']);
});

test('the language goes along to signing in', () => {
  expect(signInAddress('da')).toBe('/api/v1/me/sign-in?lang=da');
});
