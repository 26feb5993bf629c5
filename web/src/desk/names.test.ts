// Names as zones write them.
import { expect, test } from 'vitest';
import { folded } from './names.ts';

test('names are folded as zones write them', () => {
  expect(folded('Åse Ærø-Østergård')).toBe('AASE AEROE OESTERGAARD');
  expect(folded("D'Angelo")).toBe('DANGELO');
  expect(folded('François  Müller')).toBe('FRANCOIS MUELLER');
  expect(folded('Łukasz Ðoković')).toBe('LUKASZ DOKOVIC');
});
