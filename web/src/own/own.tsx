// The page "In my name": every case and every look-up about whoever has signed in, what they want of cases, "that was not me", and all of it
// as a file.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAsking } from '../asking.ts';
import { NotDoneAlert, textOf } from '../not_done.tsx';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { SignedOut } from '../mine/signed_out.tsx';
import { orSignedOut, signInAddress, withoutMore, type OrSignedOut } from '../mine/vouchings.ts';
import { Trouble } from '../mount.tsx';
import { byCase, disputeCase, everythingAddress, proofAddress, fetchEverything, ofOthers, setWish, wishes, type Everything, type LookUp, type OwnCase, type Wish } from './own.ts';

type Done = `wish_set.${Wish}` | 'reported';

export function Own(): JSX.Element {
  const { t, language } = useTexts();
  const asking = useAsking<OrSignedOut<Everything>, Done>(() => fetchEverything().then(orSignedOut));
  const { now, failure, done, notDone, isSending } = asking.told;
  const message = useRef<HTMLDivElement>(null);
  const wasHere = useRef(false);
  if (now !== null && now !== 'signed-out') wasHere.current = true;
  const isOut = now === 'signed-out' && wasHere.current;
  useLayoutEffect(() => {
    if (done !== null || notDone !== null || isOut) message.current?.focus();
  }, [done, notDone, isOut]);

  const choose = (wish: Wish): Promise<void> =>
    asking.ask(() => setWish(wish).then(withoutMore), `wish_set.${wish}`, (then) => (then === 'signed-out' ? null : then.wish === wish));
  // A report forbids everything, which can't be seen where it was forbidden before.
  const report = (id: string, before: Wish): Promise<void> => asking.ask(() => disputeCase(id).then(withoutMore), 'reported', (then) =>
    (then === 'signed-out' || (then.wish === 'forbidden' && before === 'forbidden') ? null : then.wish === 'forbidden'));

  return (
    <div class="mine" aria-busy={now === null && failure === null}>
      <div ref={message} tabIndex={-1} class="message">
        {isOut && <SignedOut notDone={notDone} />}
        {!isOut && notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.mine.not_done')} why={textOf(notDone.failure)} look={() => asking.look()} />}
        {done !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t(`ui.own.${done}`)}</p></div>}
      </div>
      {/* What was done is told; what is shown below it is older where it could not be fetched since. */}
      {failure !== null && (now === null || done !== null) && <Trouble failure={failure} retry={() => void asking.look()} since={null} />}
      {now === 'signed-out' && (
        <>
          <p>{t('ui.own.sign_in_text')}</p>
          <p><a class="button button-primary" href={signInAddress(language)}>{t('ui.mine.sign_in')}</a></p>
        </>
      )}
      {now !== null && now !== 'signed-out' && (
        <>
          <Wished wish={now.wish} isSending={isSending} choose={(wish) => void choose(wish)} />
          <Cases everything={now} isSending={isSending} report={(id) => report(id, now.wish)} />
          <p><a class="button button-secondary" href={everythingAddress} download="skranke.json">{t('ui.own.download')}</a></p>
        </>
      )}
    </div>
  );
}

// Whether anybody may be accepted in their name at a counter. A choice is sent by the button: arrow keys pass by others on their way.
function Wished({ wish, isSending, choose }: { wish: Wish; isSending: boolean; choose: (wish: Wish) => void }): JSX.Element {
  const { t } = useTexts();
  const [chosen, setChosen] = useState(wish);
  useEffect(() => setChosen(wish), [wish]);
  return (
    <>
      <fieldset disabled={isSending}>
        <legend><h2>{t('ui.own.wish')}</h2></legend>
        {wishes.map((each) => (
          <div key={each} class="form-group-radio">
            <input class="form-radio" type="radio" id={`wish-${each}`} name="wish" checked={chosen === each} aria-describedby={`wish-${each}-help`} onChange={() => setChosen(each)} />
            <label class="form-label" for={`wish-${each}`}>{t(`ui.own.wish.${each}`)}</label>
            <p class="form-hint" id={`wish-${each}-help`}>{t(`ui.own.wish_help.${each}`)}</p>
          </div>
        ))}
      </fieldset>
      <p><button type="button" class="button button-primary" disabled={isSending || chosen === wish} onClick={() => choose(chosen)}>{t('ui.own.wish_save')}</button></p>
    </>
  );
}

function Cases({ everything, isSending, report }: { everything: Everything; isSending: boolean; report: (id: string) => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  const others = ofOthers(everything);
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">{t('ui.own.cases')}</h2>
      {everything.cases.length === 0 && others.length === 0 && <p>{t('ui.own.none')}</p>}
      <ul class="plain statements">
        {byCase(everything).map(({ of, lookUps }) => <Case key={of.case_id} of={of} lookUps={lookUps} isSending={isSending} report={() => report(of.case_id)} />)}
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

interface CaseProps {
  readonly of: OwnCase;
  readonly lookUps: readonly LookUp[];
  readonly isSending: boolean;
  readonly report: () => Promise<void>;
}

function Case({ of, lookUps, isSending, report }: CaseProps): JSX.Element {
  const { t, language } = useTexts();
  const [step, setStep] = useState<'none' | 'confirming'>('none');
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
            <button type="button" class="button button-primary" disabled={isSending} onClick={() => void report().then(() => setStep('none'))}>
              {t('ui.mine.confirm_yes')}
            </button>
            <button type="button" class="button button-tertiary" disabled={isSending} onClick={cancel}>{t('ui.mine.confirm_no')}</button>
          </p>
        </div>
      )}
    </li>
  );
}
