// The figures of a centre's days, and what the charts draw of them.
import type { Outcome } from '../day/tickets.ts';
import { mondayOf, type Advised } from './running.ts';

export interface DayCounts {
  readonly booked: number;
  readonly walk_ins: number;
  readonly arrived: number;
  readonly no_shows: number;
  readonly helped: number;
  readonly wasted: number;
  readonly wait_p50: number | null; // minutes
  readonly wait_p90: number | null;
  readonly service_p50: number | null;
  readonly lead_p50: number | null; // days
  readonly minutes_open: number;
  readonly minutes_used: number;
}

export type DayFigures = DayCounts & { readonly day: string };

export interface Rate {
  readonly part: number;
  readonly whole: number;
  readonly share: number;
  readonly low: number; // between these with 95 per cent confidence
  readonly high: number;
}

export interface Figures {
  readonly days: readonly DayFigures[];
  readonly wasted_by_advice: readonly { readonly advised: Advised; readonly visits: number; readonly wasted: number }[];
  readonly wasted_by_reason: readonly { readonly outcome: Outcome; readonly visits: number }[];
  readonly total: DayCounts & { readonly wasted_rate: Rate; readonly no_show_rate: Rate };
}

// One number of each day; null where there is none, which is a gap and not nought.
export interface Series {
  readonly key: 'wasted_share' | 'arrived' | 'walk_ins' | 'no_shows' | 'wait_p50' | 'wait_p90' | 'use_share' | 'lead_p50';
  readonly values: readonly (number | null)[];
}

// What one chart shows. `days` are those that its values belong to: each day, or the Monday of each week.
export interface Chart {
  readonly key: 'wasted' | 'visits' | 'waits' | 'use' | 'lead';
  readonly unit: 'share' | 'count' | 'minutes' | 'days';
  readonly days: readonly string[];
  readonly isWeekly: boolean;
  readonly series: readonly Series[];
}

const dailyMax = 45; // days of which shares are drawn a day each; of more, a week each: single days say little

export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

// The counts that can be added, a week each.
export function byWeek(days: readonly DayFigures[]): readonly DayFigures[] {
  const weeks = new Map<string, DayFigures>();
  for (const day of days) {
    const monday = mondayOf(day.day);
    const week = weeks.get(monday);
    weeks.set(monday, week === undefined ? { ...day, day: monday } : {
      ...week,
      booked: week.booked + day.booked,
      walk_ins: week.walk_ins + day.walk_ins,
      arrived: week.arrived + day.arrived,
      no_shows: week.no_shows + day.no_shows,
      helped: week.helped + day.helped,
      wasted: week.wasted + day.wasted,
      minutes_open: week.minutes_open + day.minutes_open,
      minutes_used: week.minutes_used + day.minutes_used,
    });
  }
  return [...weeks.values()];
}

export function chartsOf(days: readonly DayFigures[]): readonly Chart[] {
  const isWeekly = days.length > dailyMax;
  const added = isWeekly ? byWeek(days) : days;
  const of = (from: readonly DayFigures[], key: Series['key'], value: (day: DayFigures) => number | null): Series => ({ key, values: from.map(value) });
  const sums = { days: added.map(({ day }) => day), isWeekly };
  // A middle of middles is no middle: waits and lead times stay a day each.
  const middles = { days: days.map(({ day }) => day), isWeekly: false };
  return [
    { key: 'wasted', unit: 'share', ...sums, series: [of(added, 'wasted_share', ({ wasted, helped }) => shareOf(wasted, wasted + helped))] },
    {
      key: 'visits', unit: 'count', ...sums,
      series: [of(added, 'arrived', ({ arrived }) => arrived), of(added, 'walk_ins', (day) => day.walk_ins), of(added, 'no_shows', (day) => day.no_shows)],
    },
    { key: 'waits', unit: 'minutes', ...middles, series: [of(days, 'wait_p50', (day) => day.wait_p50), of(days, 'wait_p90', (day) => day.wait_p90)] },
    { key: 'use', unit: 'share', ...sums, series: [of(added, 'use_share', (day) => shareOf(day.minutes_used, day.minutes_open))] },
    { key: 'lead', unit: 'days', ...middles, series: [of(days, 'lead_p50', (day) => day.lead_p50)] },
  ];
}

export function percentText(language: string, share: number): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

export function valueText(language: string, unit: Chart['unit'], value: number | null): string {
  if (value === null) return '–';
  return unit === 'share' ? percentText(language, value) : new Intl.NumberFormat(language).format(value);
}
