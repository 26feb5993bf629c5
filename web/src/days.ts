// Counting with civil days, written YYYY-MM-DD.

const dayMilliseconds = 86_400_000;

export function addDays(day: string, days: number): string {
  return iso(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds);
}

// How many days `to` is after `from`.
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds;
}

// The day on which somebody is `years` old. SPEC: W2, born on 29 February means 1 March in a common year.
export function birthday(born: string, years: number): string {
  const year = Number(born.slice(0, 4)) + years;
  return iso(new Date(0).setUTCFullYear(year, Number(born.slice(5, 7)) - 1, Number(born.slice(8, 10))));
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
