// Documents as they are typed and scanned, before they are sent: a draft outlives a reload of the page.
//
// PRIVACY: what is kept in the tab's session storage are kinds and facts of documents, as in the guide for citizens: no name, no number,
// no answer. What a zone says of the holder is in this page's memory alone, and only until it is compared.
import type { Document, Facts, Value } from '../case.ts';
import { isCountry, isDate, isYear } from '../format.ts';
import type { Fact, Policy } from '../policy.ts';
import type { CaseDocument, ReadBy } from './view.ts';

// The holder's name as a reader read it, as the desk is asked about it.
export interface ScannedName {
  readonly format: string | null; // of the zone; null: of a stripe
  readonly surname: string | null;
  readonly given_names: string | null;
}

// Whether that is the applicant's name in the register; null: nobody can say.
export interface NameAnswer {
  readonly answer: 'equal' | 'equal-under-rules' | 'different' | null;
  readonly rules: readonly string[];
}

export interface Draft extends Document {
  readonly readBy: ReadBy;
  readonly proposed: readonly Fact[]; // facts that nobody has said yet: they hold once the officer goes on
  readonly name: ScannedName | null; // until it is compared; never kept
  readonly notes: readonly string[]; // keys of what an officer should know of what was read
}

export const documentsMax = 10;

export function draftsOf(documents: readonly CaseDocument[]): readonly Draft[] {
  return documents.map((document, index) => {
    const { kind, read_by: readBy, ...rest } = document;
    const facts = Object.fromEntries(Object.entries(rest).filter(([fact, value]) => isFact(fact) && isValue(fact, value))) as Facts;
    return { key: index + 1, kind, facts, skipped: [], readBy: readBy ?? 'hand', proposed: [], name: null, notes: [] };
  });
}

export const documentOf = ({ kind, facts, readBy }: Draft): CaseDocument => ({ kind, ...facts, read_by: readBy });

export function nextKey(drafts: readonly Draft[]): number {
  return Math.max(0, ...drafts.map(({ key }) => key)) + 1;
}

// What is normal for a document that somebody holds in their hand: shown as chosen, and the officer's to confirm.
const normal: Facts = { form: 'physical', temporary: false };
const neverExpires = /-certificate$|^tax-|^preliminary-|^public-benefit-|^health-card$/; // papers and the card that have no such date

// A draft of a kind with what is known; the normal is proposed for what is not, as far as the kind has these facts.
export function begun(policy: Policy, kind: string, known: Facts, readBy: ReadBy, name: ScannedName | null, key: number): Draft {
  const has = policy.kinds.find(({ id }) => id === kind)?.facts ?? [];
  const usual: Facts = neverExpires.test(kind) ? { ...normal, expires: null } : normal;
  const proposed = (Object.keys(usual) as Fact[]).filter((fact) => has.includes(fact) && known[fact] === undefined);
  const facts = { ...Object.fromEntries(proposed.map((fact) => [fact, usual[fact]])), ...known };
  return { key, kind, facts, skipped: [], readBy, proposed, name, notes: [] };
}

// The same with what the desk says of the name. What an officer has said meanwhile stays; a name that differs is theirs to look at, since registers and documents
// write one name in many ways.
export function compared(draft: Draft, { answer, rules }: NameAnswer): Draft {
  const forgotten = { ...draft, name: null };
  if (answer === 'different') return { ...forgotten, notes: [...draft.notes, 'ui.case.name_differs'] };
  if (answer === null) return forgotten;
  const noted = { ...forgotten, notes: [...draft.notes, ...rules.map((rule) => `name_rule.${rule}`)] };
  if (draft.facts.name_matches !== undefined) return noted;
  return { ...noted, facts: { ...draft.facts, name_matches: true }, proposed: [...draft.proposed, 'name_matches'] };
}

const isNote = /^(?:ui\.case\.name_differs|ui\.case\.zone_note\.[a-z-]+|name_rule\.[a-z-]+)$/;
export const isNameRule = (note: string): boolean => note.startsWith('name_rule.');

