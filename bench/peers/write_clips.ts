// The policy as rules of CLIPS, and the cases as facts: node write_clips.ts MODE POLICY CASES ANSWERS COUNT RULES FACTS
//
// MODE `whole` is the whole policy, `explained` tells also which documents serve no line and why, `lists` is the lists only.
//
// A line of FACTS is a case, its parts behind semicolons: the answer it must get; in `explained` the reasons of each document as bits; visit, earliest day of issue and
// year; then each fact as its template and its slots in order.
import { writeFileSync } from 'node:fs';
import { reason_codes, reasonRules } from './clips_reasons.ts';
import { readKinds, readPolicy, type Line, type Policy, type Product } from './policy.ts';
import { readAnswers, readCases, readReasons, servedLines, type Case } from './workload.ts';

const [mode, policy_file, cases_file, answers_file, count, rules_file, facts_file] =
  process.argv.slice(2) as [string, string, string, string, string, string, string];

const yesOrNo = (holds: boolean): string => (holds ? 'yes' : 'no');

// Slots stand in one order, what every document needs first: patterns with the same beginning share it in the network.
function pattern(product: Product): string {
  const slots = ['(document (n ?n)', '(temporary no)', '(name_matches yes)', '(expires ?e&:(>= ?e ?*visit*))'];
  slots.push(`(kind ${product.kind})`);
  if (product.issuers !== null) slots.push(`(issuer ${product.issuers.join('|')})`);
  else if (product.not_issuers.length > 0) slots.push(`(issuer ${product.not_issuers.map((each) => `~${each}`).join('&')})`);
  slots.push(`(form ${product.forms.join('|')})`);
  if (product.photo) slots.push('(photo yes)');
  if (product.cpr_number) slots.push('(cpr_number yes)');
  if (product.authorities !== null) slots.push(`(authority ${product.authorities.join('|')})`);
  if (product.places !== null) slots.push(`(place ${product.places.join('|')})`);
  if (product.months_old_max !== null) slots.push('(issued ?i&:(>= ?i ?*oldest*)&:(<= ?i ?*visit*))');
  if (product.income_year !== null) slots.push(`(income_year ?y&:(= ?y ${product.income_year === 'current' ? '?*year*' : '(- ?*year* 1)'}))`);
  return `${slots.join(' ')})`;
}

function ruleOf(name: string, salience: number, lines: readonly Line[], then: string, with_cpr = false): string {
  const patterns = lines.flatMap(({ products }) => products.map(pattern))
    .map((each) => (with_cpr && !each.includes('(cpr_number yes)') ? each.replace(/\)$/, ' (cpr_number ?c))') : each));
  const condition = patterns.length === 1 ? patterns[0] as string : `(or\n    ${patterns.join('\n    ')})`;
  return `(defrule ${name} (declare (salience ${salience}))\n  ${condition}\n  => ${then})\n`;
}

// To explain, every rule says that its document serves, and nothing halts before all documents are seen.
const is_explained = mode === 'explained';

// Documents are told by number, and the first activation fires first: that of list A is of the lowest document.
// `accept` keeps the first combination by list and then by lowest indexes; a later list's rules see that and halt.
function listRules({ pair, apart }: Policy): string {
  const number = (name: string): number => pair.findIndex(({ id }) => id === name) + 1;
  const forbidden = apart.map(([left, right]) => [number(left), number(right)]).filter(([left, right]) => (left as number) < (right as number))
    .map(([left, right]) => `(and (= ?l ${left}) (= ?k ${right}))`);
  return `(deftemplate first (slot n)) (deftemplate second (slot n)) (deftemplate pair (slot line) (slot n) (slot cpr))
(defrule list-b (declare (salience 20)) (second (n ?n)) (first (n ?m)) => (accept 1 ?m ?n))
(defrule list-c (declare (salience 5))
  (pair (line ?l) (n ?m) (cpr ?c)) (pair (line ?k&:(> ?k ?l)) (n ?n) (cpr ?d&:(or (eq ?c yes) (eq ?d yes))))
  (test (not (or FALSE ${forbidden.join(' ')})))
  => ${is_explained ? '(accept 2 ?m ?n)' : '(if (accepted) then (halt) else (accept 2 ?m ?n))'})
`;
}

const policy = readPolicy(policy_file);
const head = `; Made by bench/peers/write_clips.ts.
(defglobal ?*visit* = 0 ?*oldest* = 0 ?*year* = 0)
`;
const then = (what: string): string => (is_explained ? `${what.replace(' (halt)', '')} (assert (serves (n ?n)))` : what);
const whole = (): string => [
  `(deftemplate document (slot temporary) (slot name_matches) (slot expires) (slot kind) (slot issuer) (slot form) (slot photo)
  (slot cpr_number) (slot authority) (slot issued) (slot income_year) (slot place) (slot n))\n(deftemplate serves (slot n))\n`,
  listRules(policy),
  ruleOf('one', 40, policy.one, then('(accept 0 ?n ?n) (halt)')),
  ruleOf('first', 30, policy.first, then('(assert (first (n ?n)))')),
  ruleOf('second', 30, policy.second, then('(assert (second (n ?n)))')),
  ...policy.pair.map((line, index) => {
    const found = `(assert (pair (line ${index + 1}) (n ?n) (cpr ?c)))`;
    return ruleOf(`pair-${line.id}`, 10, [line], is_explained ? then(found) : `(if (accepted) then (halt) else ${found})`, true);
  }),
  ...(is_explained ? [reasonRules(policy, readKinds(policy_file))] : []),
].join('\n');
const lists = (): string => `(deftemplate one (slot n))\n(defrule one (declare (salience 40)) (one (n ?n)) => (accept 0 ?n ?n) (halt))\n${listRules(policy)}`;
writeFileSync(rules_file, head + (mode === 'lists' ? lists() : whole()));

function factsOf(about: Case): string[] {
  if (mode !== 'lists') {
    return about.documents.map((each, n) => ['document', yesOrNo(each.temporary), yesOrNo(each.name_matches), each.expires, each.kind, each.issuer,
      each.form, yesOrNo(each.photo), yesOrNo(each.cpr_number), each.authority || 'nil', each.issued, each.income_year, about.place, n].join(' '));
  }
  return about.documents.flatMap((each, n) => [
    ...(['one', 'first', 'second'] as const).filter((part) => servedLines(each, about, policy[part]).length > 0).map((part) => `${part} ${n}`),
    ...servedLines(each, about, policy.pair).map((index) => `pair ${index + 1} ${n} ${yesOrNo(each.cpr_number)}`),
  ]);
}

const answers = readAnswers(answers_file, Number(count));
const reasons = is_explained ? readReasons(answers_file, Number(count), reason_codes) : [];
const lines = readCases(cases_file, Number(count), policy).map((about, index) => {
  const answer = answers[index] as (typeof answers)[number];
  return [[answer.list, ...(answer.used ?? [])].join(' '), ...(is_explained ? [(reasons[index] as number[]).join(' ')] : []), [about.visit, about.oldest, about.year].join(' '), ...factsOf(about)].join(';');
});
writeFileSync(facts_file, `${lines.join('\n')}\n`);
