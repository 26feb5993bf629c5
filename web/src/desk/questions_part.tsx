// Questions from the register: one at a time, answered as the citizen says it.
//
// PRIVACY: an answer is in its field until it is sent, and nowhere else; what was expected is known to nobody here. Nothing can be pasted
// into an answer, or copied out of one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { longDate } from '../format.ts';
import { clockText } from '../day/words.ts';
import { useTexts } from '../i18n.ts';
import { answerMistake, answerText, optionText } from './answers.ts';
import { casePath } from './commands.ts';
import { KeySign, useFocus, useKey } from './keys.tsx';
import { isPlace, placeName, placeNamed } from './places.ts';
import { sentence } from './sentences.ts';
import type { StepProps } from './step.ts';
import type { AskedQuestion } from './view.ts';

export function QuestionsPart(props: StepProps): JSX.Element {
  const { desk, view, working } = props;
  const texts = useTexts();
  const { t, find, language } = texts;
  const { questions } = view;
  const [said, setSaid] = useState<readonly number[]>(questions.answered);
  const [again, setAgain] = useState<number | null>(null);
  const [mistake, setMistake] = useState<string | null>(null);
  const at = again ?? questions.questions.findIndex((_, index) => !said.includes(index));
  const isAll = at < 0;
  const button = useFocus<HTMLButtonElement>(isAll);
  if (questions.state !== 'open') {
    const until = questions.until === null ? '' : `${longDate(language, questions.until.slice(0, 10))}, ${clockText(language, new Date(questions.until))}`;
    return <p class={`standing standing-${questions.state === 'passed' ? 'accepted' : 'rejected'}`}><strong>{t(`ui.case.questions.${questions.state}`, { until })}</strong></p>;
  }
  const isLast = questions.questions.every((_, index) => index === at || said.includes(index));
  const conclude = async (): Promise<void> => void await working.act('question-conclusion');
  // `ends`: what was answered is all that was asked.
  const send = async (text: string | null, ends: boolean): Promise<boolean> => {
    const body = text === null ? { question: at } : { question: at, text };
    // The same answer again takes the place of itself.
    const answer = await working.insist(() => desk.ask('POST', casePath(view.case_id, 'question-answers'), body));
    if (answer?.ok !== true) {
      setMistake(answer === null ? null : sentence(texts, answer.failure));
      return false;
    }
    await working.reload(); // an answer is a change of the case: what comes next has to know it
    setMistake(null);
    setSaid([...said.filter((each) => each !== at), at]);
    setAgain(null);
    if (ends) await conclude();
    return true;
  };
  const current = questions.questions[at];
  const textOf = (question: AskedQuestion): string => find(`question.${question.id}`, { ordinal: question.ordinal });
  return (
    <div class="asked">
      <ol class="plain">
        {questions.questions.map((question, index) => (
          <li key={index} class={index === at ? 'look look-now' : 'look'}>
            <p class="look-text" id={`question-${index}`}>{textOf(question)}</p>
            {index === at && current !== undefined && <AnswerForm key={index} question={current} titled={`question-${index}`} isLast={isLast} send={send} mistake={mistake} />}
            {index !== at && said.includes(index) && <p class="look-said">{t('ui.case.answered')} <button type="button" class="link-button" onClick={() => setAgain(index)}>{t('ui.documents.change')}</button></p>}
          </li>
        ))}
      </ol>
      {isAll && <p><button type="button" class="button button-primary" ref={button} aria-disabled={working.isBusy} onClick={() => void conclude()}>{t('ui.case.conclude')}<kbd>↵</kbd></button></p>}
    </div>
  );
}

interface AnswerProps {
  readonly question: AskedQuestion;
  readonly titled: string;
  readonly mistake: string | null;
  readonly isLast: boolean; // of those that are not answered: what is typed here ends the questions
  readonly send: (text: string | null, ends: boolean) => Promise<boolean>;
}

const refuse = (event: Event): void => event.preventDefault();

function AnswerForm({ question, titled, isLast, mistake: failed, send }: AnswerProps): JSX.Element {
  const { t, language } = useTexts();
  const [typed, setTyped] = useState('');
  const [doubted, setDoubted] = useState(''); // a place that no list has, which the officer has been told
  const [mistake, setMistake] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const field = useFocus<HTMLInputElement>(titled);
  const group = useFocus<HTMLDivElement>(titled);
  // "Does not know", and an answer by its number, end nothing: one key is pressed by mistake more easily than an answer is typed.
  const give = async (text: string | null, ends = false): Promise<void> => {
    if (isSending) return;
    setSending(true);
    await send(text, ends);
    setSending(false);
  };
  const nobodyKnows = <button type="button" class="button button-tertiary" aria-disabled={isSending} onClick={() => void give(null)}>{t('ui.case.unknown_answer')}<KeySign letter="0" /></button>;
  const said = mistake ?? failed;
  useKey('0', () => void give(null));
  if (question.options.length > 0) {
    return (
      <>
        {said !== null && <p class="form-error-message" role="alert">{said}</p>}
        <div class="options" role="group" aria-labelledby={titled} tabIndex={-1} ref={group}>
          {question.options.map((option, index) => <Option key={option} text={isPlace(question.form) ? placeName(question.form, language, option) : optionText(question, option)} digit={index + 1} give={() => void give(option)} />)}
        </div>
        <p>{nobodyKnows}</p>
      </>
    );
  }
  const place = placeNamed(question.form, language, typed);
  const isUnknown = isPlace(question.form) && place === undefined && typed !== doubted;
  const isNumber = question.form === 'year' || question.form === 'years' || question.form === 'day-month';
  return (
    <form
      class="entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = answerMistake(question.form, typed);
        setMistake(wrong === null ? null : t(`ui.case.answer.${wrong}`));
        if (wrong !== null) return;
        if (!isUnknown) return void give(place?.code ?? answerText(question.form, typed), isLast);
        setDoubted(typed);
        setMistake(t('ui.case.answer.no_place'));
      }}
    >
      <div class={said === null ? 'form-group' : 'form-group form-error'}>
        <span class="form-hint" id={`${titled}-hint`}>{t(`ui.case.answer_hint.${question.form}`)}</span>
        {said !== null && <span class="form-error-message" id={`${titled}-error`} role="alert">{said}</span>}
        <input
          class="form-input"
          ref={field}
          aria-labelledby={titled}
          aria-describedby={said === null ? `${titled}-hint` : `${titled}-hint ${titled}-error`}
          aria-invalid={said !== null}
          inputMode={isNumber ? 'numeric' : 'text'}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setMistake(null);
          }}
          onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }}
          onPaste={refuse}
          onCopy={refuse}
          onCut={refuse}
          onDrop={refuse}
        />
        {isPlace(question.form) && <span class="fact-read" role="status">{place?.name}</span>}
      </div>
      <button type="submit" class="button button-primary" aria-disabled={isSending}>{t(isLast ? 'ui.case.answer_last' : 'ui.case.answer_next')}<kbd>↵</kbd></button>
      {nobodyKnows}
    </form>
  );
}

function Option({ text, digit, give }: { text: string; digit: number; give: () => void }): JSX.Element {
  useKey(String(digit), give);
  return <button type="button" class="button button-secondary" onClick={give}>{text}<KeySign letter={String(digit)} /></button>;
}
