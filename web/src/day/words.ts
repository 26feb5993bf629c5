// Waiting times and moments in words.
import type { Texts } from '../i18n.ts';
import type { Spread } from './tickets.ts';

const step = 5; // minutes: a wait is not known to the minute, and is not told so

// "10 to 20 minutes", never one number where two are known; in steps, outwards.
export function spreadText({ t }: Texts, { low, high }: Pick<Spread, 'low' | 'high'>): string {
  const [from, to] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  if (from === 0) return t('ui.day.minutes_most', { minutes: Math.max(step, to) });
  return from >= to ? t('ui.day.minutes_about', { minutes: to }) : t('ui.day.minutes_range', { low: from, high: to });
}

export function waitingText({ t }: Texts, count: number): string {
  if (count === 0) return t('ui.queue.nobody_waits');
  return count === 1 ? t('ui.waiting.one_waits') : t('ui.waiting.many_wait', { count });
}

// How many come before somebody.
export function aheadText({ t }: Texts, count: number): string {
  if (count === 0) return t('ui.day.ahead_none');
  return count === 1 ? t('ui.day.ahead_one') : t('ui.day.ahead', { count });
}

// Services with the same spread told together.
export interface EstimateGroup {
  readonly low: number;
  readonly high: number;
  readonly services: readonly string[];
}

export function grouped(estimates: readonly (Spread & { readonly service: string })[]): readonly EstimateGroup[] {
  const groups = new Map<string, { low: number; high: number; services: string[] }>();
  for (const { low, high, service } of estimates) {
    const group = groups.get(`${low} ${high}`);
    if (group === undefined) groups.set(`${low} ${high}`, { low, high, services: [service] });
    else group.services.push(service);
  }
  return [...groups.values()].sort((a, b) => a.low - b.low || a.high - b.high);
}

// The hour and minute of this device, as the language writes it.
export function clockText(language: string, moment: Date): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { hour: '2-digit', minute: '2-digit' }).format(moment);
}
