// The page on which somebody who can log in learns before the visit whether questions from the register can work for
// them, or whether to bring a witness.
//
// PRIVACY: yes or no. What the register holds, and what is missing there, is not told to anybody.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { signInRefusal, signOut } from '../mine/vouchings.ts';
import { Trouble } from '../mount.tsx';
import { fetchFeasible, standingOf } from './feasible.ts';

type State =
  | { readonly state: 'waiting' | 'log-in' | 'not-here' | 'logged-out' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'answered'; readonly feasible: boolean };

// Why logging in did not work; told once.
function takeRefusal(): string | null {
  const refusal = signInRefusal(location.hash);
  if (refusal !== null) history.replaceState(null, '', location.pathname);
  return refusal;
}

export function Questions(): JSX.Element {
  const { t, language } = useTexts();
  const [state, setState] = useState<State>({ state: 'waiting' });
  const [refusal] = useState(takeRefusal);
  const load = async (): Promise<void> => {
    const answer = await fetchFeasible();
    if (answer.ok) return setState({ state: 'answered', feasible: answer.value });
    const standing = standingOf(answer.failure);
    setState(standing === 'failed' ? { state: 'failed', failure: answer.failure } : { state: standing });
  };
  const leave = async (): Promise<void> => {
    const answer = await signOut();
    const isOut = answer.ok || (answer.failure.reason === 'problem' && answer.failure.status === 401);
    setState(isOut ? { state: 'logged-out' } : { state: 'failed', failure: answer.failure });
  };
  useEffect(() => void load(), []);
  return (
    <div class="feasible" aria-busy={state.state === 'waiting'}>
      {state.state === 'failed' && <Trouble failure={state.failure} retry={() => void load()} since={null} />}
      {state.state === 'not-here' && (
        <div class="alert alert-info">
          <p class="alert-heading">{t('ui.questions.not_here')}</p>
          <p class="alert-text">{t('ui.questions.not_here_help')}</p>
        </div>
      )}
      {state.state === 'logged-out' && <div class="alert alert-info" role="status"><p class="alert-text">{t('ui.mine.signed_out')}</p></div>}
      {state.state === 'log-in' && (
        <>
          {refusal !== null && (
            <div class="alert alert-warning" role="alert">
              <p class="alert-heading">{t('ui.mine.sign_in_refused')}</p>
              <p class="alert-text">{t('ui.mine.sign_in_refused_help', { reason: refusal })}</p>
            </div>
          )}
          <p>{t('ui.questions.how')}</p>
          <p><a class="button button-primary" href={`/api/v1/me/sign-in?for=questions&lang=${encodeURIComponent(language)}`}>{t('ui.mine.sign_in')}</a></p>
          <p class="note">{t('ui.questions.no_mitid')}</p>
        </>
      )}
      {state.state === 'answered' && (
        <>
          <div class={`alert ${state.feasible ? 'alert-success' : 'alert-warning'}`} role="status">
            <p class="alert-heading">{t(state.feasible ? 'ui.questions.yes' : 'ui.questions.no')}</p>
            <p class="alert-text">{t(state.feasible ? 'ui.questions.yes_help' : 'ui.questions.no_help')}</p>
          </div>
          <p><a href="../../#witness-title">{t('ui.need.witness_link')}</a></p>
          <p><button type="button" class="button button-secondary" onClick={() => void leave()}>{t('ui.mine.sign_out')}</button></p>
        </>
      )}
    </div>
  );
}
