// What a page says of accounts, and what it sends back of their roles.
import { expect, test } from 'vitest';
import { addressIn, chosenOf, isSignInName, rolesOf, type Account } from './accounts.ts';

const account: Account = {
  id: '1', sign_in_name: 'anna', shown_name: 'Anna', centre: 'aarhus', active: true, enrolled: true, trained_until: '2026-12-31', revision: 1,
  roles: [{ centre: 'aarhus', role: 'officer' }, { centre: 'vejle', role: 'officer' }, { centre: '*', role: 'auditor' }],
};

test('roles that are not in the form stay', () => {
  const chosen = chosenOf(account.roles, 'aarhus');
  expect([...chosen.roles, ...chosen.everywhere]).toEqual(['officer', 'auditor']);
  expect(rolesOf(chosen, account.roles, 'aarhus')).toEqual([{ centre: 'aarhus', role: 'officer' }, { centre: '*', role: 'auditor' }, { centre: 'vejle', role: 'officer' }]);
  expect(rolesOf({ roles: new Set(), everywhere: new Set() }, account.roles, 'aarhus')).toEqual([{ centre: 'vejle', role: 'officer' }]);
});

test('names and addresses', () => {
  expect(['anna', 'a.b-c_1'].every(isSignInName)).toBe(true);
  expect(['A', 'a', '1a', 'æsel', 'a b', ''].some(isSignInName)).toBe(false);
  expect(addressIn('http://localhost:1/da/enrol/#x', 'en')).toBe('http://localhost:1/en/enrol/#x');
});
