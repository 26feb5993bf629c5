// Alerts a day, and where the bars of their plot stand.
import { addDays, daysBetween } from '../days.ts';
import type { Alert } from './alerts.ts';

export interface Bar {
  readonly day: string;
  readonly count: number;
}

// One bar for each day from the first to the last, those without an alert too. An alert counts on its last day: then it was
// whole. Nothing for no alerts.
export function barsOf(alerts: readonly Alert[]): readonly Bar[] {
  const counts = new Map<string, number>();
  for (const { last_day: day } of alerts) counts.set(day, (counts.get(day) ?? 0) + 1);
  const days = [...counts.keys()].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = Math.min(daysBetween(first, last) + 1, daysMax);
  const from = addDays(last, 1 - span);
  return Array.from({ length: span }, (_, index) => {
    const day = addDays(from, index);
    return { day, count: counts.get(day) ?? 0 };
  });
}

const daysMax = 1100; // three years; what is older is left to the filter

// Whole numbers for the side of a plot, from 0 to at least `most`, few enough to read.
export function ticks(most: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => each * 4 >= most) ?? Math.ceil(most / 4);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

// The days that get a label: the first of each month, or each Monday where there are few days.
export function labelled(bars: readonly Bar[]): readonly number[] {
  const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
  const months = bars.flatMap(({ day }, index) => (day.endsWith('-01') ? [index] : []));
  if (bars.length > 60) return months;
  const mondays = bars.flatMap(({ day }, index) => (isMonday(day) ? [index] : []));
  return bars.length < 8 ? bars.map((_, index) => index) : mondays;
}
