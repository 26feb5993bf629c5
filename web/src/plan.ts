// A plan as text: what somebody means to bring, to carry from page to paper to counter.
//
// The format is described in docs/plan-format.md. PRIVACY: kinds and facts of documents only.
import { documentsMax, type Case, type Document, type Value } from './case.ts';
import { isCountry, isDate, isYear } from './format.ts';
import type { Fact, Policy } from './policy.ts';

const mark = 'SKRANKE1';
const lengthMax = 4096;
const idPattern = /^[a-z][a-z0-9-]{0,63}$/;

export interface Plan extends Case {
  readonly policy: string;
}

type Codec = { write(value: Value): string; read(text: string): Value | undefined };

const yesNo: Codec = {
  write: (value) => (value === true ? 'yes' : 'no'),
  read: (text) => (text === 'yes' ? true : text === 'no' ? false : undefined),
};
const oneOf = (...values: readonly string[]): Codec => ({ write: String, read: (text) => (values.includes(text) ? text : undefined) });
const date: Codec = { write: String, read: (text) => (isDate(text) ? text : undefined) };

// In the order in which they are written.
const codecs: Readonly<Record<Fact, Codec>> = {
  issuer: { write: String, read: (text) => (isCountry(text) ? text : undefined) },
  form: oneOf('physical', 'app', 'copy'),
  photo: yesNo,
  cpr_number: yesNo,
  temporary: yesNo,
  name_matches: yesNo,
  authority: oneOf('immigration-service', 'foreign-ministry', 'other'),
  expires: {
    write: (value) => (value === null ? 'never' : String(value)),
    read: (text) => (text === 'never' ? null : date.read(text)),
  },
  issued: date,
  income_year: { write: String, read: (text) => (isYear(text) ? Number(text) : undefined) },
};

export function writePlan(policy: string, kase: Case): string {
  const documents = kase.documents.map(({ kind, facts }) => {
    const written = Object.entries(codecs)
      .filter(([fact]) => facts[fact as Fact] !== undefined)
      .map(([fact, codec]) => `${fact}=${codec.write(facts[fact as Fact] ?? null)}`);
    return written.length === 0 ? kind : `${kind}:${written.join(',')}`;
  });
  return [mark, policy, kase.date, kase.place, ...documents].join(';');
}

// Reads what writePlan wrote; nothing if it is anything else. Whether the kinds exist is the policy's to say.
export function readPlan(text: string): Plan | null {
  if (text.length > lengthMax) return null;
  const [head, policy = '', day = '', place = '', ...rest] = text.split(';');
  if (head !== mark || !idPattern.test(policy) || !isDate(day) || !idPattern.test(place)) return null;
  const documents = rest.map((part, index) => readDocument(part, index + 1));
  if (!documents.every((document) => document !== null)) return null;
  return { policy, date: day, place, documents };
}

function readDocument(text: string, key: number): Document | null {
  const [kind = '', facts, ...more] = text.split(':');
  if (!idPattern.test(kind) || more.length > 0) return null;
  const read: Partial<Record<Fact, Value>> = {};
  for (const pair of facts === undefined ? [] : facts.split(',')) {
    const [fact = '', value = '', ...extra] = pair.split('=');
    if (!Object.hasOwn(codecs, fact) || Object.hasOwn(read, fact) || extra.length > 0) return null;
    const known = codecs[fact as Fact].read(value);
    if (known === undefined) return null;
    read[fact as Fact] = known;
  }
  return { key, kind, facts: read, skipped: [] };
}

// The part of an address after "#", which browsers never send to a server.
export function planFragment(plan: string): string {
  return `#plan=${encodeURIComponent(plan)}`;
}

// The plan in a fragment, if `policy` can judge it; undefined where the fragment speaks of no plan, null where the
// plan can't be read, is of another policy, names what the policy does not know, or holds too many documents.
export function planFor(policy: Pick<Policy, 'id' | 'kinds' | 'places'>, fragment: string): Plan | null | undefined {
  const plan = planInFragment(fragment);
  if (!plan) return plan;
  const known = (ids: readonly { readonly id: string }[], id: string): boolean => ids.some((each) => each.id === id);
  const fits = plan.policy === policy.id && known(policy.places, plan.place) && plan.documents.length <= documentsMax &&
    plan.documents.every(({ kind }) => known(policy.kinds, kind));
  return fits ? plan : null;
}

// The plan in a fragment, whatever its policy; undefined where the fragment speaks of no plan, null where it can't be read.
export function planInFragment(fragment: string): Plan | null | undefined {
  if (!fragment.startsWith('#plan=')) return undefined;
  try {
    return readPlan(decodeURIComponent(fragment.slice('#plan='.length)));
  } catch {
    return null; // not a percent-encoded text
  }
}
