// Booking a visit (S6): what for, where, when, who; then the visit with its link.
//
// PRIVACY: a name, and a way to be reached if one wants; no number is asked for, and nothing is kept in the browser.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isLost, type Failure } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { languageLinksLeadTo } from '../language_links.ts';
import { Join } from '../line/join.tsx';
import { Trouble } from '../mount.tsx';
import { planInFragment, writePlan, type Plan } from '../plan.ts';
import { Bring, Kinds } from './bring.tsx';
import { Chooser, weekday } from './chooser.tsx';
import { Held } from './held.ts';
import { PlaceSearch } from './place.tsx';
import { Tries, type Made } from './tries.ts';
import {
  dayOf, fetchPlace, fetchServices, isAboutSlot, timeOf, wantedCentre, type Place, type Services, type Slot,
} from './visits.ts';

export function Book(): JSX.Element {
  const { t, find, language } = useTexts();
  const [services, setServices] = useState<Services | null>(null);
  const [service, setService] = useState('');
  const [place, setPlace] = useState<Place | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [held] = useState(() => new Held(setHeld));
  const [plan] = useState<Plan | null>(() => planInFragment(location.hash) ?? null);
  const [carries, setCarries] = useState(true);
  const [round, setRound] = useState(0);
  const [who, setWho] = useState({ name: '', email: '', phone: '', party: 1 });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [booked, setBooked] = useState<{ readonly made: Made; readonly place: Place } | null>(null);
  const [tries] = useState(() => new Tries(language));
  const message = useRef<HTMLDivElement>(null);
  const asked = useRef<HTMLHeadingElement>(null);

  // Both at once: a centre that the address asks for is there before another one can be chosen.
  const [isLoading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    if (isLoading) return;
    setLoading(true);
    const wanted = wantedCentre(location.hash);
    const [answer, found] = await Promise.all([fetchServices(), wanted === null ? null : fetchPlace(wanted)]);
    setLoading(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setServices(answer.value);
    setService(answer.value.default);
    if (found?.ok === true) setPlace(found.value);
  };
  useEffect(() => void load(), []);
  useLayoutEffect(() => {
    if (failure !== null || booked !== null) message.current?.focus();
  }, [failure, booked]);

  // The times of two weeks are long on a phone: what is asked next comes into sight.
  useLayoutEffect(() => {
    if (slot !== null) asked.current?.focus();
  }, [slot]);

  const choose = async (chosen: Slot | null): Promise<void> => {
    setSlot(chosen);
    if (chosen !== null) setFailure(null);
    const why = await held.choose(chosen?.slot_id ?? null);
    // Anything else that went wrong will be said when the time is booked, which needs no hold.
    if (why !== null && isAboutSlot(why)) void refuse(why);
  };
  // What is free is looked at again without one's own hold.
  const refuse = async (why: Failure): Promise<void> => {
    setFailure(why);
    if (!isAboutSlot(why)) return;
    setSlot(null);
    await held.choose(null);
    setRound((before) => before + 1);
  };

  // While a time is being booked nothing else is chosen: the form is not to be used then.
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (slot === null || place === null || isSending) return;
    setSending(true);
    const answer = await tries.book({
      slot_id: slot.slot_id, ...who, name: who.name.trim(), email: who.email.trim(), phone: who.phone.trim(),
      plan: plan !== null && carries ? writePlan(plan.policy, plan) : null,
    }, held);
    const centre = answer.ok ? answer.value.visit.centre : place.id;
    const where = centre === place.id ? null : await fetchPlace(centre); // of an earlier try
    setSending(false);
    if (!answer.ok) return refuse(answer.failure);
    const at = where === null ? place : where.ok ? where.value : { id: centre, name: centre, town: '' };
    languageLinksLeadTo(new URL(answer.value.visit.manage_url).pathname); // a page in another language has only the link
    setBooked({ made: answer.value, place: at });
  };

  if (services === null) return failure === null ? <div aria-busy="true" /> : <Trouble failure={failure} retry={() => void load()} since={null} />;
  if (booked !== null) return <div ref={message} tabIndex={-1}><Booked {...booked} /></div>;
  const chosen = services.items.find(({ id }) => id === service);
  return (
    <form class="book" onSubmit={(event) => event.preventDefault()} inert={isSending}>
      <section aria-labelledby="what-title">
        <h2 id="what-title">{t('ui.book.what')}</h2>
        <label class="form-label" for="service">{t('ui.book.service')}</label>
        <select class="form-select" id="service" value={service} onChange={(event) => { setService(event.currentTarget.value); void choose(null); }}>
          {services.items.map(({ id, minutes }) => <option key={id} value={id}>{t('ui.book.service_minutes', { service: find(`service.${id}`), minutes })}</option>)}
        </select>
        {chosen?.witness_advised === true && <p class="note">{t('ui.book.witness_advised')} <a href="../witness/">{t('ui.need.can_witness')}</a></p>}
      </section>
      <section aria-labelledby="where-title">
        <h2 id="where-title">{t('ui.book.where')}</h2>
        {place === null ? null : (
          <p>
            <strong>{place.name}</strong> ({place.town}){' '}
            <button type="button" class="link-button" onClick={() => { setPlace(null); void choose(null); }}>{t('ui.book.other_place')}</button>
          </p>
        )}
      </section>
      {place === null && <PlaceSearch choose={(found) => { setPlace(found); void choose(null); }} />}
      {place !== null && (
        <section aria-labelledby="when-title">
          <h2 id="when-title">{t('ui.book.when')}</h2>
          <p class="note">{t('ui.book.local_time', { centre: place.name })}</p>
          <Chooser centre={place.id} service={service} horizon={services.horizon_days} chosen={slot?.slot_id ?? null} round={round} choose={(each) => void choose(each)} />
          <Join place={place} service={service} />
        </section>
      )}
      <div ref={message} tabIndex={-1}>{failure !== null && <Refused failure={failure} />}</div>
      {place !== null && slot !== null && (
        <section aria-labelledby="who-title">
          <h2 id="who-title" ref={asked} tabIndex={-1}>{t('ui.book.who')}</h2>
          <p>{t('ui.book.chosen', { day: weekday(language, dayOf(slot.start)), time: timeOf(slot.start), centre: place.name })}</p>
          {isHeld && <p class="note">{t('ui.book.held')}</p>}
          <Field id="name" label={t('ui.book.name')} value={who.name} max={200} change={(name) => setWho({ ...who, name })} autocomplete="name" />
          <Field id="email" label={t('ui.book.email')} value={who.email} max={254} change={(email) => setWho({ ...who, email })} autocomplete="email" />
          <Field id="phone" label={t('ui.book.phone')} value={who.phone} max={32} change={(phone) => setWho({ ...who, phone })} autocomplete="tel" />
          <p class="note">{t('ui.book.reach')}</p>
          <label class="form-label" for="party">{t('ui.book.party')}</label>
          <select class="form-select" id="party" value={String(who.party)} onChange={(event) => setWho({ ...who, party: Number(event.currentTarget.value) })}>
            {[1, 2, 3, 4, 5].map((count) => <option key={count} value={String(count)}>{count}</option>)}
          </select>
          <p class="note">{t('ui.book.party_documents')}</p>
          {plan !== null && (
            <fieldset class="form-group">
              <legend class="form-label">{t('ui.book.plan_title')}</legend>
              <Kinds plan={plan} />
              <div class="form-checkbox">
                <input type="checkbox" id="carry-plan" checked={carries} onChange={(event) => setCarries(event.currentTarget.checked)} />
                <label for="carry-plan">{t('ui.book.plan_carry')}</label>
              </div>
            </fieldset>
          )}
          <p><button type="button" class="button button-primary" disabled={isSending || who.name.trim() === ''} onClick={(event) => void confirm(event)}>{t('ui.book.confirm')}</button></p>
        </section>
      )}
    </form>
  );
}

