// Reading and filtering alerts.
import { expect, test } from 'vitest';
import { filterAlerts, readAlerts, rulesOf, type Alert } from './alerts.ts';

const statement = { day: '2026-03-01', witness: 'w', applicant: 'a', officer: 'o', centre: 'c', face_bound: false, professional: false };
const alert: Alert = {
  rule: 'reciprocal', first_day: '2026-03-01', last_day: '2026-04-02', persons: ['a', 'w'], officers: ['o'], centres: ['c'], statements: [statement],
};
const line = JSON.stringify(alert);

test('each line is an alert, the newest first', () => {
  const later = { ...alert, rule: 'chain', depth: 4, last_day: '2026-05-01' };
  expect(readAlerts(`${line}\n${JSON.stringify(later)}\r\n`)).toEqual({ alerts: [later, alert], badLines: [] });
  expect(readAlerts('')).toEqual({ alerts: [], badLines: [] });
});

const bad: Readonly<Record<string, string>> = {
  'no JSON': '{',
  'not an object': '[]',
  'no statement': JSON.stringify({ ...alert, statements: [] }),
  'a rule that is no name': JSON.stringify({ ...alert, rule: '<b>' }),
  'a day that is none': JSON.stringify({ ...alert, last_day: '2026-13-01' }),
  'days in the wrong order': JSON.stringify({ ...alert, first_day: '2026-05-01' }),
  'persons that are no ids': JSON.stringify({ ...alert, persons: [1] }),
  'a statement without its witness': JSON.stringify({ ...alert, statements: [{ ...statement, witness: undefined }] }),
  'a statement of yes and no in words': JSON.stringify({ ...alert, statements: [{ ...statement, face_bound: 'no' }] }),
};
for (const [name, text] of Object.entries(bad)) {
  test(`a line that is no alert is named and left out: ${name}`, () => {
    expect(readAlerts(`${line}\n${text}\n${line}`)).toEqual({ alerts: [alert, alert], badLines: [2] });
  });
}

test('a filter keeps the alerts of the rule that touch the days', () => {
  const kept = (filter: object): number => filterAlerts([alert], { rule: null, from: '', to: '', ...filter }).length;
  expect(kept({})).toBe(1);
  expect([kept({ rule: 'reciprocal' }), kept({ rule: 'star' })]).toEqual([1, 0]);
  expect([kept({ from: '2026-04-02' }), kept({ from: '2026-04-03' })]).toEqual([1, 0]);
  expect([kept({ to: '2026-03-01' }), kept({ to: '2026-02-28' })]).toEqual([1, 0]);
});

test('rules are counted', () => {
  expect(rulesOf([alert, { ...alert, rule: 'chain' }, alert])).toEqual([{ rule: 'chain', count: 1 }, { rule: 'reciprocal', count: 2 }]);
});
