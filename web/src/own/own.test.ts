// What is told of somebody's own cases and look-ups: each once.
import { expect, test } from 'vitest';
import { byCase, ofOthers, type Everything, type LookUp } from './own.ts';

const lookUp = (id: string, kase: string): LookUp =>
  ({ look_up_id: id, at: '2026-11-29T09:00:00Z', centre: 'aarhus', case_id: kase, reason: 'is here', what: 'register' });
const everything: Everything = {
  wish: 'allowed',
  look_ups: [lookUp('1', 'a'), lookUp('2', 'b'), lookUp('3', 'a'), lookUp('4', 'elsewhere')],
  cases: [{ case_id: 'b', opened_at: '2026-11-29T09:00:00Z', centre: 'aarhus', outcome: 'open' },
    { case_id: 'a', opened_at: '2026-11-28T09:00:00Z', centre: 'aarhus', outcome: 'accepted' }],
};

test('every look-up is told once, with its case or by itself', () => {
  const told = [...byCase(everything).flatMap(({ lookUps }) => lookUps), ...ofOthers(everything)].map(({ look_up_id: id }) => id);
  expect(told).toEqual(['2', '1', '3', '4']);
});