function Refused({ failure }: { failure: Failure }): JSX.Element {
  const { t, find } = useTexts();
  const code = failure.reason === 'problem' ? (failure.type.split(':').at(-1) ?? '') : 'unreachable';
  const known = ['slot-full', 'slot-past', 'already-booked', 'too-many-bookings', 'too-many-requests', 'unreachable'].includes(code);
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-heading">{t(isLost(failure) ? 'ui.book.doubtful' : 'ui.book.not_booked')}</p>
      <p class="alert-text">{known ? find(`ui.book.refused.${code}`) : failure.reason === 'problem' ? failure.text : ''}</p>
    </div>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly autocomplete: string;
  readonly change: (value: string) => void;
}

function Field({ id, label, value, max, autocomplete, change }: FieldProps): JSX.Element {
  return (
    <>
      <label class="form-label" for={id}>{label}</label>
      <input class="form-input" id={id} name={id} value={value} maxLength={max} autocomplete={autocomplete} onInput={(event) => change(event.currentTarget.value)} />
    </>
  );
}

function Booked({ made: { visit, isEarlier }, place }: { made: Made; place: Place }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <>
      <div class="alert alert-success" role="status">
        <p class="alert-heading">{t('ui.book.done')}</p>
        <p class="alert-text">{t('ui.book.chosen', { day: weekday(language, dayOf(visit.start)), time: timeOf(visit.start), centre: place.name })}</p>
        {isEarlier && <p class="alert-text">{t('ui.book.earlier_try', { name: visit.name })}</p>}
      </div>
      <p>{t('ui.book.link_help')}</p>
      <p class="manage-link"><a href={new URL(visit.manage_url).pathname}>{visit.manage_url}</a></p>
      <h2>{t('ui.book.bring')}</h2>
      <Bring plan={visit.plan} day={dayOf(visit.start)} check="../check/" />
    </>
  );
}
