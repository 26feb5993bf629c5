// Booking a visit (S6): what for, where, when, who; then the visit with its link.
//
// PRIVACY: a name, and a way to be reached if one wants; no number is asked for, and nothing is kept in the browser.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { Join } from '../line/join.tsx';
import { Trouble } from '../mount.tsx';
import { planInFragment, writePlan, type Plan } from '../plan.ts';
import { Bring, Kinds } from './bring.tsx';
import { Chooser, weekday } from './chooser.tsx';
import { PlaceSearch } from './place.tsx';
import {
  book, dayOf, fetchPlace, fetchServices, hold, isAboutSlot, isHoldOver, Keys, release, timeOf, wantedCentre, type Hold, type Place, type Services, type Slot,
  type Visit,
} from './visits.ts';

export function Book(): JSX.Element {
  const { t, find, language } = useTexts();
  const [services, setServices] = useState<Services | null>(null);
  const [service, setService] = useState('');
  const [place, setPlace] = useState<Place | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const [held, setHeld] = useState<string | null>(null);
  const wanted = useRef<string | null>(null); // the slot that was chosen last
  const holding = useRef<Promise<string | null>>(Promise.resolve(null));
  const [plan] = useState<Plan | null>(() => planInFragment(location.hash) ?? null);
  const [carries, setCarries] = useState(true);
  const [round, setRound] = useState(0);
  const [who, setWho] = useState({ name: '', email: '', phone: '', party: 1 });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [visit, setVisit] = useState<Visit | null>(null);
  const [keys] = useState(() => new Keys(() => crypto.randomUUID()));
  const message = useRef<HTMLDivElement>(null);
  const asked = useRef<HTMLHeadingElement>(null);

  const load = async (): Promise<void> => {
    const answer = await fetchServices();
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setServices(answer.value);
    setService(answer.value.default);
    const wanted = wantedCentre(location.hash);
    const found = wanted === null ? null : await fetchPlace(wanted);
    if (found?.ok === true) setPlace(found.value);
  };
  useEffect(() => void load(), []);
  useLayoutEffect(() => {
    if (failure !== null || visit !== null) message.current?.focus();
  }, [failure, visit]);

  // The times of two weeks are long on a phone: what is asked next comes into sight.
  useLayoutEffect(() => {
    if (slot !== null) asked.current?.focus();
  }, [slot]);

  // One after the other: the hold of the time that was chosen before is given back, and only then is the next one asked for. A counter that
  // one's own hold takes is not free for a time that overlaps it, and the time that is chosen already keeps its hold.
  const choose = async (chosen: Slot | null): Promise<void> => {
    if (chosen !== null && wanted.current === chosen.slot_id) return;
    wanted.current = chosen?.slot_id ?? null;
    const before = holding.current;
    const asking = (async (): Promise<Answer<Hold> | null> => {
      const earlier = await before;
      if (earlier !== null) await release(earlier);
      return chosen !== null && wanted.current === chosen.slot_id ? hold(chosen.slot_id) : null;
    })();
    holding.current = asking.then((answer) => answer?.ok === true ? answer.value.hold_id : null);
    setHeld(null);
    setSlot(chosen);
    if (chosen === null) return;
    setFailure(null);
    const answer = await asking;
    if (answer === null || wanted.current !== chosen.slot_id) return; // the choice that came since gives it back
    if (answer.ok) setHeld(answer.value.hold_id);
    // Anything else that went wrong will be said when the time is booked, which needs no hold.
    else if (isAboutSlot(answer.failure)) refuse(answer.failure);
  };
  const refuse = (why: Failure): void => {
    setFailure(why);
    if (!isAboutSlot(why)) return;
    wanted.current = null;
    setHeld(null);
    setSlot(null);
    setRound(round + 1);
  };

  // The hold that the time is booked with, decided once: a second try has to be the same wish, also where the hold's own answer came
  // between the two.
  const decidedHold = async (): Promise<string | null> => {
    const late = new Promise<null>((resolve) => { setTimeout(() => resolve(null), 3000); });
    const hold_id = await Promise.race([holding.current, late]);
    holding.current = Promise.resolve(hold_id);
    return hold_id;
  };

  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (slot === null || isSending) return;
    setSending(true);
    const wish = {
      slot_id: slot.slot_id, hold_id: await decidedHold(), ...who, name: who.name.trim(), email: who.email.trim(), phone: who.phone.trim(),
      plan: plan !== null && carries ? writePlan(plan.policy, plan) : null,
    };
    let answer = await book(wish, language, keys.of(wish));
    if (!answer.ok && isHoldOver(answer.failure)) {
      setHeld(null);
      holding.current = Promise.resolve(null);
      const without = { ...wish, hold_id: null };
      answer = await book(without, language, keys.of(without));
    }
    setSending(false);
    if (answer.ok) return setVisit(answer.value);
    refuse(answer.failure);
  };

  if (services === null) return failure === null ? <div aria-busy="true" /> : <Trouble failure={failure} retry={() => void load()} since={null} />;
  if (visit !== null && place !== null) return <div ref={message} tabIndex={-1}><Booked visit={visit} place={place} /></div>;
  const chosen = services.items.find(({ id }) => id === service);
  return (
    <form class="book" onSubmit={(event) => event.preventDefault()}>
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
          {held !== null && <p class="note">{t('ui.book.held')}</p>}
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
      <p class="alert-heading">{t('ui.book.not_booked')}</p>
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

function Booked({ visit, place }: { visit: Visit; place: Place }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <>
      <div class="alert alert-success" role="status">
        <p class="alert-heading">{t('ui.book.done')}</p>
        <p class="alert-text">{t('ui.book.chosen', { day: weekday(language, dayOf(visit.start)), time: timeOf(visit.start), centre: place.name })}</p>
      </div>
      <p>{t('ui.book.link_help')}</p>
      <p class="manage-link"><a href={new URL(visit.manage_url).pathname}>{visit.manage_url}</a></p>
      <h2>{t('ui.book.bring')}</h2>
      <Bring plan={visit.plan} day={dayOf(visit.start)} check="../check/" />
    </>
  );
}
