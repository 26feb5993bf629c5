// Cedar in WebAssembly (@cedar-policy/cedar-wasm): policies parsed once and kept in the module, the stateful call.
//
// Cedar has no variables, no quantifier and no sets of records that a policy could look into, so every position of a document
// and every pair of positions is written out; the documents are d0 … d3 of the context. The ids of the policies that
// permit are in the answer: by them the list is known, and in `whole` the documents used too.
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { apartNumbers, good, lineNumber, serves, type Engine, type Language } from './expressions.ts';
import type { Line, Policy } from './policy.ts';
import { served, type Answer, type Case, type Document } from './workload.ts';

const documents_max = 4;

const language: Language = {
  and: (parts) => `(${parts.join(' && ')})`,
  or: (parts) => `(${parts.join(' || ')})`,
  not: (part) => `!(${part})`,
  among: (value, texts) => `${JSON.stringify(texts)}.contains(${value})`,
  choose: (condition, then, otherwise) => `(if ${condition} then ${then} else ${otherwise})`,
  about: (name) => `context.${name}`,
};

const entity = (type: string) => ({ type, id: 'it' });
type Call = Parameters<typeof cedar.statefulIsAuthorized>[0];

function callWith(policy_set: string, context: Call['context']): Call {
  return { principal: entity('Applicant'), action: entity('Action'), resource: entity('MitID'), context, preparsedPolicySetId: policy_set, entities: [] };
}

function permitted(call: Call): readonly string[] {
  const answer = cedar.statefulIsAuthorized(call);
  if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer));
  return answer.response.diagnostics.reason;
}

function keep(name: string, policies: Record<string, string>): void {
  const staticPolicies = Object.fromEntries(Object.entries(policies).map(([id, condition]) =>
    [id, `permit(principal, action, resource) when { ${condition} };`]));
  const parsed = cedar.preparsePolicySet(name, { staticPolicies });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
}

function contextOf({ visit, oldest, year, place, documents }: Case): Call['context'] {
  return Object.fromEntries<unknown>([['visit', visit], ['oldest', oldest], ['year', year], ['place', place],
    ...documents.map((each, index): [string, Document] => [`d${index}`, each])]) as Call['context'];
}

const positions = [...Array(documents_max).keys()];
const pairsOfPositions = positions.flatMap((left) => positions.filter((right) => right > left).map((right): [number, number] => [left, right]));

const present = (...of: number[]): string => of.filter((each) => each > 0).map((each) => `context has d${each} && `).join('');
const good_at = (position: number): string => good(`context.d${position}`, language);
const serves_at = (position: number, lines: readonly Line[]): string => serves(`context.d${position}`, lines, language);

function differ(policy: Policy, left: number, right: number): string {
  const number = (position: number): string => lineNumber(`context.d${position}`, policy.pair, language);
  const apart = policy.apart.map(([one, other]) => {
    const of = (name: string): Line[] => policy.pair.filter(({ id }) => id === name);
    return `!(${serves_at(left, of(one))} && ${serves_at(right, of(other))})`;
  });
  return `${serves_at(left, policy.pair)} && ${serves_at(right, policy.pair)} && ${[...new Set(apart)].join(' && ')} && ` +
    `${number(left)} != ${number(right)}`;
}

// Which of the policies permits is told by its id: the list, and the positions.
function usedBy(reason: readonly string[]): Answer {
  let best: Answer = { list: -1, used: [] };
  let rank = Infinity;
  for (const id of reason) {
    const [list, ...used] = id.split('-').map(Number) as [number, ...number[]];
    const own = list * 100 + (used[0] ?? 0) * 10 + (used[1] ?? 0);
    if (own < rank) [rank, best] = [own, { list, used }];
  }
  return best;
}

function pairPolicies(policy: Policy): Record<string, string> {
  const policies: Record<string, string> = {};
  for (const [left, right] of pairsOfPositions) {
    const [d, e] = [`context.d${left}`, `context.d${right}`];
    policies[`1-${left}-${right}`] = `${present(left, right)}${good_at(left)} && ${good_at(right)} && ` +
      language.or([[left, right], [right, left]].map(([one, other]) =>
        `(${serves_at(one as number, policy.first)} && ${serves_at(other as number, policy.second)})`));
    policies[`2-${left}-${right}`] = `${present(left, right)}(${d}.cpr_number || ${e}.cpr_number) && ${good_at(left)} && ${good_at(right)} && ` +
      differ(policy, left, right);
  }
  return policies;
}

// The whole policy, with the documents used: a policy for each position, and for each pair of them.
export function whole(policy: Policy): Engine<Call> {
  const policies = pairPolicies(policy);
  for (const at of positions) policies[`0-${at}`] = `${present(at)}${good_at(at)} && ${serves_at(at, policy.one)}`;
  keep('whole', policies);
  return {
    prepare: (about) => callWith('whole', contextOf(about)),
    decide(inputs, answers) {
      for (const input of inputs) answers.push(usedBy(permitted(input)));
    },
  };
}

// The whole policy and the list only: the positions of a list in one policy, so that the first that holds is enough.
export function whole_list_only(policy: Policy): Engine<Call> {
  const pairs = pairPolicies(policy);
  const of = (list: string): string => Object.entries(pairs).filter(([id]) => id.startsWith(list)).map(([, text]) => `(${text})`).join(' || ');
  keep('list-only', {
    0: positions.map((at) => `(${present(at)}${good_at(at)} && ${serves_at(at, policy.one)})`).join(' || '), 1: of('1'), 2: of('2'),
  });
  return listOf('list-only', contextOf);
}

function listOf(policy_set: string, context: (about: Case) => Call['context']): Engine<Call> {
  return {
    prepare: (about) => callWith(policy_set, context(about)),
    decide(inputs, answers) {
      for (const input of inputs) {
        const reason = permitted(input);
        answers.push({ list: reason.includes('0') ? 0 : reason.includes('1') ? 1 : reason.includes('2') ? 2 : -1, used: null });
      }
    },
  };
}

// The lists only, of lines that the program around has worked out: tests for what the context has, Cedar's fastest.
export function lists(policy: Policy): Engine<Call> {
  const apart = new Set(apartNumbers(policy).map(String));
  const numbers = policy.pair.map((_, index) => index + 1);
  const pair = numbers.map((m) => {
    const others = numbers.filter((n) => n !== m && !apart.has(String([m, n]))).map((n) => `context has c${n}`);
    return `(context has cpr${m} && ${language.or(others)})`;
  });
  keep('lists', { 0: 'context has one', 1: 'context has first && context has second', 2: pair.join(' || ') });
  return listOf('lists', (about) => {
    const { one, first, second, pair: all, pair_with_cpr } = served(about, policy);
    const names = [...(one ? ['one'] : []), ...(first ? ['first'] : []), ...(second ? ['second'] : []), ...all.map((n) => `c${n}`),
      ...pair_with_cpr.map((n) => `cpr${n}`)];
    return Object.fromEntries(names.map((name) => [name, true]));
  });
}
