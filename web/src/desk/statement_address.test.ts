// The witness reads the statement first, at the citizens' origin and in their language.
import { expect, test } from 'vitest';
import { statementAddress } from './statement_address.ts';

const broker = 'https://broker.example/auth?client_id=x&redirect_uri=https%3A%2F%2Fmitid.example.dk%2Fapi%2Fv1%2Fwitness%2Fcallback&ui_locales=da&state=s';

test('the page of the statement is where the broker leads back to', () => {
  expect(statementAddress(broker, '0af3')).toBe('https://mitid.example.dk/da/witness/statement/#0af3');
  expect(statementAddress(broker.replace('&ui_locales=da', ''), '0af3')).toBe('https://mitid.example.dk/en/witness/statement/#0af3');
});

test('an address that leads back nowhere stays as it is', () => {
  const page = 'https://mitid.example.dk/en/witness/statement/#0af3';
  expect(statementAddress(page, '0af3')).toBe(page);
  expect(statementAddress(broker, null)).toBe(broker);
  expect(statementAddress('nonsense', '0af3')).toBe('nonsense');
});
