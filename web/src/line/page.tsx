// One's own entry of a waiting list, by the secret link: the place in line, the offer and its answer, the end.
//
// PRIVACY: the secret is in the address and in requests to our own server, and nowhere else.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { weekday } from '../book/chooser.tsx';
import { dayOf, fetchPlace, timeOf } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { answerOffer, fetchEntry, leaveLine, pathOf, placeKey, secretIn, whyKey, type Entry } from './line.ts';

const lookMilliseconds = 15_000;

export function LinePage(): JSX.Element {
  const { t, find, language } = useTexts();
  const [token] = useState(() => secretIn(location.pathname, 'waiting-list') ?? 'none');
  const [entry, setEntry] = useState<Entry | null>(null);
  const [place, setPlace] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [said, setSaid] = useState<'declined' | null>(null);
  const message = useRef<HTMLDivElement>(null);

  const load = async (): Promise<void> => {
    const answer = await fetchEntry(token);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setEntry(answer.value);
    const found = await fetchPlace(answer.value.centre);
    setPlace(found.ok ? found.value.name : answer.value.centre);
  };
  useEffect(() => void load(), []);

  // What becomes free is seen without loading the page again. A look that fails is made again later.
  const isInLine = entry?.state === 'waiting' || entry?.state === 'offered';
  useEffect(() => {
    if (!isInLine) return undefined;
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      const answer = await fetchEntry(token);
      if (answer.ok) setEntry(answer.value);
    };
    const timer = setInterval(() => void look(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [isInLine]);
  useLayoutEffect(() => {
    if (failure !== null || said !== null || entry?.state === 'taken' || entry?.state === 'over') message.current?.focus();
  }, [failure, said, entry?.state]);

  const act = async (asked: Promise<Answer<Entry>>, done: 'declined' | null): Promise<void> => {
    setSending(true);
    const answer = await asked;
    setSending(false);
    setSaid(answer.ok ? done : null);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) return setEntry(answer.value);
    // What the page shows is what is so now, beside why nothing was done.
    const now = await fetchEntry(token);
    if (now.ok) setEntry(now.value);
  };

  if (entry === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void load()} since={null} />;
    return (
      <div class="alert alert-warning" role="alert">
        <p class="alert-heading">{t('ui.line.unknown')}</p>
        <p class="alert-text">{t('ui.line.unknown_help')} <a href={`/${language}/book/`}>{t('ui.nav.book')}</a></p>
      </div>
    );
  }
  const when = (start: string): string => t('ui.book.chosen', { day: weekday(language, dayOf(start)), time: timeOf(start), centre: place });
  const { offer, visit } = entry;
  return (
    <div class="line">
      <div ref={message} tabIndex={-1}>
        {failure !== null && <div class="alert alert-warning" role="alert"><p class="alert-heading">{t('ui.booking.unchanged')}</p><p class="alert-text">{t(whyKey(failure))}</p></div>}
        {said !== null && <div class="alert alert-info" role="status"><p class="alert-text">{t('ui.line.declined')}</p></div>}
        {entry.state === 'taken' && visit !== null && (
          <div class="alert alert-success" role="status">
            <p class="alert-heading">{t(entry.earlier ? 'ui.booking.moved' : 'ui.book.done')}</p>
            <p class="alert-text">{when(visit.start)}</p>
          </div>
        )}
        {entry.state === 'over' && (
          <div class="alert alert-info" role="status">
            <p class="alert-heading">{t('ui.line.over')}</p>
            <p class="alert-text">{entry.ending !== null && t(`ui.line.ending.${entry.ending}`)}</p>
          </div>
        )}
      </div>
      <h2>{find(`service.${entry.service}`)}</h2>
      <p>{t('ui.line.days', { centre: place, from: weekday(language, entry.from), to: weekday(language, entry.to) })}</p>
      {visit !== null && isInLine && <p>{t('ui.line.visit', { when: when(visit.start) })}</p>}
      <div aria-live="polite">
        {entry.state === 'waiting' && entry.before !== null && <p><strong>{t(placeKey(entry.before), { before: entry.before })}</strong></p>}
        {entry.state === 'waiting' && entry.missed > 0 && <p class="note">{t('ui.line.missed')}</p>}
        {entry.state === 'offered' && offer !== null && (
          <div class="question" role="group" aria-labelledby="offer-title">
            <h3 id="offer-title">{t('ui.line.offered')}</h3>
            <p><strong>{when(offer.start)}</strong></p>
            <p>{t('ui.line.until', { day: weekday(language, dayOf(offer.until)), time: timeOf(offer.until) })}</p>
            <p class="button-row">
              <button type="button" class="button button-primary" disabled={isSending} onClick={() => void act(answerOffer(token, 'accept', offer), null)}>{t(entry.earlier ? 'ui.line.accept_move' : 'ui.line.accept')}</button>
              <button type="button" class="button button-secondary" disabled={isSending} onClick={() => void act(answerOffer(token, 'decline', offer), 'declined')}>{t('ui.line.decline')}</button>
            </p>
          </div>
        )}
      </div>
      {isInLine && (
        <>
          <p>{t('ui.line.how')}</p>
          <p><button type="button" class="button button-tertiary" disabled={isSending} onClick={() => void act(leaveLine(token), null)}>{t('ui.line.leave')}</button></p>
        </>
      )}
      {visit !== null && <p><a href={pathOf(visit.manage_url, language)}>{t('ui.line.to_visit')}</a></p>}
      {entry.state === 'over' && visit === null && <p><a class="button button-primary" href={`/${language}/book/#centre=${entry.centre}`}>{t('ui.nav.book')}</a></p>}
    </div>
  );
}
