// The supervisor's page: second looks that wait, samples, and how the cases of the day and the month went.
//
// PRIVACY: figures have no names; the list of waiting looks has initials.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Place } from '../book/visits.ts';
import { percentText } from '../centre/figures.ts';
import { Failed, useLoaded } from '../centre/page.tsx';
import { AtDesk, type Desk } from '../day/desk.tsx';
import { clockText } from '../day/words.ts';
import { zoneOf } from '../day/zones.ts';
import { addDays } from '../days.ts';
import { DaysChartShown, type DaysChart } from '../days_chart.tsx';
import { reasonText } from '../desk/reasons.ts';
import type { CaseLine } from '../desk/view.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Marks } from './marks.tsx';
import { Samples } from './samples.tsx';
import { daysOf, minutesText, rankedReasons, sumOf, witnessShare, type CaseFigures, type Period } from './case_figures.ts';

export function SupervisorPage({ place }: { place: Place }): JSX.Element {
  return (
    <AtDesk>
      {(desk) => (
        <div class="desk-page">
          <p class="desk-place"><strong>{place.name}</strong></p>
          <Waiting desk={desk} centre={place.id} />
          <Marks desk={desk} />
          <Samples desk={desk} />
          <Figures desk={desk} centre={place.id} day={today(zoneOf[place.country ?? 'DK'], new Date())} />
        </div>
      )}
    </AtDesk>
  );
}

function Waiting({ desk, centre }: { desk: Desk; centre: string }): JSX.Element {
  const { t, find, language } = useTexts();
  const { value, failure, reload } = useLoaded<{ readonly items: readonly CaseLine[] }>(desk, `/desk/v1/cases?centre=${encodeURIComponent(centre)}`);
  const waiting = value?.items.filter(({ state }) => state === 'second-look') ?? [];
  return (
    <section aria-labelledby="waiting-looks">
      <h2 id="waiting-looks">{t('ui.supervisor.waiting')}</h2>
      <Failed failure={failure} retry={() => void reload()} />
      {value !== null && waiting.length === 0 && <p>{t('ui.supervisor.none_waits')}</p>}
      {waiting.length > 0 && (
        <ul class="plain case-lines">
          {waiting.map((line) => (
            <li key={line.case_id}>
              <a href={`../${location.search}#${line.case_id}`}>{find(`desk.purpose.${line.purpose}`)}, {line.initials ?? '–'}</a> {clockText(language, new Date(line.opened_at))}
            </li>
          ))}
        </ul>
      )}
      <p><button type="button" class="button button-secondary" onClick={() => void reload()}>{t('ui.supervisor.look_again')}</button></p>
    </section>
  );
}

const periods = ['day', 'month'] as const;

// What the figures call a part of a case, where the case's own page calls it otherwise.
const stepNames: Readonly<Record<string, string>> = { looks: 'looking', 'second-look': 'second' };

function Figures({ desk, centre, day }: { desk: Desk; centre: string; day: string }): JSX.Element {
  const { t } = useTexts();
  const [period, setPeriod] = useState<Period>('month');
  const query = new URLSearchParams({ centre, from: addDays(day, 1 - daysOf[period]), to: day });
  const { value, failure, reload } = useLoaded<CaseFigures>(desk, `/desk/v1/case-figures?${query}`);
  return (
    <section aria-labelledby="case-figures">
      <h2 id="case-figures">{t('ui.supervisor.figures')}</h2>
      <div class="options" role="group" aria-labelledby="case-figures">
        {periods.map((each) => <button key={each} type="button" class="button button-secondary" aria-pressed={each === period} onClick={() => setPeriod(each)}>{t(`ui.supervisor.period.${each}`)}</button>)}
      </div>
      <Failed failure={failure} retry={() => void reload()} />
      {value !== null && <Shown figures={value} />}
    </section>
  );
}

function Shown({ figures }: { figures: CaseFigures }): JSX.Element {
  const texts = useTexts();
  const { t, find, language } = texts;
  const sums = sumOf(figures.days);
  const share = witnessShare(sums);
  const count = (value: number | null): string => (value === null ? '–' : new Intl.NumberFormat(language).format(value));
  const percent = (value: number | null): string => (value === null ? '–' : percentText(language, value));
  const charts = useMemo((): readonly DaysChart[] => {
    const days = figures.days.map((each) => each.day);
    const series = (key: 'accepted' | 'refused' | 'ended') => ({ label: t(`ui.supervisor.series.${key}`), values: figures.days.map((each) => each[key]) });
    return [
      {
        id: 'outcomes', title: t('ui.supervisor.outcomes'), text: t('ui.supervisor.outcomes_text'), days, isWeekly: false, isShare: false, isBars: true,
        series: [series('accepted'), series('refused'), series('ended')], valueText: count,
      },
      {
        id: 'witness', title: t('ui.supervisor.witness'), text: t('ui.supervisor.witness_text'), days, isWeekly: false, isShare: true, isBars: false,
        series: [{ label: t('ui.supervisor.witness'), values: figures.days.map(witnessShare) }], valueText: percent,
      },
    ];
  }, [figures]);
  const reasons = rankedReasons(figures.reasons);
  const stepText = (step: string): string => find(`ui.case.step.${stepNames[step] ?? step}`);
  return (
    <>
      <dl class="totals">
        {(['opened', 'accepted', 'refused', 'ended'] as const).map((key) => <div key={key}><dt>{t(`ui.supervisor.series.${key}`)}</dt><dd>{count(sums[key])}</dd></div>)}
        <div><dt>{t('ui.supervisor.witness')}</dt><dd>{percent(share)}</dd></div>
      </dl>
      <div class="wasted-tables">
        <div class="table-scroll" role="group" aria-label={t('ui.supervisor.reasons')} tabIndex={0}>
          <table class="table">
            <caption>{t('ui.supervisor.reasons')}</caption>
            <thead><tr><th scope="col">{t('ui.supervisor.reason')}</th><th scope="col" class="number">{t('ui.supervisor.count')}</th><th scope="col" class="number">{t('ui.supervisor.share')}</th></tr></thead>
            <tbody>{reasons.map(({ code, count: given, share: part }) => <tr key={code}><th scope="row">{reasonText(texts, code)}</th><td class="number">{count(given)}</td><td class="number">{percent(part)}</td></tr>)}</tbody>
          </table>
        </div>
        <div class="table-scroll" role="group" aria-label={t('ui.supervisor.steps')} tabIndex={0}>
          <table class="table">
            <caption>{t('ui.supervisor.steps')}</caption>
            <thead><tr><th scope="col">{t('ui.supervisor.step')}</th><th scope="col" class="number">{t('ui.supervisor.middle')}</th><th scope="col" class="number">{t('ui.supervisor.most')}</th></tr></thead>
            <tbody>{figures.steps.map(({ step, median_seconds: middle, p90_seconds: most }) => <tr key={step}><th scope="row">{stepText(step)}</th><td class="number">{minutesText(middle)}</td><td class="number">{minutesText(most)}</td></tr>)}</tbody>
          </table>
        </div>
      </div>
      {charts.map((chart) => <DaysChartShown key={chart.id} chart={chart} />)}
    </>
  );
}
