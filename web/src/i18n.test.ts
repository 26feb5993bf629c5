// Texts with values in them.
import { expect, test } from 'vitest';
import { fill, makeTexts, withPolicy } from './i18n.ts';

test('values take the place of their names', () => {
  expect(fill('{times} times in {days} days, {times} in all', { times: 3, days: 120 })).toBe('3 times in 120 days, 3 in all');
});

test('a name without a value stays, so that it is seen', () => {
  expect(fill('at most {months} months', {})).toBe('at most {months} months');
});

test('a key that is made from data and has no text shows itself', () => {
  const texts = makeTexts('en', { 'refusal.expired': 'It has expired.' });
  expect(texts.find('refusal.expired')).toBe('It has expired.');
  expect(texts.find('refusal.unheard-of')).toBe('refusal.unheard-of');
});

test('a policy brings its own texts, and what it does not bring stays', () => {
  const built = makeTexts('en', { 'policy.mitid.kind.passport': 'Passport', 'policy.mitid.line.A1': 'Old', 'ui.site.name': 'MitID' });
  const texts = withPolicy(built, { id: 'mitid', texts: { 'line.A1': 'At most {months} months' } });
  expect(texts.find('policy.mitid.line.A1', { months: 3 })).toBe('At most 3 months');
  expect(texts.find('policy.mitid.kind.passport')).toBe('Passport');
  expect(texts.find('policy.other.line.A1')).toBe('policy.other.line.A1');
  expect(texts.t('ui.site.name')).toBe('MitID');
  expect(withPolicy(built, { id: 'mitid' }).find('policy.mitid.line.A1')).toBe('Old');
});
