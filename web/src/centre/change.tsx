// A change of hours: first what it would hit, then the change; nothing is saved that was not looked at.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { codeOf } from '../day/tickets.ts';
import { dayOf, timeOf } from '../book/visits.ts';
import { longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import type { Outlook } from './running.ts';

const shownMax = 50;

interface Props {
  readonly desk: Desk;
  readonly path: string;
  readonly body: object | null; // null while it has a mistake
  readonly save: string;
  readonly changed: () => Promise<void>;
}

export function Change({ desk, path, body, save, changed }: Props): JSX.Element {
  const { t } = useTexts();
  const text = JSON.stringify(body);
  const [looked, setLooked] = useState<{ text: string; outlook: Outlook } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const outlook = looked?.text === text ? looked.outlook : null;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [outlook]);
  const send = async (preview: boolean): Promise<void> => {
    if (body === null || isSending) return;
    setSending(true);
    setSaved(false);
    const answer = await desk.ask<Outlook>('POST', path, { ...body, preview });
    setSending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if (preview) return setLooked({ text, outlook: answer.value });
    setLooked(null);
    setSaved(true);
    await changed();
  };
  return (
    <div class="change">
      {failure !== null && <Refused failure={failure} />}
      <p role="status">{isSaved && t('ui.centre.saved')}</p>
      <p><button type="button" class="button button-secondary" disabled={body === null || isSending} onClick={() => void send(true)}>{t('ui.centre.look')}</button></p>
      {outlook !== null && (
        <section class="outlook" aria-labelledby={`outlook-${path}`}>
          <h3 id={`outlook-${path}`} ref={title} tabIndex={-1}>{t('ui.centre.would_be')}</h3>
          <p>{t('ui.centre.seats', { before: outlook.seats_before, after: outlook.seats_after })}</p>
          {outlook.hit.length === 0 ? <p>{t('ui.centre.nobody_hit')}</p> : (
            <>
              <p><strong>{t('ui.centre.hit', { count: outlook.hit.length })}</strong> {t('ui.centre.hit_text')}</p>
              <Moments moments={outlook.hit.slice(0, shownMax).map(({ booking_id: id, start, service }) => ({ id, start, service }))} />
              {outlook.hit.length > shownMax && <p>{t('ui.centre.and_more', { count: outlook.hit.length - shownMax })}</p>}
            </>
          )}
          <p><button type="button" class="button button-primary" disabled={isSending} onClick={() => void send(false)}>{save}</button></p>
        </section>
      )}
    </div>
  );
}

export function Refused({ failure }: { failure: Failure }): JSX.Element {
  const { t, find } = useTexts();
  const code = codeOf(failure);
  const known = ['no-administrator', 'another-centre', 'hours-changed', 'unreachable'].includes(code);
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-text">{known ? find(`ui.centre.refused.${code}`) : failure.reason === 'problem' ? failure.text : t('ui.error.unreachable')}</p>
    </div>
  );
}

interface Moment {
  readonly id: string;
  readonly start: string;
  readonly service?: string;
  readonly to?: string; // another time
  readonly counter?: number; // another counter
}

export function Moments({ moments }: { moments: readonly Moment[] }): JSX.Element {
  const { t, find, language } = useTexts();
  const text = (moment: string): string => t('ui.centre.moment', { day: longDate(language, dayOf(moment)), time: timeOf(moment) });
  return (
    <ul>
      {moments.map(({ id, start, service, to, counter }) => (
        <li key={id}>
          {text(start)}{service !== undefined && `, ${find(`service.${service}`)}`}{to !== undefined && ` → ${text(to)}`}{counter !== undefined && ` → ${t('ui.waiting.counter', { counter })}`}
        </li>
      ))}
    </ul>
  );
}
