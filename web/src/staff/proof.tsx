// One more proof that it is them: a one-time code, a passkey, a recovery code, or the password to unlock.
import type { JSX, TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { useTexts, type Texts } from '../i18n.ts';
import { prove, type Purpose, type SessionView, type Way } from './session.ts';

interface Props {
  readonly purpose: Purpose;
  readonly ways: readonly Way[]; // the first is offered first
  readonly button: string;
  readonly done: (session: SessionView) => void;
  readonly over: () => void; // the session is no more
}

export function mistakeText({ t }: Texts, failure: Failure): string {
  if (failure.reason === 'unreachable') return t('ui.error.unreachable');
  if (failure.type.endsWith(':too-many-tries')) return t('ui.staff.too_many');
  if (failure.type.endsWith(':sign-in-refused')) return t('ui.staff.refused');
  if (failure.status === 403) return t('ui.staff.not_right');
  return failure.text;
}

export function ProofForm({ purpose, ways, button, done, over }: Props): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const [way, setWay] = useState<Way>(ways[0] ?? 'totp');
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [way]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const answer = await prove(purpose, way, typed);
    setBusy(false);
    if (answer?.ok === true) return answer.value.state === 'none' ? over() : done(answer.value);
    if (answer !== null && answer.failure.reason === 'problem' && [401, 409].includes(answer.failure.status)) return over();
    setMistake(answer === null ? t('ui.staff.no_passkey') : mistakeText(texts, answer.failure));
    setTyped('');
    field.current?.focus();
  };
  const choose = (next: Way): void => {
    setWay(next);
    setTyped('');
    setMistake(null);
  };
  const id = `proof-${purpose}`;
  const given = {
    ref: field,
    class: 'form-input',
    id,
    maxLength: way === 'password' ? 256 : 16,
    spellcheck: false,
    value: typed,
    'aria-invalid': mistake !== null,
    'aria-describedby': mistake === null ? `${id}-hint` : `${id}-hint ${id}-error`,
    onInput: (event: TargetedEvent<HTMLInputElement>) => setTyped(event.currentTarget.value),
  };
  return (
    <form class="proof" onSubmit={(event) => void submit(event)}>
      {way === 'passkey' ? (
        <>
          <p>{t('ui.staff.passkey_help')}</p>
          {mistake !== null && <p class="form-error-message" role="alert">{mistake}</p>}
        </>
      ) : (
        <div class={mistake === null ? 'form-group' : 'form-group form-error'}>
          <label class="form-label" for={id}>{find(`ui.staff.way.${way}`)}</label>
          <span class="form-hint" id={`${id}-hint`}>{find(`ui.staff.hint.${way}`)}</span>
          {mistake !== null && <span class="form-error-message" id={`${id}-error`} role="alert">{mistake}</span>}
          <input {...(way === 'password' ? { type: 'password', autocomplete: 'current-password' } as const : { type: 'text', autocomplete: way === 'totp' ? 'one-time-code' : 'off' } as const)} {...given} inputMode={way === 'totp' ? 'numeric' : 'text'} />
        </div>
      )}
      <p><button type="submit" class="button button-primary" disabled={isBusy || (way !== 'passkey' && typed === '')}>{way === 'passkey' ? t('ui.staff.use_passkey') : button}</button></p>
      {ways.length > 1 && (
        <ul class="plain proof-ways">
          {ways.filter((each) => each !== way).map((each) => (
            <li key={each}><button type="button" class="link-button" onClick={() => choose(each)}>{find(`ui.staff.instead.${each}`)}</button></li>
          ))}
        </ul>
      )}
    </form>
  );
}
