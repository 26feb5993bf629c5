// Days, years and day-months as people type them at a counter: fast, and without separators if they like.
import { isDate } from '../format.ts';

const two = (value: number): string => String(value).padStart(2, '0');

// "31-01-2031", "31.1.31", "310131", "31012031", "2031-01-31" as YYYY-MM-DD; null for what is no day. Two digits of a year mean the one
// nearest to `today` that is at most 50 years after it.
export function dayFrom(typed: string, today: string): string | null {
  const text = typed.trim();
  if (isDate(text)) return text;
  const parts = /^(\d{1,2})[-./\s](\d{1,2})[-./\s](\d{2}|\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const whole = year.length === 4 ? Number(year) : fullYear(Number(year), Number(today.slice(0, 4)));
  const date = `${String(whole).padStart(4, '0')}-${two(Number(month))}-${two(Number(day))}`;
  return isDate(date) ? date : null;
}

function fullYear(short: number, now: number): number {
  const year = Math.floor(now / 100) * 100 + short;
  if (year > now + 50) return year - 100;
  return year < now - 49 ? year + 100 : year;
}

// A year of four digits; null for anything else.
export function yearFrom(typed: string): number | null {
  const text = typed.trim();
  return /^(1[89]|20)\d\d$/.test(text) ? Number(text) : null;
}

const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

// "24-12", "24/12", "2412" as DD-MM; null for a day that no year has.
export function dayMonthFrom(typed: string): string | null {
  const text = typed.trim();
  const parts = /^(\d{1,2})[-./\s](\d{1,2})\.?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  return day >= 1 && day <= (daysIn[month - 1] ?? 0) ? `${two(day)}-${two(month)}` : null;
}

// A whole number from 0 to `most`; null for anything else.
export function countFrom(typed: string, most: number): number | null {
  const text = typed.trim();
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}
