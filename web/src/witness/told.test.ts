// What is sent of what was told, and what the answer means.
import { expect, test } from 'vitest';
import type { Eligibility } from '../api.ts';
import { addDocument, skip, type Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import { allowedFrom, helpsFrom, mistakeIn, nothingTold, openFacts, question, witnessCase, type Told } from './told.ts';

function policyWith(mitidDays: number): Policy {
  return {
    kinds: [{ id: 'health-card', picture: 'never' }, { id: 'passport', picture: 'always' }],
    witness: { age_years_min: { value: 18 }, mitid_days_more_than: { value: mitidDays }, quota: { times: 3, days: 120 }, professional: { exempt_from: ['W6'] } },
  } as unknown as Policy;
}

const policy = policyWith(30);
const visit: Case = { date: '2026-11-24', place: 'citizen-service', documents: [] };
const sent = (told: Partial<Told>, by = policy): ReturnType<typeof witnessCase>['witness'] => witnessCase(by, visit, { ...nothingTold, ...told }).witness;
const refusing = (codes: readonly string[], next: string | null = null): Eligibility => ({
  verdict: 'not-eligible', refused: codes.map((code) => ({ code, clause: 'W' })), open_facts: [], left: 0, next_day: next,
});

test('what is not told, or half typed, is unknown', () => {
  expect(sent({})).toEqual({ born: null, mitid_since: null, mitid_present: null, professional: false, earlier: [] });
  expect(sent({ born: '0200-01-01', earlier: ['', '0002-10-01', '2026-10-01'] })).toMatchObject({ born: null, earlier: ['2026-10-01'] });
});

test('a day after the visit is not sent as an earlier one', () => {
  expect(sent({ earlier: ['2026-11-24', '2026-11-25'] }).earlier).toEqual(['2026-11-24']);
});

test('"longer than a few months" is a day that is long enough ago, unless the rule asks for more', () => {
  expect(sent({ mitidAge: 'months' }).mitid_since).toBe('2026-08-26');
  expect(sent({ mitidAge: 'months' }, policyWith(89)).mitid_since).toBe('2026-08-26');
  expect(sent({ mitidAge: 'months' }, policyWith(90)).mitid_since).toBeNull();
});

test('a date counts only while a date is what was chosen', () => {
  expect(sent({ mitidAge: 'date', mitidSince: '2026-11-01' }).mitid_since).toBe('2026-11-01');
  expect(sent({ mitidAge: 'unknown', mitidSince: '2026-11-01' }).mitid_since).toBeNull();
});

test('before a document is chosen, one that may be anything stands for it, and its facts are not asked for', () => {
  expect(witnessCase(policy, visit, nothingTold).documents).toEqual([{ kind: 'passport' }]);
  const answer: Eligibility = { ...refusing([]), verdict: 'undetermined', open_facts: [{ fact: 'born' }, { document: 0, fact: 'issuer' }] };
  expect(openFacts(visit, answer)).toEqual({ witness: ['born'], documents: [], anyDocument: true });
  const chosen = addDocument(visit, 'passport');
  expect(openFacts(chosen, answer)).toEqual({ witness: ['born'], documents: [{ document: 0, fact: 'issuer' }], anyDocument: false });
});

test('a question that was set aside is not asked again', () => {
  const chosen = skip(addDocument(visit, 'passport'), 0, 'issuer');
  const open = { witness: [], documents: [{ document: 0, fact: 'issuer' }, { document: 0, fact: 'form' }], anyDocument: false } as const;
  expect(question(chosen, open)).toEqual({ document: 0, fact: 'form' });
  expect(question(skip(chosen, 0, 'form'), open)).toBeNull();
});

test('waiting helps from the birthday, from the day after the last day of waiting, and from the next free day', () => {
  const told: Told = { ...nothingTold, born: '2009-02-28', mitidAge: 'date', mitidSince: '2026-11-01' };
  const answer = refusing(['too-young', 'mitid-too-new', 'quota-used'], '2026-12-30');
  expect(answer.refused.map(({ code }) => helpsFrom(policy, told, answer, code))).toEqual(['2027-02-28', '2026-12-02', '2026-12-30']);
  expect(allowedFrom(policy, told, answer)).toBe('2027-02-28');
});

test('where something else than waiting is needed, no day is promised', () => {
  expect(allowedFrom(policy, nothingTold, refusing(['quota-used', 'mitid-absent'], '2026-12-30'))).toBeNull();
  expect(allowedFrom(policy, nothingTold, refusing([]))).toBeNull();
});

test('a day is a mistake if it is none or after the visit', () => {
  expect(mistakeIn('', '2026-11-24')).toBe('date');
  expect(mistakeIn('0026-11-24', '2026-11-24')).toBe('date');
  expect(mistakeIn('2026-11-25', '2026-11-24')).toBe('after-visit');
  expect(mistakeIn('2026-11-24', '2026-11-24')).toBeNull();
});
