// The queue of a centre as it is now: fetched, and again each time that the desk says it has changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { listen } from '../day/events.ts';
import type { Queue, Ticket } from '../day/tickets.ts';
import { withTicket } from './work.ts';

const againMilliseconds = 5000;

export interface Live {
  readonly queue: Queue | null;
  readonly failure: Failure | null; // of the last try to fetch it
  readonly lost: Date | null; // since when nothing is heard
  readonly reload: () => Promise<void>;
  readonly put: (ticket: Ticket) => void; // what the desk has answered about one of its tickets
}

export function useLive(desk: Desk, centre: string): Live {
  const [queue, setQueue] = useState<Queue | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [lost, setLost] = useState<Date | null>(null);
  const [round, setRound] = useState(0);
  const fetching = useRef<Promise<void> | null>(null);
  const isWanted = useRef(false); // once more, after the fetch that is under way

  const once = async (): Promise<void> => {
    const answer = await desk.ask<Queue>('GET', `/desk/v1/queue?${new URLSearchParams({ centre })}`);
    setFailure(answer.ok ? null : answer.failure);
    // An older answer that came late never takes the place of a newer one.
    if (answer.ok) setQueue((before) => (before !== null && before.day === answer.value.day && before.sequence > answer.value.sequence ? before : answer.value));
  };
  const reload = (): Promise<void> => {
    isWanted.current = true;
    fetching.current ??= (async () => {
      while (isWanted.current) {
        isWanted.current = false;
        await once();
      }
      fetching.current = null;
    })();
    return fetching.current;
  };
  useEffect(() => {
    void reload();
    return listen({
      path: `/desk/v1/queue/events?${new URLSearchParams({ centre })}`,
      init: desk.init,
      event: 'queue',
      received: () => void reload(),
      turned: (isOpen) => {
        setLost((before) => (isOpen ? null : (before ?? new Date())));
        if (isOpen) void reload();
      },
      refused: (status) => {
        if (status !== 401) return;
        desk.forget();
        setTimeout(() => setRound(round + 1), againMilliseconds); // whoever signs in again over the page sees it go on
      },
    });
  }, [desk, centre, round]);
  const put = (ticket: Ticket): void => setQueue((before) => (before === null ? null : withTicket(before, ticket)));
  return { queue, failure, lost, reload, put };
}
