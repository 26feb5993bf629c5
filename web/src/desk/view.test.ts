// Which step is next, what a refusal proposes, which documents are looked at.
import { expect, test } from 'vitest';
import { caseIn, currentStep, happenedSince, lookedAt, nextLook, officerSeen, pictureOf, proposedReasons, purposeFor, stepsOf, stepState, type View } from './view.ts';

const verdict = (used: readonly number[], refused: readonly string[] = []): View['verdict'] => ({
  policy: 'mitid', version: '1', verdict: used.length > 0 ? 'accepted' : 'rejected', list: null, used,
  documents: [{ index: 0, lines: [], refused: refused.map((code) => ({ code, clause: 'G2' })) }], open_facts: [], advice: [], next: null,
});

const plain: View = {
  case_id: 'c1', revision: 1, state: 'opened', paused: false, training: false, purpose: 'first-mitid', language: 'en', centre: 'aarhus', officer: 'anna',
  opened_at: '2026-11-29T09:00:00Z', booking_id: null, ticket_id: null, applicant: null, documents: [], verdict: null, looks: [], face: null,
  questions: { state: 'none', until: null, questions: [], answered: [] },
  witness: { state: 'none', address: null, reference_text: null, expires_at: null, refusal: null, statement_id: null },
  second_look: { needed: [], state: 'none', officer: null, note: null, answer: null },
  missing: ['applicant', 'documents', 'looks', 'face', 'proof'], decision: null, history: [{ at: '2026-11-29T09:00:00Z', officer: 'anna', what: 'opened' }],
};

test('the step is that of the first thing that is missing', () => {
  expect(currentStep(plain)).toBe('applicant');
  expect(currentStep({ ...plain, missing: ['face', 'proof'] })).toBe('looking');
  expect(currentStep({ ...plain, missing: ['second-look'] })).toBe('second');
  expect(currentStep({ ...plain, missing: [] })).toBe('decision');
  expect(currentStep({ ...plain, state: 'ended' })).toBe('decision');
  const applicant = { name: 'Ida Prøve', given: 'Ida', family: 'Prøve', born: null, sex: null, protected: false, obstacle: 'register' as const };
  expect(currentStep({ ...plain, applicant })).toBe('decision');
});

test('steps before are done, the one is now, others come later', () => {
  const view = { ...plain, missing: ['documents', 'looks', 'face', 'proof'] as const };
  expect((['applicant', 'documents', 'looking', 'proof', 'decision'] as const).map((step) => stepState(view, step))).toEqual(['done', 'now', 'later', 'later', 'later']);
  expect(stepState({ ...plain, missing: [] }, 'decision')).toBe('now');
  expect(stepState({ ...plain, missing: ['documents', 'proof'] }, 'looking')).toBe('later');
  expect([stepState({ ...plain, state: 'ended', missing: ['proof'] }, 'proof'), stepState({ ...plain, state: 'ended', missing: ['proof'] }, 'decision')]).toEqual(['later', 'done']);
  expect(stepState({ ...plain, missing: ['documents', 'looks'] }, 'proof')).toBe('done');
});

test('a second officer has a step only where one is needed', () => {
  expect(stepsOf(plain)).not.toContain('second');
  expect(stepsOf({ second_look: { needed: ['no-picture'], state: 'none', officer: null, note: null, answer: null } })).toContain('second');
});

test('what is looked at are the documents that count, one after the other', () => {
  const documents = [{ kind: 'health-card' }, { kind: 'passport' }, { kind: 'other' }];
  const view = { documents, verdict: verdict([0, 1]), looks: [{ document: 0, features: [{ id: 'a', seen: true }] }] };
  expect(lookedAt(view)).toEqual([0, 1]);
  expect(nextLook(view)).toBe(1);
  expect(nextLook({ ...view, looks: [{ document: 0, features: [{ id: 'a', seen: null }] }] })).toBe(0);
  expect(nextLook({ ...view, verdict: verdict([0]) })).toBeUndefined();
});

test('the face is compared with the best picture, and with none where there is none', () => {
  expect(pictureOf({ documents: [{ kind: 'health-card' }, { kind: 'passport' }], verdict: verdict([0, 1]) })).toBe(1);
  expect(pictureOf({ documents: [{ kind: 'health-card' }, { kind: 'personal-certificate' }], verdict: verdict([0, 1]) })).toBeUndefined();
  expect(pictureOf({ documents: [{ kind: 'residence-permit', photo: false }], verdict: verdict([0]) })).toBeUndefined();
});

test('a refusal proposes what the case shows, each reason once', () => {
  expect(proposedReasons({ ...plain, verdict: verdict([], ['temporary', 'temporary']), missing: ['documents'] })).toEqual(['temporary', 'documents-missing']);
  expect(proposedReasons({ ...plain, missing: ['proof'], questions: { ...plain.questions, state: 'not-passed' } })).toEqual(['questions-not-passed', 'no-witness']);
  expect(proposedReasons({ ...plain, missing: ['proof'] })).toEqual([]);
  const face = { document: 0, features: {}, result: 'different' } as const;
  expect(proposedReasons({ ...plain, missing: ['face'], face })).toEqual(['face-differs']);
});

test('what others did is what is new in the history', () => {
  const now = { ...plain, history: [...plain.history, { at: '2026-11-29T09:01:00Z', officer: 'bo', what: 'pause' }] };
  expect(happenedSince(plain, now).map(({ what }) => what)).toEqual(['pause']);
  expect(happenedSince(null, plain)).toHaveLength(1);
});

test('an address names a case, or none', () => {
  expect(caseIn('#b411728dd81ec32f4bba14fc7051ed25')).toBe('b411728dd81ec32f4bba14fc7051ed25');
  expect(caseIn('#c0123456789abcdef')).toBe('c0123456789abcdef');
  for (const wrong of ['', '#', '#main', '#x1', '#c', '#c/../', `#${'a'.repeat(65)}`]) expect(caseIn(wrong)).toBeNull();
});

test('officers are oneself, a name, or somebody', () => {
  expect(officerSeen('e63bdc889e0fe55794fc9247', 'e63bdc889e0fe55794fc9247')).toBe('you');
  expect(officerSeen('0123456789abcdef01234567', 'e63bdc889e0fe55794fc9247')).toBe('another');
  expect(officerSeen('anna', null)).toEqual({ name: 'anna' });
});

test('the purpose follows the service that somebody waited for', () => {
  expect(purposeFor('reactivation')).toBe('reactivate');
  expect(purposeFor('something-new')).toBe('first-mitid');
  expect(purposeFor(null)).toBe('first-mitid');
});
