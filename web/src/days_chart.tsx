// Days drawn by uPlot, and the same numbers as a table.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { addDays, daysBetween } from './days.ts';
import { longDate, shortDate } from './format.ts';
import { useTexts, type Texts } from './i18n.ts';

export interface DaysChart {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly days: readonly string[]; // each day, or the Monday of each week
  readonly isWeekly: boolean;
  readonly isShare: boolean; // values are shares of one
  readonly isBars: boolean; // the first series as bars
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  readonly valueText: (value: number | null) => string;
}

const height = 260;
const epoch = '1970-01-01';
// Of the design system: blue-800, orange-700, gray-600. They differ in lightness too, and the second is dashed.
const strokes = ['#004d99', '#b35900', '#5c5c5c'] as const;
const dashes: readonly (number[] | undefined)[] = [undefined, [8, 5], [2, 4]];

export function DaysChartShown({ chart }: { chart: DaysChart }): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const place = useRef<HTMLDivElement>(null);
  const isEmpty = chart.series.every(({ values }) => values.every((value) => value === null));
  useEffect(() => {
    const holder = place.current;
    if (holder === null) return;
    let drawn: uPlot | null = null;
    let isOver = false;
    const resize = new ResizeObserver(() => drawn?.setSize({ width: holder.clientWidth, height }));
    void import('uplot').then(({ default: Plot }) => {
      if (isOver) return;
      drawn = new Plot(optionsOf(texts, chart, holder.clientWidth, Plot), dataOf(chart), holder);
      resize.observe(holder);
    });
    return () => {
      isOver = true;
      resize.disconnect();
      drawn?.destroy();
    };
  }, [chart, texts]);
  const id = `chart-${chart.id}`;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{chart.title}{chart.isWeekly && ` ${t('ui.centre.weekly_sums')}`}</h3>
      <p class="note">{chart.text}</p>
      {isEmpty ? <p>{t('ui.centre.no_numbers')}</p> : <div ref={place} class="chart" role="img" aria-label={t('ui.centre.chart_label', { title: chart.title })} />}
      <details class="plot-numbers">
        <summary>{t('ui.patterns.numbers')}</summary>
        <div class="table-scroll" role="group" aria-labelledby={id} tabIndex={0}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t(chart.isWeekly ? 'ui.centre.week_of' : 'ui.patterns.column.day')}</th>
                {chart.series.map(({ label }) => <th key={label} scope="col" class="number">{label}</th>)}
              </tr>
            </thead>
            <tbody>
              {chart.days.map((day, index) => (
                <tr key={day}>
                  <th scope="row">{longDate(language, day)}</th>
                  {chart.series.map(({ label, values }) => <td key={label} class="number">{chart.valueText(values[index] ?? null)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

// Days are counted from 1970, so that no time zone moves them.
function dataOf({ days, series }: DaysChart): uPlot.AlignedData {
  return [days.map((day) => daysBetween(epoch, day)), ...series.map(({ values }) => [...values])];
}

function optionsOf({ t, language }: Texts, chart: DaysChart, width: number, Plot: typeof uPlot): uPlot.Options {
  const isLong = chart.days.length * (chart.isWeekly ? 7 : 1) > 120;
  const dayText = (day: number): string => shortDate(language, addDays(epoch, day), isLong);
  const bars = Plot.paths.bars?.({ size: [0.8, 40] });
  return {
    width,
    height,
    scales: {
      x: { time: false, ...(chart.days.length === 1 ? { range: (_: uPlot, from: number) => [from - 1, from + 1] as [number, number] } : {}) },
      y: { range: (_, __, most) => [0, chart.isShare ? Math.min(1, Math.max(0.1, (most ?? 0) * 1.15)) : Math.max(1, (most ?? 0) * 1.15)] },
    },
    axes: [
      { incrs: [1, 7, 14, 28, 56, 91, 182], space: 70, values: (_, splits) => splits.map(dayText), font: '14px "IBM Plex Sans"', stroke: '#1a1a1a' },
      { values: (_, splits) => splits.map((value) => chart.valueText(value)), size: 64, font: '14px "IBM Plex Sans"', stroke: '#1a1a1a', ...(chart.isShare ? {} : { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }) },
    ],
    series: [
      { label: t(chart.isWeekly ? 'ui.centre.week_of' : 'ui.patterns.column.day'), value: (_, day) => (day === null || day === undefined ? '–' : longDate(language, addDays(epoch, day))) },
      ...chart.series.map(({ label }, index): uPlot.Series => ({
        label,
        stroke: strokes[index] ?? strokes[0],
        width: 2,
        ...(dashes[index] === undefined || chart.isBars ? {} : { dash: dashes[index] }),
        ...(chart.isBars && index === 0 && bars !== undefined ? { paths: bars, fill: '#cce0f5' } : {}),
        value: (_, value) => chart.valueText(value ?? null),
      })),
    ],
  };
}
