// Holds of cases, their ends and erasures, as the desk gives them: what waits, what counts, and why something can't be done.
import type { Me } from '../staff/session.ts';
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

export const isHeld = (orders: readonly Order[], caseId: string): boolean => orders.some((each) => each.kind === 'hold' && each.case_id === caseId);
export const isEndAsked = (orders: readonly Order[], caseId: string): boolean => orders.some((each) => each.kind === 'lift' && each.case_id === caseId && each.agreed_by === null);

const alone = 14 * 86_400_000; // milliseconds that a hold counts without the second person

// When a hold ends that nobody agrees to.
export const lapseOf = ({ asked_at: asked }: Order): string => new Date(Date.parse(asked) + alone).toISOString();

// The server refuses what is impossible with one code; what it lists now tells which of its reasons it was.
export type Obstacle = 'agreed' | 'held' | 'not-held' | 'open';

// `order`: the one that was to be agreed to, or null where it was asked for.
export function obstacleOf(kind: Kind, caseId: string, order: string | null, now: readonly Order[]): Obstacle {
  if (order !== null && !sorted(now).waiting.some((each) => each.order_id === order)) return 'agreed';
  if (kind === 'erase') return isHeld(now, caseId) ? 'held' : 'open';
  return kind === 'lift' ? 'not-held' : 'agreed';
}

// The number of a case as somebody typed it, or the whole address of its page; null where it is none.
export function caseTyped(typed: string): string | null {
  return caseIn(`#${typed.trim().toLowerCase().split('#').at(-1) ?? ''}`);
}

const reasonMost = 1000; // bytes
export const isReason = (text: string): boolean => text.trim() !== '' && new TextEncoder().encode(text.trim()).length <= reasonMost;

// Whether the desk's page of a case opens for them; the server asks the same again.
export function readsCases(me: Me | null): boolean {
  return me !== null && me.roles.some(({ centre, role }) => (centre === '*' || centre === me.centre) && ['officer', 'second-officer', 'supervisor'].includes(role));
}
