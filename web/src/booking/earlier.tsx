// On the page of a visit: waiting for an earlier time than it has.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isLost, type Answer, type Failure } from '../api.ts';
import { weekday } from '../book/chooser.tsx';
import { dayOf, timeOf, type Visit } from '../book/visits.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { fetchEarlier, pathOf, placeKey, waitForEarlier, type Entry } from '../line/line.ts';
import { useAsking } from '../asking.ts';
import { Missing, NotDoneAlert, textOf } from '../not_done.tsx';

interface Waiting {
  readonly waiting: Entry | null;
}

export function Earlier({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const { t, language } = useTexts();
  const asking = useAsking<Waiting, 'joined'>(() => fetchEarlier(token), undefined, visit.start);
  const { now, failure, done, notDone, isSending } = asking.told;
  const message = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (done !== null || notDone !== null) message.current?.focus();
  }, [done, notDone]);

  const join = async (): Promise<Answer<Waiting>> => {
    const answer = await waitForEarlier(token, today('Europe/Copenhagen', new Date()));
    return answer.ok ? { ok: true, value: { waiting: answer.value } } : answer;
  };
  if (now === null && (failure === null || !isLost(failure))) return null;
  const why = (refused: Failure): string => (refused.reason === 'problem' && refused.type.endsWith(':not-reachable') ? t('ui.earlier.not_reachable') : textOf(refused));
  const entry = now?.waiting ?? null;
  return (
    <section aria-labelledby="earlier-title">
      <h3 id="earlier-title">{t('ui.earlier.title')}</h3>
      <div ref={message} tabIndex={-1}>
        {notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.line.not_joined')} why={why(notDone.failure)} look={() => asking.look()} />}
        {done !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t('ui.line.joined')}</p></div>}
      </div>
      {now === null && <Missing look={() => asking.look()} />}
      {now !== null && entry === null && (
        <>
          <p>{t('ui.earlier.text')}</p>
          <p><button type="button" class="button button-secondary" disabled={isSending} onClick={() => void asking.ask(join, 'joined', ({ waiting }) => waiting !== null)}>{t('ui.earlier.join')}</button></p>
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
