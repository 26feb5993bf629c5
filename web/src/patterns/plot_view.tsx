// The plot of alerts a day, and its numbers as a table.
import type { JSX } from 'preact';
import { longDate, shortDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Alert } from './alerts.ts';
import { barsOf, labelled, ticks } from './plot.ts';

const height = 160;
const side = 44; // for the numbers at the left, and for the last label at the right
const foot = 28;
const head = 12;
const widthAimed = 720;

export function Plot({ alerts, choose }: { alerts: readonly Alert[]; choose: (day: string) => void }): JSX.Element | null {
  const { t, language } = useTexts();
  const bars = barsOf(alerts);
  if (bars.length === 0) return null;
  const step = Math.min(24, Math.max(2, widthAimed / bars.length));
  const width = Math.ceil(bars.length * step) + 2 * side;
  const marks = ticks(Math.max(...bars.map(({ count }) => count)));
  const top = marks.at(-1) ?? 1;
  const y = (count: number): number => head + height * (1 - count / top);
  return (
    <section aria-labelledby="plot-title">
      <h2 id="plot-title">{t('ui.patterns.plot')}</h2>
      <div class="graph-scroll" role="group" aria-labelledby="plot-title" tabIndex={0}>
        <svg class="plot" width={width} height={head + height + foot} role="img" aria-label={t('ui.patterns.plot_label', { days: bars.length, most: top })}>
          {marks.map((mark) => (
            <g key={mark}>
              <path class="plot-grid" d={`M${side} ${y(mark)}H${width - side}`} />
              <text class="plot-mark" x={side - 8} y={y(mark) + 4}>{mark}</text>
            </g>
          ))}
          {bars.map(({ day, count }, index) => count > 0 && (
            <rect
              key={day}
              class="plot-bar"
              x={side + index * step}
              y={y(count)}
              width={Math.max(1, step - 1)}
              height={height + head - y(count)}
              onClick={() => choose(day)}
            >
              <title>{`${longDate(language, day)}: ${count}`}</title>
            </rect>
          ))}
          {labelled(bars).map((index) => (
            <text key={index} class="plot-day" x={side + index * step + step / 2} y={head + height + 20}>
              {shortDate(language, bars[index]?.day ?? '', bars.length > 60)}
            </text>
          ))}
        </svg>
      </div>
      <details class="screen-only plot-numbers">
        <summary>{t('ui.patterns.numbers')}</summary>
        <table class="table">
          <thead><tr><th scope="col">{t('ui.patterns.column.day')}</th><th scope="col" class="number">{t('ui.patterns.alerts')}</th></tr></thead>
          <tbody>
            {bars.filter(({ count }) => count > 0).map(({ day, count }) => (
              <tr key={day}><th scope="row">{longDate(language, day)}</th><td class="number">{count}</td></tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
