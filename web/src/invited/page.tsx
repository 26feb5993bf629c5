// For a witness: when and where somebody asks them to come along, what a witness has to be and bring, and their answer.
//
// PRIVACY: the message with the link can have gone to a wrong address, so nobody is named, and nothing is asked but yes or no.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { send, type Answer } from '../api.ts';
import { weekday } from '../book/chooser.tsx';
import { dayOf, timeOf } from '../book/visits.ts';
import { useAsking } from '../asking.ts';
import { NotDoneAlert, textOf } from '../not_done.tsx';
import { usePlaceName } from '../place_name.ts';
import { useTexts } from '../i18n.ts';
import { secretIn } from '../line/line.ts';
import { Trouble } from '../mount.tsx';
import { policyNumbers, type Policy } from '../policy.ts';

type Invitation = { readonly state: 'over' } | {
  readonly state: 'invited' | 'confirmed' | 'declined';
  readonly centre: string;
  readonly start: string;
  readonly sequence: number; // of the time that is answered to
};

export function InvitedPage({ policy }: { policy: Policy }): JSX.Element {
  const { t, find, language } = useTexts();
  const [token] = useState(() => secretIn(location.pathname, 'invited') ?? 'none');
  const asking = useAsking<Invitation, 'answered'>(() => send('GET', `/api/v1/invitations/${token}`), (now) => (now.state === 'over' ? 'over' : `${now.state} ${now.sequence}`));
  const { now: invitation, failure, done, notDone, isSending } = asking.told;
  const place = usePlaceName(invitation === null || invitation.state === 'over' ? null : invitation.centre);
  const message = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (done !== null || notDone !== null) message.current?.focus();
  }, [done, notDone]);

  const say = (answer: 'yes' | 'no', seen: number): void => {
    const wished = answer === 'yes' ? 'confirmed' : 'declined';
    const ask = (): Promise<Answer<Invitation>> => send('POST', `/api/v1/invitations/${token}/answer`, { answer, seen });
    void asking.ask(ask, 'answered', (now) => now.state === wished && now.sequence === seen);
  };

  if (invitation === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void asking.look()} since={null} />;
  }
  if (invitation === null || invitation.state === 'over') {
    return (
      <div class="alert alert-info" role="status" ref={message} tabIndex={-1}>
        <p class="alert-heading">{t('ui.invited.over')}</p>
        <p class="alert-text">{t('ui.invited.over_help')}</p>
      </div>
    );
  }
  const { state, start, sequence } = invitation;
  const refused = notDone?.failure;
  const isMoved = refused?.reason === 'problem' && refused.type.endsWith(':visit-moved');
  return (
    <div class="invited">
      <div ref={message} tabIndex={-1}>
        {notDone !== null && <NotDoneAlert of={notDone} heading={t('ui.booking.unchanged')} why={isMoved ? t('ui.invited.moved') : textOf(notDone.failure)} look={() => asking.look()} />}
        {state !== 'invited' && <div class={`alert ${state === 'confirmed' ? 'alert-success' : 'alert-info'}`} role="status"><p class="alert-text">{t(`ui.invited.state.${state}`)}</p></div>}
      </div>
      <h2>{t('ui.invited.when')}</h2>
      <p><strong>{t('ui.book.chosen', { day: weekday(language, dayOf(start)), time: timeOf(start), centre: place })}</strong></p>
      <p>{t('ui.invited.who')}</p>
      <h2>{t('ui.invited.rules')}</h2>
      {/* W7 is for who has no witness. */}
      <ul>
        {policy.guidance.filter((id) => /^W[^7]/.test(id)).map((id) => <li key={id}>{find(`ui.witness.rule.${id}`, policyNumbers(policy))}</li>)}
      </ul>
      <p><a href={`/${language}/witness/`}>{t('ui.need.can_witness')}</a></p>
      <p class="false-statement"><b>{t('ui.witness.false_statement')}</b></p>
      <p class="button-row">
        {state !== 'confirmed' && <button type="button" class="button button-primary" disabled={isSending} onClick={() => say('yes', sequence)}>{t('ui.invited.yes')}</button>}
        {state !== 'declined' && <button type="button" class="button button-secondary" disabled={isSending} onClick={() => say('no', sequence)}>{t('ui.invited.no')}</button>}
      </p>
      <p class="note">{t('ui.invited.note')}</p>
    </div>
  );
}
