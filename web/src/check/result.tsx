// The answer: what is enough, or what is missing, what is refused and why, and what is still unknown.
import type { JSX, RefObject } from 'preact';
import type { OpenFact, Verdict } from '../api.ts';
import { groupAdvice } from '../advice.ts';
import { useTexts } from '../i18n.ts';
import { Cross, Question, Tick } from '../icons.tsx';
import { longDate } from '../format.ts';
import { clauseText, lineText, linesOf, placeText, type Policy } from '../policy.ts';
import { AdviceList } from './advice_list.tsx';
import type { Judged } from './session.ts';
import { documentName } from './words.ts';

interface ResultProps {
  readonly policy: Policy;
  readonly judged: Judged;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly ask: (open: OpenFact) => void;
}

const signs = { accepted: Tick, rejected: Cross, undetermined: Question };

export function Result({ policy, judged, heading, ask }: ResultProps): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const { kase, verdict } = judged;
  const Sign = signs[verdict.verdict];
  const groups = groupAdvice(policy, judged.advice.map(({ add }) => add), (line) => lineText(texts, policy, line));
  return (
    <div class={`result result-${verdict.verdict}`}>
      <h2 ref={heading} tabIndex={-1}><Sign />{t(`verdict.${verdict.verdict}`)}</h2>
      <p class="note">{t('ui.result.judged', { date: longDate(texts.language, kase.date), place: placeText(texts, policy, kase.place) })}</p>
      {verdict.verdict === 'accepted' && <Accepted policy={policy} judged={judged} />}
      <Refused policy={policy} judged={judged} />
      {verdict.open_facts.length > 0 && (
        <>
          <h3>{t('ui.result.unknown')}</h3>
          <ul>
            {verdict.open_facts.map((open) => (
              <li key={`${open.document} ${open.fact}`}>
                <button type="button" class="link-button" onClick={() => ask(open)}>
                  {texts.find(`fact.${open.fact}.question`, { document: documentName(texts, policy, kase, open.document) })}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {verdict.verdict !== 'accepted' && groups.length > 0 && (
        <>
          <h3>{t(verdict.verdict === 'rejected' ? 'ui.result.missing' : 'ui.result.to_be_sure')}</h3>
          <AdviceList policy={policy} groups={groups} />
          {judged.presumed && groups.some(({ shape }) => shape === 'with-yours') && <p class="note">{t('ui.result.presumed')}</p>}
        </>
      )}
      {verdict.verdict === 'accepted' && <p>{t('ui.result.then')} <a href="questions/">{t('ui.nav.questions')}</a> <a href="../#witness-title">{t('ui.result.witness_link')}</a> <a href="../witness/">{t('ui.need.can_witness')}</a></p>}
    </div>
  );
}

function Accepted({ policy, judged: { kase, verdict } }: { policy: Policy; judged: Judged }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  return (
    <>
      <p>{t(verdict.used.length === 1 ? 'ui.result.bring_one' : 'ui.result.bring_all')}</p>
      <ul class="bring">
        {verdict.used.map((index) => (
          <li key={index}>
            <b>{documentName(texts, policy, kase, index)}</b>
            {servedOn(policy, verdict, index, (line) => <div>{lineText(texts, policy, line)}</div>)}
          </li>
        ))}
      </ul>
      {verdict.list !== null && (
        <p>{t(verdict.used.length === 1 ? 'ui.result.list_one' : 'ui.result.list_several', { list: verdict.list })} <a href={`../#list-${verdict.list}`}>{t('ui.result.list_link')}</a></p>
      )}
    </>
  );
}

// The line of the list that a used document stands on; nothing where list or line is not certain.
function servedOn(policy: Policy, verdict: Verdict, index: number, show: (line: string) => JSX.Element): JSX.Element | null {
  const list = policy.lists.find(({ id }) => id === verdict.list);
  const ofList = new Set(linesOf(policy, list?.take.flatMap(({ of }) => of) ?? []));
  const [line, ...others] = verdict.documents[index]?.lines.filter((each) => ofList.has(each)) ?? [];
  return line === undefined || others.length > 0 ? null : show(line);
}

// Every refused document with each certain reason, and the rule behind it.
export function Refused({ policy, judged: { kase, verdict } }: { policy: Policy; judged: Judged }): JSX.Element | null {
  const texts = useTexts();
  const { t } = texts;
  const refused = verdict.documents.filter((each) => each.refused.length > 0);
  if (refused.length === 0) return null;
  return (
    <>
      <h3>{t('ui.result.refused')}</h3>
      <ul class="refused">
        {refused.map(({ index, refused: reasons }) => (
          <li key={index}>
            <b>{documentName(texts, policy, kase, index)}</b>
            <ul>
              {reasons.map(({ code, clause }) => (
                <li key={`${code} ${clause}`}>
                  {texts.find(`refusal.${code}`)}{' '}
                  <a href={`../#${clause}`} title={ruleText(texts, policy, clause)}>{t('ui.result.rule', { clause })}</a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

function ruleText(texts: ReturnType<typeof useTexts>, policy: Policy, clause: string): string {
  return policy.lines.some(({ id }) => id === clause) ? lineText(texts, policy, clause) : clauseText(texts, policy, clause);
}
