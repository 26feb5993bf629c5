// The centre's side as the desk gives it: visits by day, hours, closures, figures.

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Opening {
  readonly opens: string; // "10:00"
  readonly closes: string;
  readonly counters: number;
}

export type Weekly = Readonly<Record<Weekday, readonly Opening[]>>;

export type Advised = 'enough' | 'not-enough' | 'unknown' | 'none';

export interface DayVisit {
  readonly booking_id: string;
  readonly start: string;
  readonly minutes: number;
  readonly counter: number;
  readonly service: string;
  readonly state: 'booked' | 'cancelled';
  readonly party: number;
  readonly name: string;
  readonly advised: Advised | null;
  readonly arrived?: boolean;
}

export interface CalendarDay {
  readonly day: string;
  readonly open: readonly Opening[];
  readonly assumed: boolean;
  readonly reason: string | null;
  readonly holiday?: string | null;
  readonly bookings: readonly DayVisit[];
}

export interface Version {
  readonly valid_from: string;
  readonly weekdays: Weekly;
}

export interface Exception {
  readonly day: string;
  readonly reason: string;
  readonly open: readonly Opening[];
}

export interface Closure {
  readonly closure_id: string;
  readonly from: string;
  readonly to: string;
  readonly counter: number | null;
  readonly reason: string;
}

export interface Hours {
  readonly revision: number;
  readonly versions: readonly Version[];
  readonly exceptions: readonly Exception[];
  readonly assumed: Version;
  readonly closures: readonly Closure[];
}

export interface Outlook {
  readonly preview: boolean;
  readonly hit: readonly { readonly booking_id: string; readonly start: string; readonly service: string }[];
  readonly seats_before: number;
  readonly seats_after: number;
}

export interface Closing {
  readonly preview: boolean;
  readonly moved: readonly { readonly booking_id: string; readonly from: string; readonly to: string; readonly to_counter: number }[];
  readonly offered: readonly { readonly booking_id: string; readonly start: string }[];
}

// The hours that hold on a day: the latest version that has begun, else those that are assumed.
export function hoursOn({ versions, assumed }: Pick<Hours, 'versions' | 'assumed'>, day: string): Version {
  const begun = versions.filter(({ valid_from: from }) => from <= day).sort((a, b) => (a.valid_from < b.valid_from ? 1 : -1));
  return begun[0] ?? assumed;
}

// What is wrong with the hours of a day, as the desk would say it; null for nothing.
export function mistakeIn(openings: readonly Opening[]): 'time' | 'order' | 'overlap' | 'counters' | null {
  for (const { opens, closes, counters } of openings) {
    if (!/^([01]\d|2[0-4]):[0-5]\d$/.test(opens) || !/^([01]\d|2[0-4]):[0-5]\d$/.test(closes)) return 'time';
    if (opens >= closes) return 'order';
    if (!Number.isInteger(counters) || counters < 1 || counters > 64) return 'counters';
  }
  const sorted = [...openings].sort((a, b) => (a.opens < b.opens ? -1 : 1));
  return sorted.some(({ opens }, index) => index > 0 && opens < (sorted[index - 1]?.closes ?? '')) ? 'overlap' : null;
}

// The Monday of the week that a day is in.
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
