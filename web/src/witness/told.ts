// What somebody tells of themselves to learn whether they may be a witness, and what the answer means for it.
//
// PRIVACY: lives in this page only; no name or number is asked for. Fields hold what was typed: what is no date yet is
// unknown, not wrong, until the field is left.
import type { Eligibility, OpenFact, WitnessCase, WitnessFact } from '../api.ts';
import { isSkipped, type Case } from '../case.ts';
import { addDays, birthday, daysBetween } from '../days.ts';
import { isDate } from '../format.ts';
import type { Policy } from '../policy.ts';

export type MitidAge = 'date' | 'months' | 'unknown';

export interface Told {
  readonly born: string;
  readonly mitidAge: MitidAge | null;
  readonly mitidSince: string; // where mitidAge is 'date'
  readonly mitidPresent: boolean | null;
  readonly professional: boolean;
  readonly earlier: readonly string[];
}

export const nothingTold: Told = { born: '', mitidAge: null, mitidSince: '', mitidPresent: null, professional: false, earlier: [] };

export const earlierMax = 20; // fields for earlier days; the quota looks at far fewer

const fewMonthsDays = 90; // at least that, for whoever has had MitID "longer than a few months"

export function witnessCase(policy: Policy, kase: Case, told: Told): WitnessCase {
  return {
    date: kase.date,
    centre: kase.place,
    witness: {
      born: known(told.born),
      mitid_since: mitidSince(policy, kase.date, told),
      mitid_present: told.mitidPresent,
      professional: told.professional,
      earlier: told.earlier.filter((day) => isEntered(day) && day <= kase.date),
    },
    documents: kase.documents.length === 0 ? someDocument(policy) : kase.documents.map(({ kind, facts }) => ({ kind, ...facts })),
  };
}

// A date that may still be typed: years arrive digit by digit, 0002, 0020, 0202, 2026.
export function isEntered(day: string): boolean {
  return isDate(day) && day >= '1000';
}

function known(day: string): string | null {
  return isEntered(day) ? day : null;
}

function mitidSince(policy: Policy, date: string, told: Told): string | null {
  if (told.mitidAge === 'date') return known(told.mitidSince);
  const enough = told.mitidAge === 'months' && fewMonthsDays > policy.witness.mitid_days_more_than.value;
  return enough ? addDays(date, -fewMonthsDays) : null;
}

// Before a document is chosen nothing is known of it, which is not the same as bringing none: a document that may be
// anything stands for it, so that the rest is judged exactly.
function someDocument(policy: Policy): WitnessCase['documents'] {
  const kind = policy.kinds.find(({ picture }) => picture === 'always');
  return kind === undefined ? [] : [{ kind: kind.id }];
}

export interface Open {
  readonly witness: readonly WitnessFact[];
  readonly documents: readonly OpenFact[];
  readonly anyDocument: boolean; // none is chosen yet
}

// The unknown facts that can still change the answer, those of the document that stands for "none yet" told apart.
export function openFacts(kase: Case, { open_facts: open }: Eligibility): Open {
  const documents = open.filter((each): each is OpenFact => 'document' in each);
  const none = kase.documents.length === 0;
  return {
    witness: open.filter((each) => !('document' in each)).map(({ fact }) => fact as WitnessFact),
    documents: none ? [] : documents,
    anyDocument: none && documents.length > 0,
  };
}

// The question about a document to ask now: the first open fact that the witness has not set aside.
export function question(kase: Case, { documents }: Open): OpenFact | null {
  return documents.find(({ document, fact }) => !isSkipped(kase, document, fact)) ?? null;
}

// The first day on which the reason of a refusal is gone; null where no day helps, or where it can't be known.
export function helpsFrom(policy: Policy, told: Told, answer: Eligibility, code: string): string | null {
  switch (code) {
    case 'too-young':
      return isEntered(told.born) ? birthday(told.born, policy.witness.age_years_min.value) : null;
    case 'mitid-too-new':
      return isEntered(told.mitidSince) ? addDays(told.mitidSince, policy.witness.mitid_days_more_than.value + 1) : null;
    case 'quota-used':
      return answer.next_day;
    default:
      return null;
  }
}

// The first day on which nothing refuses any more, where waiting is all that it takes.
export function allowedFrom(policy: Policy, told: Told, answer: Eligibility): string | null {
  const days = answer.refused.map(({ code }) => helpsFrom(policy, told, answer, code));
  if (days.length === 0 || !days.every((day) => day !== null)) return null;
  return days.reduce((latest, day) => (day > latest ? day : latest));
}

export type Mistake = 'date' | 'after-visit';

// What is wrong with a day that was left: half typed, or after the visit.
export function mistakeIn(day: string, visit: string): Mistake | null {
  if (!isEntered(day)) return 'date';
  return daysBetween(day, visit) < 0 ? 'after-visit' : null;
}
