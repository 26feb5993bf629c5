// Getting in line at a centre, where nothing is free or nothing that suits: for which days, and how to be told.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isLost, type Failure } from '../api.ts';
import { daysAfter, Keys, type Place } from '../book/visits.ts';
import { textOf } from '../not_done.tsx';
import { DayField } from '../fields.tsx';
import { today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { pathOf, placeKey, waitForTime, type Entry, type WaitWish } from './line.ts';

const daysAtFirst = 14;

export function Join({ place, service }: { place: Place; service: string }): JSX.Element {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="line-title">
      <h3 id="line-title">{t('ui.line.join')}</h3>
      {isOpen ? <Form key={`${place.id} ${service}`} place={place} service={service} /> : (
        <>
          <p>{t('ui.line.join_text')}</p>
          <p><button type="button" class="button button-secondary" onClick={() => setOpen(true)}>{t('ui.line.open')}</button></p>
        </>
      )}
    </section>
  );
}

function Form({ place, service }: { place: Place; service: string }): JSX.Element {
  const { t, language } = useTexts();
  const [first] = useState(() => today('Europe/Copenhagen', new Date()));
  const [wish, setWish] = useState({ from: first, to: daysAfter(first, daysAtFirst), name: '', email: '', phone: '' });
  const [keys] = useState(() => new Keys<WaitWish>(() => crypto.randomUUID()));
  const [entry, setEntry] = useState<Entry | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const message = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (entry !== null || failure !== null) message.current?.focus();
  }, [entry, failure]);

  const join = async (): Promise<void> => {
    setSending(true);
    const { from, to } = wish;
    const asked: WaitWish = { centre: place.id, service, from, to, name: wish.name.trim(), email: wish.email.trim(), phone: wish.phone.trim() };
    const answer = await waitForTime(asked, language, keys.of(asked));
    setSending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setEntry(answer.value);
  };
  if (entry !== null) return <div ref={message} tabIndex={-1}><Joined entry={entry} /></div>;
  const isWhole = wish.from !== '' && wish.to !== '' && wish.name.trim() !== '' && wish.email.trim() + wish.phone.trim() !== '';
  const order = (day: string): string | null => (wish.from !== '' && day < wish.from ? t('ui.line.order') : null);
  const line = (id: 'name' | 'email' | 'phone', max: number, autocomplete: string): JSX.Element => (
    <div class="form-group">
      <label class="form-label" for={`line-${id}`}>{t(`ui.line.${id}`)}</label>
      <input class="form-input" id={`line-${id}`} value={wish[id]} maxLength={max} autocomplete={autocomplete} onInput={(event) => setWish({ ...wish, [id]: event.currentTarget.value })} />
    </div>
  );
  return (
    <>
      <DayField id="line-from" label={t('ui.line.from')} value={wish.from} change={(from) => setWish({ ...wish, from })} mistake={() => null} focus />
      <DayField id="line-to" label={t('ui.line.to')} value={wish.to} change={(to) => setWish({ ...wish, to })} mistake={order} />
      {line('name', 200, 'name')}
      {line('email', 254, 'email')}
      {line('phone', 32, 'tel')}
      <p class="note">{t('ui.line.reach')}</p>
      <div ref={message} tabIndex={-1}>
        {failure !== null && (
          <div class="alert alert-warning" role="alert">
            {/* The wish has its key: what arrived at the first try is not there twice after the second. */}
            <p class="alert-heading">{t(isLost(failure) ? 'ui.unsure.heading' : 'ui.line.not_joined')}</p>
            <p class="alert-text">{isLost(failure) ? t('ui.line.unsure') : failure.reason === 'problem' && failure.type.endsWith(':already-waiting') ? t('ui.line.already') : textOf(failure)}</p>
          </div>
        )}
      </div>
      <p><button type="button" class="button button-primary" disabled={isSending || !isWhole} onClick={() => void join()}>{t('ui.line.confirm')}</button></p>
    </>
  );
}

function Joined({ entry }: { entry: Entry }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <>
      <div class="alert alert-success" role="status">
        <p class="alert-heading">{t('ui.line.joined')}</p>
        <p class="alert-text">{entry.state === 'offered' ? t('ui.line.offered') : entry.before === null ? '' : t(placeKey(entry.before), { before: entry.before })}</p>
      </div>
      <p>{t('ui.line.link_help')}</p>
      <p class="manage-link"><a href={pathOf(entry.waiting_url, language)}>{entry.waiting_url}</a></p>
    </>
  );
}
