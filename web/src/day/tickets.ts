// The day's queue as the API gives it: tickets, the board of a waiting room, what the desk can do.
import { send, type Answer, type Failure } from '../api.ts';

export interface Spread {
  readonly low: number; // minutes
  readonly middle: number;
  readonly high: number;
}

export interface Call {
  readonly ticket: string;
  readonly counter: number;
  readonly called_at: string;
  readonly calls: number; // how often so far
  readonly state?: 'called' | 'serving';
}

export interface Board {
  readonly centre: string;
  readonly day: string;
  readonly sequence: number;
  readonly calls: readonly Call[]; // the newest first
  readonly waiting: number;
  readonly estimates: readonly (Spread & { readonly service: string; readonly basis?: 'today' | 'assumed' })[];
  readonly notice: { readonly closed: boolean; readonly reason: string | null } | null;
}

export const outcomes = ['helped', 'documents', 'witness', 'questions', 'other'] as const;
export type Outcome = (typeof outcomes)[number];
export type TicketState = 'waiting' | 'called' | 'serving' | 'away' | 'done' | 'left';

export interface Ticket {
  readonly ticket_id: string;
  readonly ticket: string;
  readonly kind: 'booked' | 'walk-in';
  readonly state: TicketState;
  readonly service: string;
  readonly party: number;
  readonly language: string;
  readonly due: string | null;
  readonly arrived_at: string;
  readonly ahead: number | null;
  readonly estimate: Spread | null;
  readonly counter: number | null;
  readonly calls: number;
  readonly name: string | null;
  readonly outcome: Outcome | null;
  readonly actions: readonly string[]; // what can be done with it now
  readonly sequence: number; // of its last change
}

export interface Queue {
  readonly centre: string;
  readonly day: string;
  readonly sequence: number;
  readonly waiting: readonly Ticket[];
  readonly counters: readonly { readonly counter: number; readonly ticket: Ticket | null }[];
  readonly expected: readonly { readonly start: string; readonly service: string; readonly party: number; readonly name: string | null }[];
  readonly away: readonly Ticket[];
  readonly ended: readonly Ticket[];
}

// What a citizen sees of their own ticket.
export interface OwnTicket {
  readonly ticket: string;
  readonly state: TicketState;
  readonly ahead: number | null;
  readonly counter: number | null;
  readonly estimate: Spread | null;
}

export const boardPath = (centre: string): string => `/api/v1/centres/${encodeURIComponent(centre)}/queue`;
export const fetchOwnTicket = (token: string): Promise<Answer<OwnTicket>> => send('GET', `/api/v1/bookings/${token}/ticket`);

// The code of a problem: the last part of its type.
export function codeOf(failure: Failure): string {
  return failure.reason === 'problem' ? (/[^:/#]+$/.exec(failure.type)?.[0] ?? '') : 'unreachable';
}
