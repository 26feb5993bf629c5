// Refusals of the desk in sentences: the page's own where it has one, else the server's.
import type { Failure } from '../api.ts';
import { codeOf } from '../day/tickets.ts';
import type { Texts } from '../i18n.ts';
import { codeIn } from './commands.ts';
import type { Scanned } from './scan.ts';

const told = [
  'case-changed', 'case-unknown', 'not-in-register', 'no-questions', 'no-colleague', 'no-witness-rules', 'documents-unknown', 'not-now',
  'step-up-needed', 'another-centre', 'no-role', 'training-expired', 'register-unavailable',
] as const;
// Why a step of a case is not taken now.
const now = [
  'over', 'paused', 'not-paused', 'not-yours', 'not-second-officer', 'same-person', 'too-late', 'no-applicant', 'no-such-document', 'nothing-drawn',
  'wrong-answers', 'already', 'not-open', 'no-witness', 'not-asked', 'no-reason', 'missing',
] as const;

export function sentence({ t, find }: Texts, failure: Failure): string {
  if (failure.reason === 'unreachable') return t('ui.error.unreachable');
  const code = codeOf(failure);
  const why = codeIn(failure);
  if (code === 'not-now' && now.some((each) => each === why)) return find(`ui.case.now.${why}`);
  return told.some((each) => each === code) ? find(`ui.case.refused.${code}`) : failure.text;
}

// What is wrong with what stands in the field; null where nothing is.
export function scanMistake({ t }: Texts, read: Scanned): string | null {
  switch (read.what) {
    case 'empty': return t('ui.case.scan.empty');
    case 'more': return t('ui.case.scan.more');
    case 'wrong': return t(`ui.case.scan.${read.why}`, { length: read.length });
    default: return null;
  }
}
