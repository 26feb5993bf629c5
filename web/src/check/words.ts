// Documents and their facts in words.
import type { Case, Document, Value } from '../case.ts';
import { countryName, longDate } from '../format.ts';
import type { Texts } from '../i18n.ts';
import { kindText, type Fact, type Policy } from '../policy.ts';

// "Passport"; "Passport (2)" where there are several of the kind; "Passport, Sweden" once its country is known.
export function documentName(texts: Texts, policy: Policy, kase: Case, index: number): string {
  const document = kase.documents[index];
  if (document === undefined) return '';
  const kind = kindText(texts, policy, document.kind);
  const alike = kase.documents.flatMap((each, at) => (each.kind === document.kind ? [at] : []));
  const number = alike.length > 1 ? ` (${alike.indexOf(index) + 1})` : '';
  const issuer = document.facts.issuer;
  return typeof issuer === 'string' ? `${kind}${number}, ${countryName(texts.language, issuer)}` : `${kind}${number}`;
}

export function valueText(texts: Texts, fact: Fact, value: Value): string {
  const { t, find, language } = texts;
  if (value === null) return t('ui.question.no_expiry');
  if (typeof value === 'boolean') return t(value ? 'fact.yes' : 'fact.no');
  if (fact === 'issuer') return countryName(language, String(value));
  if (fact === 'expires' || fact === 'issued') return longDate(language, String(value));
  if (fact === 'form' || fact === 'authority') return find(`fact.${fact}.value.${value}`);
  return String(value);
}

// What has been answered about a document, in the order of the answers; null where it is not known.
export function answered(document: Document): readonly { fact: Fact; value: Value | undefined }[] {
  const known = Object.entries(document.facts).map(([fact, value]) => ({ fact: fact as Fact, value }));
  return [...known, ...document.skipped.map((fact) => ({ fact, value: undefined }))];
}
