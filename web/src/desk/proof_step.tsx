// The step "proof": questions from the register, or a witness (S2). The officer chooses; the server says what is possible.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { KeySign, useFocus, useKey } from './keys.tsx';
import { useLoaded } from './loaded.ts';
import type { StepProps } from './step.ts';

// Each when a case has come so far: questions with the names of all places that answers can be, the witness with what draws a code.
const loadQuestions = async () => (await import('./questions_part.tsx')).QuestionsPart;
const loadWitness = async () => (await import('./witness_part.tsx')).WitnessPartShown;

export function ProofStep(props: StepProps): JSX.Element {
  const { view, working } = props;
  const texts = useTexts();
  const { t } = texts;
  const { questions, witness } = view;
  const QuestionsPart = useLoaded(loadQuestions);
  const WitnessPart = useLoaded(loadWitness);
  const [wantsWitness, setWitness] = useState(false);
  const canAsk = questions.state === 'none' && witness.state === 'none' && !wantsWitness;
  const canCall = witness.state === 'none' && questions.state !== 'open' && questions.state !== 'passed' && !wantsWitness;
  const ask = (): void => void working.act('questions');
  const call = (): void => setWitness(true);
  useKey('q', canAsk ? ask : null);
  useKey('w', canCall ? call : null);
  const first = useFocus<HTMLButtonElement>(`${canAsk} ${canCall}`);
  return (
    <>
      {questions.state !== 'none' && (QuestionsPart === null ? <div aria-busy="true" /> : <QuestionsPart {...props} />)}
      {(canAsk || canCall) && (
        <>
          <p>{t(canAsk ? 'ui.case.proof_how' : 'ui.case.witness_only')}</p>
          <p class="button-row">
            {canAsk && <button type="button" class="button button-primary" ref={first} aria-disabled={working.isBusy} onClick={ask}>{t('ui.case.ask_questions')}<KeySign letter="q" /></button>}
            {canCall && <button type="button" class={`button ${canAsk ? 'button-secondary' : 'button-primary'}`} ref={canAsk ? null : first} onClick={call}>{t('ui.case.call_witness')}<KeySign letter="w" /></button>}
          </p>
        </>
      )}
      {(wantsWitness || witness.state !== 'none') && (WitnessPart === null ? <div aria-busy="true" /> : <WitnessPart {...props} leave={witness.state === 'none' ? () => setWitness(false) : null} />)}
    </>
  );
}
