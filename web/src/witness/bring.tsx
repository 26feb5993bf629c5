// What a witness brings and what happens: by the rules of the policy, in plain words, and on paper.
import type { JSX } from 'preact';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { placeText, policyNumbers, type Policy } from '../policy.ts';
import type { Case } from '../case.ts';

const steps = ['together', 'documents', 'statement', 'approve', 'recorded'] as const;

export function Bring({ policy, kase }: { policy: Policy; kase: Case }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const numbers = policyNumbers(policy);
  return (
    <section class="bring-list" aria-labelledby="bring-title">
      <h2 id="bring-title">{t('ui.witness.bring')}</h2>
      <p class="paper-only">
        {t('ui.visit.date')}: <b>{longDate(texts.language, kase.date)}</b>. {t('ui.visit.place')}: <b>{placeText(texts, policy, kase.place)}</b>.
      </p>
      <ul class="boxes">
        {policy.guidance.filter((id) => id.startsWith('W')).map((id) => (
          <li key={id}>
            {texts.find(`ui.witness.rule.${id}`, numbers)}
            {id === 'W7' && <span class="screen-only"> <a href="professional/">{t('ui.nav.professional')}</a></span>}
          </li>
        ))}
      </ul>
      <h3>{t('ui.witness.happens')}</h3>
      <ol class="steps">{steps.map((step) => <li key={step}>{t(`ui.witness.step.${step}`)}</li>)}</ol>
      <p class="false-statement"><b>{t('ui.witness.false_statement')}</b></p>
      <p class="screen-only">
        <button type="button" class="button button-secondary" onClick={() => window.print()}>{t('ui.witness.print')}</button>
      </p>
    </section>
  );
}
