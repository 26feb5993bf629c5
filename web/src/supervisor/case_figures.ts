// The figures of a centre's cases, and what the supervisor's charts draw of them.

export interface CaseDay {
  readonly day: string;
  readonly opened: number;
  readonly accepted: number;
  readonly refused: number;
  readonly ended: number;
  readonly with_witness: number;
  readonly with_questions: number;
}

export interface CaseFigures {
  readonly days: readonly CaseDay[];
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
  readonly steps: readonly { readonly step: string; readonly median_seconds: number | null; readonly p90_seconds: number | null }[];
}

export type CaseSums = Omit<CaseDay, 'day'>;

export function sumOf(days: readonly CaseDay[]): CaseSums {
  const add = (key: keyof CaseSums): number => days.reduce((sum, day) => sum + day[key], 0);
  return { opened: add('opened'), accepted: add('accepted'), refused: add('refused'), ended: add('ended'), with_witness: add('with_witness'), with_questions: add('with_questions') };
}

// Which part of the proven cases a witness proved; null where none was proven.
export function witnessShare({ with_witness: witness, with_questions: questions }: Pick<CaseSums, 'with_witness' | 'with_questions'>): number | null {
  const proven = witness + questions;
  return proven === 0 ? null : witness / proven;
}

// The most given first, with the share of all that were given.
export function rankedReasons(reasons: CaseFigures['reasons']): readonly { readonly code: string; readonly count: number; readonly share: number }[] {
  const all = reasons.reduce((sum, { count }) => sum + count, 0);
  return reasons
    .map(({ code, count }) => ({ code, count, share: all === 0 ? 0 : count / all }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

// "1:05" of seconds: minutes and seconds; a dash where nothing was measured.
export function minutesText(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

// From where, and how far, the charts look: today, or the days of a month back.
export type Period = 'day' | 'month';
export const daysOf: Readonly<Record<Period, number>> = { day: 1, month: 31 };
