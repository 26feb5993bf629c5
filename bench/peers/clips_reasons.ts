// Rules of CLIPS that tell why a document serves no line, as docs/policy.md says what `refused` holds: one for each reason and each kind
// and issuer for which it is told on the same terms.
import type { Policy, Product } from './policy.ts';

// In the order of the contract; CLIPS tells a reason by its place here.
export const reason_codes = ['not-physical', 'temporary', 'name-differs', 'expired', 'too-old', 'not-yet-issued', 'wrong-year', 'elsewhere-only',
  'not-listed', 'no-photo', 'no-cpr-number'] as const;
type Reason = (typeof reason_codes)[number];

const elsewhere = '*'; // any issuer that no line names

function takes(product: Product, issuer: string): boolean {
  return product.issuers?.includes(issuer) ?? !product.not_issuers.includes(issuer);
}

// What of a document, beside its kind and issuer, makes a reason of its lines hold; null where it never does.
function slotsOf(reason: Reason, asked: readonly Product[], is_listed: boolean): string | null {
  if (reason === 'not-listed') return is_listed ? null : '';
  if (asked.length === 0) return null;
  const years = new Set(asked.map(({ income_year }) => income_year));
  switch (reason) {
    case 'no-photo':
      return asked.every(({ photo }) => photo) ? '(photo no)' : null;
    case 'no-cpr-number':
      return asked.every(({ cpr_number }) => cpr_number) ? '(cpr_number no)' : null;
    case 'too-old':
      return asked.every(({ months_old_max }) => months_old_max !== null) ? '(issued ?i&:(< ?i ?*oldest*))' : null;
    case 'not-yet-issued':
      return asked.every(({ months_old_max }) => months_old_max !== null) ? '(issued ?i&:(> ?i ?*visit*))' : null;
    case 'wrong-year':
      if (years.has(null) || years.size !== 1) return null;
      return `(income_year ?y&:(<> ?y ${years.has('current') ? '?*year*' : '(- ?*year* 1)'}))`;
    case 'elsewhere-only': {
      if (asked.some(({ places }) => places === null)) return null;
      return `(place ${[...new Set(asked.flatMap(({ places }) => places ?? []))].map((each) => `~${each}`).join('&')})`;
    }
    default:
      return null;
  }
}

function issuerSlot(issuers: readonly string[], named: readonly string[]): string {
  if (issuers.length === named.length + 1) return '';
  if (!issuers.includes(elsewhere)) return `(issuer ${issuers.join('|')})`;
  return `(issuer ${named.filter((each) => !issuers.includes(each)).map((each) => `~${each}`).join('&')})`;
}

export function reasonRules(policy: Policy, kinds: readonly string[]): string {
  const products = [...policy.one, ...policy.first, ...policy.second, ...policy.pair].flatMap(({ products }) => products);
  const named = [...new Set(products.flatMap(({ issuers, not_issuers }) => [...(issuers ?? []), ...not_issuers]))].sort();
  const rules: string[] = [];
  const add = (reason: Reason, slots: string): void => {
    rules.push(`(defrule ${reason}-${rules.length} (declare (salience -10)) (document (n ?n) ${slots}) (not (serves (n ?n))) ` +
      `=> (refuse ?n ${reason_codes.indexOf(reason)}))`);
  };
  add('temporary', '(temporary yes)');
  add('name-differs', '(name_matches no)');
  add('expired', '(expires ?e&:(< ?e ?*visit*))');
  const apps = products.filter(({ forms }) => forms.includes('app'));
  add('not-physical', '(form ~physical&~app)');
  add('not-physical', `(kind ${[...new Set(apps.map(({ kind }) => kind))].map((kind) => `~${kind}`).join('&')}) (form app)`);
  for (const kind of new Set(apps.map((each) => each.kind))) {
    const issuers = [...new Set(apps.filter((each) => each.kind === kind).flatMap((each) => each.issuers ?? []))];
    add('not-physical', `(kind ${kind}) (issuer ${issuers.map((each) => `~${each}`).join('&')}) (form app)`);
  }
  for (const kind of kinds) {
    const of_kind = products.filter((each) => each.kind === kind);
    for (const reason of reason_codes) {
      const by_slots = new Map<string, string[]>();
      for (const issuer of [...named, elsewhere]) {
        const taking = of_kind.filter((each) => takes(each, issuer));
        const slots = slotsOf(reason, taking.length > 0 ? taking : of_kind, taking.length > 0);
        if (slots !== null) by_slots.set(slots, [...(by_slots.get(slots) ?? []), issuer]);
      }
      for (const [slots, issuers] of by_slots) add(reason, `(kind ${kind}) ${issuerSlot(issuers, named)} ${slots}`);
    }
  }
  return `${rules.join('\n')}\n`;
}
