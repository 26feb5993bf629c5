// The bars of the plot.
import { expect, test } from 'vitest';
import type { Alert } from './alerts.ts';
import { barsOf, labelled, ticks } from './plot.ts';

const on = (...days: readonly string[]): readonly Alert[] => days.map((day) => ({ last_day: day }) as Alert);

test('every day has a bar, those without an alert too', () => {
  expect(barsOf(on('2026-03-02', '2026-02-28', '2026-03-02'))).toEqual([
    { day: '2026-02-28', count: 1 }, { day: '2026-03-01', count: 0 }, { day: '2026-03-02', count: 2 },
  ]);
  expect(barsOf([])).toEqual([]);
});

test('days that are centuries apart do not make a plot of centuries', () => {
  const bars = barsOf(on('1000-01-01', '2026-03-02'));
  expect(bars.length).toBe(1100);
  expect(bars.at(-1)).toEqual({ day: '2026-03-02', count: 1 });
});

test('ticks are whole, few, and reach the highest bar', () => {
  expect(ticks(1)).toEqual([0, 1]);
  expect(ticks(7)).toEqual([0, 2, 4, 6, 8]);
  for (const most of [3, 20, 101, 4321]) {
    expect(ticks(most).length).toBeLessThanOrEqual(5);
    expect(ticks(most).at(-1)).toBeGreaterThanOrEqual(most);
  }
});

test('labels stand at each day, each Monday or each month, by how many days there are', () => {
  expect(labelled(barsOf(on('2026-03-01', '2026-03-03')))).toEqual([0, 1, 2]);
  expect(labelled(barsOf(on('2026-03-01', '2026-03-17')))).toEqual([1, 8, 15]);
  expect(labelled(barsOf(on('2026-01-01', '2026-04-15')))).toEqual([0, 31, 59, 90]);
});
