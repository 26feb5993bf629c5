// Holds of cases, their ends and erasures, as the desk gives them: what waits, what counts, and what is asked for.
import { caseIn } from '../desk/view.ts';

export const kinds = ['hold', 'lift', 'erase'] as const;
export type Kind = (typeof kinds)[number];

export interface Order {
  readonly order_id: string;
  readonly case_id: string;
  readonly kind: Kind;
  readonly reason: string;
  readonly asked_by: string;
  readonly asked_at: string;
  readonly agreed_by: string | null;
  readonly counts_until: string | null; // when a hold ends that nobody agrees to
}

// What the server gives at most; older ones are not in its answer.
export const mostOrders = 500;

export interface Sorted {
  readonly waiting: readonly Order[]; // for a second person; a hold among them counts already
  readonly holds: readonly Order[]; // that two people have said
}

export function sorted(orders: readonly Order[]): Sorted {
  return { waiting: orders.filter((each) => each.agreed_by === null), holds: orders.filter((each) => each.kind === 'hold' && each.agreed_by !== null) };
}

export const isEndAsked = (orders: readonly Order[], caseId: string): boolean => orders.some((each) => each.kind === 'lift' && each.case_id === caseId && each.agreed_by === null);

// The number of a case as somebody typed it, or the whole address of its page; null where it is none.
export function caseTyped(typed: string): string | null {
  return caseIn(`#${typed.trim().toLowerCase().split('#').at(-1) ?? ''}`);
}

const reasonMost = 1000; // bytes
export const isReason = (text: string): boolean => text.trim() !== '' && new TextEncoder().encode(text.trim()).length <= reasonMost;
