// The oldest answer that was used is the one that counts.
import { describe, expect, test } from 'vitest';
import { noteKept, whenKept } from './kept.ts';

describe('what was kept', () => {
  test('tells nothing while all is fresh, then the oldest time, to who came before and who comes later', () => {
    const early: string[] = [];
    const end = whenKept((since) => early.push(since));
    noteKept(null);
    expect(early).toEqual([]);
    noteKept('2026-11-20T08:00:00.000Z');
    noteKept('2026-11-23T08:00:00.000Z');
    noteKept('2026-11-19T08:00:00.000Z');
    expect(early).toEqual(['2026-11-20T08:00:00.000Z', '2026-11-19T08:00:00.000Z']);
    const late: string[] = [];
    whenKept((since) => late.push(since));
    expect(late).toEqual(['2026-11-19T08:00:00.000Z']);
    end();
    noteKept('2026-11-18T08:00:00.000Z');
    expect(early).toHaveLength(2);
    expect(late).toHaveLength(2);
  });
});
