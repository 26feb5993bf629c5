// The same name in two spellings, and names that only look alike.
import { expect, test } from 'vitest';
import { folded, sameName } from './names.ts';

test('names are folded as zones write them', () => {
  expect(folded('Åse Ærø-Østergård')).toBe('AASE AEROE OESTERGAARD');
  expect(folded("D'Angelo")).toBe('DANGELO');
  expect(folded('François  Müller')).toBe('FRANCOIS MUELLER');
  expect(folded('Łukasz Ðoković')).toBe('LUKASZ DOKOVIC');
});

test('the same name is the same; anything else is left to the officer', () => {
  const register = { given: 'Åse Marie', family: 'Ærø' };
  expect(sameName({ surname: 'AEROE', given_names: 'AASE MARIE' }, register)).toBe(true);
  expect(sameName({ surname: 'AEROE', given_names: 'AASE' }, register)).toBeNull();
  expect(sameName({ surname: 'HANSEN', given_names: 'AASE MARIE' }, register)).toBeNull();
  expect(sameName({ surname: '', given_names: '' }, { given: '', family: '' })).toBeNull();
});

test('a name that the zone had no room for is the same as far as it goes', () => {
  const register = { given: 'Nilavadhanananda Chayapa Dejthamrong', family: 'Krasuang' };
  expect(sameName({ surname: 'KRASUANG', given_names: 'NILAVADHANANANDA CHAYAPA DEJTH' }, register)).toBe(true);
});
