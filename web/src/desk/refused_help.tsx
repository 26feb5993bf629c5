// After a refusal: what would have been enough, and the next free time, to be told and offered at once.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { groupAdvice } from '../advice.ts';
import { send } from '../api.ts';
import { timeOf, type Slot, type Slots } from '../book/visits.ts';
import { AdviceList } from '../check/advice_list.tsx';
import { addDays } from '../days.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { lineText } from '../policy.ts';
import type { StepProps } from './step.ts';

const daysAhead = 14;

export function RefusedHelp({ policy, view, today }: Pick<StepProps, 'policy' | 'view' | 'today'>): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const [next, setNext] = useState<Slot | null>(null);
  useEffect(() => {
    const query = new URLSearchParams({ from: addDays(today, 1), to: addDays(today, daysAhead) });
    void send<Slots>('GET', `/api/v1/centres/${encodeURIComponent(view.centre)}/slots?${query}`)
      .then((answer) => { if (answer.ok) setNext(answer.value.items.find(({ free }) => free > 0) ?? null); });
  }, [view.centre, today]);
  const advice = view.verdict !== null && view.verdict.verdict !== 'accepted' ? view.verdict.advice : [];
  const groups = groupAdvice(policy, advice.map(({ add }) => add), (line) => lineText(texts, policy, line));
  return (
    <>
      {next !== null && <p>{t('ui.case.next_free')} <strong>{longDate(language, next.start.slice(0, 10))}, {timeOf(next.start)}</strong></p>}
      {groups.length > 0 && (
        <details class="more-facts">
          <summary>{t('ui.case.would_have_been')}</summary>
          <AdviceList policy={policy} groups={groups} />
        </details>
      )}
    </>
  );
}
