// The verdict of documents while they are typed, and what would be enough: beside the step, in words that can be said to the citizen.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { groupAdvice } from '../advice.ts';
import type { Case } from '../case.ts';
import { AdviceList } from '../check/advice_list.tsx';
import { Refused } from '../check/result.tsx';
import { judge, type Judged, type Judgement } from '../check/session.ts';
import { documentName } from '../check/words.ts';
import { useTexts } from '../i18n.ts';
import { lineText, type Policy } from '../policy.ts';
import type { Draft } from './draft.ts';

export interface Standing {
  readonly judgement: Judgement;
  readonly judged: Judged | null; // of the drafts as they stand
}

export function caseOf(date: string, place: string, drafts: readonly Draft[]): Case {
  return { date, place, documents: drafts };
}

// The verdict on drafts, asked for again with each change.
export function useStanding(policy: Policy, date: string, place: string, drafts: readonly Draft[]): Standing {
  const [judgement, setJudgement] = useState<Judgement>({ state: 'nothing' });
  const asked = useRef<Case | null>(null);
  useEffect(() => {
    if (drafts.length === 0) {
      asked.current = null;
      return setJudgement({ state: 'nothing' });
    }
    const kase = caseOf(date, place, drafts);
    asked.current = kase;
    const controller = new AbortController();
    judge(policy, kase, controller.signal).then((answer) => { if (!controller.signal.aborted) setJudgement(answer); }, () => undefined);
    return () => controller.abort();
  }, [policy, date, place, drafts]);
  const judged = judgement.state === 'judged' && judgement.judged.kase === asked.current ? judgement.judged : null;
  return { judgement, judged };
}

export function VerdictShown({ policy, standing: { judgement } }: { policy: Policy; standing: Standing }): JSX.Element | null {
  const texts = useTexts();
  const { t, find } = texts;
  if (judgement.state === 'failed') return <p class="form-error-message">{t('ui.error.unreachable')}</p>;
  if (judgement.state !== 'judged') return null;
  const { judged } = judgement;
  const { verdict, kase } = judged;
  const groups = groupAdvice(policy, judged.advice.map(({ add }) => add), (line) => lineText(texts, policy, line));
  return (
    <div class={`standing standing-${verdict.verdict}`}>
      <p class="standing-word"><strong>{t(`ui.case.verdict.${verdict.verdict}`)}</strong>{verdict.list !== null && ` ${t('ui.case.by_list', { list: verdict.list })}`}</p>
      <Refused policy={policy} judged={judged} />
      {verdict.open_facts.length > 0 && (
        <>
          <h3>{t('ui.case.still_open')}</h3>
          <ul>
            {verdict.open_facts.map(({ document, fact }) => (
              <li key={`${document} ${fact}`}>{documentName(texts, policy, kase, document)}: {find(`ui.case.fact.${fact}`)}</li>
            ))}
          </ul>
        </>
      )}
      {verdict.verdict !== 'accepted' && groups.length > 0 && (
        <details>
          <summary>{t(verdict.verdict === 'rejected' ? 'ui.case.would_be_enough' : 'ui.case.or_these')}</summary>
          <AdviceList policy={policy} groups={groups} />
        </details>
      )}
    </div>
  );
}
