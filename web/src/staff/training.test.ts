// When a certificate of training is told of, and to whom.
import { expect, test } from 'vitest';
import type { RoleAt } from './session.ts';
import { toBeTrained, trainingOf } from './training.ts';

const officer: readonly RoleAt[] = [{ centre: 'aarhus', role: 'officer' }];
const account = { trained_until: '2026-12-31', roles: officer };

test('a certificate is asked of officers, and told when it ends', () => {
  expect(trainingOf(account, '2026-11-30')).toBe('valid');
  expect(trainingOf(account, '2026-12-01')).toBe('ends-soon');
  expect(trainingOf(account, '2026-12-31')).toBe('ends-soon');
  expect(trainingOf(account, '2027-01-01')).toBe('ended');
  expect(trainingOf({ ...account, trained_until: null }, '2026-12-01')).toBe('none');
  expect(trainingOf({ ...account, trained_until: null, roles: [{ centre: '*', role: 'administrator' }] }, '2026-12-01')).toBe('not-needed');
});

test('an administrator is reminded of those who are to be trained, the most urgent first', () => {
  const person = (id: string, until: string | null, active = true, roles = officer) => ({ id, shown_name: id, active, trained_until: until, roles });
  const people = [person('soon', '2026-12-20'), person('later', '2027-06-01'), person('gone', '2026-11-01'), person('gone-away', '2026-11-01', false), person('never', null),
    person('chief', null, true, [{ centre: '*', role: 'administrator' }])];
  expect(toBeTrained(people, '2026-12-01').map(({ id }) => id)).toEqual(['never', 'gone', 'soon']);
});
