// The server's advice, grouped for reading: a hundred sets of lines become a few sentences.
//
// The server gives each minimal set of further documents that would be enough. Read aloud, those are products
// and pairs: "one of these", "one of these with one of those", "two of these". Grouping loses nothing: what the
// groups spell out is exactly the sets that were given, but for lines that read the same (a residence
// certificate stands on two lists), which are told once.
import { exclusionsOf, linesOf, type Policy } from './policy.ts';

export type AdviceGroup =
  | { readonly shape: 'alone'; readonly lines: readonly string[] } // one of these, whatever else there is
  | { readonly shape: 'with-yours'; readonly lines: readonly string[] } // one of these, with what is there
  | { readonly shape: 'each'; readonly parts: readonly (readonly string[])[] } // one of each part
  | { readonly shape: 'two'; readonly lines: readonly string[]; readonly exclusions: readonly string[] } // two of these
  | { readonly shape: 'all'; readonly lines: readonly string[] }; // all of these

type Pair = readonly [string, string];

// `reads` gives the text of a line; lines that read the same are one.
export function groupAdvice(policy: Policy, sets: readonly (readonly string[])[], reads: (line: string) => string): readonly AdviceGroup[] {
  const same = representatives(policy, reads);
  const told = sets.map((set) => [...new Set(set.map((line) => same.get(line) ?? line))]);
  const singles = [...new Set(told.filter((set) => set.length === 1).flat())];
  // What one document does alone needs no second one beside it.
  const pairs = distinct(told.filter((set): set is [string, string] => set.length === 2 && !set.some((line) => singles.includes(line))));
  return [
    ...groupSingles(policy, singles, same),
    ...groupPairs(policy, pairs, same),
    ...told.filter((set) => set.length > 2).map((lines): AdviceGroup => ({ shape: 'all', lines })),
  ];
}

function representatives(policy: Policy, reads: (line: string) => string): Map<string, string> {
  const first = new Map<string, string>();
  return new Map(
    policy.lines.map(({ id }) => {
      const text = reads(id);
      if (!first.has(text)) first.set(text, id);
      return [id, first.get(text) ?? id];
    }),
  );
}

function groupSingles(policy: Policy, singles: readonly string[], same: Map<string, string>): readonly AdviceGroup[] {
  const ofOne = policy.lists.filter(({ take }) => take.length === 1 && take[0]?.count === 1).flatMap(({ take }) => take[0]?.of ?? []);
  const enough = new Set(linesOf(policy, ofOne).map((line) => same.get(line)));
  const alone = singles.filter((line) => enough.has(line));
  const others = singles.filter((line) => !enough.has(line));
  return [
    ...(alone.length > 0 ? [{ shape: 'alone', lines: alone } as const] : []),
    ...(others.length > 0 ? [{ shape: 'with-yours', lines: others } as const] : []),
  ];
}

function groupPairs(policy: Policy, pairs: readonly Pair[], same: Map<string, string>): readonly AdviceGroup[] {
  const given = new Set(pairs.map(name));
  const covered = new Set<string>();
  const groups: AdviceGroup[] = [];
  const take = (group: AdviceGroup, spelled: readonly Pair[]): void => {
    if (spelled.length === 0 || !spelled.every((pair) => given.has(name(pair))) || spelled.every((pair) => covered.has(name(pair)))) return;
    groups.push(group);
    for (const pair of spelled) covered.add(name(pair));
  };

  for (const list of policy.lists) {
    const parts = list.take.map(({ of }) => [...new Set(linesOf(policy, of).map((line) => same.get(line) ?? line))]);
    const [first, second] = parts;
    if (parts.length === 2 && first !== undefined && second !== undefined) {
      const left = first.filter((a) => second.some((b) => given.has(name([a, b]))));
      const right = second.filter((b) => first.some((a) => given.has(name([a, b]))));
      take({ shape: 'each', parts: [left, right] }, product(left, right));
    } else if (first !== undefined && list.take[0]?.count === 2) {
      const among = first.filter((a) => first.some((b) => a !== b && given.has(name([a, b]))));
      const barred = exclusionsOf(policy).filter(({ sides }) => sides.every((side) => among.some((line) => side.some((each) => same.get(each) === line))));
      const apart = ([a, b]: Pair): boolean =>
        barred.some(({ sides: [x = [], y = []] }) => {
          const on = (line: string, side: readonly string[]): boolean => side.some((each) => same.get(each) === line);
          return (on(a, x) && on(b, y)) || (on(a, y) && on(b, x));
        });
      const spelled = among.flatMap((a, index) => among.slice(index + 1).map((b): Pair => [a, b])).filter((pair) => !apart(pair));
      take({ shape: 'two', lines: among, exclusions: barred.map(({ clause }) => clause) }, spelled);
    }
  }
  return [...groups, ...groupRest(pairs.filter((pair) => !covered.has(name(pair))))];
}

// Pairs that follow no list: those with the same partners are told together.
function groupRest(pairs: readonly Pair[]): readonly AdviceGroup[] {
  const partners = new Map<string, string[]>();
  for (const [a, b] of pairs) partners.set(a, [...(partners.get(a) ?? []), b]);
  const byPartners = new Map<string, { left: string[]; right: string[] }>();
  for (const [line, right] of partners) {
    const key = right.join(' ');
    byPartners.set(key, { left: [...(byPartners.get(key)?.left ?? []), line], right });
  }
  return [...byPartners.values()].map(({ left, right }) => ({ shape: 'each', parts: [left, right] }));
}

function product(left: readonly string[], right: readonly string[]): readonly Pair[] {
  return left.flatMap((a) => right.filter((b) => a !== b).map((b): Pair => [a, b]));
}

function name(pair: Pair): string {
  return [...pair].sort().join(' ');
}

function distinct(pairs: readonly Pair[]): readonly Pair[] {
  return [...new Map(pairs.map((pair) => [name(pair), pair])).values()];
}
