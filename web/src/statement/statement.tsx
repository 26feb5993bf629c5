// The page on which a witness reads what they declare, goes on to approve it in MitID, and learns how that went.
//
// PRIVACY: says nothing of the applicant but the initials that the app will show too.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { asked, fetchDeclared, mayLead, relationOf, type Declared } from './approval.ts';

type State = { readonly state: 'waiting' } | { readonly state: 'none' } | { readonly state: 'unreachable' } | { readonly state: 'here'; readonly declared: Declared };

export function StatementPage(): JSX.Element {
  const { t } = useTexts();
  const [wanted] = useState(() => asked(location.hash));
  const [state, setState] = useState<State>({ state: 'waiting' });
  useEffect(() => {
    void (async () => {
      if (wanted === null || wanted.id === '') return setState({ state: 'none' });
      const answer = await fetchDeclared(wanted.id);
      if (answer.ok) return setState({ state: 'here', declared: answer.value });
      setState({ state: answer.failure.reason === 'unreachable' ? 'unreachable' : 'none' });
    })();
  }, []);
  return (
    <div class="statement" aria-busy={state.state === 'waiting'}>
      {wanted?.outcome != null && <Outcome outcome={wanted.outcome} />}
      {state.state === 'none' && wanted?.outcome == null && (
        <div class="alert alert-warning" role="alert">
          <p class="alert-heading">{t('ui.statement.none')}</p>
          <p class="alert-text">{t('ui.statement.none_help')}</p>
        </div>
      )}
      {state.state === 'unreachable' && <div class="alert alert-error" role="alert"><p class="alert-text">{t('ui.error.unreachable')}</p></div>}
      {state.state === 'here' && <Declaration declared={state.declared} />}
    </div>
  );
}

function Outcome({ outcome }: { outcome: string }): JSX.Element {
  const { t } = useTexts();
  if (outcome === 'proven') {
    return (
      <div class="alert alert-success" role="status">
        <p class="alert-heading">{t('ui.statement.proven')}</p>
        <p class="alert-text">{t('ui.statement.proven_help')}</p>
      </div>
    );
  }
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-heading">{t('ui.statement.refused')}</p>
      <p class="alert-text">{t('ui.statement.refused_help', { reason: outcome })}</p>
    </div>
  );
}

function Declaration({ declared }: { declared: Declared }): JSX.Element {
  const { t } = useTexts();
  return (
    <section aria-labelledby="declared-title">
      <h2 id="declared-title">{declared.title}</h2>
      <p>{declared.text}</p>
      <dl class="declared">
        <dt>{t('ui.statement.relation')}</dt>
        <dd>{t(`statement.relation.${relationOf(declared.relation)}`)}</dd>
        <dt>{t('ui.statement.years')}</dt>
        <dd>{t('ui.statement.years_value', { years: declared.known_years })}</dd>
      </dl>
      {declared.stage === 'begun' && mayLead(declared.address) && (
        <>
          <p>{t('ui.statement.app')}</p>
          <blockquote>{declared.reference_text}</blockquote>
          <p><a class="button button-primary" href={declared.address}>{t('ui.statement.approve')}</a></p>
          <p class="note">{t('ui.statement.not_you')}</p>
        </>
      )}
    </section>
  );
}
