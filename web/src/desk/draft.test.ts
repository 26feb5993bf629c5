// Drafts of documents: what is proposed, what is kept in the browser, and that nobody's name or number is.
import { expect, test } from 'vitest';
import type { Policy } from '../policy.ts';
import { draftFrom } from './commands.ts';
import { begun, compared, documentOf, draftsOf, isSaved, readDrafts, unknownFacts, withFact, writeDrafts } from './draft.ts';

const policy = {
  kinds: [
    { id: 'passport', picture: 'always', issuers: ['DK'], facts: ['issuer', 'form', 'cpr_number', 'temporary', 'name_matches', 'expires'] },
    { id: 'health-card', picture: 'never', issuers: ['DK'], facts: ['issuer', 'form', 'cpr_number', 'temporary', 'name_matches'] },
  ],
} as unknown as Policy;

const reading = {
  document: { kind: 'passport', issuer: 'DK', form: 'physical', photo: true, expires: '2031-01-01' }, format: 'TD3', surname: 'PROEVE', given_names: 'IDA', valid: true,
  number: '1702501114',
};

test('a scan brings what it read, and proposes the normal for what only hands can feel', () => {
  const draft = draftFrom(policy, reading, 'zone', 1);
  expect(draft?.facts).toEqual({ issuer: 'DK', form: 'physical', expires: '2031-01-01', temporary: false });
  expect(draft?.proposed).toEqual(['temporary']);
  expect(draft === null ? null : unknownFacts(policy, draft)).toEqual(['cpr_number', 'name_matches']);
});

test('a paper that has no day of expiry is proposed to have none', () => {
  const kinds = [{ id: 'personal-certificate', facts: ['form', 'expires'] }, { id: 'health-card', facts: ['form'] }, { id: 'driving-licence', facts: ['expires'] }];
  const known = { kinds } as unknown as Policy;
  expect(begun(known, 'personal-certificate', {}, 'hand', null, 1).facts).toEqual({ form: 'physical', expires: null });
  expect(begun(known, 'health-card', {}, 'hand', null, 1).facts).toEqual({ form: 'physical' });
  expect(begun(known, 'driving-licence', {}, 'hand', null, 1).facts).toEqual({});
});

test('a document that the rules do not know is no draft', () => {
  expect(draftFrom(policy, { document: { kind: 'library-card' } }, 'zone', 1)).toBeNull();
  expect(draftFrom(policy, { document: null }, 'stripe', 1)).toBeNull();
});

test('a name that is the register\'s is proposed to match, with the rules it took, and forgotten', () => {
  const draft = draftFrom(policy, reading, 'zone', 1);
  if (draft === null) throw new Error('no draft');
  expect(draft.name).toEqual({ format: 'TD3', surname: 'PROEVE', given_names: 'IDA' });
  const same = compared(draft, { answer: 'equal-under-rules', rules: ['transliteration'] });
  expect([same.facts.name_matches, same.name, same.proposed.includes('name_matches'), same.notes]).toEqual([true, null, true, ['name_rule.transliteration']]);
  expect(compared(draft, { answer: 'equal', rules: [] }).notes).toEqual([]);
});

test('a name that differs, or that nobody could compare, is the officer\'s to say', () => {
  const draft = draftFrom(policy, { ...reading, notes: ['emergency'] }, 'zone', 1);
  if (draft === null) throw new Error('no draft');
  const other = compared(draft, { answer: 'different', rules: [] });
  expect([other.facts.name_matches, other.name, other.notes]).toEqual([undefined, null, ['ui.case.zone_note.emergency', 'ui.case.name_differs']]);
  const unknown = compared(draft, { answer: null, rules: [] });
  expect([unknown.facts.name_matches, unknown.name, unknown.notes]).toEqual([undefined, null, ['ui.case.zone_note.emergency']]);
});

test('what the officer has said of the name before the answer came, stays', () => {
  const draft = draftFrom(policy, reading, 'zone', 1);
  if (draft === null) throw new Error('no draft');
  const said = compared(withFact(draft, 'name_matches', false), { answer: 'equal', rules: [] });
  expect([said.facts.name_matches, said.proposed.includes('name_matches')]).toEqual([false, false]);
});

test('of a reading without a name nothing is asked', () => {
  expect(draftFrom(policy, { ...reading, surname: '', given_names: null }, 'zone', 1)?.name).toBeNull();
});

test('what the officer says is no proposal any more', () => {
  const draft = begun(policy, 'passport', {}, 'hand', null, 1);
  const said = withFact(draft, 'temporary', true);
  expect([said.facts.temporary, said.proposed]).toEqual([true, ['form']]);
  expect('temporary' in withFact(said, 'temporary', undefined).facts).toBe(false);
});

test('what is kept has kinds and facts, and no name and no number of anybody', () => {
  const draft = draftFrom(policy, reading, 'zone', 1);
  if (draft === null) throw new Error('no draft');
  const kept = writeDrafts([draft]);
  for (const secret of ['PROEVE', 'IDA', '1702501114']) expect(kept).not.toContain(secret);
  expect(readDrafts(kept, policy)).toEqual([{ ...draft, name: null }]);
});

test('what is kept is read with care', () => {
  for (const wrong of [null, '', '{}', '[{"kind":"library-card"}]', '[{}]', JSON.stringify(Array.from({ length: 11 }, () => ({ kind: 'passport' })))]) {
    expect(readDrafts(wrong, policy)).toBeNull();
  }
  const odd = JSON.stringify([{ kind: 'passport', facts: { issuer: 'nowhere', cpr_number: 'yes', name: 'Ida', expires: null }, readBy: 'x', proposed: ['name'] }]);
  expect(readDrafts(odd, policy)).toEqual([{ key: 1, kind: 'passport', facts: { expires: null }, skipped: [], readBy: 'hand', proposed: [], name: null, notes: [] }]);
});

test('drafts are saved when the server says the same', () => {
  const documents = [{ kind: 'health-card', issuer: 'DK', cpr_number: true, read_by: 'stripe' as const }];
  const drafts = draftsOf(documents);
  expect(isSaved(drafts, documents)).toBe(true);
  expect(drafts.map(documentOf)).toEqual(documents);
  const [first] = drafts;
  expect(first === undefined ? null : isSaved([withFact(first, 'cpr_number', false)], documents)).toBe(false);
  expect(isSaved([], documents)).toBe(false);
});
