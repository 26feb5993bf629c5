// Signing in: name and password, then the second factor.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts, type Texts } from '../i18n.ts';
import { mistakeText, ProofForm } from './proof.tsx';
import { signIn, type SessionView } from './session.ts';

interface Props {
  readonly session: SessionView; // none, or one that waits for its second factor
  readonly changed: (session: SessionView) => void;
  readonly heading: 'h1' | 'h2';
}

export function SignIn({ session, changed, heading: Heading }: Props): JSX.Element {
  const { t } = useTexts();
  if (session.state !== 'second-factor') return <NameForm session={session} changed={changed} heading={Heading} />;
  return (
    <section aria-labelledby="sign-in-title" class="sign-in">
      <Heading id="sign-in-title">{t('ui.staff.second_factor')}</Heading>
      <ProofForm purpose="second-factor" ways={session.methods ?? []} button={t('ui.staff.sign_in')} done={changed} over={() => changed({ state: 'none' })} />
      <p><button type="button" class="link-button" onClick={() => changed({ state: 'none' })}>{t('ui.staff.begin_again')}</button></p>
    </section>
  );
}

// Why a login with MitID Erhverv was not taken, where one comes back from it.
function refusalIn(query: string, { t, find }: Texts): string | null {
  const refused = new URLSearchParams(query).get('refused');
  if (refused === null) return null;
  return ['cancelled', 'not-known', 'level-too-low', 'broker-unavailable'].includes(refused) ? find(`ui.staff.login.${refused}`) : t('ui.staff.login.other');
}

function NameForm({ session, changed, heading: Heading }: Props): JSX.Element {
  const texts = useTexts();
  const { t, language } = texts;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [mistake, setMistake] = useState(() => refusalIn(location.search, texts));
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const answer = await signIn(name.trim(), password);
    setBusy(false);
    setPassword('');
    if (answer.ok) return changed(answer.value);
    setMistake(mistakeText(texts, answer.failure));
    second.current?.focus();
  };
  const described = mistake === null ? undefined : 'sign-in-error';
  return (
    <section aria-labelledby="sign-in-title" class="sign-in">
      <Heading id="sign-in-title">{t('ui.staff.title')}</Heading>
      <form onSubmit={(event) => void submit(event)}>
        {mistake !== null && <p class="form-error-message" id="sign-in-error" role="alert">{mistake}</p>}
        <div class="form-group">
          <label class="form-label" for="sign-in-name">{t('ui.staff.name')}</label>
          <input ref={first} class="form-input" id="sign-in-name" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={64} value={name} aria-describedby={described} onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <div class="form-group">
          <label class="form-label" for="sign-in-password">{t('ui.staff.way.password')}</label>
          <input ref={second} class="form-input" id="sign-in-password" type="password" autocomplete="current-password" maxLength={256} value={password} aria-describedby={described} onInput={(event) => setPassword(event.currentTarget.value)} />
        </div>
        <p><button type="submit" class="button button-primary" disabled={isBusy || name.trim() === '' || password === ''}>{t('ui.staff.continue')}</button></p>
      </form>
      {session.broker === true && <p><a href={`/desk/v1/login?lang=${language}`}>{t('ui.staff.mitid')}</a></p>}
      <p class="note">{t('ui.staff.forgotten')}</p>
    </section>
  );
}
