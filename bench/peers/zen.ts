// GoRules' zen (@gorules/zen-engine): a decision of one expression node, its content compiled once, asked a thousand
// cases at a time, so that the turn of the event loop that every answer takes is shared.
import zen from '@gorules/zen-engine';
import { apartNumbers, good, lineNumber, serves, type Engine, type Language } from './expressions.ts';
import type { Policy } from './policy.ts';
import { served, type Case } from './workload.ts';

const together_max = 1000;

const language: Language = {
  and: (parts) => `(${parts.join(' and ')})`,
  or: (parts) => `(${parts.join(' or ')})`,
  not: (part) => `not (${part})`,
  among: (value, texts) => `(${value} in ${JSON.stringify(texts)})`,
  choose: (condition, then, otherwise) => `(${condition} ? ${then} : ${otherwise})`,
  about: (name) => name,
};

function engine(expressions: Record<string, string>, prepare: (about: Case) => object): Engine<object> {
  const rows = Object.entries(expressions).map(([key, value], index) => ({ id: `e${index}`, key, value }));
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', content: {} },
      { id: 'decide', name: 'decide', type: 'expressionNode', content: { expressions: rows, passThrough: false } },
      { id: 'out', name: 'out', type: 'outputNode', content: {} },
    ],
    edges: [{ id: '1', sourceId: 'in', targetId: 'decide', type: 'edge' }, { id: '2', sourceId: 'decide', targetId: 'out', type: 'edge' }],
  };
  const decision = new zen.ZenEngine().createDecision(new zen.ZenDecisionContent(content));
  return {
    prepare,
    async decide(inputs, answers) {
      for (let at = 0; at < inputs.length; at += together_max) {
        const told = await Promise.all(inputs.slice(at, at + together_max).map((input) => decision.evaluate(input)));
        for (const { result } of told) answers.push({ list: (result as { list: number }).list, used: null });
      }
    },
  };
}

// `all` and `with_cpr` give lists of line numbers, 0 for a document of no line.
function pairs(policy: Policy, all: string, with_cpr: string): string {
  const apart = apartNumbers(policy).map(([left, right]) => `(m == ${left} and n == ${right})`);
  return `some(${with_cpr} as m, m > 0 and some(${all} as n, n > 0 and n != m and not (${apart.join(' or ')})))`;
}

// The whole policy. Nothing is bound to a name: what an expression node computes first is copied into its answer, which costs
// more than judging a document twice.
export function whole(policy: Policy): Engine<object> {
  const g = good('d', language);
  const numbers = (needed: string): string => `map(documents as d, ${needed} ? ${lineNumber('d', policy.pair, language)} : 0)`;
  const some = (lines: Policy['one']): string => `some(documents as d, ${g} and ${serves('d', lines, language)})`;
  return engine({
    list: `${some(policy.one)} ? 0 : ${some(policy.second)} and ${some(policy.first)} ? 1 :
      ${pairs(policy, numbers(g), numbers(`${g} and d.cpr_number`))} ? 2 : -1`,
  }, (about) => about);
}

export function lists(policy: Policy): Engine<object> {
  return engine({ list: `one ? 0 : first and second ? 1 : ${pairs(policy, 'pair', 'pair_with_cpr')} ? 2 : -1` }, (about) => served(about, policy));
}
