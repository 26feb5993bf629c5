// What the charts draw of a centre's days.
import { expect, test } from 'vitest';
import { byWeek, chartsOf, percentText, valueText, type DayFigures } from './figures.ts';
import { addDays } from '../days.ts';

const day = (date: string, more: Partial<DayFigures> = {}): DayFigures => ({
  day: date, booked: 10, walk_ins: 2, arrived: 8, no_shows: 2, helped: 6, wasted: 2,
  wait_p50: 5, wait_p90: 20, service_p50: 15, lead_p50: 7, minutes_open: 480, minutes_used: 240, ...more,
});
const closed = (date: string): DayFigures => day(date, {
  booked: 0, walk_ins: 0, arrived: 0, no_shows: 0, helped: 0, wasted: 0, wait_p50: null, wait_p90: null, service_p50: null, lead_p50: null,
  minutes_open: 0, minutes_used: 0,
});

test('the wasted-visit rate is the first chart', () => {
  const [first] = chartsOf([day('2026-11-30')]);
  expect(first?.key).toBe('wasted');
  expect(first?.series[0]?.values).toEqual([0.25]);
});

test('a day without visits is a gap, not a nought', () => {
  const charts = chartsOf([day('2026-11-30'), closed('2026-12-01')]);
  const values = (key: string) => charts.find((chart) => chart.key === key)?.series.map(({ values }) => values[1]);
  expect(values('wasted')).toEqual([null]);
  expect(values('use')).toEqual([null]);
  expect(values('waits')).toEqual([null, null]);
  expect(values('visits')).toEqual([0, 0, 0]);
});

test('of many days sums are weekly, from Monday, and nothing is lost', () => {
  const days = Array.from({ length: 60 }, (_, index) => day(addDays('2026-10-01', index)));
  const weeks = byWeek(days);
  expect(weeks[0]?.day).toBe('2026-09-28');
  expect(weeks.reduce((sum, week) => sum + week.arrived, 0)).toBe(60 * 8);
  const charts = chartsOf(days);
  expect(charts.map(({ isWeekly }) => isWeekly)).toEqual([true, true, false, true, false]);
  for (const { days: labels, series } of charts) for (const { values } of series) expect(values).toHaveLength(labels.length);
});

test('numbers are written as the language writes them', () => {
  expect(percentText('en', 0.125)).toBe('12.5%');
  expect(percentText('da', 0.125).replace(/\s/, ' ')).toBe('12,5 %');
  expect(valueText('en', 'count', null)).toBe('–');
  expect(valueText('da', 'count', 1234)).toBe('1.234');
});
