// Alerts of misuse, as `skranke witness patterns --json` writes them: one JSON object a line.
//
// PRIVACY: persons, officers and centres are opaque ids; nothing here is sent anywhere.

export interface Statement {
  readonly day: string;
  readonly witness: string;
  readonly applicant: string;
  readonly officer: string;
  readonly centre: string;
  readonly face_bound: boolean; // a face was compared with a picture
  readonly professional: boolean;
}

export interface Alert {
  readonly rule: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly depth?: number; // of a chain
  readonly cut?: boolean; // the search was ended: there may be more to it, or less
  readonly persons: readonly string[];
  readonly officers: readonly string[];
  readonly centres: readonly string[];
  readonly statements: readonly Statement[];
}

export interface Read {
  readonly alerts: readonly Alert[];
  readonly badLines: readonly number[]; // lines that are no alerts, counted from 1
}

// Reads what it can: a bad line is named and left out. A line end at the end is no line.
export function readAlerts(text: string): Read {
  const alerts: Alert[] = [];
  const badLines: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const alert = readAlert(line);
    if (alert === null) badLines.push(index + 1);
    else alerts.push(alert);
  }
  return { alerts: alerts.sort(byLastDay), badLines };
}

function byLastDay(a: Alert, b: Alert): number {
  return a.last_day === b.last_day ? a.rule.localeCompare(b.rule) : a.last_day < b.last_day ? 1 : -1;
}

function readAlert(line: string): Alert | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isAlert(value) ? value : null;
}

function isAlert(value: unknown): value is Alert {
  if (!isObject(value)) return false;
  const { rule, first_day: first, last_day: last, depth, cut, persons, officers, centres, statements } = value;
  return (
    typeof rule === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(rule) && isDay(first) && isDay(last) && first <= last &&
    (depth === undefined || typeof depth === 'number') && (cut === undefined || typeof cut === 'boolean') &&
    [persons, officers, centres].every((ids) => Array.isArray(ids) && ids.every(isId)) &&
    Array.isArray(statements) && statements.length > 0 && statements.every(isStatement)
  );
}

function isStatement(value: unknown): value is Statement {
  if (!isObject(value)) return false;
  const { day, witness, applicant, officer, centre, face_bound: face, professional } = value;
  return isDay(day) && [witness, applicant, officer, centre].every(isId) && typeof face === 'boolean' && typeof professional === 'boolean';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

export interface Filter {
  readonly rule: string | null;
  readonly from: string; // days as typed; empty: no bound
  readonly to: string;
}

// The alerts of a rule that touch the days.
export function filterAlerts(alerts: readonly Alert[], { rule, from, to }: Filter): readonly Alert[] {
  return alerts.filter(
    (alert) => (rule === null || alert.rule === rule) && (from === '' || alert.last_day >= from) && (to === '' || alert.first_day <= to),
  );
}

// How many alerts each rule has, by the names of the rules.
export function rulesOf(alerts: readonly Alert[]): readonly { rule: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { rule } of alerts) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => ({ rule, count }));
}
