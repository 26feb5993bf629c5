// Sudden closures of a counter, a day or a centre: who would be moved and to when, then the closure.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { dayOf, timeOf } from '../book/visits.ts';
import { momentIn } from '../day/zones.ts';
import { DayField } from '../fields.tsx';
import { isDate, longDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { Moments, Refused } from './change.tsx';
import { Reason } from './hours.tsx';
import { Failed, useLoaded, type ViewProps } from './page.tsx';
import type { Closing, Closure, Hours } from './running.ts';

export function ClosuresView(props: ViewProps): JSX.Element {
  const { desk, centre } = props;
  const { t } = useTexts();
  const { value, failure, reload } = useLoaded<Hours>(desk, `/desk/v1/centres/${centre}/hours`);
  return (
    <>
      <h2>{t('ui.centre.part.closures')}</h2>
      <p>{t('ui.centre.closures_text')}</p>
      <Failed failure={failure} retry={() => void reload()} />
      {value !== null && value.closures.length > 0 && (
        <ul class="plain">{value.closures.map((closure) => <li key={closure.closure_id}><Standing {...props} closure={closure} changed={reload} /></li>)}</ul>
      )}
      <ClosureForm {...props} changed={reload} />
    </>
  );
}

function ClosureForm({ desk, centre, zone, day, changed }: ViewProps & { changed: () => Promise<void> }): JSX.Element {
  const { t } = useTexts();
  const [from, setFrom] = useState({ day, time: '08:00' });
  const [to, setTo] = useState({ day, time: '18:00' });
  const [counter, setCounter] = useState('');
  const [reason, setReason] = useState('');
  const [looked, setLooked] = useState<{ text: string; closing: Closing } | null>(null);
  const [done, setDone] = useState<Closing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const isTime = (time: string): boolean => /^\d{2}:\d{2}$/.test(time);
  const isWhole = isDate(from.day) && isDate(to.day) && isTime(from.time) && isTime(to.time);
  const isBackwards = isWhole && `${from.day}${from.time}` >= `${to.day}${to.time}`;
  const body = !isWhole || isBackwards || reason.trim() === '' ? null : {
    from: momentIn(zone, from.day, from.time),
    to: momentIn(zone, to.day, to.time),
    ...(counter === '' ? {} : { counter: Number(counter) }),
    reason: reason.trim(),
  };
  const text = JSON.stringify(body);
  const closing = looked?.text === text ? looked.closing : null;
  useEffect(() => title.current?.focus(), [closing]);
  const send = async (preview: boolean): Promise<void> => {
    if (body === null || isSending) return;
    setSending(true);
    setDone(null);
    const answer = await desk.ask<Closing>('POST', `/desk/v1/centres/${centre}/closures`, { ...body, preview });
    setSending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if (preview) return setLooked({ text, closing: answer.value });
    setLooked(null);
    setDone(answer.value);
    setReason('');
    await changed();
  };
  return (
    <form class="closure-form" onSubmit={(event) => { event.preventDefault(); void send(true); }}>
      <div class="filter">
        <DayField id="closure-from" label={t('ui.centre.from_day')} value={from.day} change={(each) => setFrom({ ...from, day: each })} mistake={() => null} />
        <Time id="closure-from-time" label={t('ui.centre.from_time')} value={from.time} change={(time) => setFrom({ ...from, time })} />
        <DayField id="closure-to" label={t('ui.centre.to_day')} value={to.day} change={(each) => setTo({ ...to, day: each })} mistake={() => null} />
        <Time id="closure-to-time" label={t('ui.centre.to_time')} value={to.time} change={(time) => setTo({ ...to, time })} />
      </div>
      {isBackwards && <p class="form-error-message" role="alert">{t('ui.centre.backwards')}</p>}
      <div class="form-group">
        <label class="form-label" for="closure-counter">{t('ui.centre.which_counter')}</label>
        <select class="form-select" id="closure-counter" value={counter} onChange={(event) => setCounter(event.currentTarget.value)}>
          <option value="">{t('ui.centre.all_counters')}</option>
          {Array.from({ length: 20 }, (_, index) => String(index + 1)).map((each) => <option key={each} value={each}>{t('ui.waiting.counter', { counter: each })}</option>)}
        </select>
      </div>
      <Reason id="closure-reason" value={reason} change={setReason} />
      {failure !== null && <Refused failure={failure} />}
      <p><button type="submit" class="button button-secondary" disabled={body === null || isSending}>{t('ui.centre.look')}</button></p>
      {closing !== null && (
        <section class="outlook" aria-labelledby="closing-title">
          <h3 id="closing-title" ref={title} tabIndex={-1}>{t('ui.centre.would_be')}</h3>
          <Report closing={closing} />
          <p><button type="button" class="button button-primary" disabled={isSending} onClick={() => void send(false)}>{t('ui.centre.close')}</button></p>
        </section>
      )}
      <div role="status">
        {done !== null && <div class="alert alert-success"><p class="alert-text">{t('ui.centre.is_closed', { moved: done.moved.length, offered: done.offered.length })}</p></div>}
      </div>
    </form>
  );
}

function Report({ closing: { moved, offered } }: { closing: Closing }): JSX.Element {
  const { t } = useTexts();
  if (moved.length + offered.length === 0) return <p>{t('ui.centre.nobody_hit')}</p>;
  return (
    <>
      <p><strong>{t('ui.centre.moved', { count: moved.length })}</strong></p>
      <Moments moments={moved.map(({ booking_id: id, from, to, to_counter: counter }) => ({ id, start: from, counter, ...(from === to ? {} : { to }) }))} />
      <p><strong>{t('ui.centre.offered', { count: offered.length })}</strong></p>
      <Moments moments={offered.map(({ booking_id: id, start }) => ({ id, start }))} />
    </>
  );
}

function Standing({ desk, centre, closure: { closure_id: id, from, to, counter, reason }, changed }: ViewProps & { closure: Closure; changed: () => Promise<void> }): JSX.Element {
  const { t, language } = useTexts();
  const [failure, setFailure] = useState<Failure | null>(null);
  const text = (moment: string): string => t('ui.centre.moment', { day: longDate(language, dayOf(moment)), time: timeOf(moment) });
  const lift = async (): Promise<void> => {
    const answer = await desk.ask('POST', `/desk/v1/centres/${centre}/closures/${id}/removal`, {});
    setFailure(answer.ok ? null : answer.failure);
    await changed();
  };
  return (
    <div class="standing">
      <p>
        <strong>{counter === null ? t('ui.centre.all_counters') : t('ui.waiting.counter', { counter })}</strong>: {text(from)} – {text(to)}. {reason}{' '}
        <button type="button" class="link-button" onClick={() => void lift()}>{t('ui.centre.lift')}</button>
      </p>
      {failure !== null && <Refused failure={failure} />}
    </div>
  );
}

function Time({ id, label, value, change }: { id: string; label: string; value: string; change: (time: string) => void }): JSX.Element {
  return (
    <div class="form-group">
      <label class="form-label" for={id}>{label}</label>
      <input class="form-input" type="time" step={900} id={id} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}
