// What an officer can do with a ticket, and the key of each.
import { outcomes, type Outcome, type Queue, type Ticket } from '../day/tickets.ts';

export type Action = 'serve' | 'again' | 'away' | 'back' | 'transfer' | 'done' | 'left' | 'undo';

// In the order in which buttons stand.
const order: readonly Action[] = ['serve', 'done', 'again', 'away', 'back', 'transfer', 'left', 'undo'];

// What the desk says can be done with a ticket now.
export function actionsFor({ actions }: Pick<Ticket, 'actions'>): readonly Action[] {
  return order.filter((each) => actions.includes(each));
}

// Asks the desk for it, with what the action needs beside the ticket.
export type Act = (
  ticket: Pick<Ticket, 'ticket_id' | 'sequence'>, // as it was seen: what somebody else has done to it since is not undone or done over
  action: Action,
  more?: { readonly counter?: number; readonly service?: string; readonly outcome?: Outcome },
) => void;

// What a key asks for at a counter.
export type Wish = { readonly does: 'next' } | { readonly does: 'act'; readonly action: Exclude<Action, 'done' | 'back'> } | { readonly does: 'done'; readonly outcome: Outcome };

// The same letters in every language, so that hands need not learn twice.
export const keyOf: Readonly<Record<Exclude<Action, 'done' | 'back'> | 'next', string>> = {
  next: 'n', serve: 's', again: 'g', away: 'a', transfer: 't', left: 'l', undo: 'u',
};

// An outcome is asked for once somebody is at the counter; who did not come has no outcome, whatever the desk would take.
export function canEnd({ state, actions }: Pick<Ticket, 'state' | 'actions'>): boolean {
  return state === 'serving' && actions.includes('done');
}

// What a key means with this ticket at the counter (null: nobody); null for nothing. A visit that can end is ended by the digit of its outcome.
export function wishOf(key: string, ticket: Pick<Ticket, 'state' | 'actions'> | null, canUndo: boolean): Wish | null {
  const letter = key.toLowerCase();
  if (letter === keyOf.next) return ticket === null ? { does: 'next' } : null;
  if (letter === keyOf.undo) return canUndo ? { does: 'act', action: 'undo' } : null;
  if (ticket === null) return null;
  const outcome = /^[1-9]$/.test(key) ? outcomes[Number(key) - 1] : undefined;
  if (outcome !== undefined) return canEnd(ticket) ? { does: 'done', outcome } : null;
  const action = actionsFor(ticket).find((each) => each !== 'done' && each !== 'back' && keyOf[each] === letter);
  return action === undefined || action === 'done' || action === 'back' ? null : { does: 'act', action };
}

const countersUnknown = 10;

// The counters of today; some to choose from where the centre is closed and has none.
export function countersOf({ counters }: Pick<Queue, 'counters'>): readonly number[] {
  return counters.length > 0 ? counters.map(({ counter }) => counter) : Array.from({ length: countersUnknown }, (_, index) => index + 1);
}

// The queue with what a ticket has become, until the desk has told the whole of it: keys that are pressed at once find it as it is. Where in the
// line it stands, only the desk knows.
export function withTicket(queue: Queue, ticket: Ticket): Queue {
  const others = (tickets: readonly Ticket[]): readonly Ticket[] => tickets.filter((each) => each.ticket_id !== ticket.ticket_id);
  const isAt = (counter: number): boolean => counter === ticket.counter && (ticket.state === 'called' || ticket.state === 'serving');
  return {
    ...queue,
    sequence: Math.max(queue.sequence, ticket.sequence), // an answer from before it is known as one
    waiting: others(queue.waiting),
    away: others(queue.away),
    ended: others(queue.ended),
    counters: queue.counters.map(({ counter, ticket: there }) => ({ counter, ticket: isAt(counter) ? ticket : there?.ticket_id === ticket.ticket_id ? null : there })),
  };
}

// Whole minutes between two moments as the API writes them; never below none.
export function minutesBetween(from: string, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - Date.parse(from)) / 60_000));
}
