// The visits of a day, or of a week.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { weekday } from '../book/chooser.tsx';
import { timeOf } from '../book/visits.ts';
import { addDays } from '../days.ts';
import { DayField } from '../fields.tsx';
import { isDate, longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Failed, useLoaded, type ViewProps } from './page.tsx';
import { mondayOf, type CalendarDay, type DayVisit } from './running.ts';

export function CalendarView({ desk, centre, day: today }: ViewProps): JSX.Element {
  const { t, language } = useTexts();
  const [shows, setShows] = useState<'day' | 'week'>('week');
  const [day, setDay] = useState(today);
  const from = shows === 'day' ? day : mondayOf(day);
  const to = shows === 'day' ? day : addDays(from, 6);
  const { value, failure, reload } = useLoaded<{ days: readonly CalendarDay[] }>(desk, `/desk/v1/centres/${centre}/calendar?${new URLSearchParams({ from, to })}`);
  const step = shows === 'day' ? 1 : 7;
  const open = (chosen: string): void => {
    setDay(chosen);
    setShows('day');
  };
  return (
    <>
      <div class="filter">
        <DayField id="calendar-day" label={t('ui.centre.day')} value={day} change={(next) => isDate(next) && setDay(next)} mistake={() => null} />
        <div class="button-row calendar-steps" role="group" aria-label={t('ui.centre.move')}>
          <button type="button" class="button button-tertiary" onClick={() => setDay(addDays(day, -step))}>{t(`ui.centre.before.${shows}`)}</button>
          <button type="button" class="button button-tertiary" onClick={() => setDay(today)}>{t('ui.centre.today')}</button>
          <button type="button" class="button button-tertiary" onClick={() => setDay(addDays(day, step))}>{t(`ui.centre.after.${shows}`)}</button>
        </div>
        <div class="options calendar-shows" role="group" aria-label={t('ui.centre.shows')}>
          {(['day', 'week'] as const).map((each) => (
            <button key={each} type="button" class="button button-secondary" aria-pressed={shows === each} onClick={() => setShows(each)}>{t(`ui.centre.shows.${each}`)}</button>
          ))}
        </div>
      </div>
      <Failed failure={failure} retry={() => void reload()} />
      <h2>{shows === 'day' ? weekday(language, day) : t('ui.centre.week', { from: longDate(language, from), to: longDate(language, to) })}</h2>
      {value !== null && shows === 'day' && value.days.map((each) => <DayShown key={each.day} day={each} />)}
      {value !== null && shows === 'week' && <ul class="plain week">{value.days.map((each) => <li key={each.day}><WeekDay day={each} open={open} isToday={each.day === today} /></li>)}</ul>}
    </>
  );
}

function openText({ open }: CalendarDay): string {
  return open.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
}

function DayHead({ day }: { day: CalendarDay }): JSX.Element {
  const { t } = useTexts();
  return (
    <p class="note">
      {day.open.length === 0 ? t('ui.centre.closed') : t('ui.centre.open', { hours: openText(day) })}
      {day.reason !== null && `: ${day.reason}`}
      {day.open.length > 0 && day.assumed && ` (${t('ui.centre.assumed')})`}
    </p>
  );
}

function standing(day: CalendarDay): readonly DayVisit[] {
  return day.bookings.filter(({ state }) => state === 'booked');
}

function WeekDay({ day, open, isToday }: { day: CalendarDay; open: (day: string) => void; isToday: boolean }): JSX.Element {
  const { t, find, language } = useTexts();
  return (
    <section class={isToday ? 'week-day week-today' : 'week-day'} aria-labelledby={`week-${day.day}`}>
      <h3 id={`week-${day.day}`}>
        <button type="button" class="link-button" onClick={() => open(day.day)}>{new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day.day}T00:00:00Z`))}</button>
      </h3>
      <DayHead day={day} />
      <p class="week-count">{t('ui.centre.visits', { count: standing(day).length })}</p>
      <ul class="plain">
        {standing(day).map(({ booking_id: id, start, service, arrived }) => (
          <li key={id} class="week-visit"><strong>{timeOf(start)}</strong> {find(`service.${service}`)}{arrived === true && ` (${t('ui.centre.arrived')})`}</li>
        ))}
      </ul>
    </section>
  );
}

function DayShown({ day }: { day: CalendarDay }): JSX.Element {
  const { t, find } = useTexts();
  return (
    <>
      <DayHead day={day} />
      {day.bookings.length === 0 ? <p>{t('ui.centre.no_visits')}</p> : (
        <div class="table-scroll" role="group" aria-label={t('ui.centre.part.calendar')} tabIndex={0}>
          <table class="table">
            <thead>
              <tr>
                {(['time', 'counter', 'name', 'service', 'persons', 'advised', 'state'] as const).map((column) => <th key={column} scope="col">{t(`ui.centre.column.${column}`)}</th>)}
              </tr>
            </thead>
            <tbody>
              {day.bookings.map((visit) => (
                <tr key={visit.booking_id} class={visit.state === 'cancelled' ? 'visit-cancelled' : undefined}>
                  <th scope="row">{timeOf(visit.start)}</th>
                  <td>{visit.counter}</td>
                  <td>{visit.name}</td>
                  <td>{find(`service.${visit.service}`)} ({t('ui.queue.minutes', { minutes: visit.minutes })})</td>
                  <td>{visit.party}</td>
                  <td>{t(`ui.centre.advised.${visit.advised ?? 'none'}`)}</td>
                  <td>{t(visit.state === 'cancelled' ? 'ui.centre.cancelled' : visit.arrived === true ? 'ui.centre.arrived' : 'ui.centre.booked')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
