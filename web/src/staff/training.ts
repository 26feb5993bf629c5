// The certificate of training that officers need, and whether it is time to renew it.
import type { RoleAt } from './session.ts';

interface Trained {
  readonly trained_until: string | null;
  readonly roles: readonly RoleAt[];
}

// Of officers: whether the certificate is missing, has ended, or ends within 30 days.
export type Training = 'none' | 'ended' | 'ends-soon' | 'valid' | 'not-needed';

const daysBefore = 30;

export function trainingOf({ trained_until: until, roles: had }: Trained, today: string): Training {
  if (!had.some(({ role }) => role === 'officer' || role === 'second-officer')) return 'not-needed';
  if (until === null) return 'none';
  if (until < today) return 'ended';
  const soon = new Date(`${today}T00:00:00Z`);
  soon.setUTCDate(soon.getUTCDate() + daysBefore);
  return until <= soon.toISOString().slice(0, 10) ? 'ends-soon' : 'valid';
}

interface Somebody extends Trained {
  readonly id: string;
  readonly shown_name: string;
  readonly active: boolean;
}

// Whom an administrator is reminded of: those who can't work or soon can't, the most urgent first.
export function toBeTrained<Person extends Somebody>(people: readonly Person[], today: string): readonly Person[] {
  return people
    .filter((person) => person.active && ['none', 'ended', 'ends-soon'].includes(trainingOf(person, today)))
    .sort((one, other) => (one.trained_until ?? '').localeCompare(other.trained_until ?? '') || one.shown_name.localeCompare(other.shown_name));
}
