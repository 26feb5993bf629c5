// Cases as every peer gets them, and the answers that they have to agree with.
//
// Worked out here, because no peer can or because it would only slow it: days as whole numbers, and the day three calendar
// months before the visit. `servedLines` is for the modes in which a peer decides the lists only.
import { readFileSync } from 'node:fs';
import type { Line, Policy, Product } from './policy.ts';

export interface Document {
  readonly kind: string;
  readonly issuer: string;
  readonly form: string;
  readonly photo: boolean;
  readonly cpr_number: boolean;
  readonly temporary: boolean;
  readonly name_matches: boolean;
  readonly authority: string;
  readonly expires: number;
  readonly issued: number;
  readonly income_year: number;
}

export interface Case {
  readonly visit: number;
  readonly oldest: number; // the earliest day of issue that is still new enough
  readonly year: number;
  readonly place: string;
  readonly documents: readonly Document[];
}

// `list` 0, 1 and 2 are A, B and C; -1 is none. `used` is null where a peer doesn't tell it.
export interface Answer {
  readonly list: number;
  readonly used: readonly number[] | null;
}

const day_never = 1_000_000;

function dayOf(text: string): number {
  return Date.parse(text) / 86_400_000;
}

function monthsBefore(text: string, months: number): number {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 - months, Math.min(day, last)) / 86_400_000;
}

interface Told {
  date: string;
  centre?: string;
  documents: { kind: string; issuer: string; form: string; photo?: boolean; cpr_number: boolean; temporary: boolean; name_matches: boolean;
    authority?: string; expires: string | null; issued?: string; income_year?: number }[];
}

export function readCases(file: string, count: number, policy: Policy): Case[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').slice(0, count).map((line) => {
    const told = JSON.parse(line) as Told;
    return {
      visit: dayOf(told.date), oldest: monthsBefore(told.date, policy.months_old_max), year: Number(told.date.slice(0, 4)),
      place: told.centre ?? 'citizen-service',
      // What a kind doesn't have nothing asks for.
      documents: told.documents.map((each) => ({
        kind: each.kind, issuer: each.issuer, form: each.form, photo: each.photo ?? false, cpr_number: each.cpr_number,
        temporary: each.temporary, name_matches: each.name_matches, authority: each.authority ?? '',
        expires: each.expires === null ? day_never : dayOf(each.expires),
        issued: each.issued === undefined ? 0 : dayOf(each.issued), income_year: each.income_year ?? 0,
      })),
    };
  });
}

// What `skranke check --jsonl` said of the same cases.
export function readAnswers(file: string, count: number): Answer[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').slice(0, count).map((line) => {
    const { verdict, list, used } = JSON.parse(line) as { verdict: string; list: string | null; used: number[] };
    if (verdict === 'undetermined') throw new Error('a case with unknown facts, which no peer can decide');
    return { list: list === null ? -1 : 'ABC'.indexOf(list), used };
  });
}

// And why each document serves no line: a bit 1 << place in `codes` for each reason.
export function readReasons(file: string, count: number, codes: readonly string[]): number[][] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').slice(0, count).map((line) =>
    (JSON.parse(line) as { documents: { refused: { code: string }[] }[] }).documents.map(({ refused }) =>
      refused.reduce((bits, { code }) => bits | (1 << codes.indexOf(code)), 0)));
}

function meets(document: Document, { visit, oldest, year, place }: Case, product: Product): boolean {
  return document.kind === product.kind && product.forms.includes(document.form) &&
    (product.issuers?.includes(document.issuer) ?? !product.not_issuers.includes(document.issuer)) &&
    (!product.photo || document.photo) && (!product.cpr_number || document.cpr_number) &&
    (product.authorities?.includes(document.authority) ?? true) &&
    (product.income_year === null || document.income_year === (product.income_year === 'current' ? year : year - 1)) &&
    (product.months_old_max === null || (document.issued >= oldest && document.issued <= visit)) &&
    (product.places?.includes(place) ?? true);
}

// Of `lines`, those that the document serves, as indexes.
export function servedLines(document: Document, about: Case, lines: readonly Line[]): number[] {
  if (document.temporary || !document.name_matches || document.expires < about.visit) return [];
  return lines.flatMap(({ products }, index) => (products.some((product) => meets(document, about, product)) ? [index] : []));
}

// What the peers decide from where they decide the lists only.
export interface Served {
  readonly one: boolean;
  readonly first: boolean;
  readonly second: boolean;
  readonly pair: readonly number[]; // from 1: lines of list C, of any document
  readonly pair_with_cpr: readonly number[]; // of a document with the CPR number
}

export function served(about: Case, policy: Policy): Served {
  const any = (lines: readonly Line[]): boolean => about.documents.some((each) => servedLines(each, about, lines).length > 0);
  const pair = (documents: readonly Document[]): number[] =>
    [...new Set(documents.flatMap((each) => servedLines(each, about, policy.pair).map((index) => index + 1)))];
  return {
    one: any(policy.one), first: any(policy.first), second: any(policy.second), pair: pair(about.documents),
    pair_with_cpr: pair(about.documents.filter(({ cpr_number }) => cpr_number)),
  };
}
