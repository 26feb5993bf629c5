// The page "My vouchings": how many are left, every statement ever given in one's name, and "that was not me".
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { policyNumbers, type Policy } from '../policy.ts';
import { dispute, fetchVouchings, newestFirst, signInAddress, signInRefusal, signOut, type Vouching, type Vouchings } from './vouchings.ts';

type State =
  | { readonly state: 'waiting' }
  | { readonly state: 'signed-out'; readonly just: boolean }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'here'; readonly vouchings: Vouchings; readonly reported: boolean };

// Why logging in did not work, where the server said so in the address it sent the browser back to.
function takeRefusal(): string | null {
  const refusal = signInRefusal(location.hash);
  // Told once: not again when the page is opened anew.
  if (refusal !== null) history.replaceState(null, '', location.pathname);
  return refusal;
}

export function Mine({ policy }: { policy: Policy }): JSX.Element {
  const { t, language } = useTexts();
  const [state, setState] = useState<State>({ state: 'waiting' });
  const [refusal] = useState(takeRefusal);
  const [failure, setFailure] = useState<Failure | null>(null); // of what was asked for last; what is shown stays
  const message = useRef<HTMLDivElement>(null);

  const load = async (reported: boolean): Promise<void> => {
    const answer = await fetchVouchings();
    if (answer.ok) setState({ state: 'here', vouchings: answer.value, reported });
    else setState(isSignedOut(answer) ? { state: 'signed-out', just: false } : { state: 'failed', failure: answer.failure });
  };
  useEffect(() => void load(false), []);
  useLayoutEffect(() => {
    if ((state.state === 'here' && state.reported) || (state.state === 'signed-out' && state.just) || failure !== null) message.current?.focus();
  }, [state, failure]);

  // Reports or signs out; who is signed out meanwhile is told so.
  const act = async (asked: Promise<Answer<unknown>>, then: () => Promise<void> | void): Promise<void> => {
    const answer = await asked;
    setFailure(null);
    if (answer.ok) await then();
    else if (isSignedOut(answer)) setState({ state: 'signed-out', just: true });
    else setFailure(answer.failure);
  };

  return (
    <div class="mine" aria-busy={state.state === 'waiting'}>
      <div ref={message} tabIndex={-1} class="message">
        {failure !== null && (
          <div class="alert alert-error" role="alert">
            <p class="alert-heading">{t('ui.mine.not_done')}</p>
            <p class="alert-text">{failure.reason === 'unreachable' ? t('ui.error.unreachable') : failure.text}</p>
          </div>
        )}
        {state.state === 'here' && state.reported && (
          <div class="alert alert-success" role="status"><p class="alert-text">{t('ui.mine.reported')}</p></div>
        )}
        {state.state === 'signed-out' && state.just && (
          <div class="alert alert-info" role="status"><p class="alert-text">{t('ui.mine.signed_out')}</p></div>
        )}
      </div>
      {state.state === 'failed' && (isUnknown(state.failure) ? <Unavailable /> : <Trouble failure={state.failure} retry={() => void load(false)} since={null} />)}
      {state.state === 'signed-out' && (
        <>
          {refusal !== null && !state.just && (
            <div class="alert alert-warning" role="alert">
              <p class="alert-heading">{t('ui.mine.sign_in_refused')}</p>
              <p class="alert-text">{t('ui.mine.sign_in_refused_help', { reason: refusal })}</p>
            </div>
          )}
          <p>{t('ui.mine.sign_in_text')}</p>
          <p><a class="button button-primary" href={signInAddress(language)}>{t('ui.mine.sign_in')}</a></p>
        </>
      )}
      {state.state === 'here' && (
        <>
          <Left policy={policy} vouchings={state.vouchings} />
          <Statements
            statements={newestFirst(state.vouchings.statements)}
            report={(id) => act(dispute(id), () => load(true))}
          />
          <p><a href={`/${language}/own/`}>{t('ui.nav.own')}</a></p>
          <p>
            <button type="button" class="button button-secondary" onClick={() => void act(signOut(), () => setState({ state: 'signed-out', just: true }))}>
              {t('ui.mine.sign_out')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}

// A server that keeps no statements has no such route.
function isUnknown(failure: Failure): boolean {
  return failure.reason === 'problem' && failure.status === 404;
}

function Unavailable(): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-heading">{t('ui.mine.unavailable')}</p>
      <p class="alert-text">{t('ui.mine.unavailable_help')}</p>
    </div>
  );
}

function isSignedOut(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.failure.reason === 'problem' && answer.failure.status === 401;
}

function Left({ policy, vouchings: { left, next_day: next, frozen } }: { policy: Policy; vouchings: Vouchings }): JSX.Element {
  const { t, language } = useTexts();
  if (frozen) return <div class="alert alert-warning"><p class="alert-heading">{t('ui.mine.frozen')}</p><p class="alert-text">{t('ui.mine.frozen_help')}</p></div>;
  return (
    <section aria-labelledby="left-title">
      <h2 id="left-title">{t('ui.mine.left')}</h2>
      <p class="left">
        {left === null && t('ui.witness.left.no_limit')}
        {left !== null && left > 1 && t('ui.mine.left.several', { left })}
        {left === 1 && t('ui.mine.left.one')}
        {left === 0 && (next === null ? t('ui.mine.left.none') : t('ui.mine.left.from', { date: longDate(language, next) }))}
      </p>
      {left !== null && <p class="note">{t('ui.mine.quota', policyNumbers(policy))}</p>}
    </section>
  );
}

function Statements({ statements, report }: { statements: readonly Vouching[]; report: (id: string) => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  return (
    <section aria-labelledby="statements-title">
      <h2 id="statements-title">{t('ui.mine.statements')}</h2>
      {statements.length === 0 ? <p>{t('ui.mine.none')}</p> : (
        <ul class="plain statements">
          {statements.map((each) => <Statement key={each.statement_id} statement={each} report={() => report(each.statement_id)} />)}
        </ul>
      )}
    </section>
  );
}

type Step = 'none' | 'confirming' | 'sending';

function Statement({ statement, report }: { statement: Vouching; report: () => Promise<void> }): JSX.Element {
  const { t, language } = useTexts();
  const [step, setStep] = useState<Step>('none');
  const question = useRef<HTMLHeadingElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { statement_id: id, day, centre, withdrawn, disputed } = statement;
  useLayoutEffect(() => {
    if (step === 'confirming') question.current?.focus();
  }, [step]);
  const cancel = (): void => {
    setStep('none');
    requestAnimationFrame(() => button.current?.focus());
  };
  const name = `${longDate(language, day)}, ${centre}`;
  return (
    <li class="statement">
      <h3>{longDate(language, day)}</h3>
      <p>{t('ui.mine.at', { centre })}</p>
      {withdrawn && <p class="note">{t('ui.mine.withdrawn')}</p>}
      {disputed && <p class="document-mark">{t('ui.mine.disputed')}</p>}
      {!disputed && step === 'none' && (
        <button ref={button} type="button" class="link-button" aria-label={t('ui.mine.not_me_label', { statement: name })} onClick={() => setStep('confirming')}>
          {t('ui.mine.not_me')}
        </button>
      )}
      {!disputed && step !== 'none' && (
        <div class="question" role="group" aria-labelledby={`confirm-${id}`}>
          <h4 id={`confirm-${id}`} ref={question} tabIndex={-1}>{t('ui.mine.confirm', { statement: name })}</h4>
          <p>{t('ui.mine.follows')}</p>
          <ul>
            <li>{t('ui.mine.follows.frozen')}</li>
            <li>{t('ui.mine.follows.alert')}</li>
            <li>{t('ui.mine.follows.mitid')}</li>
          </ul>
          <p class="button-row">
            <button
              type="button"
              class="button button-primary"
              disabled={step === 'sending'}
              onClick={() => {
                setStep('sending');
                void report().then(() => setStep('none'));
              }}
            >
              {t('ui.mine.confirm_yes')}
            </button>
            <button type="button" class="button button-tertiary" disabled={step === 'sending'} onClick={cancel}>{t('ui.mine.confirm_no')}</button>
          </p>
        </div>
      )}
    </li>
  );
}
