// Choosing a time: the free slots of a centre under their days, two weeks at a time.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { byDay, daysAfter, fetchSlots, timeOf, type Slot, type Slots } from './visits.ts';

const daysShown = 14;

interface Props {
  readonly centre: string;
  readonly service: string;
  readonly horizon: number; // days ahead that can be booked
  readonly chosen: string | null; // slot_id
  readonly round: number; // another number: what is free has changed
  readonly choose: (slot: Slot) => void;
}

export function weekday(language: string, day: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

export function Chooser({ centre, service, horizon, chosen, round, choose }: Props): JSX.Element {
  const { t, language } = useTexts();
  const [first] = useState(() => today('Europe/Copenhagen', new Date()));
  const [page, setPage] = useState(0);
  const [slots, setSlots] = useState<Slots | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const load = async (isWanted: () => boolean): Promise<void> => {
    const from = daysAfter(first, page * daysShown);
    const answer = await fetchSlots(centre, service, from, daysAfter(from, daysShown - 1));
    if (!isWanted()) return;
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setSlots(answer.value);
  };
  useEffect(() => {
    let isWanted = true;
    setSlots(null);
    setFailure(null);
    void load(() => isWanted);
    return () => { isWanted = false; };
  }, [centre, service, page, round, attempt]);
  if (failure !== null) return <Trouble failure={failure} retry={() => setAttempt((before) => before + 1)} since={null} />;
  return (
    <div class="chooser" aria-busy={slots === null}>
      {slots?.hours_assumed === true && <div class="alert alert-info"><p class="alert-text">{t('ui.book.assumed')}</p></div>}
      {slots !== null && slots.items.length === 0 && <p>{t('ui.book.none_free')}</p>}
      {byDay(slots?.items ?? []).map(({ day, slots: each }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{weekday(language, day)}</h3>
          <ul class="plain slots">
            {each.map((slot) => (
              <li key={slot.slot_id}>
                <button
                  type="button"
                  class={`button ${slot.slot_id === chosen ? 'button-primary' : 'button-secondary'}`}
                  aria-pressed={slot.slot_id === chosen}
                  aria-label={t('ui.book.slot', { day: weekday(language, day), time: timeOf(slot.start), free: slot.free })}
                  onClick={() => choose(slot)}
                >
                  {timeOf(slot.start)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="button-row">
        {page > 0 && <button type="button" class="button button-tertiary" onClick={() => setPage(page - 1)}>{t('ui.book.earlier')}</button>}
        {(page + 1) * daysShown < horizon && <button type="button" class="button button-tertiary" onClick={() => setPage(page + 1)}>{t('ui.book.later')}</button>}
      </p>
    </div>
  );
}
