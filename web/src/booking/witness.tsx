// On the page of a visit: asking a witness to come along, and whether they will.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isLost, send, type Answer, type Failure } from '../api.ts';
import type { Visit } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';
import { useAsking } from '../asking.ts';
import { Missing, NotDoneAlert, textOf } from '../not_done.tsx';

interface Invited {
  readonly state: 'invited' | 'confirmed' | 'declined';
  readonly url: string;
}
interface Asked {
  readonly witness: Invited | null;
}
type Reply = Answer<Asked>;

export function InviteWitness({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const { t, language } = useTexts();
  const path = `/api/v1/bookings/${token}/witness`;
  const asking = useAsking<Asked, 'sent' | 'link' | 'withdrawn'>((): Promise<Reply> => send('GET', path), undefined, visit.start);
  const { now, failure, done, notDone, isSending } = asking.told;
  const [isOpen, setOpen] = useState(false);
  const [contact, setContact] = useState('');
  const message = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (done === null && notDone === null) return;
    message.current?.focus();
    if (done === null) return;
    setOpen(false);
    setContact('');
  }, [done, notDone]);

  const witness = now?.witness ?? null;
  const invite = (): void => {
    const typed = contact.trim();
    const reach = typed === '' ? {} : typed.includes('@') ? { email: typed } : { phone: typed };
    const ask = (): Promise<Reply> => send('POST', path, { ...reach, lang: language });
    void asking.ask(ask, typed === '' ? 'link' : 'sent', (then) => then.witness !== null && then.witness.url !== witness?.url);
  };
  const withdraw = (): void => void asking.ask((): Promise<Reply> => send('DELETE', path), 'withdrawn', (then) => then.witness === null);
  const why = (refused: Failure): string => (refused.reason === 'problem' && refused.status === 422 ? t('ui.invite.contact_wrong') : textOf(refused));
  if (now === null && (failure === null || !isLost(failure))) return null;
  return (
    <section aria-labelledby="witness-title">
      <h3 id="witness-title">{t('ui.invite.title')}</h3>
      <div ref={message} tabIndex={-1}>
        {notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.booking.unchanged')} why={why(notDone.failure)} look={() => asking.look()} />}
        {done !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t(`ui.invite.${done}`)}</p></div>}
      </div>
      {now === null && <Missing look={() => asking.look()} />}
      {now !== null && (witness === null ? <p>{t('ui.invite.text')} <a href={`/${language}/witness/`}>{t('ui.need.can_witness')}</a></p> : (
        <>
          <p><strong>{t(`ui.invite.state.${witness.state}`)}</strong></p>
          {witness.state !== 'declined' && (
            <>
              <p>{t('ui.invite.link_help')}</p>
              <p class="manage-link">{witness.url}</p>
            </>
          )}
        </>
      ))}
      {isOpen && (
        <>
          <label class="form-label" for="witness-contact">{t('ui.invite.contact')}</label>
          <span class="form-hint" id="witness-contact-hint">{t('ui.invite.contact_hint')}</span>
          <input class="form-input" id="witness-contact" value={contact} maxLength={254} autocomplete="off" aria-describedby="witness-contact-hint" onInput={(event) => setContact(event.currentTarget.value)} />
          <p class="button-row">
            <button type="button" class="button button-primary" disabled={isSending} onClick={invite}>{t('ui.invite.confirm')}</button>
            <button type="button" class="button button-tertiary" disabled={isSending} onClick={() => setOpen(false)}>{t('ui.invite.back')}</button>
          </p>
        </>
      )}
      {now !== null && !isOpen && (
        <p class="button-row">
          <button type="button" class="button button-secondary" disabled={isSending} onClick={() => { asking.calm(); setOpen(true); }}>{t(witness === null ? 'ui.invite.open' : 'ui.invite.other')}</button>
          {witness !== null && <button type="button" class="button button-tertiary" disabled={isSending} onClick={withdraw}>{t('ui.invite.withdraw')}</button>}
        </p>
      )}
    </section>
  );
}
