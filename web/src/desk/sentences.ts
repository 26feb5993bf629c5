// Refusals of the desk in sentences: the page's own where it has one, else the server's.
import type { Failure } from '../api.ts';
import { codeOf } from '../day/tickets.ts';
import type { Texts } from '../i18n.ts';
import type { Scanned } from './scan.ts';

const told = [
  'case-changed', 'not-now', 'number-unknown', 'number-wrong', 'zone-unreadable', 'no-zone', 'stripe-unreadable', 'not-drawn', 'same-officer', 'step-up',
  'another-centre', 'not-yours', 'case-over', 'case-unknown', 'case-paused', 'register-unavailable', 'no-questions',
] as const;

export function sentence({ t, find }: Texts, failure: Failure): string {
  if (failure.reason === 'unreachable') return t('ui.error.unreachable');
  const code = codeOf(failure);
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