export function withFact(draft: Draft, fact: Fact, value: Value | undefined): Draft {
  const { [fact]: _before, ...others } = draft.facts;
  return { ...draft, facts: value === undefined ? others : { ...others, [fact]: value }, proposed: draft.proposed.filter((each) => each !== fact) };
}

// Facts of the kind that nothing is known of, in the policy's order.
export function unknownFacts(policy: Policy, { kind, facts }: Pick<Draft, 'kind' | 'facts'>): readonly Fact[] {
  return (policy.kinds.find(({ id }) => id === kind)?.facts ?? []).filter((fact) => facts[fact] === undefined);
}

// True where the drafts say what the server has already.
export function isSaved(drafts: readonly Draft[], documents: readonly CaseDocument[]): boolean {
  const plain = (document: CaseDocument): string => JSON.stringify(Object.entries(document).filter(([, value]) => value !== undefined).sort());
  const saved = draftsOf(documents).map(documentOf);
  return drafts.length === saved.length && drafts.every((draft, index) => {
    const other = saved[index];
    return other !== undefined && plain(documentOf(draft)) === plain(other);
  });
}

const factNames: readonly Fact[] = ['issuer', 'form', 'photo', 'cpr_number', 'temporary', 'name_matches', 'authority', 'expires', 'issued', 'income_year'];
const isFact = (name: string): name is Fact => (factNames as readonly string[]).includes(name);

function isValue(fact: Fact, value: unknown): boolean {
  switch (fact) {
    case 'issuer': return typeof value === 'string' && isCountry(value);
    case 'form': return value === 'physical' || value === 'app' || value === 'copy';
    case 'authority': return value === 'immigration-service' || value === 'foreign-ministry' || value === 'other';
    case 'expires': return value === null || (typeof value === 'string' && isDate(value));
    case 'issued': return typeof value === 'string' && isDate(value);
    case 'income_year': return typeof value === 'number' && isYear(String(value));
    default: return typeof value === 'boolean';
  }
}

const prefix = 'skranke-desk-draft-';
const nameOf = (caseId: string, whose: Whose): string => `${prefix}${whose}-${caseId}`;
export type Whose = 'applicant' | 'witness';

export function writeDrafts(drafts: readonly Draft[]): string {
  return JSON.stringify(drafts.map(({ kind, facts, readBy, proposed, notes }) => ({ kind, facts, readBy, proposed, notes })));
}

// What writeDrafts wrote, as far as the policy knows it; null for anything else.
export function readDrafts(text: string | null, policy: Pick<Policy, 'kinds'>): readonly Draft[] | null {
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read) || read.length > documentsMax) return null;
    return read.map((each: { kind?: unknown; facts?: Record<string, unknown>; readBy?: unknown; proposed?: unknown; notes?: unknown }, index): Draft => {
      if (typeof each.kind !== 'string' || !policy.kinds.some(({ id }) => id === each.kind)) throw new Error('another policy');
      const facts = Object.fromEntries(Object.entries(each.facts ?? {}).filter(([fact, value]) => isFact(fact) && isValue(fact, value))) as Facts;
      const proposed = Array.isArray(each.proposed) ? each.proposed.filter((fact): fact is Fact => typeof fact === 'string' && isFact(fact)) : [];
      const readBy = each.readBy === 'zone' || each.readBy === 'stripe' ? each.readBy : 'hand';
      const notes = Array.isArray(each.notes) ? each.notes.filter((note): note is string => typeof note === 'string' && isNote.test(note)) : [];
      return { key: index + 1, kind: each.kind, facts, skipped: [], readBy, proposed, name: null, notes };
    });
  } catch {
    return null;
  }
}

export function keepDrafts(caseId: string, whose: Whose, drafts: readonly Draft[] | null): void {
  try {
    if (drafts === null) sessionStorage.removeItem(nameOf(caseId, whose));
    else sessionStorage.setItem(nameOf(caseId, whose), writeDrafts(drafts));
  } catch {
    // A browser that keeps nothing: a reload forgets what was not sent.
  }
}

export function keptDrafts(caseId: string, whose: Whose, policy: Pick<Policy, 'kinds'>): readonly Draft[] | null {
  try {
    return readDrafts(sessionStorage.getItem(nameOf(caseId, whose)), policy);
  } catch {
    return null;
  }
}
