// One chart of a centre's figures.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { DaysChartShown, type DaysChart } from '../days_chart.tsx';
import { useTexts } from '../i18n.ts';
import { valueText, type Chart } from './figures.ts';

export function ChartShown({ chart }: { chart: Chart }): JSX.Element {
  const { t, language } = useTexts();
  const drawn = useMemo((): DaysChart => ({
    id: chart.key,
    title: t(`ui.centre.chart.${chart.key}`),
    text: t(`ui.centre.chart_text.${chart.key}`),
    days: chart.days,
    isWeekly: chart.isWeekly,
    isShare: chart.unit === 'share',
    isBars: chart.key === 'visits',
    series: chart.series.map(({ key, values }) => ({ label: t(`ui.centre.series.${key}`), values })),
    valueText: (value) => valueText(language, chart.unit, value),
  }), [chart, language]);
  return <DaysChartShown chart={drawn} />;
}
