// json-rules-engine: rules over facts. A rule can't hold several fields of one element of an array together, so in `whole`
// the engine runs once for each document, with the document's fields as facts, and once more over what those runs found.
import { Engine as RulesEngine, type RuleProperties, type NestedCondition } from 'json-rules-engine';
import { apartNumbers, type Engine } from './expressions.ts';
import type { Line, Policy, Product } from './policy.ts';
import { served, type Answer, type Case, type Served } from './workload.ts';

const is = (fact: string, value: unknown): NestedCondition => ({ fact, operator: 'equal', value });
const among = (fact: string, value: readonly string[], operator = 'in'): NestedCondition => ({ fact, operator, value });

function meets(product: Product): NestedCondition {
  // Conditions of one priority are all looked at: the kind before the others ends most products at once.
  const all: NestedCondition[] = [{ ...is('kind', product.kind), priority: 2 }];
  if (product.issuers !== null) all.push(among('issuer', product.issuers));
  else if (product.not_issuers.length > 0) all.push(among('issuer', product.not_issuers, 'notIn'));
  all.push(among('form', product.forms));
  if (product.photo) all.push(is('photo', true));
  if (product.cpr_number) all.push(is('cpr_number', true));
  if (product.authorities !== null) all.push(among('authority', product.authorities));
  if (product.income_year !== null) all.push({ fact: 'income_year', operator: 'equal', value: { fact: product.income_year === 'current' ? 'year' : 'year_before' } });
  if (product.months_old_max !== null) {
    all.push({ fact: 'issued', operator: 'greaterThanInclusive', value: { fact: 'oldest' } });
    all.push({ fact: 'issued', operator: 'lessThanInclusive', value: { fact: 'visit' } });
  }
  if (product.places !== null) all.push(among('place', product.places));
  return { all };
}

// A rule for a list's part, or for a line of list C.
function ruleOf(type: string, lines: readonly Line[]): RuleProperties {
  return { conditions: { any: lines.flatMap(({ products }) => products.map(meets)) }, event: { type } };
}

function listRules(policy: Policy): RuleProperties[] {
  const apart = new Set(apartNumbers(policy).map(String));
  const numbers = policy.pair.map((_, index) => index + 1);
  const any = numbers.map((m): NestedCondition => ({
    all: [
      { fact: 'pair_with_cpr', operator: 'contains', value: m },
      { any: numbers.filter((n) => n !== m && !apart.has(String([m, n]))).map((n): NestedCondition => ({ fact: 'pair', operator: 'contains', value: n })) },
    ],
  }));
  return [
    { conditions: { all: [is('one', true)] }, event: { type: '0' }, priority: 3 },
    { conditions: { all: [is('first', true), is('second', true)] }, event: { type: '1' }, priority: 2 },
    { conditions: { any }, event: { type: '2' }, priority: 1 },
  ];
}

// Rules run by falling priority; the first that holds stops the others.
function listsEngine(policy: Policy): (facts: Served) => Promise<Answer> {
  const engine = new RulesEngine(listRules(policy));
  engine.on('success', () => engine.stop());
  return async (facts) => {
    const { events } = await engine.run({ ...facts });
    return { list: events.length === 0 ? -1 : Math.min(...events.map(({ type }) => Number(type))), used: null };
  };
}

export function whole(policy: Policy): Engine<Record<string, unknown>[]> {
  const engine = new RulesEngine();
  // What every document needs is a rule that comes first and, where it is broken, stops the others.
  const bad: NestedCondition[] = [is('temporary', true), is('name_matches', false), { fact: 'expires', operator: 'lessThan', value: { fact: 'visit' } }];
  engine.addRule({ conditions: { any: bad }, event: { type: 'bad' }, priority: 2 });
  engine.on('bad', () => engine.stop());
  engine.addRule(ruleOf('one', policy.one));
  engine.addRule(ruleOf('first', policy.first));
  engine.addRule(ruleOf('second', policy.second));
  policy.pair.forEach((line, index) => engine.addRule(ruleOf(String(index + 1), [line])));
  const decideLists = listsEngine(policy);
  return {
    prepare: ({ documents, ...about }: Case) => documents.map((each) => ({ ...about, year_before: about.year - 1, ...each })),
    async decide(inputs, answers) {
      for (const documents of inputs) {
        const found = { one: false, first: false, second: false, pair: [] as number[], pair_with_cpr: [] as number[] };
        for (const facts of documents) {
          for (const { type } of (await engine.run(facts)).events) {
            if (type === 'one' || type === 'first' || type === 'second') found[type] = true;
            else if (type !== 'bad') {
              found.pair.push(Number(type));
              if (facts['cpr_number'] === true) found.pair_with_cpr.push(Number(type));
            }
          }
        }
        answers.push(await decideLists(found));
      }
    },
  };
}

export function lists(policy: Policy): Engine<Served> {
  const decideLists = listsEngine(policy);
  return {
    prepare: (about) => served(about, policy),
    async decide(inputs, answers) {
      for (const input of inputs) answers.push(await decideLists(input));
    },
  };
}
