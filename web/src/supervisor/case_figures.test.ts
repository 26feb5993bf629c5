// Sums, shares and times of the supervisor's charts.
import { expect, test } from 'vitest';
import { minutesText, rankedReasons, sumOf, witnessShare } from './case_figures.ts';

const day = (of: Partial<Parameters<typeof sumOf>[0][number]>) =>
  ({ day: '2026-11-29', opened: 0, accepted: 0, refused: 0, ended: 0, with_witness: 0, with_questions: 0, ...of });

test('days are added', () => {
  expect(sumOf([day({ opened: 2, accepted: 1, with_witness: 1 }), day({ opened: 3, refused: 1, ended: 2, with_questions: 4 })]))
    .toEqual({ opened: 5, accepted: 1, refused: 1, ended: 2, with_witness: 1, with_questions: 4 });
});

test('a share of nothing is none', () => {
  expect(witnessShare({ with_witness: 1, with_questions: 3 })).toBe(0.25);
  expect(witnessShare({ with_witness: 0, with_questions: 0 })).toBeNull();
});

test('the reason given most stands first', () => {
  expect(rankedReasons([{ code: 'expired', count: 1 }, { code: 'no-witness', count: 3 }, { code: 'temporary', count: 1 }])).toEqual([
    { code: 'no-witness', count: 3, share: 0.6 }, { code: 'expired', count: 1, share: 0.2 }, { code: 'temporary', count: 1, share: 0.2 },
  ]);
});

test('times are told in minutes and seconds', () => {
  expect([0, 9.4, 65, 600, null].map(minutesText)).toEqual(['0:00', '0:09', '1:05', '10:00', '–']);
});
