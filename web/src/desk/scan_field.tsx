// The one field that takes a machine-readable zone, a stripe or a CPR number: by a reader, by paste, by hand, or from a photo.
//
// PRIVACY: what is typed here is in this page's memory until the desk has read it; it is in no address and no storage.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { useTexts } from '../i18n.ts';
import type { Reading } from './commands.ts';
import { KeySign, useFocus, useKey, useScans } from './keys.tsx';
import { isOfBirth, numberBegin, scanned, typedBehind } from './scan.ts';
import { scanMistake, sentence } from './sentences.ts';

interface Props {
  readonly desk: Desk;
  readonly waiting: { current: readonly string[] }; // what is scanned while another scan is read
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly isNext: boolean; // the focus goes here
  readonly read: (reading: Reading, by: 'zone' | 'stripe') => Promise<string | null>; // what is wrong with it, or null
  readonly number: ((number: string) => Promise<string | null>) | null; // null: no number is asked for here
}

const isUnreadable = (failure: Failure): boolean => failure.reason === 'problem' && failure.status === 422;

export function ScanField({ desk, waiting, id, label, hint, isNext, read, number }: Props): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [turns, setTurns] = useState(0); // scans that were read
  const reading = useRef(false);
  const missed = useRef<string | null>(null); // what was wrong with a scan that others followed: it stays told
  const asked = useRef({ read, number }); // an answer comes late: it goes to what is there by then
  asked.current = { read, number };
  const [begin, setBegin] = useState(''); // of the number, by the date of birth in the zone that was read last
  const [doubted, setDoubted] = useState(''); // a number of another date, which the officer has been told
  const field = useFocus<HTMLTextAreaElement>(isNext, isNext);
  const file = useRef<HTMLInputElement>(null);
  const focus = (): void => field.current?.focus();
  useKey('s', focus);

  // Unless somebody has gone on elsewhere.
  const focusAgain = (): void => {
    const { activeElement: at } = document;
    if (at === null || at === document.body || field.current?.form?.contains(at) === true) focus();
  };
  const begins = (): void => {
    reading.current = true;
    setReading(true);
  };
  const ends = (said: string | null): void => {
    reading.current = false;
    setReading(false);
    const told = said ?? missed.current;
    missed.current = waiting.current.length > 0 ? told : null;
    setMistake(told);
    if (said === null) setTyped('');
    else focusAgain();
    setTurns((count) => count + 1);
  };
  const failed = (failure: Failure): void => ends(sentence(texts, failure));
  const take = async (put: string): Promise<void> => {
    if (reading.current) {
      waiting.current = [...waiting.current, put];
      return;
    }
    const text = typedBehind(put, begin);
    const found = scanned(text);
    const wrong = found.what === 'number' && number === null ? t('ui.case.scan.letters') : scanMistake(texts, found);
    if (wrong !== null) return ends(wrong);
    if (found.what === 'number' && begin !== '' && found.number !== doubted && !isOfBirth(found.number, begin)) {
      setDoubted(found.number);
      return ends(t('ui.case.scan.another_birth'));
    }
    begins();
    if (found.what === 'number') return ends(await asked.current.number?.(found.number) ?? null);
    const by = found.what === 'zone' ? 'zone' : 'stripe';
    const answer = found.what === 'zone'
      ? await desk.ask<Reading>('POST', '/desk/v1/zones', { zone: found.lines.join('\n') })
      : await desk.ask<Reading>('POST', '/desk/v1/stripes', { tracks: found.what === 'stripe' ? found.text : '' });
    if (!answer.ok) return isUnreadable(answer.failure) ? ends(t(`ui.case.refused.${by}-unreadable`)) : failed(answer.failure);
    await taken(answer.value, by);
  };
  const taken = async (found: Reading, by: 'zone' | 'stripe'): Promise<void> => {
    const wrong = await asked.current.read(found, by);
    ends(wrong);
    if (wrong !== null || asked.current.number === null || found.cpr_number != null) return;
    const digits = numberBegin(found.born) ?? '';
    setBegin(digits);
    setTyped(digits);
    focusAgain();
  };
  useScans((text) => {
    if (!reading.current) setTyped(text.trim());
    focus();
    void take(text);
  });
  const photograph = async (picture: File): Promise<void> => {
    begins();
    const response = await desk.raw('/desk/v1/zones/image', { method: 'POST', headers: { 'content-type': picture.type }, body: picture }).catch(() => null);
    if (response === null) return failed({ reason: 'unreachable' });
    if (!response.ok) return ends(t('ui.case.scan.photo_unreadable'));
    const found = await response.json().catch(() => null) as Reading | null; // it may break off
    if (found === null) return failed({ reason: 'unreachable' });
    await taken(found, 'zone');
  };
  // What a reader read before the field was there, or while it read.
  useEffect(() => {
    const [next, ...others] = waiting.current;
    if (next === undefined || reading.current) return;
    waiting.current = others;
    setTyped(next.trim());
    void take(next);
  }, [turns]);

  const described = mistake === null ? `${id}-hint` : `${id}-hint ${id}-error`;
  return (
    <form
      class="scan"
      onSubmit={(event) => {
        event.preventDefault();
        if (!reading.current) void take(typed);
      }}
    >
      <div class={mistake === null ? 'form-group' : 'form-group form-error'}>
        <label class="form-label" for={id}>{label}<KeySign letter="s" /></label>
        <span class="form-hint" id={`${id}-hint`}>{number !== null && begin !== '' ? t('ui.case.scan.begun_hint') : hint}</span>
        {mistake !== null && <span class="form-error-message" id={`${id}-error`} role="alert">{mistake}</span>}
        <textarea
          class="form-input scan-field"
          id={id}
          ref={field}
          rows={2}
          maxLength={400}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          readOnly={isReading}
          value={typed}
          aria-invalid={mistake !== null}
          aria-describedby={described}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text') ?? '';
            if (isReading || (typed !== '' && typed !== begin) || scanned(text).what !== 'zone') return;
            event.preventDefault();
            setTyped(text.trim());
            void take(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') return field.current?.blur();
            if (event.key !== 'Enter' || event.shiftKey) return;
            const text = event.currentTarget.value;
            if (scanned(typedBehind(text, begin)).what === 'more') return; // a line end, before the next line
            event.preventDefault();
            if (!reading.current) void take(text);
          }}
        />
      </div>
      <>
        <button type="submit" class="button button-secondary" aria-disabled={isReading}>{t('ui.case.scan.read')}</button>
        <button type="button" class="button button-secondary" aria-disabled={isReading} onClick={() => { if (!reading.current) file.current?.click(); }}>{t('ui.case.scan.photo')}</button>
        <input
          type="file"
          class="scan-file"
          ref={file}
          accept="image/png,image/jpeg"
          capture="environment"
          tabIndex={-1}
          aria-label={t('ui.case.scan.photo')}
          onChange={(event) => {
            const picture = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (picture !== undefined) void photograph(picture);
          }}
        />
      </>
    </form>
  );
}
