// On the page of a visit: waiting for an earlier time than it has.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { weekday } from '../book/chooser.tsx';
import { dayOf, timeOf, type Visit } from '../book/visits.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { fetchEarlier, pathOf, placeKey, waitForEarlier, type Entry } from '../line/line.ts';

export function Earlier({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const { t, language } = useTexts();
  const [entry, setEntry] = useState<Entry | null>(null);
  const [isKnown, setKnown] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isNew, setNew] = useState(false);
  const message = useRef<HTMLDivElement>(null);
  const load = async (): Promise<void> => {
    const answer = await fetchEarlier(token);
    if (!answer.ok) return;
    setEntry(answer.value.waiting);
    setKnown(true);
  };
  useEffect(() => void load(), [visit.start]);
  useLayoutEffect(() => {
    if (isNew || failure !== null) message.current?.focus();
  }, [isNew, failure]);

  const join = async (): Promise<void> => {
    const answer = await waitForEarlier(token, today('Europe/Copenhagen', new Date()));
    setFailure(answer.ok ? null : answer.failure);
    setNew(answer.ok);
    if (answer.ok) setEntry(answer.value);
  };
  if (!isKnown) return null;
  return (
    <section aria-labelledby="earlier-title">
      <h3 id="earlier-title">{t('ui.earlier.title')}</h3>
      <div ref={message} tabIndex={-1}>
        {failure !== null && (
          <div class="alert alert-warning" role="alert">
            <p class="alert-heading">{t('ui.line.not_joined')}</p>
            <p class="alert-text">{failure.reason !== 'problem' ? t('ui.error.unreachable') : failure.type.endsWith(':not-reachable') ? t('ui.earlier.not_reachable') : failure.text}</p>
          </div>
        )}
        {isNew && <div class="alert alert-success" role="status"><p class="alert-text">{t('ui.line.joined')}</p></div>}
      </div>
      {entry === null && (
        <>
          <p>{t('ui.earlier.text')}</p>
          <p><button type="button" class="button button-secondary" onClick={() => void join()}>{t('ui.earlier.join')}</button></p>
        </>
      )}
      {entry !== null && (
        <>
          {entry.offer !== null && <p><strong>{t('ui.earlier.offered', { day: weekday(language, dayOf(entry.offer.start)), time: timeOf(entry.offer.start) })}</strong></p>}
          {entry.before !== null && <p>{t(placeKey(entry.before), { before: entry.before })}</p>}
          <p><a href={pathOf(entry.waiting_url, language)}>{t(entry.offer === null ? 'ui.earlier.see' : 'ui.earlier.answer')}</a></p>
        </>
      )}
    </section>
  );
}
