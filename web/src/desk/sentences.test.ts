// Refusals are told in the page's own words where it has them, and each mistake in the field has a sentence.
import { expect, test } from 'vitest';
import { readLocales } from '../../tools/locale_files.ts';
import { makeTexts } from '../i18n.ts';
import { missingIn, witnessRefusal } from './commands.ts';
import { reasonText } from './reasons.ts';
import { scanned } from './scan.ts';
import { scanMistake, sentence } from './sentences.ts';

const en = readLocales().get('en') ?? {};
const texts = makeTexts('en', en);
const problem = (code: string, more = {}) => ({ reason: 'problem', status: 409, type: `urn:skranke:problem:${code}`, text: 'as the server says', more }) as const;

test('a known refusal has its own sentence, another one the server’s', () => {
  expect(sentence(texts, problem('case-changed'))).toBe(en['ui.case.refused.case-changed']);
  expect(sentence(texts, problem('something-new'))).toBe('as the server says');
  expect(sentence(texts, problem('not-now', { code: 'same-person' }))).toBe(en['ui.case.now.same-person']);
  expect(sentence(texts, problem('not-now', { code: 'something-new' }))).toBe(en['ui.case.refused.not-now']);
  expect(sentence(texts, { reason: 'unreachable' })).toBe(en['ui.error.unreachable']);
});

test('what is missing, and why a witness is refused, are read from the answer', () => {
  expect(missingIn(problem('not-now', { missing: ['documents', 7] }))).toEqual(['documents']);
  expect(missingIn({ reason: 'unreachable' })).toEqual([]);
  expect(witnessRefusal(problem('witness-refused', { code: 'not-eligible', eligibility: { refused: [{ code: 'too-young', clause: 'W2' }] } })))
    .toEqual({ code: 'not-eligible', reasons: [{ code: 'too-young', clause: 'W2' }] });
  expect(witnessRefusal(problem('witness-refused', { code: 'frozen' }))).toEqual({ code: 'frozen', reasons: [] });
  expect(witnessRefusal(problem('not-now'))).toBeNull();
});

test('nonsense in the field is told in a sentence with its numbers', () => {
  expect(scanMistake(texts, scanned('12345'))).toContain('5');
  expect(scanMistake(texts, scanned('P<UTOERIKSSON<<ANNA'))).toContain('19');
  expect(scanMistake(texts, scanned(''))).toBe(en['ui.case.scan.empty']);
  expect(scanMistake(texts, scanned('1702501114'))).toBeNull();
});

test('a reason of a document is the citizen’s sentence', () => {
  expect(reasonText(texts, 'temporary')).toBe(en['refusal.temporary']);
  expect(reasonText(texts, 'withdrew')).toBe(en['desk.reason.withdrew']);
});
