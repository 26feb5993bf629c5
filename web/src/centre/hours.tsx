// Opening hours and exceptions: seen, changed after a look at what would be hit.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { weekday } from '../book/chooser.tsx';
import { weekdayName, type Weekday as ShortWeekday } from '../centres/centres.ts';
import { DayField } from '../fields.tsx';
import { isDate, longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Change } from './change.tsx';
import { Openings } from './openings.tsx';
import { Failed, useLoaded, type ViewProps } from './page.tsx';
import { hoursOn, mistakeIn, weekdays, type Exception, type Hours, type Opening, type Weekday, type Weekly } from './running.ts';

const nameOf = (language: string, day: Weekday): string => weekdayName(language, day.slice(0, 3) as ShortWeekday);

export function HoursView({ desk, centre, day }: ViewProps): JSX.Element {
  const { t, language } = useTexts();
  const path = `/desk/v1/centres/${centre}`;
  const { value, failure, reload } = useLoaded<Hours>(desk, `${path}/hours`);
  if (value === null) return failure === null ? <div aria-busy="true" /> : <Failed failure={failure} retry={() => void reload()} />;
  const hours = hoursOn(value, day);
  return (
    <>
      <Failed failure={failure} retry={() => void reload()} />
      <section aria-labelledby="weekly-title">
        <h2 id="weekly-title">{t('ui.centre.weekly')}</h2>
        <p>{value.versions.includes(hours) ? t('ui.centre.since', { day: longDate(language, hours.valid_from) }) : t('ui.centre.assumed_hours')}</p>
        <WeeklyTable weekdays={hours.weekdays} />
        {value.versions.filter(({ valid_from: from }) => from > day).map((version) => (
          <details key={version.valid_from}>
            <summary>{t('ui.centre.since', { day: longDate(language, version.valid_from) })}</summary>
            <WeeklyTable weekdays={version.weekdays} />
          </details>
        ))}
        <WeeklyForm key={value.revision} desk={desk} path={path} day={day} start={hours.weekdays} seen={value.revision} changed={reload} />
      </section>
      <section aria-labelledby="exceptions-title">
        <h2 id="exceptions-title">{t('ui.centre.exceptions')}</h2>
        <p>{t('ui.centre.exceptions_text')}</p>
        {value.exceptions.length === 0 && <p>{t('ui.centre.no_exceptions')}</p>}
        <ul class="plain">
          {value.exceptions.filter((each) => each.day >= day).map((exception) => (
            <li key={exception.day}><ExceptionShown desk={desk} path={path} exception={exception} seen={value.revision} changed={reload} /></li>
          ))}
        </ul>
        <ExceptionForm key={`e${value.revision}`} desk={desk} path={path} day={day} seen={value.revision} changed={reload} />
      </section>
    </>
  );
}

function hoursText(openings: readonly Opening[], closed: string): string {
  return openings.length === 0 ? closed : openings.map(({ opens, closes, counters }) => `${opens}–${closes} (${counters})`).join(', ');
}

function WeeklyTable({ weekdays: hours }: { weekdays: Weekly }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <table class="table">
      <thead><tr><th scope="col">{t('ui.centre.weekday')}</th><th scope="col">{t('ui.centre.hours_counters')}</th></tr></thead>
      <tbody>{weekdays.map((each) => <tr key={each}><th scope="row" class="weekday">{nameOf(language, each)}</th><td>{hoursText(hours[each], t('ui.centre.closed'))}</td></tr>)}</tbody>
    </table>
  );
}

interface FormProps extends Pick<ViewProps, 'desk' | 'day'> {
  readonly path: string;
  readonly seen: number;
  readonly changed: () => Promise<void>;
}

function WeeklyForm({ desk, path, day, start, seen, changed }: FormProps & { start: Weekly }): JSX.Element {
  const { t, language } = useTexts();
  const [from, setFrom] = useState(day);
  const [hours, setHours] = useState(start);
  const isRight = isDate(from) && from >= day && weekdays.every((each) => mistakeIn(hours[each]) === null) && weekdays.some((each) => hours[each].length > 0);
  return (
    <details class="edit">
      <summary>{t('ui.centre.change_weekly')}</summary>
      <DayField id="hours-from" label={t('ui.centre.valid_from')} value={from} change={setFrom} mistake={(each) => (isDate(each) && each >= day ? null : t('ui.centre.day_past'))} />
      {weekdays.map((each) => <Openings key={each} id={`hours-${each}`} label={nameOf(language, each)} openings={hours[each]} change={(openings) => setHours({ ...hours, [each]: openings })} />)}
      <Change desk={desk} path={`${path}/hours`} body={isRight ? { valid_from: from, weekdays: hours, seen } : null} save={t('ui.centre.save_hours')} changed={changed} />
    </details>
  );
}

function ExceptionForm({ desk, path, day, seen, changed }: FormProps): JSX.Element {
  const { t } = useTexts();
  const [of, setOf] = useState('');
  const [open, setOpen] = useState<readonly Opening[]>([]);
  const [reason, setReason] = useState('');
  const isRight = isDate(of) && of >= day && mistakeIn(open) === null && reason.trim() !== '';
  return (
    <details class="edit">
      <summary>{t('ui.centre.add_exception')}</summary>
      <DayField id="exception-day" label={t('ui.centre.day')} value={of} change={setOf} mistake={(each) => (isDate(each) && each >= day ? null : t('ui.centre.day_past'))} />
      <Openings id="exception" label={t('ui.centre.hours_that_day')} openings={open} change={setOpen} />
      <Reason id="exception-reason" value={reason} change={setReason} />
      <Change desk={desk} path={`${path}/exceptions`} body={isRight ? { day: of, open, reason: reason.trim(), seen } : null} save={t('ui.centre.save_exception')} changed={changed} />
    </details>
  );
}

export function Reason({ id, value, change }: { id: string; value: string; change: (reason: string) => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="form-group">
      <label class="form-label" for={id}>{t('ui.centre.reason')}</label>
      <span class="form-hint" id={`${id}-hint`}>{t('ui.centre.reason_hint')}</span>
      <input class="form-input" id={id} value={value} maxLength={200} autocomplete="off" aria-describedby={`${id}-hint`} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

function ExceptionShown({ desk, path, exception: { day, reason, open }, seen, changed }: Omit<FormProps, 'day'> & { exception: Exception }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <details class="edit">
      <summary>{weekday(language, day)}: {hoursText(open, t('ui.centre.closed'))}. {reason}</summary>
      <p>{t('ui.centre.remove_exception_text')}</p>
      <Change desk={desk} path={`${path}/exceptions/${day}/removal`} body={{ seen }} save={t('ui.centre.remove_exception')} changed={changed} />
    </details>
  );
}
