// Who works here: accounts, roles, certificates, invitations. For administrators.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { fetchCentres, type Answer, type Failure } from '../api.ts';
import type { Centre } from '../centres/centres.ts';
import { DeskTrouble, type Desk } from '../day/desk.tsx';
import { longDate, today as todayIn } from '../format.ts';
import { useTexts, type Texts } from '../i18n.ts';
import type { Me } from '../staff/session.ts';
import { refusalText, Told, type Said } from '../office/told.tsx';
import { toBeTrained, trainingOf } from '../staff/training.ts';
import type { Account, Invited } from './accounts.ts';
import { Invitation, InviteForm } from './invite.tsx';
import { PersonForm } from './person.tsx';

export interface PeopleProps {
  readonly desk: Desk;
  readonly centres: readonly Centre[];
  readonly me: Me | null;
}

const refusals = ['person-taken', 'person-changed', 'last-administrator', 'own-account', 'step-up-needed'];
export const refusalOf = (texts: Texts, failure: Failure): string => refusalText(texts, failure, refusals, (code) => texts.find(`ui.people.refused.${code}`));

export function People({ desk, me }: { desk: Desk; me: Me | null }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [centres, setCentres] = useState<readonly Centre[]>([]);
  const [invited, setInvited] = useState<{ readonly name: string; readonly made: Invited } | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const load = async (): Promise<void> => {
    const answer = await desk.ask<{ items: readonly Account[] }>('GET', '/desk/v1/staff');
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setAccounts(answer.value.items);
  };
  useEffect(() => void load(), [desk]); // also after it was locked
  useEffect(() => {
    void fetchCentres('', new AbortController().signal).then((answer) => answer.ok && setCentres(answer.value));
  }, []);
  const change = async (account: Account, body: object, text: string, undo: object | null): Promise<boolean> => {
    const answer: Answer<Account> = await desk.ask<Account>('POST', `/desk/v1/staff/${account.id}`, { seen: account.revision, ...body });
    const back = answer.ok && undo !== null ? answer.value : null;
    await load();
    setSaid(answer.ok
      ? { text, isBad: false, undo: back === null ? null : async () => void await change(back, undo ?? {}, t('ui.people.undone'), null) }
      : { text: refusalOf(texts, answer.failure), isBad: true });
    return answer.ok;
  };
  const invite = async (account: Account): Promise<void> => {
    const answer = await desk.ask<Invited>('POST', `/desk/v1/staff/${account.id}/invitation`, {});
    setSaid(answer.ok ? null : { text: refusalOf(texts, answer.failure), isBad: true });
    if (answer.ok) setInvited({ name: account.shown_name, made: answer.value });
  };
  if (accounts === null) return failure === null ? <div aria-busy="true" /> : <DeskTrouble failure={failure} retry={() => void load()} />;
  const shared: PeopleProps = { desk, centres, me };
  return (
    <div class="people">
      <Told said={said} />
      {invited !== null && <Invitation key={invited.made.invitation.address} name={invited.name} made={invited.made} close={() => setInvited(null)} />}
      <InviteForm {...shared} invited={(name, made) => { setSaid(null); setInvited({ name, made }); void load(); }} />
      <Reminder accounts={accounts} />
      <ul class="plain people-list">
        {accounts.map((account) => (
          <li key={account.id}><PersonShown {...shared} account={account} change={change} invite={() => void invite(account)} /></li>
        ))}
      </ul>
    </div>
  );
}

// Whose training has ended, or ends within 30 days.
function Reminder({ accounts }: { accounts: readonly Account[] }): JSX.Element | null {
  const { t, find, language } = useTexts();
  const today = todayIn('Europe/Copenhagen', new Date());
  const people = toBeTrained(accounts, today);
  if (people.length === 0) return null;
  return (
    <section class="alert alert-info" aria-labelledby="training-ends">
      <h2 class="alert-heading" id="training-ends">{t('ui.people.to_be_trained')}</h2>
      <ul>
        {people.map((account) => (
          <li key={account.id}>
            <a href={`#person-${account.id}`}>{account.shown_name}</a>: {find(`ui.people.training.${trainingOf(account, today)}`, { day: account.trained_until === null ? '' : longDate(language, account.trained_until) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PersonProps extends PeopleProps {
  readonly account: Account;
  readonly change: (account: Account, body: object, text: string, undo: object | null) => Promise<boolean>;
  readonly invite: () => void;
}

function PersonShown({ account, change, invite, centres, me, desk }: PersonProps): JSX.Element {
  const { t, find, language } = useTexts();
  const [isSure, setSure] = useState<boolean | null>(null); // asked whether they are
  const training = trainingOf(account, todayIn('Europe/Copenhagen', new Date()));
  const centreName = (id: string): string => (id === '*' ? t('ui.people.every_centre') : (centres.find((each) => each.id === id)?.name ?? id));
  const isMe = account.id === me?.id;
  const name = account.shown_name;
  return (
    <section class="person" aria-labelledby={`person-${account.id}`}>
      <h2 id={`person-${account.id}`}>{name}</h2>
      <p class="note">{account.sign_in_name} · {centreName(account.centre)}{isMe && <> · {t('ui.people.you')}</>}</p>
      <p>{account.roles.map(({ centre, role }) => `${find(`ui.role.${role}`)} (${centreName(centre)})`).join(', ') || t('ui.people.no_roles')}</p>
      {training !== 'not-needed' && <p class={training === 'valid' ? undefined : 'person-warning'}>{find(`ui.people.training.${training}`, { day: account.trained_until === null ? '' : longDate(language, account.trained_until) })}</p>}
      {!account.active && <p class="person-warning">{t('ui.people.disabled')}</p>}
      {account.active && !account.enrolled && <p class="person-warning">{t('ui.people.not_enrolled')}</p>}
      {!isMe && (
        <>
          <PersonForm key={account.revision} account={account} centres={centres} desk={desk} me={me} change={change} />
          <p class="person-ways">
            {account.active && <button type="button" class="link-button" onClick={invite}>{t('ui.people.invite_again', { name })}</button>}{' '}
            {account.active && isSure === null && <button type="button" class="link-button" onClick={() => setSure(false)}>{t('ui.people.disable', { name })}</button>}
            {!account.active && <button type="button" class="link-button" onClick={() => void change(account, { active: true }, t('ui.people.enabled_now', { name }), { active: false })}>{t('ui.people.enable', { name })}</button>}
          </p>
          {isSure === false && (
            <div class="alert alert-warning" role="alert">
              <p class="alert-text">{t('ui.people.sure', { name })}</p>
              <p class="button-row">
                <button type="button" class="button button-primary" onClick={() => { setSure(null); void change(account, { active: false }, t('ui.people.disabled_now', { name }), { active: true }); }}>{t('ui.people.disable_now')}</button>
                <button type="button" class="button button-secondary" onClick={() => setSure(null)}>{t('ui.staff.cancel')}</button>
              </p>
            </div>
          )}
        </>
      )}
    </section>
  );
}
