// Accepted cases that the server has drawn, for the supervisor to look at again: as it should be, or what was wrong.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Failed, useLoaded } from '../centre/page.tsx';
import type { Desk } from '../day/desk.tsx';
import { codeOf } from '../day/tickets.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';

interface Sample {
  readonly case_id: string;
  readonly officer: string;
  readonly week: string; // its Monday
  readonly answer: { readonly result: 'right' | 'wrong'; readonly note: string | null } | null;
}

const lineId = (caseId: string): string => `sample-${caseId}`;
const noteMax = 500; // of letters: the server takes 1000 bytes

export function Samples({ desk }: { desk: Desk }): JSX.Element {
  const { t, find } = useTexts();
  const { value, failure, reload } = useLoaded<{ readonly items: readonly Sample[] }>(desk, '/desk/v1/samples');
  const [said, setSaid] = useState<{ readonly text: string; readonly isBad: boolean } | null>(null);
  const isBusy = useRef(false); // until what is answered has gone from the list
  const [next, setNext] = useState<string | null>(null); // of what comes after the one that was answered; '' where nothing does
  const section = useRef<HTMLElement>(null);
  const answer = async (id: string, body: object): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    const sent = await desk.ask('POST', `/desk/v1/samples/${id}`, body);
    if (sent.ok) setSaid({ text: t('ui.supervisor.sample.kept'), isBad: false });
    else if (sent.failure.reason === 'unreachable') setSaid({ text: t('ui.error.unreachable'), isBad: true });
    else setSaid({ text: ['own-case', 'sample-answered'].includes(codeOf(sent.failure)) ? find(`ui.supervisor.sample.refused.${codeOf(sent.failure)}`) : sent.failure.text, isBad: true });
    await reload();
    isBusy.current = false;
    if (!sent.ok) return;
    const at = open.findIndex(({ case_id: each }) => each === id);
    setNext((open[at + 1] ?? open[at - 1])?.case_id ?? '');
  };
  const open = value?.items.filter(({ answer: given }) => given === null) ?? [];
  // To be read before it is answered.
  useEffect(() => {
    if (next === null) return;
    section.current?.querySelector<HTMLElement>(next === '' ? 'h2' : `[id="${lineId(next)}"]`)?.focus();
    setNext(null);
  }, [next]);
  const done = value?.items.filter(({ answer: given }) => given !== null) ?? [];
  return (
    <section aria-labelledby="samples" ref={section}>
      <h2 id="samples" tabIndex={-1}>{t('ui.supervisor.samples')}</h2>
      <p>{t('ui.supervisor.samples_text')}</p>
      <Failed failure={failure} retry={() => void reload()} />
      <div role="status">{said !== null && <div class={`alert ${said.isBad ? 'alert-warning' : 'alert-info'}`}><p class="alert-text">{said.text}</p></div>}</div>
      {value !== null && open.length === 0 && <p>{t('ui.supervisor.no_samples')}</p>}
      <ul class="plain case-lines">{open.map((sample) => <li key={sample.case_id}><Open sample={sample} answer={(body) => answer(sample.case_id, body)} /></li>)}</ul>
      {done.length > 0 && (
        <details class="edit">
          <summary>{t('ui.supervisor.sample.done', { count: done.length })}</summary>
          <ul class="plain case-lines">{done.map((sample) => <li key={sample.case_id}><Line sample={sample} />{sample.answer !== null && <>: {find(`ui.supervisor.sample.${sample.answer.result}`)}{sample.answer.note !== null && <>. {sample.answer.note}</>}</>}</li>)}</ul>
        </details>
      )}
    </section>
  );
}

function Line({ sample: { case_id: id, week } }: { sample: Sample }): JSX.Element {
  const { t, language } = useTexts();
  return <a href={`../${location.search}#${id}`}>{t('ui.supervisor.sample.of_week', { day: longDate(language, week), id: id.slice(0, 8) })}</a>;
}

// A second click belongs to what was there before it: the next one has come under the pointer, and nobody has read it.
function Open({ sample, answer }: { sample: Sample; answer: (body: object) => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  const [isWrong, setWrong] = useState(false);
  const [note, setNote] = useState('');
  const id = lineId(sample.case_id);
  return (
    <form onSubmit={(event) => { event.preventDefault(); void answer({ result: 'wrong', note: note.trim() }); }}>
      <p id={id} tabIndex={-1}><Line sample={sample} /></p>
      {isWrong && (
        <div class="form-group">
          <label class="form-label" for={`${id}-note`}>{t('ui.supervisor.sample.what_wrong')}</label>
          <textarea class="form-input" id={`${id}-note`} rows={3} maxLength={noteMax} value={note} ref={(field) => { if (field !== null && note === '') field.focus(); }} onInput={(event) => setNote(event.currentTarget.value)} />
        </div>
      )}
      <p class="button-row">
        {!isWrong && <button type="button" class="button button-primary" aria-describedby={id} onClick={(event) => { if (event.detail < 2) void answer({ result: 'right' }); }}>{t('ui.supervisor.sample.is_right')}</button>}
        {!isWrong && <button type="button" class="button button-secondary" aria-describedby={id} onClick={() => setWrong(true)}>{t('ui.supervisor.sample.is_wrong')}</button>}
        {isWrong && <button type="submit" class="button button-primary" disabled={note.trim() === ''}>{t('ui.supervisor.sample.keep')}</button>}
        {isWrong && <button type="button" class="button button-secondary" onClick={() => setWrong(false)}>{t('ui.staff.cancel')}</button>}
      </p>
    </form>
  );
}
