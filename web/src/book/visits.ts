// Visits as the API gives them, and what the pages make of them.
import { send, type Answer, type Failure } from '../api.ts';
import type { Part } from '../centres/centres.ts';

export interface Service {
  readonly id: string;
  readonly minutes: number;
  readonly documents: boolean;
  readonly witness_advised: boolean;
}

export interface Services {
  readonly items: readonly Service[];
  readonly default: string;
  readonly horizon_days: number;
}

export interface Slot {
  readonly slot_id: string;
  readonly start: string; // RFC 3339 with the centre's own offset: its date and time can be read off
  readonly end: string;
  readonly free: number;
}

export interface Slots {
  readonly items: readonly Slot[];
  readonly hours_assumed: boolean; // nobody has told this centre's hours
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly town: string;
  readonly country?: Part;
}

// What the citizen means to bring (docs/plan-format.md), and what the guide says of it for the day of the visit.
export interface VisitPlan {
  readonly text: string;
  readonly advised: 'enough' | 'not-enough' | 'unknown';
}

export interface Visit {
  readonly state: 'booked' | 'cancelled';
  readonly centre: string;
  readonly service: string;
  readonly start: string;
  readonly end: string;
  readonly name: string;
  readonly party: number;
  readonly plan: VisitPlan | null;
  readonly manage_url: string;
  readonly arrival_code?: string; // where the centre has a queue
}

export interface Wish {
  readonly slot_id: string;
  readonly hold_id: string | null; // takes the place of the slot
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly party: number;
  readonly plan: string | null;
}

export interface Hold {
  readonly hold_id: string;
  readonly until: string;
}

export const fetchServices = (): Promise<Answer<Services>> => send('GET', '/api/v1/services');
export const findPlaces = (words: string): Promise<Answer<{ readonly items: readonly Place[] }>> =>
  send('GET', `/api/v1/centres?limit=12&q=${encodeURIComponent(words)}`);
export const fetchPlace = (id: string): Promise<Answer<Place>> => send('GET', `/api/v1/centres/${encodeURIComponent(id)}`);

export function fetchSlots(centre: string, service: string, from: string, to: string): Promise<Answer<Slots>> {
  const query = new URLSearchParams({ service, from, to });
  return send('GET', `/api/v1/centres/${encodeURIComponent(centre)}/slots?${query}`);
}

// Five minutes to fill in the rest. One that is not used is given back.
export const hold = (slot: string): Promise<Answer<Hold>> => send('POST', '/api/v1/holds', { slot_id: slot });
export const release = (id: string): Promise<Answer<null>> => send('DELETE', `/api/v1/holds/${id}`);

// `key` is the same for each try, so that a second try of what arrived is the same booking.
export function book(wish: Wish, language: string, key: string): Promise<Answer<Visit>> {
  const { name, party } = wish;
  const time = wish.hold_id === null ? { slot_id: wish.slot_id } : { hold_id: wish.hold_id };
  const plan = wish.plan === null ? {} : { plan: wish.plan };
  const reach = { ...(wish.email === '' ? {} : { email: wish.email }), ...(wish.phone === '' ? {} : { phone: wish.phone }) };
  return send('POST', '/api/v1/bookings', { ...time, name, party, lang: language, ...reach, ...plan }, { 'Idempotency-Key': key });
}

export const fetchVisit = (token: string): Promise<Answer<Visit>> => send('GET', `/api/v1/bookings/${token}`);
export const moveVisit = (token: string, slot: string): Promise<Answer<Visit>> => send('POST', `/api/v1/bookings/${token}/move`, { slot_id: slot });
export const cancelVisit = (token: string): Promise<Answer<Visit>> => send('DELETE', `/api/v1/bookings/${token}`);

export const dayOf = (moment: string): string => moment.slice(0, 10);
export const timeOf = (moment: string): string => moment.slice(11, 16);

export interface SlotDay {
  readonly day: string;
  readonly slots: readonly Slot[];
}

export function byDay(slots: readonly Slot[]): readonly SlotDay[] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const of = days.get(dayOf(slot.start));
    if (of === undefined) days.set(dayOf(slot.start), [slot]);
    else of.push(slot);
  }
  return [...days].map(([day, each]) => ({ day, slots: each }));
}

// The day so many days after another.
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

// The centre that an address asks for: "#centre=aarhus".
export function wantedCentre(fragment: string): string | null {
  return /^#centre=([a-z0-9-]{1,100})$/.exec(fragment)?.[1] ?? null;
}

// The secret of a manage link: the last part of its path.
export function tokenIn(path: string): string | null {
  return /\/booking\/([0-9a-f]{33,200})$/.exec(path)?.[1] ?? null;
}

// A key for each thing that is asked for: the same while nothing about it has changed.
export class Keys<T> {
  private wish = '';
  private key = '';
  private readonly make: () => string;

  constructor(make: () => string) {
    this.make = make;
  }

  of(wish: T): string {
    const text = JSON.stringify(wish);
    if (text !== this.wish) {
      this.wish = text;
      this.key = this.make();
    }
    return this.key;
  }
}

const isOf = (type: string) => (failure: Failure): boolean => failure.reason === 'problem' && failure.type.endsWith(`:${type}`);
export const isHoldOver = isOf('hold-unknown');
export const isSlotFull = isOf('slot-full');
// The key of this booking has booked something else.
export const isKeyUsed = isOf('idempotency-key-reused');

// Whether the slot is what went wrong, so that another one helps.
export function isAboutSlot(failure: Failure): boolean {
  return failure.reason === 'problem' && /:(slot-|too-far-ahead|already-booked)/.test(failure.type);
}
