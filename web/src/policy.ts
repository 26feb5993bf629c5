// The policy as the server gives it, and its words: which texts go with which ids, and with which numbers.
import type { Texts, Values } from './i18n.ts';

export type Fact =
  | 'issuer' | 'form' | 'photo' | 'cpr_number' | 'temporary' | 'name_matches' | 'authority' | 'expires' | 'issued' | 'income_year';

export interface Requirement {
  readonly issuer?: readonly string[] | { readonly not: readonly string[] };
  readonly form?: readonly string[];
  readonly photo?: boolean;
  readonly cpr_number?: boolean;
  readonly temporary?: boolean;
  readonly name_matches?: boolean;
  readonly authority?: readonly string[];
  readonly expires?: string;
  readonly issued?: { readonly months_old_max: number };
  readonly income_year?: string;
}

export interface Kind {
  readonly id: string;
  readonly picture: string;
  readonly issuers: readonly string[];
  readonly facts: readonly Fact[];
}

export interface Line {
  readonly id: string;
  readonly accepts: readonly (Requirement & { readonly kind: string })[];
  readonly only_at?: readonly string[];
}

export interface List {
  readonly id: string;
  readonly take: readonly { readonly count: number; readonly of: readonly string[] }[];
}

export interface Policy {
  readonly id: string;
  readonly version: string;
  readonly effective: string;
  readonly time_zone: string;
  readonly source: string;
  readonly guidance: readonly string[];
  readonly places: readonly { readonly id: string }[];
  readonly kinds: readonly Kind[];
  readonly conditions: readonly { readonly clause: string; readonly require: Requirement }[];
  readonly lines: readonly Line[];
  readonly groups: readonly { readonly id: string; readonly of: readonly string[] }[];
  readonly lists: readonly List[];
  readonly exclusions: readonly { readonly clause: string; readonly never_together: readonly string[] }[];
  readonly texts?: Readonly<Record<string, string>>; // by key without the policy; given where a language was asked for
  readonly witness: {
    readonly age_years_min: { readonly value: number };
    readonly mitid_days_more_than: { readonly value: number };
    readonly quota: { readonly times: number; readonly days: number };
    readonly professional: { readonly exempt_from: readonly string[] };
  };
}

// The lines that `ids` name, groups taken apart, in their order.
export function linesOf(policy: Policy, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    const group = policy.groups.find((each) => each.id === id);
    return group === undefined ? [id] : linesOf(policy, group.of);
  });
}

// The two sides of each exclusion, as lines.
export function exclusionsOf(policy: Policy): readonly { clause: string; sides: readonly (readonly string[])[] }[] {
  return policy.exclusions.map(({ clause, never_together: sides }) => ({ clause, sides: sides.map((side) => linesOf(policy, [side])) }));
}

export function lineText(texts: Texts, policy: Policy, id: string): string {
  const months = policy.lines.find((line) => line.id === id)?.accepts.find((each) => each.issued !== undefined)?.issued?.months_old_max;
  return texts.find(`policy.${policy.id}.line.${id}`, months === undefined ? {} : { months });
}

export function clauseText(texts: Texts, policy: Policy, id: string): string {
  return texts.find(`policy.${policy.id}.clause.${id}`, policyNumbers(policy));
}

export function kindText(texts: Texts, policy: Policy, kind: string): string {
  return texts.find(`policy.${policy.id}.kind.${kind}`);
}

export function placeText(texts: Texts, policy: Policy, place: string): string {
  return texts.find(`policy.${policy.id}.place.${place}`);
}

// True where the page has words for the id: a clause, or a line, which is its own clause.
export function isLine(policy: Policy, id: string): boolean {
  return policy.lines.some((line) => line.id === id);
}

// The numbers that clauses speak of, from the rules themselves, so that text and rules can't disagree.
export function policyNumbers({ witness }: Pick<Policy, 'witness'>): Values {
  return {
    age: witness.age_years_min.value,
    mitid_days: witness.mitid_days_more_than.value,
    times: witness.quota.times,
    days: witness.quota.days,
  };
}
