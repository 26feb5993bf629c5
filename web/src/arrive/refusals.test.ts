// Each refusal of an arrival has words of its own in both languages.
import { expect, test } from 'vitest';
import da from '../../../locales/da.json';
import en from '../../../locales/en.json';
import type { Failure } from '../api.ts';
import { makeTexts } from '../i18n.ts';
import { refusalText } from './refusals.ts';

const problem = (code: string, text = 'said by the server'): Failure => ({ reason: 'problem', status: 409, type: `urn:skranke:problem:${code}`, text });

for (const [language, table] of Object.entries({ da, en })) {
  const texts = makeTexts(language, table);
  test(`${language}: what is refused is said, differently for each reason`, () => {
    const codes = ['arrival-unknown', 'arrival-another-day', 'arrival-another-centre', 'booking-over', 'too-early', 'closed', 'of-tomorrow'];
    const said = codes.map((code) => refusalText(texts, problem(code)));
    expect(new Set(said).size).toBe(codes.length);
    for (const text of said) expect(text).not.toMatch(/^ui\.|said by the server/);
    expect(refusalText(texts, { reason: 'unreachable' })).not.toMatch(/^ui\./);
  });
}

test('the day that a visit is on is told as people write it', () => {
  expect(refusalText(makeTexts('da', da), problem('arrival-another-day', 'It is on 2026-12-03.'))).toContain('3. december 2026');
});
