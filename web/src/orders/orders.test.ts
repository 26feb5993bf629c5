// What waits, what counts, and what people type.
import { expect, test } from 'vitest';
import { caseTyped, isEndAsked, isReason, sorted, type Order } from './orders.ts';

const id = 'c0123456789abcdef';
const order = (order_id: string, kind: Order['kind'], agreed_by: string | null = null, case_id = id): Order => ({
  order_id, kind, agreed_by, case_id, reason: 'claim 17', asked_by: 'anna', asked_at: '2026-05-03T10:00:00Z', counts_until: null,
});

test('holds that wait and holds that two have said are told apart', () => {
  const all = [order('1', 'hold', 'bo'), order('2', 'hold', null, 'other'), order('3', 'lift')];
  const { waiting, holds } = sorted(all);
  expect([waiting.map((each) => each.order_id), holds.map((each) => each.order_id)]).toEqual([['2', '3'], ['1']]);
  expect([isEndAsked(all, id), isEndAsked(all, 'other')]).toEqual([true, false]);
});

test('the number of a case is read from what people type or paste', () => {
  expect(caseTyped(` ${id.toUpperCase()} `)).toBe(id);
  expect(caseTyped(`https://skranke.example/da/desk/?centre=aarhus#${id}`)).toBe(id);
  for (const wrong of ['', '#', 'none', `${id}/../`, 'claim 17', '../desk/']) expect(caseTyped(wrong)).toBeNull();
});

test('a reason is there, and not longer than the server takes', () => {
  expect([isReason('claim 17'), isReason('æ'.repeat(500)), isReason(` ${'a'.repeat(1000)} `)]).toEqual([true, true, true]);
  expect([isReason(''), isReason('  \n'), isReason('æ'.repeat(501))]).toEqual([false, false, false]);
});
