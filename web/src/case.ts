// What a citizen has told so far: the visit, and the documents with the facts that are known of each.
//
// Values, never changed in place, so that undoing is keeping the one before. Lives in this page only:
// PRIVACY: nothing here is written to the browser's storage, and no name or number is asked for.
import type { Fact, Requirement } from './policy.ts';

export type Value = string | number | boolean | null; // null: an expiry date that never comes
export type Facts = Readonly<Partial<Record<Fact, Value>>>;

export interface Document {
  readonly key: number; // tells documents of one kind apart, while the page lives
  readonly kind: string;
  readonly facts: Facts;
  readonly skipped: readonly Fact[]; // answered with "I don't know": unknown, and not asked for again
}

export interface Case {
  readonly date: string;
  readonly place: string;
  readonly documents: readonly Document[];
}

export const documentsMax = 10; // more than anybody brings, and few enough for one sheet of paper

export function addDocument(kase: Case, kind: string): Case {
  const key = Math.max(0, ...kase.documents.map((document) => document.key)) + 1;
  return { ...kase, documents: [...kase.documents, { key, kind, facts: {}, skipped: [] }] };
}

export function removeDocument(kase: Case, index: number): Case {
  return { ...kase, documents: kase.documents.filter((_, each) => each !== index) };
}

export function answer(kase: Case, index: number, fact: Fact, value: Value): Case {
  return change(kase, index, (document) => ({
    ...document,
    facts: { ...document.facts, [fact]: value },
    skipped: document.skipped.filter((each) => each !== fact),
  }));
}

// "I don't know": the fact is unknown again, and set aside.
export function skip(kase: Case, index: number, fact: Fact): Case {
  return change(kase, index, (document) => {
    const { [fact]: _forgotten, ...facts } = document.facts;
    return { ...document, facts, skipped: [...document.skipped.filter((each) => each !== fact), fact] };
  });
}

export function isSkipped(kase: Case, index: number, fact: Fact): boolean {
  return kase.documents[index]?.skipped.includes(fact) ?? false;
}

function change(kase: Case, index: number, by: (document: Document) => Document): Case {
  return { ...kase, documents: kase.documents.map((document, each) => (each === index ? by(document) : document)) };
}

// The same case with every general condition met where nothing is known of it: what the citizen most likely
// means. Only for telling what would go well with these documents; never for the verdict itself.
// Nothing where all of that is known already.
export function presumeGood(kase: Case, conditions: readonly { readonly require: Requirement }[]): Case | null {
  const good: Partial<Record<Fact, Value>> = {};
  for (const { require } of conditions) {
    if (require.form?.[0] !== undefined) good.form = require.form[0];
    if (require.temporary !== undefined) good.temporary = require.temporary;
    if (require.name_matches !== undefined) good.name_matches = require.name_matches;
    if (require.expires !== undefined) good.expires = null;
  }
  const known = (document: Document): boolean => Object.keys(good).every((fact) => document.facts[fact as Fact] !== undefined);
  if (kase.documents.every(known)) return null;
  return { ...kase, documents: kase.documents.map((document) => ({ ...document, facts: { ...good, ...document.facts } })) };
}
