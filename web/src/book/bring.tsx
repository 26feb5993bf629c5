// The checklist that goes along with a visit: the kinds of documents, and what the guide says of them for that day.
import type { JSX } from 'preact';
import { useTexts } from '../i18n.ts';
import { planFragment, readPlan, type Plan } from '../plan.ts';
import type { VisitPlan } from './visits.ts';

export function Kinds({ plan }: { plan: Plan }): JSX.Element {
  const { t, find } = useTexts();
  if (plan.documents.length === 0) return <p>{t('ui.book.plan_empty')}</p>;
  return (
    <ul class="bring">
      {plan.documents.map(({ key, kind }) => <li key={key}>{find(`policy.${plan.policy}.kind.${kind}`)}</li>)}
    </ul>
  );
}

// `check` is where the page "Check my documents" is; the plan opens in it with the day of the visit.
export function Bring({ plan, day, check }: { plan: VisitPlan | null; day: string; check: string }): JSX.Element {
  const { t } = useTexts();
  const read = plan === null ? null : readPlan(plan.text);
  if (plan === null || read === null) return <p>{t('ui.book.bring_text')} <a href={check}>{t('ui.nav.check')}</a></p>;
  const again = check + planFragment(plan.text.replace(read.date, day));
  return (
    <>
      <Kinds plan={read} />
      {plan.advised === 'enough' && <p class="note">{t('ui.book.advised_enough')}</p>}
      {plan.advised === 'not-enough' && (
        <div class="alert alert-warning"><p class="alert-text">{t('ui.book.advised_not_enough')} <a href={again}>{t('ui.nav.check')}</a></p></div>
      )}
      {plan.advised === 'unknown' && <p class="note">{t('ui.book.advised_unknown')} <a href={again}>{t('ui.nav.check')}</a></p>}
      <p>{t('ui.book.bring_also')}</p>
    </>
  );
}
