// Who is signed in, where they work, and the ways out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { longDate, today } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { chooseCentre, type SessionView } from './session.ts';
import { trainingOf } from './training.ts';

interface Props {
  readonly session: SessionView;
  readonly moved: (session: SessionView) => void; // to another centre
  readonly lock: () => void;
  readonly leave: () => void;
}

export function Who({ session, moved, lock, leave }: Props): JSX.Element | null {
  const { t, language } = useTexts();
  const [failure, setFailure] = useState<Failure | null>(null); // the list says again where they work
  const me = session.person;
  if (me === undefined) return null;
  const centres = [...new Set([me.centre, ...me.roles.map(({ centre }) => centre)])].filter((centre) => centre !== '*').sort();
  const move = async (centre: string): Promise<void> => {
    setFailure(null);
    const answer = await chooseCentre(centre);
    if (answer.ok) moved(answer.value);
    else setFailure(answer.failure);
  };
  return (
    <div class="who screen-only">
      <p class="who-name"><strong>{me.shown_name}</strong>{centres.length === 1 && <> · {me.centre_name}</>}</p>
      {centres.length > 1 && (
        <p>
          <label for="who-centre" class="sr-only">{t('ui.staff.works_at')}</label>
          <select class="form-select" id="who-centre" value={me.centre} onChange={(event) => void move(event.currentTarget.value)}>
            {centres.map((centre) => <option key={centre} value={centre}>{centre === me.centre ? me.centre_name : centre}</option>)}
          </select>
        </p>
      )}
      {failure !== null && <p class="form-error-message" role="alert">{t('ui.staff.not_moved', { centre: me.centre_name })} {failure.reason === 'unreachable' ? `${t('ui.error.unreachable')}.` : failure.text}</p>}
      <p class="who-ways">
        <button type="button" class="button button-secondary" onClick={lock}>{t('ui.staff.lock')}</button>{' '}
        <button type="button" class="link-button" onClick={leave}>{t('ui.staff.sign_out')}</button>
      </p>
      {trainingOf(me, today('Europe/Copenhagen', new Date())) === 'ends-soon' && (
        <div class="alert alert-info"><p class="alert-text">{t('ui.staff.training_ends', { day: longDate(language, me.trained_until ?? '') })}</p></div>
      )}
      {!me.trained && me.roles.some(({ role }) => role === 'officer' || role === 'second-officer') && (
        <div class="alert alert-warning"><p class="alert-text">{t('ui.staff.untrained')}</p></div>
      )}
    </div>
  );
}
