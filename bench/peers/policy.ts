// The policy as the peers are given it: read from `skranke policy compile`, so that it is the same policy.
//
// A document serves a line when it meets one of the line's products. The condition on the form (G1) has exceptions for
// two apps; it is worked into the products here, since a rule engine that matches patterns has no place for exceptions.
// Whatever of a policy the translations below have no words for stops the run: a peer never gets less than we decide.
import { readFileSync } from 'node:fs';

export interface Product {
  readonly kind: string;
  readonly issuers: readonly string[] | null; // null: any
  readonly not_issuers: readonly string[]; // empty but where `issuers` is null
  readonly forms: readonly string[];
  readonly photo: boolean; // asked for
  readonly cpr_number: boolean; // asked for
  readonly authorities: readonly string[] | null;
  readonly income_year: 'previous' | 'current' | null;
  readonly months_old_max: number | null;
  readonly places: readonly string[] | null;
}

export interface Line {
  readonly id: string;
  readonly products: readonly Product[];
}

export interface Policy {
  readonly one: readonly Line[]; // list A: a document of one of these
  readonly first: readonly Line[]; // list B: a document of one of these …
  readonly second: readonly Line[]; // … with one of these
  readonly pair: readonly Line[]; // list C: two documents of different lines, the CPR number on one of the two
  readonly apart: readonly (readonly [string, string])[]; // lines of list C that are no pair, both ways round
  readonly months_old_max: number;
}

interface Accepts {
  kind: string;
  issuer?: string[] | { not: string[] };
  form?: string[];
  photo?: boolean;
  cpr_number?: boolean;
  authority?: string[];
  income_year?: 'previous' | 'current';
  issued?: { months_old_max: number };
}
interface Compiled {
  lines: { id: string; accepts: Accepts[]; only_at?: string[] }[];
  conditions: { clause: string; require: Record<string, unknown>; except?: Accepts[] }[];
  groups: { id: string; of: string[] }[];
  lists: { id: string; take: { count: number; of: string[] }[]; at_least_one?: Record<string, unknown> }[];
  exclusions: { never_together: [string, string] }[];
}

function ensure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`no translation of this policy: ${what}`);
}

const keys_known = new Set(['kind', 'issuer', 'form', 'photo', 'cpr_number', 'authority', 'income_year', 'issued']);

function inside(accepts: Accepts, form: string, excepted: Accepts[]): boolean {
  const issuers = accepts.issuer;
  return excepted.some((each) => each.kind === accepts.kind && (each.form ?? []).includes(form) &&
    Array.isArray(issuers) && Array.isArray(each.issuer) && issuers.every((issuer) => (each.issuer as string[]).includes(issuer)));
}

function productsOf(accepts: Accepts, places: string[] | undefined, excepted: Accepts[]): Product[] {
  ensure(Object.keys(accepts).every((key) => keys_known.has(key)), `a line asks for one of ${Object.keys(accepts)}`);
  ensure(accepts.photo !== false && accepts.cpr_number !== false, 'a line asks for something not to be there');
  const base = {
    kind: accepts.kind,
    photo: accepts.photo === true,
    cpr_number: accepts.cpr_number === true,
    authorities: accepts.authority ?? null,
    income_year: accepts.income_year ?? null,
    months_old_max: accepts.issued?.months_old_max ?? null,
    places: places ?? null,
  };
  const asked = accepts.form ?? ['physical', 'app', 'copy'];
  if (!Array.isArray(accepts.issuer)) {
    // An exception names its issuers: of a line that takes any of them, a part.
    ensure(!excepted.some((each) => each.kind === accepts.kind), 'an exception for a kind whose issuers are open');
    return [{ ...base, issuers: null, not_issuers: accepts.issuer?.not ?? [], forms: asked.filter((form) => form === 'physical') }];
  }
  // One product where the exception holds for every issuer of the line, else one for each of the two.
  const forms = asked.filter((form) => form === 'physical' || inside(accepts, form, excepted));
  const products: Product[] = [{ ...base, issuers: accepts.issuer, not_issuers: [], forms }];
  for (const issuer of accepts.issuer) {
    const more = asked.filter((form) => !forms.includes(form) && inside({ ...accepts, issuer: [issuer] }, form, excepted));
    if (more.length > 0) products.push({ ...base, issuers: [issuer], not_issuers: [], forms: more });
  }
  return products.filter((each) => each.forms.length > 0);
}

export function readPolicy(file: string): Policy {
  const compiled = JSON.parse(readFileSync(file, 'utf8')) as Compiled;
  const conditions = new Map(compiled.conditions.map((each) => [each.clause, each]));
  const required = JSON.stringify(compiled.conditions.map(({ require }) => require));
  ensure(required === '[{"form":["physical"]},{"temporary":false},{"name_matches":true},{"expires":"not-before-visit"}]', required);
  const excepted = conditions.get('G1')?.except ?? [];
  const groups = new Map(compiled.groups.map(({ id, of }) => [id, of]));
  const names = (of: string[]): Set<string> => new Set(of.flatMap((name) => groups.get(name) ?? [name]));
  // In the policy's order of lines: the canonical text sorts what a list takes.
  const linesOf = (of: string[]): Line[] => compiled.lines.filter(({ id }) => names(of).has(id)).map(({ id, accepts, only_at }) =>
    ({ id, products: accepts.flatMap((each) => productsOf(each, only_at, excepted)) }));

  const shapes = compiled.lists.map(({ take, at_least_one }) => `${take.map(({ count }) => count)} ${JSON.stringify(at_least_one ?? {})}`);
  ensure(JSON.stringify(shapes) === JSON.stringify(['1 {}', '1,1 {}', '2 {"cpr_number":true}']), `lists ${shapes}`);
  const [a, b, c] = compiled.lists.map(({ take }) => take.map(({ of }) => linesOf(of))) as [Line[][], Line[][], Line[][]];
  const apart = compiled.exclusions.flatMap(({ never_together: [one, other] }) =>
    [...names([one])].flatMap((left) => [...names([other])].flatMap((right): [string, string][] => [[left, right], [right, left]])));
  const has = (lines: Line[], name: string): boolean => lines.some(({ id }) => id === name);
  ensure(!apart.some(([left, right]) => has(b[0] as Line[], left) && has(b[1] as Line[], right)), 'an exclusion within list B');
  const months = new Set(compiled.lines.flatMap(({ accepts }) => accepts.flatMap(({ issued }) => issued?.months_old_max ?? [])));
  ensure(months.size === 1, 'more than one age in months');
  return {
    one: a[0] as Line[], first: b[0] as Line[], second: b[1] as Line[], pair: c[0] as Line[],
    apart: apart.filter(([left, right]) => has(c[0] as Line[], left) && has(c[0] as Line[], right)),
    months_old_max: [...months][0] as number,
  };
}

export function readKinds(file: string): string[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { kinds: { id: string }[] }).kinds.map(({ id }) => id);
}
