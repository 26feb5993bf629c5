// The citizen's own visit, by the secret link: seen, moved, cancelled.
//
// PRIVACY: the secret is in the address and in requests to our own server, and nowhere else.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { Bring } from '../book/bring.tsx';
import { Chooser, weekday } from '../book/chooser.tsx';
import { cancelVisit, dayOf, fetchServices, fetchVisit, moveVisit, timeOf, tokenIn, type Slot, type Visit } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { Arrival } from './arrival.tsx';
import { useAsking } from '../asking.ts';
import { Earlier } from './earlier.tsx';
import { NotDoneAlert, textOf } from '../not_done.tsx';
import { usePlaceName } from '../place_name.ts';
import { InviteWitness } from './witness.tsx';

type Step = 'look' | 'move' | 'cancel';

export function BookingPage(): JSX.Element {
  const { t, find, language } = useTexts();
  const [token] = useState(() => tokenIn(location.pathname) ?? 'none');
  const asking = useAsking<Visit, 'moved' | 'cancelled'>(() => fetchVisit(token), ({ state, start }) => `${state} ${start}`);
  const { now: visit, failure, done, notDone, isSending } = asking.told;
  const place = usePlaceName(visit?.centre ?? null);
  const [horizon, setHorizon] = useState<number | null>(null);
  const [noHorizon, setNoHorizon] = useState<Failure | null>(null);
  const [step, setStep] = useState<Step>('look');
  const [slot, setSlot] = useState<Slot | null>(null);
  const [round, setRound] = useState(0);
  const message = useRef<HTMLDivElement>(null);
  const question = useRef<HTMLHeadingElement>(null);

  const loadHorizon = async (): Promise<void> => {
    const services = await fetchServices();
    setNoHorizon(services.ok ? null : services.failure);
    if (services.ok) setHorizon(services.value.horizon_days);
  };
  useLayoutEffect(() => {
    if (done !== null || notDone !== null) message.current?.focus();
    else if (step !== 'look' && !isSending) question.current?.focus();
  }, [done, notDone, step]);
  useEffect(() => {
    if (done !== null) setStep('look');
  }, [done]);

  const move = async ({ slot_id: id, start }: Slot): Promise<void> => {
    await asking.ask(() => moveVisit(token, id), 'moved', (now) => now.state === 'booked' && now.start === start);
    // Where nothing was heard, the same time can be asked for again; where it was refused, what is free has changed.
    const after = asking.told.notDone;
    if (after !== null && !after.isKnown) return;
    setSlot(null);
    if (after !== null) setRound((before) => before + 1);
  };
  const go = (next: Step): void => {
    asking.calm();
    setSlot(null);
    setStep(next);
    if (next === 'move' && horizon === null) void loadHorizon();
  };

  if (visit === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void asking.look()} since={null} />;
    return (
      <div class="alert alert-warning" role="alert">
        <p class="alert-heading">{t('ui.booking.unknown')}</p>
        <p class="alert-text">{t('ui.booking.unknown_help')} <a href={`/${language}/book/`}>{t('ui.nav.book')}</a></p>
      </div>
    );
  }
  const when = t('ui.book.chosen', { day: weekday(language, dayOf(visit.start)), time: timeOf(visit.start), centre: place === '' ? visit.centre : place });
  return (
    <div class="booking">
      <div ref={message} tabIndex={-1}>
        {notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.booking.unchanged')} why={textOf(notDone.failure)} look={() => asking.look()} />}
        {done !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t(done === 'moved' ? 'ui.booking.moved' : 'ui.booking.cancelled_now')}</p></div>}
      </div>
      <h2>{find(`service.${visit.service}`)}</h2>
      {visit.state === 'cancelled' ? <p class="document-mark">{t('ui.booking.cancelled')}</p> : <p>{when}</p>}
      <p>{t('ui.booking.name', { name: visit.name })}</p>
      {visit.state === 'cancelled' && <p><a class="button button-primary" href={`/${language}/book/#centre=${visit.centre}`}>{t('ui.nav.book')}</a></p>}
      {visit.state === 'booked' && step === 'look' && (
        <>
          <Arrival key={visit.start} visit={visit} token={token} />
          <p><a href={`/api/v1/bookings/${token}/calendar.ics`} download="visit.ics">{t('ui.booking.calendar')}</a></p>
          <h3>{t('ui.book.bring')}</h3>
          <Bring plan={visit.plan} day={dayOf(visit.start)} check={`/${language}/check/`} />
          <p class="button-row">
            <button type="button" class="button button-secondary" onClick={() => go('move')}>{t('ui.booking.move')}</button>
            <button type="button" class="button button-tertiary" onClick={() => go('cancel')}>{t('ui.booking.cancel')}</button>
          </p>
          <Earlier visit={visit} token={token} />
          <InviteWitness visit={visit} token={token} />
        </>
      )}
      {visit.state === 'booked' && step === 'cancel' && (
        <div class="question" role="group" aria-labelledby="cancel-title">
          <h3 id="cancel-title" ref={question} tabIndex={-1}>{t('ui.booking.cancel_sure')}</h3>
          <p class="button-row">
            <button type="button" class="button button-primary" disabled={isSending} onClick={() => void asking.ask(() => cancelVisit(token), 'cancelled', ({ state }) => state === 'cancelled')}>{t('ui.booking.cancel_yes')}</button>
            <button type="button" class="button button-tertiary" disabled={isSending} onClick={() => go('look')}>{t('ui.booking.keep')}</button>
          </p>
        </div>
      )}
      {visit.state === 'booked' && step === 'move' && (
        <>
          <h2 ref={question} tabIndex={-1}>{t('ui.booking.move_to')}</h2>
          {noHorizon !== null && <Trouble failure={noHorizon} retry={() => void loadHorizon()} since={null} />}
          <fieldset disabled={isSending}>
            <Chooser centre={visit.centre} service={visit.service} horizon={horizon ?? 0} chosen={slot?.slot_id ?? null} round={round} choose={setSlot} />
          </fieldset>
          <p class="button-row">
            <button type="button" class="button button-primary" disabled={isSending || slot === null} onClick={() => { if (slot !== null) void move(slot); }}>
              {slot === null ? t('ui.booking.move') : t('ui.booking.move_confirm', { day: weekday(language, dayOf(slot.start)), time: timeOf(slot.start) })}
            </button>
            <button type="button" class="button button-tertiary" disabled={isSending} onClick={() => go('look')}>{t('ui.booking.keep')}</button>
          </p>
        </>
      )}
    </div>
  );
}
