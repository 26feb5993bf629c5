// Grouping of advice: told in few sentences, and nothing lost.
import { expect, test } from 'vitest';
import { groupAdvice, type AdviceGroup } from './advice.ts';
import type { Policy } from './policy.ts';

// Lists like those of the real policy, cut short: A one of, B one and one, C two of; B2.1 and C1 read the same,
// as do B2.2 and C2; t and b never together.
const line = (id: string): Policy['lines'][number] => ({ id, accepts: [] });
const policy = {
  lines: ['A1', 'A2', 'B1.1', 'B1.2', 'B2.1', 'B2.2', 'C1', 'C2', 'C3', 'C4'].map(line),
  groups: [
    { id: 'B1', of: ['B1.1', 'B1.2'] },
    { id: 'B2', of: ['B2.1', 'B2.2'] },
    { id: 't', of: ['B2.2', 'C2'] },
    { id: 'b', of: ['C4'] },
  ],
  lists: [
    { id: 'A', take: [{ count: 1, of: ['A1', 'A2'] }] },
    { id: 'B', take: [{ count: 1, of: ['B1'] }, { count: 1, of: ['B2'] }] },
    { id: 'C', take: [{ count: 2, of: ['C1', 'C2', 'C3', 'C4'] }] },
  ],
  exclusions: [{ clause: 'X1', never_together: ['t', 'b'] }],
} as unknown as Policy;

const reads = (id: string): string => ({ 'B2.1': 'card', C1: 'card', 'B2.2': 'tax', C2: 'tax' })[id] ?? id;
const group = (...sets: string[][]): readonly AdviceGroup[] => groupAdvice(policy, sets, reads);

const listB = [['B1.1', 'B2.1'], ['B1.1', 'B2.2'], ['B1.2', 'B2.1'], ['B1.2', 'B2.2']];
const listC = [['C1', 'C2'], ['C1', 'C3'], ['C1', 'C4'], ['C2', 'C3'], ['C3', 'C4']];

test('no documents: the lists as the source has them', () => {
  expect(group(['A1'], ['A2'], ...listB, ...listC)).toEqual([
    { shape: 'alone', lines: ['A1', 'A2'] },
    { shape: 'each', parts: [['B1.1', 'B1.2'], ['B2.1', 'B2.2']] },
    { shape: 'two', lines: ['B2.1', 'B2.2', 'C3', 'C4'], exclusions: ['X1'] },
  ]);
});

test('what goes with what is there stands apart from what is enough alone', () => {
  expect(group(['A1'], ['B2.1'], ['B2.2'])).toEqual([
    { shape: 'alone', lines: ['A1'] },
    { shape: 'with-yours', lines: ['B2.1', 'B2.2'] },
  ]);
});

test('lines that read the same are told once', () => {
  expect(group(['B2.1'], ['C1'])).toEqual([{ shape: 'with-yours', lines: ['B2.1'] }]);
});

test('a pair is not told where one of the two reads as enough', () => {
  expect(group(['B2.1'], ['C1', 'C3'], ['C3', 'C4'])).toEqual([
    { shape: 'with-yours', lines: ['B2.1'] },
    { shape: 'two', lines: ['C3', 'C4'], exclusions: [] },
  ]);
});

test('a list with a gap is not told as whole', () => {
  const groups = group(['C1', 'C3'], ['C3', 'C4']);
  expect(spelled(groups)).toEqual(new Set(['B2.1 C3', 'C3 C4']));
});

test('pairs that follow no list are told with their partners', () => {
  expect(group(['A1', 'C3'], ['A2', 'C3'])).toEqual([{ shape: 'each', parts: [['A1', 'A2'], ['C3']] }]);
});

test('more than two together are told as they are', () => {
  expect(group(['A1', 'A2', 'C3'])).toEqual([{ shape: 'all', lines: ['A1', 'A2', 'C3'] }]);
});

test('no advice gives no groups', () => {
  expect(group()).toEqual([]);
});

function spelled(groups: readonly AdviceGroup[]): Set<string> {
  return new Set(
    groups.flatMap((each) => {
      if (each.shape !== 'each') return [];
      const [left = [], right = []] = each.parts;
      return left.flatMap((a) => right.map((b) => [a, b].sort().join(' ')));
    }),
  );
}
