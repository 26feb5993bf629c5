// What the citizen takes along: the plan as a QR code and a link, and a checklist that prints on one page.
import type { JSX } from 'preact';
import { groupAdvice } from '../advice.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { planFragment } from '../plan.ts';
import { clauseText, lineText, placeText, type Policy } from '../policy.ts';
import { QrCode } from '../qr.tsx';
import { AdviceList } from './advice_list.tsx';
import { Refused } from './result.tsx';
import type { Judged } from './session.ts';
import type { situations } from './situation.tsx';
import { answered, documentName, valueText } from './words.ts';

interface HandoutProps {
  readonly policy: Policy;
  readonly judged: Judged;
  readonly situations: readonly (typeof situations)[number][];
  readonly plan: string;
}

export function Handout(props: HandoutProps): JSX.Element {
  const { t } = useTexts();
  const code = <QrCode text={props.plan} label={t('ui.handout.qr')} />;
  return (
    <>
      <section class="handout screen-only" aria-labelledby="handout-title">
        <h2 id="handout-title">{t('ui.handout.title')}</h2>
        <p>{t('ui.handout.text')}</p>
        {code}
        <p class="button-row">
          <button type="button" class="button button-primary" onClick={() => window.print()}>{t('ui.handout.print')}</button>
          <a class="button button-secondary" href={planFragment(props.plan)}>{t('ui.handout.link')}</a>
          <a class="button button-secondary" href={`../book/${planFragment(props.plan)}`}>{t('ui.handout.book')}</a>
        </p>
      </section>
      <Checklist {...props} code={code} />
    </>
  );
}

// Shown on paper only.
function Checklist({ policy, judged, situations: told, plan, code }: HandoutProps & { code: JSX.Element }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const { kase, verdict } = judged;
  const accepted = verdict.verdict === 'accepted';
  const bring = accepted ? verdict.used : kase.documents.map((_, index) => index).filter((index) => verdict.documents[index]?.refused.length === 0);
  const count = kase.documents.length;
  const size = count > 5 ? ' checklist-dense checklist-packed' : count > 2 ? ' checklist-dense' : '';
  const groups = groupAdvice(policy, judged.advice.map(({ add }) => add), (line) => lineText(texts, policy, line));
  return (
    <div class={`checklist${size}`}>
      <div class="checklist-head">
        <div>
          <h2>{t('ui.handout.checklist')}</h2>
          <p>{t('ui.visit.date')}: <b>{longDate(texts.language, kase.date)}</b></p>
          <p>{t('ui.visit.place')}: <b>{placeText(texts, policy, kase.place)}</b></p>
          <p class="checklist-verdict">{t(`verdict.${verdict.verdict}`)}</p>
        </div>
        {code}
      </div>
      {bring.length > 0 && <h3>{t('ui.handout.bring')}</h3>}
      <ul class="boxes">
        {bring.map((index) => {
          const facts = answered(kase.documents[index] ?? { key: 0, kind: '', facts: {}, skipped: [] });
          return (
            <li key={index}>
              <b>{documentName(texts, policy, kase, index)}</b>
              <span class="checklist-facts">
                {facts
                  .map(({ fact, value }) => `${texts.find(`fact.${fact}.name`)}: ${value === undefined ? t('fact.unknown') : valueText(texts, fact, value)}`)
                  .join(' · ')}
              </span>
            </li>
          );
        })}
        <li>{t('ui.handout.questions')}</li>
        {told.map(({ id, clause }) => <li key={id}>{clauseText(texts, policy, clause)}</li>)}
      </ul>
      <Refused policy={policy} judged={judged} />
      {!accepted && groups.length > 0 && (
        <div class="checklist-advice">
          <h3>{t('ui.result.missing')}</h3>
          <AdviceList policy={policy} groups={groups} />
          {judged.presumed && groups.some(({ shape }) => shape === 'with-yours') && <p class="note">{t('ui.result.presumed')}</p>}
        </div>
      )}
      <p class="checklist-plan">{plan}</p>
      <p class="checklist-foot">{t('ui.handout.foot', { version: verdict.version })}</p>
    </div>
  );
}
