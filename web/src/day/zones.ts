// Civil time at a centre, and moments: the realm has three time zones.
import type { Part } from '../centres/centres.ts';

export const zoneOf: Readonly<Record<Part, string>> = { DK: 'Europe/Copenhagen', GL: 'America/Nuuk', FO: 'Atlantic/Faroe' };

// Minutes that the zone is ahead of UTC at a moment.
function offsetAt(zone: string, milliseconds: number): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(milliseconds);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const civil = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((civil - Math.floor(milliseconds / 60_000) * 60_000) / 60_000);
}

// "2026-11-30" and "10:00" at a place as a moment with its offset. An hour that there is twice is the first one; one that is left out is
// as much later.
export function momentIn(zone: string, day: string, time: string): string {
  const civil = Date.parse(`${day}T${time}:00Z`);
  const before = offsetAt(zone, civil - 24 * 3_600_000);
  const first = civil - before * 60_000;
  const offset = offsetAt(zone, first) === before ? before : offsetAt(zone, civil - offsetAt(zone, first) * 60_000);
  const isLeftOut = offsetAt(zone, civil - offset * 60_000) !== offset;
  const told = isLeftOut ? before : offset;
  const sign = told < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(told) / 60), Math.abs(told) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day}T${time}:00${sign}${two(hours)}:${two(minutes)}`;
}
