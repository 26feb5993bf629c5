// What somebody who is signed in sees of the statements in their name, and what they can do about them.
//
// PRIVACY: the server tells day and centre of a statement, never whom it was about; only these fields are read.
import { askOwn, type Answer } from '../api.ts';

export interface Vouching {
  readonly statement_id: string;
  readonly day: string;
  readonly centre: string;
  readonly withdrawn: boolean; // as a clerical error: does not count
  readonly disputed: boolean; // "that was not me"
}

export interface Vouchings {
  readonly left: number | null; // null: no quota
  readonly next_day: string | null; // where none is left
  readonly frozen: boolean; // nobody vouches in this name until it is looked into
  readonly statements: readonly Vouching[];
}

export async function fetchVouchings(): Promise<Answer<Vouchings>> {
  const answer = await askOwn<Vouchings | null>('/api/v1/me/vouchings', 'GET');
  if (!answer.ok) return answer;
  const { value } = answer;
  return Array.isArray(value?.statements) ? { ok: true, value: value as Vouchings } : { ok: false, failure: { reason: 'unreachable' } };
}

export function dispute(id: string): Promise<Answer<unknown>> {
  return askOwn(`/api/v1/me/vouchings/${encodeURIComponent(id)}/dispute`, 'POST');
}

export function signOut(): Promise<Answer<unknown>> {
  return askOwn('/api/v1/me/sign-out', 'POST');
}

// Being signed out is an answer too: whoever was signed in too long is shown how to sign in again.
export type OrSignedOut<T> = T | 'signed-out';

export function orSignedOut<T>(answer: Answer<T>): Answer<OrSignedOut<T>> {
  return !answer.ok && answer.failure.reason === 'problem' && answer.failure.status === 401 ? { ok: true, value: 'signed-out' } : answer;
}

// Of a route that does not say what holds then.
export const withoutMore = (answer: Answer<unknown>): Answer<null> => (answer.ok ? { ok: true, value: null } : answer);

export function signInAddress(language: string): string {
  return `/api/v1/me/sign-in?lang=${encodeURIComponent(language)}`;
}

// Newest first; of one day, as the server gave them.
export function newestFirst(statements: readonly Vouching[]): readonly Vouching[] {
  return [...statements].sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1));
}

// The stable name of why a login was refused, from the address that the server sent the browser back to.
export function signInRefusal(fragment: string): string | null {
  return /^#([a-z][a-z0-9-]{0,63})$/.exec(fragment)?.[1] ?? null;
}
