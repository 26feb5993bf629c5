// The address of the statement page, and where it may lead.
import { expect, test } from 'vitest';
import { asked, mayLead, relationOf } from './approval.ts';

test('the address says which approval, and after the login how it went', () => {
  expect(asked('#0af3')).toEqual({ id: '0af3', outcome: null });
  expect(asked('#0af3,proven')).toEqual({ id: '0af3', outcome: 'proven' });
  expect(asked('#,wrong-state')).toEqual({ id: '', outcome: 'wrong-state' });
  for (const wrong of ['', '#', '#xyz', '#0af3,', '#0af3,<b>', `#${'0'.repeat(65)}`]) expect(asked(wrong)).toBeNull();
});

test('a relation that the page does not know is "otherwise"', () => {
  expect(relationOf('friend')).toBe('friend');
  expect(relationOf('foe')).toBe('other');
});

test('a page leads to a broker over TLS, or to this machine', () => {
  expect(mayLead('https://broker.example/auth?x=1')).toBe(true);
  expect(mayLead('http://127.0.0.1:8082/auth')).toBe(true);
  for (const wrong of ['http://broker.example/auth', 'javascript:alert(1)', '', '/auth']) expect(mayLead(wrong)).toBe(false);
});
