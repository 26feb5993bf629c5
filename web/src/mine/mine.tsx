// The page "My vouchings": how many are left, every statement ever given in one's name, and "that was not me".
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { useAsking } from '../asking.ts';
import { NotDoneAlert, textOf } from '../not_done.tsx';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { policyNumbers, type Policy } from '../policy.ts';
import { SignedOut } from './signed_out.tsx';
import { dispute, fetchVouchings, newestFirst, orSignedOut, signInAddress, signInRefusal, signOut, withoutMore, type OrSignedOut, type Vouching, type Vouchings } from './vouchings.ts';

// Why logging in did not work, where the server said so in the address it sent the browser back to.
function takeRefusal(): string | null {
  const refusal = signInRefusal(location.hash);
  // Told once: not again when the page is opened anew.
  if (refusal !== null) history.replaceState(null, '', location.pathname);
  return refusal;
}

export function Mine({ policy }: { policy: Policy }): JSX.Element {
  const { t, language } = useTexts();
  const [refusal] = useState(takeRefusal);
  const asking = useAsking<OrSignedOut<Vouchings>, 'reported' | 'out'>(() => fetchVouchings().then(orSignedOut));
  const { now, failure, done, notDone, isSending } = asking.told;
  const message = useRef<HTMLDivElement>(null);
  const wasHere = useRef(false);
  if (now !== null && now !== 'signed-out') wasHere.current = true;
  const isOut = now === 'signed-out' && wasHere.current;
  useLayoutEffect(() => {
    if (done !== null || notDone !== null || isOut) message.current?.focus();
  }, [done, notDone, isOut]);

  const report = (id: string): Promise<void> => asking.ask(() => dispute(id).then(withoutMore), 'reported', (then) =>
    (then === 'signed-out' ? null : then.statements.some(({ statement_id: each, disputed }) => each === id && disputed)));
  const leave = (): void => void asking.ask(async () => {
    const answer = await signOut();
    return answer.ok ? { ok: true, value: 'signed-out' } : orSignedOut(withoutMore(answer));
  }, 'out', (then) => then === 'signed-out');

  return (
    <div class="mine" aria-busy={now === null && failure === null}>
      <div ref={message} tabIndex={-1} class="message">
        {isOut && <SignedOut notDone={notDone} />}
        {!isOut && notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.mine.not_done')} why={textOf(notDone.failure)} look={() => asking.look()} />}
        {done === 'reported' && <div class="alert alert-success" role="status"><p class="alert-text">{t('ui.mine.reported')}</p></div>}
      </div>
      {/* What was done is told; what is shown below it is older where it could not be fetched since. */}
      {failure !== null && (now === null || done !== null) && (isUnknown(failure) ? <Unavailable /> : <Trouble failure={failure} retry={() => void asking.look()} since={null} />)}
      {now === 'signed-out' && (
        <>
          {refusal !== null && !isOut && (
            <div class="alert alert-warning" role="alert">
              <p class="alert-heading">{t('ui.mine.sign_in_refused')}</p>
              <p class="alert-text">{t('ui.mine.sign_in_refused_help', { reason: refusal })}</p>
            </div>
          )}
          <p>{t('ui.mine.sign_in_text')}</p>
          <p><a class="button button-primary" href={signInAddress(language)}>{t('ui.mine.sign_in')}</a></p>
        </>
      )}
      {now !== null && now !== 'signed-out' && (
        <>
          <Left policy={policy} vouchings={now} />
          <Statements statements={newestFirst(now.statements)} isSending={isSending} report={report} />
          <p><a href={`/${language}/own/`}>{t('ui.nav.own')}</a></p>
          <p><button type="button" class="button button-secondary" disabled={isSending} onClick={leave}>{t('ui.mine.sign_out')}</button></p>
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

interface StatementsProps {
  readonly statements: readonly Vouching[];
  readonly isSending: boolean;
  readonly report: (id: string) => Promise<void>;
}

function Statements({ statements, isSending, report }: StatementsProps): JSX.Element {
  const { t } = useTexts();
  return (
    <section aria-labelledby="statements-title">
      <h2 id="statements-title">{t('ui.mine.statements')}</h2>
      {statements.length === 0 ? <p>{t('ui.mine.none')}</p> : (
        <ul class="plain statements">
          {statements.map((each) => <Statement key={each.statement_id} statement={each} isSending={isSending} report={() => report(each.statement_id)} />)}
        </ul>
      )}
    </section>
  );
}

interface StatementProps {
  readonly statement: Vouching;
  readonly isSending: boolean;
  readonly report: () => Promise<void>;
}

function Statement({ statement, isSending, report }: StatementProps): JSX.Element {
  const { t, language } = useTexts();
  const [step, setStep] = useState<'none' | 'confirming'>('none');
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
            <button type="button" class="button button-primary" disabled={isSending} onClick={() => void report().then(() => setStep('none'))}>{t('ui.mine.confirm_yes')}</button>
            <button type="button" class="button button-tertiary" disabled={isSending} onClick={cancel}>{t('ui.mine.confirm_no')}</button>
          </p>
        </div>
      )}
    </li>
  );
}
