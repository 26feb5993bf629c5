// Why somebody could not be marked as arrived, and what they can do: a text of the page's language, since the server's are for programs.
import type { Failure } from '../api.ts';
import { codeOf } from '../day/tickets.ts';
import { longDate } from '../format.ts';
import type { Texts } from '../i18n.ts';

const known: readonly string[] = [
  'arrival-unknown', 'arrival-another-day', 'arrival-another-centre', 'booking-over', 'too-early', 'closed', 'unreachable',
];

export function refusalText({ find, t, language }: Texts, failure: Failure): string {
  const code = codeOf(failure);
  if (!known.includes(code)) return t('ui.arrive.refused.other');
  const day = failure.reason === 'problem' ? /\d{4}-\d{2}-\d{2}/.exec(failure.text)?.[0] : undefined;
  if (code === 'arrival-another-day' && day !== undefined) return t('ui.arrive.refused_day', { day: longDate(language, day) });
  return find(`ui.arrive.refused.${code}`);
}
