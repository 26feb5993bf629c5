// The plan format: what is written is read back, and nothing else is read.
import { describe, expect, test } from 'vitest';
import type { Case } from './case.ts';
import { planFor, planFragment, planInFragment, readPlan, writePlan } from './plan.ts';

const everything: Case = {
  date: '2026-05-31',
  place: 'citizen-service',
  documents: [
    {
      key: 1,
      kind: 'residence-permit',
      facts: {
        issuer: 'DK', form: 'physical', photo: true, cpr_number: false, temporary: false, name_matches: true,
        authority: 'immigration-service', expires: '2031-01-01', issued: '2021-01-01', income_year: 2025,
      },
      skipped: [],
    },
    { key: 2, kind: 'passport', facts: { expires: null }, skipped: [] },
    { key: 3, kind: 'other', facts: {}, skipped: [] },
  ],
};

const text =
  'SKRANKE1;mitid;2026-05-31;citizen-service;residence-permit:issuer=DK,form=physical,photo=yes,cpr_number=no,' +
  'temporary=no,name_matches=yes,authority=immigration-service,expires=2031-01-01,issued=2021-01-01,' +
  'income_year=2025;passport:expires=never;other';

test('a plan is written as documented', () => {
  expect(writePlan('mitid', everything)).toBe(text);
});

test('what is written is read back', () => {
  expect(readPlan(text)).toEqual({ policy: 'mitid', ...everything });
});

test('a plan without documents is a plan', () => {
  const empty: Case = { date: '2026-05-31', place: 'citizen-service', documents: [] };
  expect(readPlan(writePlan('mitid', empty))).toEqual({ policy: 'mitid', ...empty });
});

test('what a citizen set aside is unknown in the plan', () => {
  const aside: Case = { ...everything, documents: [{ key: 1, kind: 'passport', facts: {}, skipped: ['photo'] }] };
  expect(writePlan('mitid', aside)).toBe('SKRANKE1;mitid;2026-05-31;citizen-service;passport');
});

describe('refused as a plan:', () => {
  const head = 'SKRANKE1;mitid;2026-05-31;citizen-service';
  test.each([
    ['nothing', ''],
    ['another version', text.replace('SKRANKE1', 'SKRANKE2')],
    ['no place', 'SKRANKE1;mitid;2026-05-31'],
    ['a day that does not exist', 'SKRANKE1;mitid;2026-02-30;citizen-service'],
    ['a policy that is no id', 'SKRANKE1;MitID;2026-05-31;citizen-service'],
    ['an empty document', `${head};`],
    ['a document that is no id', `${head};Passport`],
    ['facts that are not there', `${head};passport:`],
    ['a fact that does not exist', `${head};passport:colour=red`],
    ['a fact of every object', `${head};passport:constructor=x`],
    ['a fact twice', `${head};passport:photo=yes,photo=no`],
    ['a fact without a value', `${head};passport:photo`],
    ['a value too many', `${head};passport:photo=yes=no`],
    ['facts twice', `${head};passport:photo=yes:form=app`],
    ['a yes-or-no that is neither', `${head};passport:photo=true`],
    ['a form that does not exist', `${head};passport:form=scan`],
    ['a country that does not exist', `${head};passport:issuer=ZZ`],
    ['a country in small letters', `${head};passport:issuer=dk`],
    ['an issue date that never comes', `${head};passport:issued=never`],
    ['a year that is no year', `${head};tax-assessment-notice:income_year=25`],
    ['the year 0', `${head};tax-assessment-notice:income_year=0000`],
    ['a day of the year 0', `${head};passport:expires=0000-01-01`],
  ])('%s', (_what, plan) => {
    expect(readPlan(plan)).toBeNull();
  });

  test('more than 4096 characters', () => {
    expect(readPlan(`${head}${';other'.repeat(675)}`)?.documents).toHaveLength(675); // 4091 characters
    expect(readPlan(`${head}${';other'.repeat(676)}`)).toBeNull(); // 4097
  });
});

test('a fragment carries the plan through an address', () => {
  expect(planInFragment(new URL(planFragment(text), 'http://localhost/en/check/').hash)).toEqual(readPlan(text));
  expect(planInFragment('')).toBeUndefined();
  expect(planInFragment('#G1')).toBeUndefined();
  expect(planInFragment('#plan=%')).toBeNull();
  expect(planInFragment('#plan=hello')).toBeNull();
});

describe('a plan that a policy', () => {
  const policy = { id: 'mitid', places: [{ id: 'citizen-service' }], kinds: [{ id: 'passport', picture: '', issuers: [], facts: [] }] };
  const head = 'SKRANKE1;mitid;2026-05-31;citizen-service';
  const read = (plan: string): unknown => planFor(policy, planFragment(plan));

  test('can judge is read', () => {
    expect(read(`${head};passport`)).toEqual(readPlan(`${head};passport`));
    expect(read(`${head}${';passport'.repeat(10)}`)).not.toBeNull();
    expect(planFor(policy, '#G1')).toBeUndefined();
  });

  test.each([
    ['does not know by its id', 'SKRANKE1;other;2026-05-31;citizen-service;passport'],
    ['has no such place for', 'SKRANKE1;mitid;2026-05-31;moon;passport'],
    ['has no such kind for', `${head};membership-card`],
    ['never sees that long', `${head}${';passport'.repeat(11)}`],
  ])('%s is refused', (_what, plan) => {
    expect(read(plan)).toBeNull();
  });
});
