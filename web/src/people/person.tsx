// Changing somebody's roles and certificate. Whoever shows it gives it the account's revision as its key: what was ticked about the account as
// it was before is never saved over what it has become.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DayField } from '../fields.tsx';
import { isDate } from '../format.ts';
import { useTexts } from '../i18n.ts';
import { chosenOf, rolesOf, type Account } from './accounts.ts';
import type { PeopleProps } from './people.tsx';
import { RoleFields } from './role_fields.tsx';

interface Props extends PeopleProps {
  readonly account: Account;
  readonly change: (account: Account, body: object, text: string, undo: object | null) => Promise<boolean>;
}

export function PersonForm({ account, me, change }: Props): JSX.Element {
  const { t } = useTexts();
  const [chosen, setChosen] = useState(() => chosenOf(account.roles, account.centre));
  const [until, setUntil] = useState(account.trained_until ?? '');
  const name = account.shown_name;
  const isRight = until === '' || isDate(until);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!isRight) return;
    const body = { roles: rolesOf(chosen, account.roles, account.centre), trained_until: until === '' ? null : until };
    void change(account, body, t('ui.people.changed', { name }), { roles: account.roles, trained_until: account.trained_until });
  };
  return (
    <details class="edit">
      <summary>{t('ui.people.change', { name })}</summary>
      <form onSubmit={submit}>
        <RoleFields id={`roles-${account.id}`} chosen={chosen} change={setChosen} me={me} />
        <DayField id={`trained-${account.id}`} label={t('ui.people.trained_until')} value={until} change={setUntil} mistake={(each) => (each === '' || isDate(each) ? null : t('ui.people.no_day'))} />
        <p><button type="submit" class="button button-primary" disabled={!isRight}>{t('ui.people.save')}</button></p>
      </form>
    </details>
  );
}
