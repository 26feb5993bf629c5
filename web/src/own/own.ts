// What the server keeps about somebody who is signed in: who looked them up, the cases about them, what they want of cases.
import { askOwn, sendOwn, type Answer } from '../api.ts';

export interface LookUp {
  readonly look_up_id: string;
  readonly at: string;
  readonly centre: string;
  readonly case_id: string;
  readonly reason: string;
  readonly what: 'register' | 'questions';
}

export type CaseOutcome = 'open' | 'accepted' | 'refused' | 'ended';

export interface OwnCase {
  readonly case_id: string;
  readonly opened_at: string;
  readonly centre: string;
  readonly outcome: CaseOutcome;
}

export const wishes = ['allowed', 'delayed', 'forbidden'] as const;
export type Wish = (typeof wishes)[number];

export interface Everything {
  readonly wish: Wish;
  readonly look_ups: readonly LookUp[];
  readonly cases: readonly OwnCase[];
}

export const everythingAddress = '/api/v1/me/everything';

export const proofAddress = (caseId: string): string => `/api/v1/me/cases/${encodeURIComponent(caseId)}/proof`;

export function fetchEverything(): Promise<Answer<Everything>> {
  return askOwn<Everything>(everythingAddress, 'GET');
}

export function setWish(wish: Wish): Promise<Answer<unknown>> {
  return sendOwn('POST', '/api/v1/me/wish', { wish });
}

export function disputeCase(id: string): Promise<Answer<unknown>> {
  return askOwn(`/api/v1/me/cases/${encodeURIComponent(id)}/dispute`, 'POST');
}

// The look-ups that each case took, in the order of the cases; a look-up has one case.
export function byCase({ cases, look_ups: lookUps }: Everything): readonly { readonly of: OwnCase; readonly lookUps: readonly LookUp[] }[] {
  return cases.map((of) => ({ of, lookUps: lookUps.filter(({ case_id: id }) => id === of.case_id) }));
}

// Look-ups that led to no case about them: a number was mistyped and corrected, or a client of the desk's API keeps its cases itself.
export function ofOthers({ cases, look_ups: lookUps }: Everything): readonly LookUp[] {
  return lookUps.filter(({ case_id: id }) => !cases.some((of) => of.case_id === id));
}
