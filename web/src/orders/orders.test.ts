// What waits, what counts, and which of the reasons it was that something can't be done.
import { expect, test } from 'vitest';
import type { Me } from '../staff/session.ts';
import { caseTyped, isEndAsked, isHeld, isReason, lapseOf, obstacleOf, readsCases, sorted, type Order } from './orders.ts';

const id = 'c0123456789abcdef';
const order = (order_id: string, kind: Order['kind'], agreed_by: string | null = null, case_id = id): Order => ({
  order_id, kind, agreed_by, case_id, reason: 'claim 17', asked_by: 'anna', asked_at: '2026-05-03T10:00:00Z',
});

test('holds that wait and holds that count are told apart; both hold', () => {
  const all = [order('1', 'hold', 'bo'), order('2', 'hold', null, 'other'), order('3', 'lift')];
  const { waiting, holds } = sorted(all);
  expect([waiting.map((each) => each.order_id), holds.map((each) => each.order_id)]).toEqual([['2', '3'], ['1']]);
  expect([isHeld(all, id), isHeld(all, 'other'), isHeld(all, 'third')]).toEqual([true, true, false]);
  expect([isEndAsked(all, id), isEndAsked(all, 'other')]).toEqual([true, false]);
});

test('a hold that nobody agrees to ends after two weeks', () => {
  expect(lapseOf(order('1', 'hold'))).toBe('2026-05-17T10:00:00.000Z');
});

test('what stands against it is read from what there is now', () => {
  const hold = order('1', 'hold', 'bo');
  expect(obstacleOf('erase', id, null, [hold])).toBe('held');
  expect(obstacleOf('erase', id, null, [order('1', 'hold')])).toBe('held');
  expect(obstacleOf('erase', id, null, [order('1', 'hold', 'bo', 'other')])).toBe('open');
  expect(obstacleOf('erase', id, '2', [order('2', 'erase'), hold])).toBe('held');
  expect(obstacleOf('erase', id, '2', [order('2', 'erase')])).toBe('open');
  expect(obstacleOf('erase', id, '2', [])).toBe('agreed');
  expect(obstacleOf('lift', id, null, [])).toBe('not-held');
  expect(obstacleOf('lift', id, '3', [order('3', 'lift')])).toBe('not-held');
  expect(obstacleOf('hold', id, '1', [hold])).toBe('agreed');
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

test('a case opens for who works with cases at the centre', () => {
  const me = (role: 'supervisor' | 'administrator', centre: string): Me => ({
    id: '1', name: 'lis', shown_name: 'Lis', centre: 'aarhus', centre_name: 'Aarhus', trained_until: null, trained: false, roles: [{ centre, role }],
  });
  expect([readsCases(me('supervisor', 'aarhus')), readsCases(me('supervisor', '*'))]).toEqual([true, true]);
  expect([readsCases(me('supervisor', 'vejle')), readsCases(me('administrator', 'aarhus')), readsCases(null)]).toEqual([false, false, false]);
});
