// Inviting somebody who is new, and what is to be given to them.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { DayField } from '../fields.tsx';
import { isDate, momentText } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { QrCode } from '../qr.tsx';
import { addressIn, isSignInName, rolesOf, type Chosen, type Invited } from './accounts.ts';
import { refusalOf, type PeopleProps } from './people.tsx';
import { RoleFields } from './role_fields.tsx';

const nothing: Chosen = { roles: new Set(), everywhere: new Set() };

export function InviteForm({ desk, centres, me, invited }: PeopleProps & { invited: (name: string, made: Invited) => void }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [signInName, setSignInName] = useState('');
  const [shownName, setShownName] = useState('');
  const [centre, setCentre] = useState(me?.centre ?? '');
  const [chosen, setChosen] = useState<Chosen>(nothing);
  const [until, setUntil] = useState('');
  const [mistake, setMistake] = useState<{ at: 'name' | 'all'; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const name = signInName.trim().toLowerCase();
    if (!isSignInName(name)) return setMistake({ at: 'name', text: t('ui.people.bad_name') });
    setBusy(true);
    const answer = await desk.ask<Invited>('POST', '/desk/v1/staff', {
      sign_in_name: name, shown_name: shownName.trim(), centre, roles: rolesOf(chosen, [], centre), ...(until === '' ? {} : { trained_until: until }),
    });
    setBusy(false);
    if (!answer.ok) return setMistake({ at: answer.failure.reason === 'problem' && answer.failure.type.endsWith(':person-taken') ? 'name' : 'all', text: refusalOf(texts, answer.failure) });
    setMistake(null);
    setSignInName('');
    setShownName('');
    setChosen(nothing);
    setUntil('');
    invited(shownName.trim(), answer.value);
  };
  const isReady = signInName.trim() !== '' && shownName.trim() !== '' && centre !== '' && (until === '' || isDate(until)) && (chosen.roles.size > 0 || chosen.everywhere.size > 0);
  return (
    <details class="edit">
      <summary>{t('ui.people.invite')}</summary>
      <form onSubmit={(event) => void submit(event)}>
        {mistake?.at === 'all' && <p class="form-error-message" role="alert">{mistake.text}</p>}
        <div class="form-group">
          <label class="form-label" for="invite-shown">{t('ui.people.shown_name')}</label>
          <input class="form-input" id="invite-shown" maxLength={100} autocomplete="off" value={shownName} onInput={(event) => setShownName(event.currentTarget.value)} />
        </div>
        <div class={mistake?.at === 'name' ? 'form-group form-error' : 'form-group'}>
          <label class="form-label" for="invite-name">{t('ui.people.sign_in_name')}</label>
          <span class="form-hint" id="invite-name-hint">{t('ui.people.sign_in_name_hint')}</span>
          {mistake?.at === 'name' && <span class="form-error-message" id="invite-name-error" role="alert">{mistake.text}</span>}
          <input class="form-input" id="invite-name" maxLength={64} autocomplete="off" autocapitalize="none" spellcheck={false} value={signInName} aria-describedby="invite-name-hint" aria-invalid={mistake?.at === 'name'} onInput={(event) => setSignInName(event.currentTarget.value)} />
        </div>
        <div class="form-group">
          <label class="form-label" for="invite-centre">{t('ui.people.centre')}</label>
          <select class="form-select" id="invite-centre" value={centre} onChange={(event) => setCentre(event.currentTarget.value)}>
            <option value="">{t('ui.queue.choose')}</option>
            {centres.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </div>
        <RoleFields id="invite-roles" chosen={chosen} change={setChosen} me={me} />
        <DayField id="invite-trained" label={t('ui.people.trained_until')} value={until} change={setUntil} mistake={(each) => (each === '' || isDate(each) ? null : t('ui.people.no_day'))} />
        <p><button type="submit" class="button button-primary" disabled={!isReady || isBusy}>{t('ui.people.invite_now')}</button></p>
      </form>
    </details>
  );
}

// Shown once: the server knows the secret no more.
export function Invitation({ name, made, close }: { name: string; made: Invited; close: () => void }): JSX.Element {
  const { t, language } = useTexts();
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []); // once: whoever goes on to the next one keeps the focus
  const address = addressIn(made.invitation.address, language);
  const until = momentText(language, made.invitation.until);
  return (
    <section class="invitation" aria-labelledby="invitation-title">
      <h2 id="invitation-title" tabIndex={-1} ref={heading}>{t('ui.people.invitation', { name })}</h2>
      <p>{t('ui.people.invitation_help', { until })}</p>
      <p><code class="invitation-address">{address}</code></p>
      <div class="enrol-qr"><QrCode text={address} label={t('ui.people.invitation_qr')} /></div>
      <p class="button-row">
        <button type="button" class="button button-secondary" onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}>{t('ui.people.copy')}</button>
        <button type="button" class="button button-secondary" onClick={close}>{t('ui.people.given')}</button>
      </p>
      <p role="status">{isCopied && t('ui.people.copied')}</p>
    </section>
  );
}
