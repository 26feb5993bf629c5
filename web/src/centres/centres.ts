// Centres as the API gives them, and what the page makes of them.

export type Part = 'DK' | 'GL' | 'FO';

// Something that a source says; `as_of` is null where nobody knows from when.
export interface Told {
  readonly as_of: string | null;
  readonly source: string;
}

export interface Report {
  readonly kind: string;
  readonly name: string | null;
  readonly address: readonly string[];
  readonly phone: string | null;
  readonly email: string | null;
  readonly hours: readonly { readonly weekday: Weekday; readonly from: string; readonly to: string }[];
  readonly remarks: readonly string[];
  readonly as_of: string | null;
  readonly source: string;
}

export interface Centre {
  readonly id: string;
  readonly name: string;
  readonly also_known_as: readonly string[];
  readonly country: Part;
  readonly region: string | null;
  readonly town: string;
  readonly other_towns: readonly string[];
  readonly position: Told & { readonly latitude: number; readonly longitude: number };
  readonly address: (Told & { readonly lines: readonly string[] }) | null;
  readonly phone: (Told & { readonly text: string }) | null;
  readonly email: (Told & { readonly text: string }) | null;
  readonly web: (Told & { readonly text: string }) | null;
  readonly newer: readonly Report[];
  readonly postcodes: readonly string[];
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

// Over a sphere of the earth's mean radius, in metres.
export function metresBetween(from: Position, to: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(to.latitude - from.latitude) / 2);
  const east = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord = north * north + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east * east;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, chord)));
}

// The nearest first; whatever is as far stays in its order.
export function byNearness(centres: readonly Centre[], from: Position): readonly Centre[] {
  const metres = new Map(centres.map((each) => [each, metresBetween(from, each.position)]));
  return [...centres].sort((a, b) => (metres.get(a) ?? 0) - (metres.get(b) ?? 0));
}

// A distance as one says it: towns have no middle to the metre.
export function distanceText(language: string, metres: number): string {
  const kilometres = metres < 10_000 ? Math.max(0.5, Math.round(metres / 500) / 2) : Math.round(metres / 1000);
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 }).format(kilometres);
}

export function weekdayName(language: string, weekday: Weekday): string {
  const monday = Date.UTC(2024, 0, 1);
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(monday + weekdays.indexOf(weekday) * 86_400_000);
}

// Codes that follow each other as "1050–1073"; a gap of more than `step` begins anew.
export function ranges(codes: readonly string[], step = 10): readonly string[] {
  const runs: { first: string; last: string }[] = [];
  for (const code of codes) {
    const run = runs.at(-1);
    if (run !== undefined && Number(code) - Number(run.last) <= step) run.last = code;
    else runs.push({ first: code, last: code });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`));
}

// The point that is meant by a click: the nearest one, if it is within `reach`.
export function pointAt<T extends { readonly x: number; readonly y: number }>(points: readonly T[], x: number, y: number, reach: number): T | null {
  let best: T | null = null;
  let nearest = reach;
  for (const point of points) {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance <= nearest) [best, nearest] = [point, distance];
  }
  return best;
}
