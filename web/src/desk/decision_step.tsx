// The step "decision": accepted, where nothing is missing, or refused with its reasons; then the letter, the receipt, and the hand-over.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { casePath } from './commands.ts';
import { KeySign, useFocus, useKey } from './keys.tsx';
import { reasonText } from './reasons.ts';
import { RefusedHelp } from './refused_help.tsx';
import type { StepProps } from './step.ts';
import { caseReasons, proposedReasons } from './view.ts';

type Props = StepProps & { readonly refuses: boolean; readonly setRefuses: (does: boolean) => void };

export function DecisionStep({ view, working, refuses, setRefuses }: Props): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const [isSure, setSure] = useState(false); // asked once more before it is final
  const canAccept = view.missing.length === 0 && view.applicant?.obstacle == null;
  const button = useFocus<HTMLButtonElement>(`${isSure} ${refuses} ${canAccept}`);
  const accept = (): void => setSure(true);
  useKey('a', canAccept && !refuses && !isSure ? accept : null);
  if (refuses) return <Refusal {...{ view, working }} leave={() => setRefuses(false)} />;
  if (!canAccept) {
    return (
      <>
        <p>{t(view.applicant?.obstacle == null ? 'ui.case.not_yet' : `ui.case.obstacle.${view.applicant.obstacle}`)}</p>
        <p><button type="button" class="button button-secondary" ref={button} onClick={() => setRefuses(true)}>{t('ui.case.refuse')}<KeySign letter="r" /></button></p>
      </>
    );
  }
  if (!isSure) {
    return (
      <>
        <p>{t('ui.case.nothing_missing')}</p>
        <p class="button-row">
          <button type="button" class="button button-primary" ref={button} onClick={accept}>{t('ui.case.accept')}<KeySign letter="a" /></button>
          <button type="button" class="button button-secondary" onClick={() => setRefuses(true)}>{t('ui.case.refuse')}<KeySign letter="r" /></button>
        </p>
      </>
    );
  }
  return (
    <div class="sure" role="group" aria-labelledby="sure-title">
      <h3 id="sure-title">{t('ui.case.sure', { name: view.applicant?.name ?? '', purpose: find(`desk.purpose.${view.purpose}`) })}</h3>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} aria-disabled={working.isBusy} onClick={() => void working.act('decision', { outcome: 'accepted' })}>{t('ui.case.accept_now')}<kbd>↵</kbd></button>
        <button type="button" class="button button-tertiary" onClick={() => setSure(false)}>{t('ui.case.back')}</button>
      </p>
    </div>
  );
}

function Refusal({ view, working, leave }: Pick<StepProps, 'view' | 'working'> & { leave: () => void }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const proposed = proposedReasons(view);
  const [reasons, setReasons] = useState<readonly string[]>(proposed);
  const [mistake, setMistake] = useState<string | null>(null);
  const offered = [...new Set([...proposed, ...caseReasons])];
  const button = useFocus<HTMLButtonElement>('refusal');
  const refuse = (event: Event): void => {
    event.preventDefault();
    if (reasons.length === 0) return setMistake(t('ui.case.wrong.reasons'));
    void working.act('decision', { outcome: 'refused', reasons });
  };
  return (
    <form noValidate onSubmit={refuse}>
      <fieldset class="reasons">
        <legend>{t('ui.case.refuse_why')}</legend>
        {mistake !== null && <p class="form-error-message" role="alert">{mistake}</p>}
        {offered.map((code) => (
          <div key={code} class="form-group-checkbox">
            <input
              type="checkbox"
              class="form-checkbox"
              id={`reason-${code}`}
              checked={reasons.includes(code)}
              onChange={(event) => {
                setMistake(null);
                setReasons(event.currentTarget.checked ? [...reasons, code] : reasons.filter((each) => each !== code));
              }}
            />
            <label for={`reason-${code}`}>{reasonText(texts, code)}</label>
          </div>
        ))}
      </fieldset>
      <p class="button-row">
        <button type="submit" class="button button-primary" ref={button} aria-disabled={working.isBusy}>{t('ui.case.refuse_now')}<kbd>↵</kbd></button>
        <button type="button" class="button button-tertiary" onClick={leave}>{t('ui.case.back')}</button>
      </p>
    </form>
  );
}

const lookMilliseconds = 2000;

// What came of it, once it is decided or ended.
export function Decided({ desk, policy, view, working, today, next }: StepProps & { next: () => void }): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const { decision } = view;
  const isWaiting = decision?.handover.state === 'waiting';
  const button = useFocus<HTMLButtonElement>(decision?.at ?? view.state);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void working.reload(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [isWaiting, working.reload]);
  const [isLost, setLost] = useState(false);
  const show = async (part: 'letter' | 'receipt'): Promise<void> => {
    const response = await desk.raw(`${casePath(view.case_id, part)}?lang=${encodeURIComponent(view.language)}`).catch(() => null);
    const paper = response?.ok === true ? await response.blob().catch(() => null) : null; // it may break off
    setLost(paper === null);
    if (paper === null) return;
    const address = URL.createObjectURL(paper);
    window.open(address, '_blank', 'noopener');
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // long enough to be printed from
  };
  const letter = (): void => void show('letter');
  const receipt = (): void => void show('receipt');
  useKey('l', decision === null ? null : letter);
  useKey('k', decision === null ? null : receipt);
  useKey('n', next);
  return (
    <>
      {decision === null ? <p class="standing standing-undetermined"><strong>{t('ui.case.ended')}</strong></p> : (
        <>
          <div class={`standing standing-${decision.outcome === 'accepted' ? 'accepted' : 'rejected'}`} role="status">
            <p class="standing-word"><strong>{t(`ui.case.outcome.${decision.outcome}`)}</strong></p>
            {decision.reasons.length > 0 && <ul>{decision.reasons.map((code) => <li key={code}>{reasonText(texts, code)}</li>)}</ul>}
          </div>
          {decision.outcome === 'accepted' && (
            <p role="status">{find(`ui.case.handover.${decision.handover.state}`)}{decision.handover.answer !== null && <> <q>{decision.handover.answer}</q></>}</p>
          )}
          {decision.outcome === 'refused' && <RefusedHelp policy={policy} view={view} today={today} />}
          <p class="button-row">
            <button type="button" class="button button-secondary" onClick={letter}>{t('ui.case.letter')}<KeySign letter="l" /></button>
            <button type="button" class="button button-secondary" onClick={receipt}>{t('ui.case.receipt')}<KeySign letter="k" /></button>
          </p>
          <p role="status">{isLost && t('ui.case.no_paper')}</p>
        </>
      )}
      <p><button type="button" class="button button-primary" ref={button} onClick={next}>{t('ui.case.to_list')}<kbd>↵</kbd></button></p>
    </>
  );
}
