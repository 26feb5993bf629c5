// What is asked of the desk about cases, and its answers. Every command says which revision the officer saw.
import type { Answer, Failure, Refusal } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import type { Policy } from '../policy.ts';
import { begun, type Draft, type NameAnswer, type ScannedName } from './draft.ts';
import type { Facts } from '../case.ts';
import type { CaseLine, View, WitnessRefusal } from './view.ts';

export const casesPath = '/desk/v1/cases';
export const casePath = (id: string, part = ''): string => `${casesPath}/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`;

export const fetchCases = (desk: Desk, centre: string): Promise<Answer<{ readonly items: readonly CaseLine[] }>> =>
  desk.ask('GET', `${casesPath}?centre=${encodeURIComponent(centre)}`);
export const fetchSecondLooks = (desk: Desk): Promise<Answer<{ readonly items: readonly CaseLine[] }>> => desk.ask('GET', '/desk/v1/second-looks');
export const fetchCase = (desk: Desk, id: string): Promise<Answer<View>> => desk.ask('GET', casePath(id));

// Whether a name that was read is the applicant's. Changes nothing.
export const compareName = (desk: Desk, id: string, name: ScannedName): Promise<Answer<NameAnswer>> => desk.ask('POST', casePath(id, 'names'), name);

// What a reader read: the zone's fields, and the document as the policy speaks of it.
export interface Reading {
  readonly document?: (Facts & { readonly kind: string }) | null;
  readonly cpr_number?: string | null; // of the holder, where the document carries one
  readonly format?: string; // of a zone
  readonly surname?: string | null;
  readonly given_names?: string | null;
  readonly born?: string | null; // YYYY-MM-DD, or less of it
  readonly valid?: boolean; // every check digit is right
  readonly notes?: readonly string[];
}

// A draft from what was read; null where it is no document that the policy knows.
export function draftFrom(policy: Policy, reading: Reading, readBy: 'zone' | 'stripe', key: number): Draft | null {
  const { document } = reading;
  if (document == null || !policy.kinds.some(({ id }) => id === document.kind)) return null;
  const { kind, ...facts } = document;
  const has: readonly string[] = policy.kinds.find(({ id }) => id === kind)?.facts ?? [];
  const known = Object.fromEntries(Object.entries(facts).filter(([fact, value]) => has.includes(fact) && value !== undefined && (value !== null || fact === 'expires'))) as Facts;
  const [surname, given] = [reading.surname ?? '', reading.given_names ?? ''];
  const name = surname === '' && given === '' ? null : { format: reading.format ?? null, surname: surname === '' ? null : surname, given_names: given === '' ? null : given };
  return { ...begun(policy, kind, known, readBy, name, key), notes: (reading.notes ?? []).map((note) => `ui.case.zone_note.${note}`) };
}

// Why a command was not taken, of an answer "not-now".
export function codeIn(failure: Failure): string {
  const code = failure.reason === 'problem' ? failure.more?.code : undefined;
  return typeof code === 'string' ? code : '';
}

// Codes of what is missing, of an answer "not-now".
export function missingIn(failure: Failure): readonly string[] {
  const missing = failure.reason === 'problem' ? failure.more?.missing : undefined;
  return Array.isArray(missing) ? missing.filter((each) => typeof each === 'string') : [];
}

// What a refused witness is told, of an answer "witness-refused".
export function witnessRefusal(failure: Failure): WitnessRefusal | null {
  if (failure.reason !== 'problem' || !failure.type.endsWith(':witness-refused')) return null;
  const { code, eligibility } = failure.more ?? {};
  const refused = typeof eligibility === 'object' && eligibility !== null && 'refused' in eligibility ? eligibility.refused : [];
  const reasons = Array.isArray(refused) ? refused.filter((each: unknown): each is Refusal => typeof each === 'object' && each !== null && 'code' in each) : [];
  return { code: typeof code === 'string' ? code : '', reasons };
}
