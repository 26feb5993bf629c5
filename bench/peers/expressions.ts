// The policy's tests in the words of the three expression languages, which differ in little: CEL, Cedar's and zen's.
import type { Line, Policy, Product } from './policy.ts';
import type { Case, Answer } from './workload.ts';

export interface Language {
  and(parts: readonly string[]): string;
  or(parts: readonly string[]): string;
  not(part: string): string;
  among(value: string, texts: readonly string[]): string;
  choose(condition: string, then: string, otherwise: string): string;
  about(name: string): string; // of the case
}

// A way of asking a peer: what it is given is prepared before the clock runs, as is the policy.
export interface Engine<Input> {
  prepare(about: Case): Input;
  decide(inputs: readonly Input[], answers: Answer[]): void | Promise<void>;
}

export type Mode = (policy: Policy) => Engine<never> | Promise<Engine<never>>;

const quoted = (text: string): string => JSON.stringify(text);

// What every document needs, whatever the line; the form is in the products.
export function good(document: string, language: Language): string {
  return language.and([
    language.not(`${document}.temporary`), `${document}.name_matches`, `${document}.expires >= ${language.about('visit')}`,
  ]);
}

function meets(document: string, product: Product, language: Language): string {
  const parts = [`${document}.kind == ${quoted(product.kind)}`];
  const among = (name: string, texts: readonly string[]): string =>
    texts.length === 1 ? `${document}.${name} == ${quoted(texts[0] as string)}` : language.among(`${document}.${name}`, texts);
  if (product.issuers !== null) parts.push(among('issuer', product.issuers));
  else if (product.not_issuers.length > 0) parts.push(language.not(language.among(`${document}.issuer`, product.not_issuers)));
  parts.push(among('form', product.forms));
  if (product.photo) parts.push(`${document}.photo`);
  if (product.cpr_number) parts.push(`${document}.cpr_number`);
  if (product.authorities !== null) parts.push(among('authority', product.authorities));
  if (product.income_year !== null) {
    const year = product.income_year === 'current' ? language.about('year') : `${language.about('year')} - 1`;
    parts.push(`${document}.income_year == ${year}`);
  }
  if (product.months_old_max !== null) {
    parts.push(`${document}.issued >= ${language.about('oldest')}`, `${document}.issued <= ${language.about('visit')}`);
  }
  if (product.places !== null) {
    const place = language.about('place');
    parts.push(product.places.length === 1 ? `${place} == ${quoted(product.places[0] as string)}` : language.among(place, product.places));
  }
  return language.and(parts);
}

export function serves(document: string, lines: readonly Line[], language: Language): string {
  return language.or(lines.flatMap(({ products }) => products.map((each) => meets(document, each, language))));
}

// Which of `lines` the document serves, from 1; 0: none. For lines of which a document serves one at most, as list C's are.
export function lineNumber(document: string, lines: readonly Line[], language: Language): string {
  return lines.flatMap(({ products }, index) => products.map((each) => ({ each, number: index + 1 })))
    .reduceRight((otherwise, { each, number }) => language.choose(meets(document, each, language), String(number), otherwise), '0');
}

// The pairs of numbers of list C that the exclusion forbids, both ways round.
export function apartNumbers({ pair, apart }: Policy): [number, number][] {
  const number = (name: string): number => pair.findIndex(({ id }) => id === name) + 1;
  return apart.map(([left, right]) => [number(left), number(right)]);
}
