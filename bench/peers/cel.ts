// CEL (@marcbachmann/cel-js): one expression, parsed and checked once, that gives the list.
import { Environment } from '@marcbachmann/cel-js';
import { apartNumbers, good, lineNumber, serves, type Engine, type Language } from './expressions.ts';
import type { Policy } from './policy.ts';
import { served, type Answer, type Case } from './workload.ts';

const language: Language = {
  and: (parts) => `(${parts.join(' && ')})`,
  or: (parts) => `(${parts.join(' || ')})`,
  not: (part) => `!${part}`,
  among: (value, texts) => `(${value} in ${JSON.stringify(texts)})`,
  choose: (condition, then, otherwise) => `(${condition} ? ${then} : ${otherwise})`,
  about: (name) => name,
};

type Input = Record<string, unknown>;

function engine(environment: Environment, text: string, prepare: (about: Case) => Input): Engine<Input> {
  const decide = environment.parse(text);
  return {
    prepare,
    decide(inputs, answers: Answer[]) {
      for (const input of inputs) answers.push({ list: Number(decide(input)), used: null });
    },
  };
}

// `all` and `with_cpr` are lists of line numbers, 0 for a document of no line.
function pairs(policy: Policy): string {
  const apart = apartNumbers(policy).map(([left, right]) => `(m == ${left} && n == ${right})`);
  return `with_cpr.exists(m, m > 0 && all.exists(n, n > 0 && n != m && !(${apart.join(' || ')})))`;
}

const fields = { kind: 'string', issuer: 'string', form: 'string', photo: 'bool', cpr_number: 'bool', temporary: 'bool', name_matches: 'bool',
  authority: 'string', expires: 'int', issued: 'int', income_year: 'int' };

// The whole policy. Its documents are untyped maps: declared as a type with a schema, they would be copied at every call.
export function whole(policy: Policy): Engine<Input> {
  const environment = new Environment().registerVariable('documents', 'list<map>').registerVariable('visit', 'int')
    .registerVariable('oldest', 'int').registerVariable('year', 'int').registerVariable('place', 'string');
  const numbers = `g.map(d, ${lineNumber('d', policy.pair, language)})`;
  const cpr_numbers = `g.filter(d, d.cpr_number).map(d, ${lineNumber('d', policy.pair, language)})`;
  const text = `cel.bind(g, documents.filter(d, ${good('d', language)}),
    g.exists(d, ${serves('d', policy.one, language)}) ? 0 :
    g.exists(d, ${serves('d', policy.second, language)}) && g.exists(d, ${serves('d', policy.first, language)}) ? 1 :
    g.size() < 2 ? -1 :
    cel.bind(with_cpr, ${cpr_numbers}, cel.bind(all, ${numbers}, ${pairs(policy)} ? 2 : -1)))`;
  return engine(environment, text, (about) => ({
    visit: BigInt(about.visit), oldest: BigInt(about.oldest), year: BigInt(about.year), place: about.place,
    documents: about.documents.map((each) => Object.fromEntries(Object.keys(fields).map((name) => {
      const value = each[name as keyof typeof each];
      return [name, typeof value === 'number' ? BigInt(value) : value];
    }))),
  }));
}

export function lists(policy: Policy): Engine<Input> {
  const environment = new Environment().registerVariable('one', 'bool').registerVariable('first', 'bool').registerVariable('second', 'bool')
    .registerVariable('all', 'list<int>').registerVariable('with_cpr', 'list<int>');
  return engine(environment, `one ? 0 : first && second ? 1 : ${pairs(policy)} ? 2 : -1`, (about) => {
    const { one, first, second, pair, pair_with_cpr } = served(about, policy);
    return { one, first, second, all: pair.map(BigInt), with_cpr: pair_with_cpr.map(BigInt) };
  });
}
