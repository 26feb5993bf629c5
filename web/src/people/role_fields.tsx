// Which roles somebody has, at their centre and at every one.
import type { JSX } from 'preact';
import { useTexts } from '../i18n.ts';
import { roles, type Me, type Role } from '../staff/session.ts';
import type { Chosen } from './accounts.ts';

interface Props {
  readonly id: string;
  readonly chosen: Chosen;
  readonly change: (chosen: Chosen) => void;
  readonly me: Me | null; // gives roles of every centre only if they administrate every centre
}

export function RoleFields({ id, chosen, change, me }: Props): JSX.Element {
  const { t } = useTexts();
  const isEverywhere = me === null || me.roles.some(({ centre, role }) => centre === '*' && role === 'administrator');
  return (
    <>
      <Group id={`${id}-here`} legend={t('ui.people.roles_here')} has={chosen.roles} change={(next) => change({ ...chosen, roles: next })} />
      {isEverywhere && <Group id={`${id}-every`} legend={t('ui.people.roles_everywhere')} has={chosen.everywhere} change={(next) => change({ ...chosen, everywhere: next })} />}
    </>
  );
}

function Group({ id, legend, has, change }: { id: string; legend: string; has: ReadonlySet<Role>; change: (has: ReadonlySet<Role>) => void }): JSX.Element {
  const { find } = useTexts();
  return (
    <fieldset class="role-fields">
      <legend class="form-label">{legend}</legend>
      {roles.map((role) => (
        <div key={role} class="form-group-checkbox">
          <input
            type="checkbox"
            class="form-checkbox"
            id={`${id}-${role}`}
            checked={has.has(role)}
            onChange={(event) => {
              const next = new Set(has);
              if (event.currentTarget.checked) next.add(role);
              else next.delete(role);
              change(next);
            }}
          />
          <label for={`${id}-${role}`}>{find(`ui.role.${role}`)}</label>
        </div>
      ))}
    </fieldset>
  );
}
