// Municipalities and countries by the register's codes: a citizen says a name, and codes are what is compared (docs/verifier.md).
//
// The lists are data/'s, read when the pages are built. A name is known from its first letters on, once it can be no other; so that a slip
// of the pen costs nobody a right answer, the page shows what it takes a name for, and says so where it knows none.
import countriesText from '../../../data/countries.csv?raw';
import municipalitiesText from '../../../data/municipalities.csv?raw';
import { countryName } from '../format.ts';
import { folded } from './names.ts';
import type { AskedQuestion } from './view.ts';

type Form = AskedQuestion['form'];
export interface NamedPlace {
  readonly code: string;
  readonly name: string;
}
interface Listed extends NamedPlace {
  readonly alpha2: string | null; // ISO 3166-1, of a country that there is today
}

function listed(csv: string): readonly Listed[] {
  return csv.trim().split('\n').slice(1).map((line) => {
    const [code = '', name = '', ...rest] = line.split(',');
    const last = rest.at(-1) ?? '';
    return { code, name, alpha2: /^[A-Z]{2}$/.test(last) ? last : null };
  });
}

const municipalities = listed(municipalitiesText);
// Of one name the country that there is today: the register keeps others beside it.
const countries = listed(countriesText).filter(({ name, alpha2 }, _, all) => alpha2 !== null || !all.some((other) => other.alpha2 !== null && other.name === name));

// The places that an answer of this form names, in the words of the language and in the register's own; none for other forms.
function namesFor(form: Form, language: string): readonly NamedPlace[] {
  if (form === 'municipality') return municipalities;
  if (form !== 'country') return [];
  return countries.flatMap(({ code, name, alpha2 }) => [...(alpha2 === null ? [] : [{ code, name: countryName(language, alpha2) }]), { code, name }]);
}

export const isPlace = (form: Form): boolean => form === 'municipality' || form === 'country';

// The place that is named, by its whole name or by first letters that no other place has; undefined where there is none, or where there
// are several.
export function placeNamed(form: Form, language: string, typed: string): NamedPlace | undefined {
  const wanted = folded(typed.trim().replace(/s?\s+kommune$/i, ''));
  if (wanted === '') return undefined;
  const all = namesFor(form, language);
  const whole = all.filter(({ name }) => folded(name) === wanted);
  const [first, ...others] = whole.length > 0 ? whole : all.filter(({ name }) => folded(name).startsWith(wanted));
  return others.every(({ code }) => code === first?.code) ? first : undefined;
}

// What a code is called; the code itself where nobody knows.
export function placeName(form: Form, language: string, code: string): string {
  return namesFor(form, language).find((each) => each.code === code)?.name ?? code;
}
