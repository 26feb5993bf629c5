// Accounts of who works here, as the desk gives them.
import { roles, type Role, type RoleAt } from '../staff/session.ts';

export interface Account {
  readonly id: string;
  readonly sign_in_name: string;
  readonly shown_name: string;
  readonly centre: string;
  readonly active: boolean;
  readonly enrolled: boolean;
  readonly trained_until: string | null;
  readonly revision: number;
  readonly roles: readonly RoleAt[];
}

export interface Invited {
  readonly id: string;
  readonly invitation: { readonly address: string; readonly until: string };
}

// The roles of a form: which, at the person's centre or at every one. What they have elsewhere stays.
export interface Chosen {
  readonly roles: ReadonlySet<Role>;
  readonly everywhere: ReadonlySet<Role>;
}

export function chosenOf(had: readonly RoleAt[], centre: string): Chosen {
  const at = (which: string): ReadonlySet<Role> => new Set(had.filter((each) => each.centre === which).map(({ role }) => role));
  return { roles: at(centre), everywhere: at('*') };
}

export function rolesOf({ roles: here, everywhere }: Chosen, had: readonly RoleAt[], centre: string): readonly RoleAt[] {
  return [
    ...roles.filter((role) => here.has(role)).map((role) => ({ centre, role })),
    ...roles.filter((role) => everywhere.has(role)).map((role) => ({ centre: '*', role })),
    ...had.filter((each) => each.centre !== centre && each.centre !== '*'),
  ];
}

// An invitation in the language of who makes it; the person can change it there.
export function addressIn(address: string, language: string): string {
  return address.replace('/da/enrol/', `/${language}/enrol/`);
}

export const isSignInName = (text: string): boolean => /^[a-z][a-z0-9._-]{1,63}$/.test(text);
