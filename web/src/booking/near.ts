// Whether a visit is so near that one may have arrived: a page that is left open for weeks asks for nothing.
const hour = 3_600_000;

export function isNear(start: string, now: Date): boolean {
  const since = now.getTime() - Date.parse(start);
  return since > -3 * hour && since < 12 * hour;
}
