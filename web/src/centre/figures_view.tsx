// How the days of a centre went: the wasted-visit rate first, and by what the guide had advised.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { addDays, daysBetween } from '../days.ts';
import { DayField } from '../fields.tsx';
import { isDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { ChartShown } from './chart.tsx';
import { chartsOf, percentText, shareOf, valueText, type Figures } from './figures.ts';
import { Failed, useLoaded, type ViewProps } from './page.tsx';

const periods = [7, 30, 90, 365] as const;
const daysMax = 366;

export function FiguresView({ desk, centre, day }: ViewProps): JSX.Element {
  const { t } = useTexts();
  const [from, setFrom] = useState(addDays(day, -29));
  const [to, setTo] = useState(day);
  const [isLost, setLost] = useState(false);
  const isRight = isDate(from) && isDate(to) && from <= to && daysBetween(from, to) < daysMax;
  const [asked, setAsked] = useState({ from, to });
  const path = `/desk/v1/centres/${centre}/figures`;
  const { value, failure, reload } = useLoaded<Figures>(desk, `${path}?${new URLSearchParams(asked)}`);
  const ask = (first: string, last: string): void => {
    setFrom(first);
    setTo(last);
    if (isDate(first) && isDate(last) && first <= last && daysBetween(first, last) < daysMax) setAsked({ from: first, to: last });
  };
  // The token goes in a header, so the file is fetched first.
  const download = async (): Promise<void> => {
    const response = await fetch(`${path}.csv?${new URLSearchParams(asked)}`, desk.init).catch(() => null);
    setLost(response?.ok !== true);
    if (response?.ok !== true) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${centre}-${asked.from}-${asked.to}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <div class="filter">
        <DayField id="figures-from" label={t('ui.patterns.from')} value={from} change={(each) => ask(each, to)} mistake={() => null} />
        <DayField id="figures-to" label={t('ui.patterns.to')} value={to} change={(each) => ask(from, each)} mistake={() => (isRight ? null : t('ui.centre.period_wrong', { days: daysMax }))} />
        <div class="options" role="group" aria-label={t('ui.centre.period')}>
          {periods.map((days) => (
            <button key={days} type="button" class="button button-secondary" aria-pressed={asked.to === day && asked.from === addDays(day, 1 - days)} onClick={() => ask(addDays(day, 1 - days), day)}>{t('ui.centre.last_days', { days })}</button>
          ))}
        </div>
      </div>
      <Failed failure={failure} retry={() => void reload()} />
      {value !== null && <Shown figures={value} />}
      <p><button type="button" class="button button-secondary" onClick={() => void download()}>{t('ui.centre.download')}</button></p>
      <p role="status">{isLost && t('ui.centre.no_download')}</p>
    </>
  );
}

function Shown({ figures }: { figures: Figures }): JSX.Element {
  const { t, language } = useTexts();
  const { total, wasted_by_advice: byAdvice, wasted_by_reason: byReason } = figures;
  const charts = useMemo(() => chartsOf(figures.days), [figures]);
  const [first, ...others] = charts;
  const { wasted_rate: rate, no_show_rate: noShows } = total;
  const of = (part: number, whole: number): string => {
    const share = shareOf(part, whole);
    return share === null ? '–' : percentText(language, share);
  };
  return (
    <>
      <section class="wasted" aria-labelledby="wasted-title">
        <h2 id="wasted-title">{t('ui.centre.wasted')}</h2>
        <p class="wasted-rate">{of(rate.part, rate.whole)}</p>
        <p>{rate.whole === 0 ? t('ui.centre.no_outcomes') : t('ui.centre.wasted_text', { part: rate.part, whole: rate.whole, low: percentText(language, rate.low), high: percentText(language, rate.high) })}</p>
        <div class="wasted-tables">
          <div class="table-scroll" role="group" aria-label={t('ui.centre.by_advice')} tabIndex={0}>
            <table class="table">
              <caption>{t('ui.centre.by_advice')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('ui.centre.column.advised')}</th>
                  <th scope="col" class="number">{t('ui.centre.visits_column')}</th>
                  <th scope="col" class="number">{t('ui.centre.wasted_column')}</th>
                  <th scope="col" class="number">{t('ui.centre.share_column')}</th>
                </tr>
              </thead>
              <tbody>
                {byAdvice.map(({ advised, visits, wasted }) => (
                  <tr key={advised}>
                    <th scope="row">{t(`ui.centre.advised.${advised}`)}</th>
                    <td class="number">{visits}</td>
                    <td class="number">{wasted}</td>
                    <td class="number">{of(wasted, visits)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <table class="table">
            <caption>{t('ui.centre.by_reason')}</caption>
            <thead><tr><th scope="col">{t('ui.centre.reason_column')}</th><th scope="col" class="number">{t('ui.centre.visits_column')}</th></tr></thead>
            <tbody>{byReason.map(({ outcome, visits }) => <tr key={outcome}><th scope="row">{t(`ui.queue.outcome.${outcome}`)}</th><td class="number">{visits}</td></tr>)}</tbody>
          </table>
        </div>
        {first !== undefined && <ChartShown chart={first} />}
      </section>
      <section aria-labelledby="other-title">
        <h2 id="other-title">{t('ui.centre.other_figures')}</h2>
        <dl class="totals">
          <Total label={t('ui.centre.series.arrived')} value={valueText(language, 'count', total.arrived)} />
          <Total label={t('ui.centre.series.walk_ins')} value={valueText(language, 'count', total.walk_ins)} />
          <Total label={t('ui.centre.no_show_rate')} value={of(noShows.part, noShows.whole)} />
          <Total label={t('ui.centre.series.wait_p50')} value={minutes(total.wait_p50)} />
          <Total label={t('ui.centre.series.wait_p90')} value={minutes(total.wait_p90)} />
          <Total label={t('ui.centre.service_p50')} value={minutes(total.service_p50)} />
          <Total label={t('ui.centre.series.use_share')} value={of(total.minutes_used, total.minutes_open)} />
        </dl>
        {others.map((chart) => <ChartShown key={chart.key} chart={chart} />)}
      </section>
    </>
  );

  function minutes(value: number | null): string {
    return value === null ? '–' : t('ui.queue.minutes', { minutes: value });
  }
}

function Total({ label, value }: { label: string; value: string }): JSX.Element {
  return <div><dt>{label}</dt><dd>{value}</dd></div>;
}
