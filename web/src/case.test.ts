// A citizen's case: values that are answered, set aside, and never changed in place.
import { expect, test } from 'vitest';
import { request } from './api.ts';
import { addDocument, answer, isSkipped, presumeGood, removeDocument, skip, type Case } from './case.ts';

const empty: Case = { date: '2026-11-24', place: 'citizen-service', documents: [] };
const passport = addDocument(empty, 'passport');

test('documents of one kind have keys of their own, also after one is removed', () => {
  const two = addDocument(passport, 'passport');
  const again = addDocument(removeDocument(two, 0), 'passport');
  expect(again.documents.map(({ key }) => key)).toEqual([2, 3]);
});

test('an answer changes one document and leaves the case before as it was', () => {
  const two = addDocument(passport, 'health-card');
  const answered = answer(two, 1, 'cpr_number', false);
  expect(answered.documents.map(({ facts }) => facts)).toEqual([{}, { cpr_number: false }]);
  expect(two.documents[1]?.facts).toEqual({});
});

test('"I don’t know" makes a fact unknown again and sets it aside until it is answered', () => {
  const known = answer(passport, 0, 'expires', null);
  const unknown = skip(known, 0, 'expires');
  expect(unknown.documents[0]?.facts).toEqual({});
  expect(isSkipped(unknown, 0, 'expires')).toBe(true);
  expect(isSkipped(answer(unknown, 0, 'expires', '2030-01-01'), 0, 'expires')).toBe(false);
});

test('only the day, the place and the facts are sent', () => {
  const set = skip(answer(answer(passport, 0, 'expires', null), 0, 'issuer', 'SE'), 0, 'photo');
  expect(request(set)).toEqual({ date: '2026-11-24', centre: 'citizen-service', documents: [{ kind: 'passport', expires: null, issuer: 'SE' }] });
});

test('a good document is presumed only where nothing is known', () => {
  const conditions = [
    { require: { form: ['physical'] } },
    { require: { temporary: false } },
    { require: { name_matches: true } },
    { require: { expires: 'not-before-visit' } },
  ];
  const app = answer(passport, 0, 'form', 'app');
  const presumed = presumeGood(app, conditions);
  expect(presumed?.documents[0]?.facts).toEqual({ form: 'app', temporary: false, name_matches: true, expires: null });
  expect(presumeGood(presumed ?? empty, conditions)).toBeNull();
});
