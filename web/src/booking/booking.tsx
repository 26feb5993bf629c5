// The citizen's own visit, by the secret link: seen, moved, cancelled.
//
// PRIVACY: the secret is in the address and in requests to our own server, and nowhere else.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { Bring } from '../book/bring.tsx';
import { Chooser, weekday } from '../book/chooser.tsx';
import { cancelVisit, dayOf, fetchPlace, fetchServices, fetchVisit, moveVisit, timeOf, tokenIn, type Slot, type Visit } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { Arrival } from './arrival.tsx';
import { Earlier } from './earlier.tsx';
import { InviteWitness } from './witness.tsx';

type Step = 'look' | 'move' | 'cancel';

export function BookingPage(): JSX.Element {
  const { t, find, language } = useTexts();
  const [token] = useState(() => tokenIn(location.pathname));
  const [visit, setVisit] = useState<Visit | null>(null);
  const [place, setPlace] = useState('');
  const [horizon, setHorizon] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [step, setStep] = useState<Step>('look');
  const [slot, setSlot] = useState<Slot | null>(null);
  const [round, setRound] = useState(0);
  const [said, setSaid] = useState<'moved' | 'cancelled' | null>(null);
  const message = useRef<HTMLDivElement>(null);
  const question = useRef<HTMLHeadingElement>(null);

  const load = async (): Promise<void> => {
    const answer = await fetchVisit(token ?? 'none');
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setVisit(answer.value);
    const [found, services] = await Promise.all([fetchPlace(answer.value.centre), fetchServices()]);
    if (found.ok) setPlace(found.value.name);
    if (services.ok) setHorizon(services.value.horizon_days);
  };
  useEffect(() => void load(), []);
  useLayoutEffect(() => {
    if (said !== null || failure !== null) message.current?.focus();
    else if (step !== 'look') question.current?.focus();
  }, [said, failure, step]);

  const act = async (asked: Promise<Answer<Visit>>, done: 'moved' | 'cancelled'): Promise<void> => {
    const answer = await asked;
    setSlot(null);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return setRound(round + 1);
    setVisit(answer.value);
    setSaid(done);
    setStep('look');
  };
  const go = (next: Step): void => {
    setSaid(null);
    setFailure(null);
    setSlot(null);
    setStep(next);
  };

  if (visit === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void load()} since={null} />;
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
        {failure !== null && <div class="alert alert-warning" role="alert"><p class="alert-heading">{t('ui.booking.unchanged')}</p><p class="alert-text">{failure.reason === 'problem' ? failure.text : t('ui.error.unreachable')}</p></div>}
        {said !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t(said === 'moved' ? 'ui.booking.moved' : 'ui.booking.cancelled_now')}</p></div>}
      </div>
      <h2>{find(`service.${visit.service}`)}</h2>
      {visit.state === 'cancelled' ? <p class="document-mark">{t('ui.booking.cancelled')}</p> : <p>{when}</p>}
      <p>{t('ui.booking.name', { name: visit.name })}</p>
      {visit.state === 'cancelled' && <p><a class="button button-primary" href={`/${language}/book/#centre=${visit.centre}`}>{t('ui.nav.book')}</a></p>}
      {visit.state === 'booked' && step === 'look' && (
        <>
          <Arrival key={visit.start} visit={visit} token={token ?? ''} />
          <p><a href={`/api/v1/bookings/${token ?? ''}/calendar.ics`} download="visit.ics">{t('ui.booking.calendar')}</a></p>
          <h3>{t('ui.book.bring')}</h3>
          <Bring plan={visit.plan} day={dayOf(visit.start)} check={`/${language}/check/`} />
          <p class="button-row">
            <button type="button" class="button button-secondary" onClick={() => go('move')}>{t('ui.booking.move')}</button>
            <button type="button" class="button button-tertiary" onClick={() => go('cancel')}>{t('ui.booking.cancel')}</button>
          </p>
          <Earlier visit={visit} token={token ?? ''} />
          <InviteWitness visit={visit} token={token ?? ''} />
        </>
      )}
      {step === 'cancel' && (
        <div class="question" role="group" aria-labelledby="cancel-title">
          <h3 id="cancel-title" ref={question} tabIndex={-1}>{t('ui.booking.cancel_sure')}</h3>
          <p class="button-row">
            <button type="button" class="button button-primary" onClick={() => void act(cancelVisit(token ?? ''), 'cancelled')}>{t('ui.booking.cancel_yes')}</button>
            <button type="button" class="button button-tertiary" onClick={() => go('look')}>{t('ui.booking.keep')}</button>
          </p>
        </div>
      )}
      {step === 'move' && (
        <>
          <h2 ref={question} tabIndex={-1}>{t('ui.booking.move_to')}</h2>
          <Chooser centre={visit.centre} service={visit.service} horizon={horizon} chosen={slot?.slot_id ?? null} round={round} choose={setSlot} />
          <p class="button-row">
            <button type="button" class="button button-primary" disabled={slot === null} onClick={() => void act(moveVisit(token ?? '', slot?.slot_id ?? ''), 'moved')}>
              {slot === null ? t('ui.booking.move') : t('ui.booking.move_confirm', { day: weekday(language, dayOf(slot.start)), time: timeOf(slot.start) })}
            </button>
            <button type="button" class="button button-tertiary" onClick={() => go('look')}>{t('ui.booking.keep')}</button>
          </p>
        </>
      )}
    </div>
  );
}
