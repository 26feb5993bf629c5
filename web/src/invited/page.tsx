// For a witness: when and where somebody asks them to come along, what a witness has to be and bring, and their answer.
//
// PRIVACY: the message with the link can have gone to a wrong address, so nobody is named, and nothing is asked but yes or no.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { send, type Answer, type Failure } from '../api.ts';
import { weekday } from '../book/chooser.tsx';
import { dayOf, fetchPlace, timeOf } from '../book/visits.ts';
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
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [place, setPlace] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAnswered, setAnswered] = useState(false);
  const message = useRef<HTMLDivElement>(null);

  const show = async (answer: Answer<Invitation>): Promise<void> => {
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if (answer.value.state !== 'over') {
      const found = await fetchPlace(answer.value.centre);
      setPlace(found.ok ? found.value.name : answer.value.centre);
    }
    setInvitation(answer.value);
  };
  const load = (): Promise<void> => send<Invitation>('GET', `/api/v1/invitations/${token}`).then(show);
  useEffect(() => void load(), []);
  useLayoutEffect(() => {
    if (isAnswered || failure !== null) message.current?.focus();
  }, [isAnswered, failure, invitation]);

  const say = async (answer: 'yes' | 'no', seen: number): Promise<void> => {
    const reply = await send<Invitation>('POST', `/api/v1/invitations/${token}/answer`, { answer, seen });
    setAnswered(reply.ok);
    if (reply.ok) return show(reply);
    // What the page shows is what is so now, beside why nothing was answered.
    await load();
    setFailure(reply.failure);
  };

  if (invitation === null) {
    if (failure === null) return <div aria-busy="true" />;
    if (failure.reason !== 'problem' || failure.status !== 404) return <Trouble failure={failure} retry={() => void load()} since={null} />;
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
  const isMoved = failure?.reason === 'problem' && failure.type.endsWith(':visit-moved');
  return (
    <div class="invited">
      <div ref={message} tabIndex={-1}>
        {failure !== null && <div class="alert alert-warning" role="alert"><p class="alert-text">{isMoved ? t('ui.invited.moved') : failure.reason === 'problem' ? failure.text : t('ui.error.unreachable')}</p></div>}
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
        {state !== 'confirmed' && <button type="button" class="button button-primary" onClick={() => void say('yes', sequence)}>{t('ui.invited.yes')}</button>}
        {state !== 'declined' && <button type="button" class="button button-secondary" onClick={() => void say('no', sequence)}>{t('ui.invited.no')}</button>}
      </p>
      <p class="note">{t('ui.invited.note')}</p>
    </div>
  );
}
