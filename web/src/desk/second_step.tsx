// The second officer's part: why they are asked, what they need to see, and their answer. The server draws who it is.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { documentName } from '../check/words.ts';
import { useTexts } from '../i18n.ts';
import { draftsOf } from './draft.ts';
import { KeySign, useFocus, useKey } from './keys.tsx';
import { useOfficer } from './officer.tsx';
import type { StepProps } from './step.ts';
import { caseOf } from './verdict.tsx';

const noteMax = 500;
const lookMilliseconds = 2000;

// What the officer of the case does: asks, and waits for somebody whom they can't choose.
export function SecondStep({ view, working, refuse }: StepProps): JSX.Element {
  const { t, find } = useTexts();
  const { second_look: second } = view;
  const officerOf = useOfficer();
  const [note, setNote] = useState('');
  const isWaiting = second.state === 'asked';
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void working.reload(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [isWaiting, working.reload]);
  const ask = (): void => void working.act('second-look', note.trim() === '' ? {} : { note: note.trim() });
  const button = useFocus<HTMLButtonElement>(second.state);
  return (
    <>
      {second.needed.length > 0 && (
        <>
          <p>{t('ui.case.second_why')}</p>
          <ul>{second.needed.map((why) => <li key={why}>{find(`ui.case.second.${why}`)}</li>)}</ul>
        </>
      )}
      {second.state === 'none' && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <Note value={note} change={setNote} label={t('ui.case.note_for_second')} />
          <p><button type="submit" class="button button-primary" ref={button} aria-disabled={working.isBusy}>{t('ui.case.ask_second')}<kbd>↵</kbd></button></p>
        </form>
      )}
      {isWaiting && <p role="status" class="standing standing-undetermined"><strong>{t('ui.case.second_waiting', { officer: officerOf(second.officer) })}</strong></p>}
      {(second.state === 'agreed' || second.state === 'disagreed') && (
        <div class={`standing standing-${second.state === 'agreed' ? 'accepted' : 'rejected'}`}>
          <p><strong>{t(`ui.case.second_${second.state}`, { officer: officerOf(second.officer) })}</strong></p>
          {second.answer !== null && <p>{second.answer}</p>}
        </div>
      )}
      {second.state === 'disagreed' && <p><button type="button" class="button button-primary" ref={button} onClick={refuse}>{t('ui.case.refuse')}<KeySign letter="r" /></button></p>}
    </>
  );
}

function Note({ value, change, label }: { value: string; change: (note: string) => void; label: string }): JSX.Element {
  return (
    <div class="form-group">
      <label class="form-label" for="second-note">{label}</label>
      <input class="form-input" id="second-note" autocomplete="off" maxLength={noteMax} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

// What the drawn officer sees and says: the evidence, and no more of the person than it needs.
export function SecondAnswer({ policy, view, working, today, place }: StepProps): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const [note, setNote] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const heading = useFocus<HTMLHeadingElement>(view.case_id);
  const kase = caseOf(today, place, draftsOf(view.documents));
  const say = (agrees: boolean): void => {
    if (!agrees && note.trim() === '') {
      setMistake(t('ui.case.note_needed'));
      return document.getElementById('second-note')?.focus();
    }
    void working.act('second-look-answer', { agrees, ...(note.trim() === '' ? {} : { note: note.trim() }) });
  };
  useKey('y', () => say(true));
  useKey('n', () => say(false));
  return (
    <section class="case-step second-answer" aria-labelledby="second-title">
      <h2 id="second-title" tabIndex={-1} ref={heading}>{t('ui.case.second_for_you')}</h2>
      <ul>{view.second_look.needed.map((why) => <li key={why}>{find(`ui.case.second.${why}`)}</li>)}</ul>
      {view.second_look.note !== null && <p>{t('ui.case.note_of_first')} <q>{view.second_look.note}</q></p>}
      <h3>{t('ui.case.step.documents')}</h3>
      <ul>{view.documents.map((_, index) => <li key={index}>{documentName(texts, policy, kase, index)}{view.verdict?.used.includes(index) === true && ` (${t('ui.case.used')})`}</li>)}</ul>
      <h3>{t('ui.case.step.looking')}</h3>
      <ul>
        {view.looks.flatMap(({ document: index, features }) => features.map(({ id, seen }) => (
          <li key={`${index} ${id}`}>{find(`feature.${id}`)}: <strong>{seen === null ? t('ui.case.not_said') : t(seen ? 'ui.case.seen' : 'ui.case.not_seen')}</strong></li>
        )))}
        <li>{t('ui.case.face')}: <strong>{view.face === null ? t('ui.case.no_picture') : t(`ui.case.face_result.${view.face.result}`)}</strong></li>
      </ul>
      <h3>{t('ui.case.step.proof')}</h3>
      <p>{view.witness.state === 'vouched' ? t('ui.case.vouched') : t(`ui.case.questions.${view.questions.state}`, { until: '' })}</p>
      <p>{t('ui.case.second_how')}</p>
      {mistake !== null && <p class="form-error-message" role="alert">{mistake}</p>}
      <Note value={note} change={(next) => { setMistake(null); setNote(next); }} label={t('ui.case.note')} />
      <p class="button-row">
        <button type="button" class="button button-primary" aria-disabled={working.isBusy} onClick={() => say(true)}>{t('ui.case.agree')}<KeySign letter="y" /></button>
        <button type="button" class="button button-secondary" aria-disabled={working.isBusy} onClick={() => say(false)}>{t('ui.case.disagree')}<KeySign letter="n" /></button>
      </p>
    </section>
  );
}

// What the drawn officer sees once they have answered.
export function SecondAnswered({ leave }: { leave: () => void }): JSX.Element {
  const { t } = useTexts();
  const button = useFocus<HTMLButtonElement>('answered');
  return (
    <section class="case-step second-answer" aria-labelledby="second-title">
      <h2 id="second-title">{t('ui.case.second_done')}</h2>
      <p>{t('ui.case.second_done_help')}</p>
      <p><button type="button" class="button button-primary" ref={button} onClick={leave}>{t('ui.case.to_list')}<kbd>↵</kbd></button></p>
    </section>
  );
}
