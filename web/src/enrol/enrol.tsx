// An invited person sets a password and a second factor, and keeps their recovery codes.
//
// PRIVACY: the invitation's secret is behind the '#' of the address, which no server is told, and goes to the desk in a body.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sendOwn, type Failure } from '../api.ts';
import { useTexts } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import { QrCode } from '../qr.tsx';
import { canUsePasskeys, makePasskey, type Challenge, type MadePasskey } from '../staff/passkeys.ts';
import { forgetNonce, nonce } from './nonce.ts';

interface Offer {
  readonly name: string;
  readonly shown_name: string;
  readonly centre_name: string;
  readonly totp_key: string;
  readonly totp_uri: string;
  readonly user: string;
  readonly passkey: Challenge;
}

const passwordMin = 12;
const opening = (): { readonly secret: string; readonly nonce: string } => ({ secret: location.hash.slice(1) || '-', nonce: nonce() });

export function Enrol(): JSX.Element {
  const { t } = useTexts();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const load = async (): Promise<void> => {
    const answer = await sendOwn<Offer>('POST', '/desk/v1/enrolment/offer', opening());
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setOffer(answer.value);
  };
  useEffect(() => void load(), []);
  if (failure !== null && failure.reason === 'problem' && failure.status === 404) {
    return <div class="alert alert-warning" role="alert"><p class="alert-heading">{t('ui.enrol.over')}</p><p class="alert-text">{t('ui.enrol.over_help')}</p></div>;
  }
  if (failure !== null) return <Trouble failure={failure} retry={() => void load()} since={null} />;
  if (codes !== null) return <Codes codes={codes} />;
  return offer === null ? <div aria-busy="true" /> : <EnrolForm offer={offer} done={setCodes} over={() => void load()} />;
}

function EnrolForm({ offer, done, over }: { offer: Offer; done: (codes: readonly string[]) => void; over: () => void }): JSX.Element {
  const { t, find } = useTexts();
  const [password, setPassword] = useState('');
  const [typed, setTyped] = useState('');
  const [passkey, setPasskey] = useState<MadePasskey | null>(null);
  const [mistake, setMistake] = useState<{ at: 'password' | 'code' | 'passkey' | 'all'; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const hasAuthenticators = canUsePasskeys(offer.passkey.relying_party);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const answer = await sendOwn<{ recovery_codes: readonly string[] }>('POST', '/desk/v1/enrolment', {
      ...opening(), password, ...(typed === '' ? {} : { code: typed.replaceAll(' ', '') }), ...(passkey === null ? {} : { passkey }),
    });
    setBusy(false);
    if (answer.ok) {
      forgetNonce();
      return done(answer.value.recovery_codes);
    }
    if (answer.failure.reason === 'unreachable') return setMistake({ at: 'all', text: t('ui.error.unreachable') });
    if (answer.failure.status === 404) return over();
    const code = answer.failure.more?.['code'];
    const known = ['password-short', 'password-long', 'password-guessable', 'factor-missing', 'code-wrong', 'passkey-wrong'].find((each) => each === code);
    const at = known?.startsWith('password') === true ? 'password' : known === 'passkey-wrong' ? 'passkey' : known === undefined ? 'all' : 'code';
    setMistake({ at, text: known === undefined ? answer.failure.text : find(`ui.enrol.mistake.${known}`) });
    if (at === 'passkey') setPasskey(null);
  };
  const make = async (): Promise<void> => {
    const made = await makePasskey(offer.passkey, offer.user, offer.name, offer.shown_name);
    setPasskey(made);
    setMistake(made === null ? { at: 'passkey', text: t('ui.staff.no_passkey') } : null);
  };
  const group = (at: string): string => (mistake?.at === at ? 'form-group form-error' : 'form-group');
  const error = (at: string): JSX.Element | null => (mistake?.at === at ? <span class="form-error-message" id={`enrol-${at}-error`} role="alert">{mistake.text}</span> : null);
  const described = (at: string): string => (mistake?.at === at ? `enrol-${at}-hint enrol-${at}-error` : `enrol-${at}-hint`);
  return (
    <form class="enrol" onSubmit={(event) => void submit(event)}>
      <p>{t('ui.enrol.welcome', { name: offer.shown_name, centre: offer.centre_name })}</p>
      <p>{t('ui.enrol.your_name')} <strong>{offer.name}</strong></p>
      {error('all')}
      <h2>{t('ui.staff.way.password')}</h2>
      <div class={group('password')}>
        <label class="form-label" for="enrol-password">{t('ui.enrol.password')}</label>
        <span class="form-hint" id="enrol-password-hint">{t('ui.enrol.password_hint', { count: passwordMin })}</span>
        {error('password')}
        <input type="text" class="sr-only" autocomplete="username" value={offer.name} readOnly tabIndex={-1} aria-hidden="true" />
        <input class="form-input" id="enrol-password" type="password" autocomplete="new-password" maxLength={256} value={password} aria-describedby={described('password')} aria-invalid={mistake?.at === 'password'} onInput={(event) => setPassword(event.currentTarget.value)} />
      </div>
      <h2>{t('ui.staff.second_factor')}</h2>
      <p>{t('ui.enrol.one_or_both')}</p>
      <h3>{t('ui.enrol.app')}</h3>
      <p>{t('ui.enrol.app_help')}</p>
      <div class="enrol-qr"><QrCode text={offer.totp_uri} label={t('ui.enrol.qr')} /></div>
      <p>{t('ui.enrol.key')} <code class="enrol-key">{offer.totp_key.match(/.{1,4}/g)?.join(' ')}</code></p>
      <div class={group('code')}>
        <label class="form-label" for="enrol-code">{t('ui.staff.way.totp')}</label>
        <span class="form-hint" id="enrol-code-hint">{t('ui.staff.hint.totp')}</span>
        {error('code')}
        <input class="form-input" id="enrol-code" inputMode="numeric" autocomplete="one-time-code" maxLength={8} value={typed} aria-describedby={described('code')} aria-invalid={mistake?.at === 'code'} onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <h3>{t('ui.staff.way.passkey')}</h3>
      <div class={group('passkey')}>
        <span class="form-hint" id="enrol-passkey-hint">{hasAuthenticators ? t('ui.enrol.passkey_help') : t('ui.enrol.passkey_not_here')}</span>
        {error('passkey')}
        {hasAuthenticators && <p><button type="button" class="button button-secondary" aria-describedby={described('passkey')} onClick={() => void make()}>{t('ui.enrol.make_passkey')}</button></p>}
        <p role="status">{passkey !== null && t('ui.enrol.passkey_made')}</p>
      </div>
      <p><button type="submit" class="button button-primary" disabled={isBusy}>{t('ui.enrol.done')}</button></p>
    </form>
  );
}

function Codes({ codes }: { codes: readonly string[] }): JSX.Element {
  const { t, language } = useTexts();
  return (
    <section aria-labelledby="codes-title">
      <h2 id="codes-title" tabIndex={-1} ref={(heading) => heading?.focus()}>{t('ui.enrol.codes')}</h2>
      <p>{t('ui.enrol.codes_help')}</p>
      <ul class="plain recovery-codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p><button type="button" class="button button-secondary screen-only" onClick={() => window.print()}>{t('ui.enrol.print')}</button></p>
      <p class="screen-only"><a href={`/${language}/sign-in/`}>{t('ui.staff.title')}</a></p>
    </section>
  );
}
