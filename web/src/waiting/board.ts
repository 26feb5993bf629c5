// What the waiting-room screen makes of the boards that come: what is new, and so is to be announced.
import type { Board, Call } from '../day/tickets.ts';

const announcedMax = 3; // after a break: the newest, so that a room isn't told a morning's calls

export function readBoard(data: string): Board | null {
  try {
    const board = JSON.parse(data) as Board;
    return Array.isArray(board.calls) && typeof board.waiting === 'number' ? board : null;
  } catch {
    return null;
  }
}

export const nameOf = ({ ticket, counter, calls }: Call): string => `${ticket} ${counter} ${calls}`;

// Remembers what the screen has shown: each call is announced once, and none that was there when the screen was switched on.
export class Announcements {
  private day = '';
  private known: Set<string> | null = null;

  // The calls to announce, the oldest first.
  next({ day, calls }: Pick<Board, 'day' | 'calls'>): readonly Call[] {
    const before = this.known;
    if (before === null) this.known = new Set();
    if (day !== this.day) this.known?.clear(); // numbers begin anew each day
    this.day = day;
    const fresh = calls.filter((call) => this.known?.has(nameOf(call)) !== true && call.state !== 'serving');
    for (const call of calls) this.known?.add(nameOf(call));
    return before === null ? [] : fresh.slice(0, announcedMax).reverse();
  }
}

// "A12" as a voice reads it: a letter and a number.
export function spelled(ticket: string): string {
  return ticket.replace(/^(\D+)0*(\d+)$/, (_, letters: string, number: string) => `${[...letters].join(' ')} ${number}`);
}
