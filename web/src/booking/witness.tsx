// On the page of a visit: asking a witness to come along, and whether they will.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { send, type Answer, type Failure } from '../api.ts';
import type { Visit } from '../book/visits.ts';
import { useTexts } from '../i18n.ts';

interface Invited {
  readonly state: 'invited' | 'confirmed' | 'declined';
  readonly url: string;
}
type Reply = Answer<{ readonly witness: Invited | null }>;

export function InviteWitness({ visit, token }: { visit: Visit; token: string }): JSX.Element | null {
  const { t, language } = useTexts();
  const path = `/api/v1/bookings/${token}/witness`;
  const [witness, setWitness] = useState<Invited | null>(null);
  const [isKnown, setKnown] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [contact, setContact] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<'sent' | 'link' | 'withdrawn' | null>(null);
  const message = useRef<HTMLDivElement>(null);
  const load = async (): Promise<void> => {
    const answer: Reply = await send('GET', path);
    if (!answer.ok) return;
    setWitness(answer.value.witness);
    setKnown(true);
  };
  useEffect(() => void load(), [visit.start]);
  useLayoutEffect(() => {
    if (said !== null || failure !== null) message.current?.focus();
  }, [said, failure]);

  const act = async (asked: Promise<Reply>, done: 'sent' | 'link' | 'withdrawn'): Promise<void> => {
    const answer = await asked;
    setFailure(answer.ok ? null : answer.failure);
    setSaid(answer.ok ? done : null);
    if (!answer.ok) return;
    setWitness(answer.value.witness);
    setOpen(false);
    setContact('');
  };
  const invite = (): void => {
    const typed = contact.trim();
    const reach = typed === '' ? {} : typed.includes('@') ? { email: typed } : { phone: typed };
    void act(send('POST', path, { ...reach, lang: language }), typed === '' ? 'link' : 'sent');
  };
  if (!isKnown) return null;
  return (
    <section aria-labelledby="witness-title">
      <h3 id="witness-title">{t('ui.invite.title')}</h3>
      <div ref={message} tabIndex={-1}>
        {failure !== null && (
          <div class="alert alert-warning" role="alert">
            <p class="alert-heading">{t('ui.booking.unchanged')}</p>
            <p class="alert-text">{failure.reason !== 'problem' ? t('ui.error.unreachable') : failure.status === 422 ? t('ui.invite.contact_wrong') : failure.text}</p>
          </div>
        )}
        {said !== null && <div class="alert alert-success" role="status"><p class="alert-text">{t(`ui.invite.${said}`)}</p></div>}
      </div>
      {witness === null ? <p>{t('ui.invite.text')} <a href={`/${language}/witness/`}>{t('ui.need.can_witness')}</a></p> : (
        <>
          <p><strong>{t(`ui.invite.state.${witness.state}`)}</strong></p>
          {witness.state !== 'declined' && (
            <>
              <p>{t('ui.invite.link_help')}</p>
              <p class="manage-link">{witness.url}</p>
            </>
          )}
        </>
      )}
      {isOpen && (
        <>
          <label class="form-label" for="witness-contact">{t('ui.invite.contact')}</label>
          <span class="form-hint" id="witness-contact-hint">{t('ui.invite.contact_hint')}</span>
          <input class="form-input" id="witness-contact" value={contact} maxLength={254} autocomplete="off" aria-describedby="witness-contact-hint" onInput={(event) => setContact(event.currentTarget.value)} />
          <p class="button-row">
            <button type="button" class="button button-primary" onClick={invite}>{t('ui.invite.confirm')}</button>
            <button type="button" class="button button-tertiary" onClick={() => setOpen(false)}>{t('ui.invite.back')}</button>
          </p>
        </>
      )}
      {!isOpen && (
        <p class="button-row">
          <button type="button" class="button button-secondary" onClick={() => { setSaid(null); setFailure(null); setOpen(true); }}>{t(witness === null ? 'ui.invite.open' : 'ui.invite.other')}</button>
          {witness !== null && <button type="button" class="button button-tertiary" onClick={() => void act(send('DELETE', path), 'withdrawn')}>{t('ui.invite.withdraw')}</button>}
        </p>
      )}
    </section>
  );
}
