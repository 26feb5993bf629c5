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

// Of officers: whether the certificate is missing, has ended, or ends within a month.
export type Training = 'none' | 'ended' | 'ends-soon' | 'valid' | 'not-needed';

export function trainingOf({ trained_until: until, roles: had }: Account, today: string): Training {
  if (!had.some(({ role }) => role === 'officer' || role === 'second-officer')) return 'not-needed';
  if (until === null) return 'none';
  if (until < today) return 'ended';
  const soon = new Date(`${today}T00:00:00Z`);
  soon.setUTCDate(soon.getUTCDate() + 30);
  return until <= soon.toISOString().slice(0, 10) ? 'ends-soon' : 'valid';
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
