// One's own entry of a waiting list, by the secret link: the place in line, the offer and its answer, the end.
//
// PRIVACY: the secret is in the address and in requests to our own server, and nowhere else.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { weekday } from '../book/chooser.tsx';
import { dayOf, timeOf } from '../book/visits.ts';
import { useAsking } from '../asking.ts';
import { NotDoneAlert } from '../not_done.tsx';
import { usePlaceName } from '../place_name.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { answerOffer, fetchEntry, leaveLine, pathOf, placeKey, secretIn, whyKey, type Entry, type Offer } from './line.ts';

const lookMilliseconds = 15_000;

export function LinePage(): JSX.Element {
  const { t, find, language } = useTexts();
  const [token] = useState(() => secretIn(location.pathname, 'waiting-list') ?? 'none');
  const asking = useAsking<Entry, 'accepted' | 'declined' | 'left'>(() => fetchEntry(token), ({ state, offer: held }) => `${state} ${held?.sequence ?? ''}`);
  const { now: entry, failure, done, notDone, isSending } = asking.told;
  const place = usePlaceName(entry?.centre ?? null);
  const message = useRef<HTMLDivElement>(null);

  // What becomes free is seen without loading the page again. A look that fails is made again later.
  const isInLine = entry?.state === 'waiting' || entry?.state === 'offered';
  useEffect(() => {
    if (!isInLine) return undefined;
    const timer = setInterval(() => { if (!document.hidden) void asking.look(); }, lookMilliseconds);
    return () => clearInterval(timer);
  }, [isInLine]);
  useLayoutEffect(() => {
    if (notDone !== null || done !== null || entry?.state === 'taken' || entry?.state === 'over') message.current?.focus();
  }, [notDone, done, entry?.state]);

  const accept = (held: Offer): void => void asking.ask(() => answerOffer(token, 'accept', held), 'accepted', ({ state }) => state === 'taken');
  // An offer that went unanswered is no more either, and counts as missed.
  const decline = (held: Offer, { missed }: Entry): void => void asking.ask(() => answerOffer(token, 'decline', held), 'declined', (now) =>
    now.state !== 'taken' && now.state !== 'over' && now.offer?.sequence !== held.sequence && now.missed === missed);
  const leave = (): void => void asking.ask(() => leaveLine(token), 'left', ({ ending }) => ending === 'left');

  if (entry === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void asking.look()} since={null} />;
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
        {notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.booking.unchanged')} why={t(whyKey(notDone.failure))} look={() => asking.look()} />}
        {done === 'declined' && <div class="alert alert-info" role="status"><p class="alert-text">{t('ui.line.declined')}</p></div>}
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
              <button type="button" class="button button-primary" disabled={isSending} onClick={() => accept(offer)}>{t(entry.earlier ? 'ui.line.accept_move' : 'ui.line.accept')}</button>
              <button type="button" class="button button-secondary" disabled={isSending} onClick={() => decline(offer, entry)}>{t('ui.line.decline')}</button>
            </p>
          </div>
        )}
      </div>
      {isInLine && (
        <>
          <p>{t('ui.line.how')}</p>
          <p><button type="button" class="button button-tertiary" disabled={isSending} onClick={leave}>{t('ui.line.leave')}</button></p>
        </>
      )}
      {visit !== null && <p><a href={pathOf(visit.manage_url, language)}>{t('ui.line.to_visit')}</a></p>}
      {entry.state === 'over' && visit === null && <p><a class="button button-primary" href={`/${language}/book/#centre=${entry.centre}`}>{t('ui.nav.book')}</a></p>}
    </div>
  );
}
