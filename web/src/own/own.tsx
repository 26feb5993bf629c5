// The page "In my name": every case and every look-up about whoever has signed in, what they want of cases, "that was not me", and all of it
// as a file.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { signInAddress } from '../mine/vouchings.ts';
import { Trouble } from '../mount.tsx';
import { byCase, disputeCase, everythingAddress, proofAddress, fetchEverything, ofOthers, setWish, wishes, type Everything, type LookUp, type OwnCase, type Wish } from './own.ts';

type State =
  | { readonly state: 'waiting' }
  | { readonly state: 'signed-out' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'here'; readonly everything: Everything };

export function Own(): JSX.Element {
  const { t, language } = useTexts();
  const [state, setState] = useState<State>({ state: 'waiting' });
  const [said, setSaid] = useState<{ readonly ok: boolean; readonly text: string } | null>(null);
  const message = useRef<HTMLDivElement>(null);

  const load = async (): Promise<void> => {
    const answer = await fetchEverything();
    if (answer.ok) setState({ state: 'here', everything: answer.value });
    else if (answer.failure.reason === 'problem' && answer.failure.status === 401) setState({ state: 'signed-out' });
    else setState({ state: 'failed', failure: answer.failure });
  };
  useEffect(() => void load(), []);
  useLayoutEffect(() => {
    if (said !== null) message.current?.focus();
  }, [said]);

  const act = async (asked: Promise<Answer<unknown>>, done: string): Promise<void> => {
    const answer = await asked;
    if (answer.ok) {
      await load();
      setSaid({ ok: true, text: done });
    } else {
      setSaid({ ok: false, text: answer.failure.reason === 'unreachable' ? t('ui.error.unreachable') : answer.failure.text });
    }
  };

  return (
    <div class="mine" aria-busy={state.state === 'waiting'}>
      <div ref={message} tabIndex={-1} class="message">
        {said !== null && (
          <div class={`alert ${said.ok ? 'alert-success' : 'alert-error'}`} role={said.ok ? 'status' : 'alert'}><p class="alert-text">{said.text}</p></div>
        )}
      </div>
      {state.state === 'failed' && <Trouble failure={state.failure} retry={() => void load()} since={null} />}
      {state.state === 'signed-out' && (
        <>
          <p>{t('ui.own.sign_in_text')}</p>
          <p><a class="button button-primary" href={signInAddress(language)}>{t('ui.mine.sign_in')}</a></p>
        </>
      )}
      {state.state === 'here' && (
        <>
          <Wished wish={state.everything.wish} choose={(wish) => void act(setWish(wish), t(`ui.own.wish_set.${wish}`))} />
          <Cases everything={state.everything} report={(id) => act(disputeCase(id), t('ui.own.reported'))} />
          <p><a class="button button-secondary" href={everythingAddress} download="skranke.json">{t('ui.own.download')}</a></p>
        </>
      )}
    </div>
  );
}

// Whether anybody may be accepted in their name at a counter.
function Wished({ wish, choose }: { wish: Wish; choose: (wish: Wish) => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <fieldset>
      <legend><h2>{t('ui.own.wish')}</h2></legend>
      {wishes.map((each) => (
        <div key={each} class="form-group-radio">
          <input class="form-radio" type="radio" id={`wish-${each}`} name="wish" checked={wish === each} aria-describedby={`wish-${each}-help`} onChange={() => choose(each)} />
          <label class="form-label" for={`wish-${each}`}>{t(`ui.own.wish.${each}`)}</label>
          <p class="form-hint" id={`wish-${each}-help`}>{t(`ui.own.wish_help.${each}`)}</p>
        </div>
      ))}
    </fieldset>
  );
}

function Cases({ everything, report }: { everything: Everything; report: (id: string) => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  const others = ofOthers(everything);
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">{t('ui.own.cases')}</h2>
      {everything.cases.length === 0 && others.length === 0 && <p>{t('ui.own.none')}</p>}
      <ul class="plain statements">
        {byCase(everything).map(({ of, lookUps }) => <Case key={of.case_id} of={of} lookUps={lookUps} report={() => report(of.case_id)} />)}
        {others.length > 0 && (
          <li class="statement">
            <h3>{t('ui.own.others')}</h3>
            <LookUps lookUps={others} />
          </li>
        )}
      </ul>
    </section>
  );
}

function LookUps({ lookUps }: { lookUps: readonly LookUp[] }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <ul>
      {lookUps.map((each) => (
        <li key={each.look_up_id}>
          {t(`ui.own.look_up.${each.what}`, { date: longDate(language, each.at.slice(0, 10)), time: each.at.slice(11, 16), centre: each.centre })}
          {each.what === 'register' && <span class="note"> {t('ui.own.reason', { reason: each.reason })}</span>}
        </li>
      ))}
    </ul>
  );
}

function Case({ of, lookUps, report }: { of: OwnCase; lookUps: readonly LookUp[]; report: () => Promise<void> }): JSX.Element {
  const { t, language } = useTexts();
  const [step, setStep] = useState<'none' | 'confirming' | 'sending'>('none');
  const question = useRef<HTMLHeadingElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (step === 'confirming') question.current?.focus();
  }, [step]);
  const cancel = (): void => {
    setStep('none');
    requestAnimationFrame(() => button.current?.focus());
  };
  const name = `${longDate(language, of.opened_at.slice(0, 10))}, ${of.centre}`;
  return (
    <li class="statement">
      <h3>{name}</h3>
      <p>{t(`ui.own.outcome.${of.outcome}`)}</p>
      <LookUps lookUps={lookUps} />
      {(of.outcome === 'accepted' || of.outcome === 'refused') && <p><a href={proofAddress(of.case_id)} download="skranke-proof.json">{t('ui.own.proof')}</a></p>}
      {step === 'none' && (
        <button ref={button} type="button" class="link-button" aria-label={t('ui.mine.not_me_label', { statement: name })} onClick={() => setStep('confirming')}>
          {t('ui.mine.not_me')}
        </button>
      )}
      {step !== 'none' && (
        <div class="question" role="group" aria-labelledby={`confirm-${of.case_id}`}>
          <h4 id={`confirm-${of.case_id}`} ref={question} tabIndex={-1}>{t('ui.own.confirm', { statement: name })}</h4>
          <p>{t('ui.own.follows')}</p>
          <p class="button-row">
            <button type="button" class="button button-primary" disabled={step === 'sending'} onClick={() => {
              setStep('sending');
              void report().then(() => setStep('none'));
            }}>
              {t('ui.mine.confirm_yes')}
            </button>
            <button type="button" class="button button-tertiary" disabled={step === 'sending'} onClick={cancel}>{t('ui.mine.confirm_no')}</button>
          </p>
        </div>
      )}
    </li>
  );
}
