// The queue of a centre as it is now: fetched, again each time that the desk says it has changed, and again after a while where that failed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isLost, type Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { listen } from '../day/events.ts';
import type { Queue, Ticket } from '../day/tickets.ts';
import { withTicket } from './work.ts';

const againMilliseconds = 5000;

export interface Live {
  readonly queue: Queue | null;
  readonly failure: Failure | null; // of the last try to fetch it
  readonly lost: Date | null; // since when what is shown may be old: nothing is heard, or it could not be fetched
  readonly reload: () => Promise<void>;
  readonly put: (ticket: Ticket) => void; // what the desk has answered about one of its tickets
}

export function useLive(desk: Desk, centre: string): Live {
  const [queue, setQueue] = useState<Queue | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [deaf, setDeaf] = useState<Date | null>(null); // since when nothing is heard
  const [stale, setStale] = useState<Date | null>(null); // since when fetching fails
  const [round, setRound] = useState(0);
  const fetching = useRef<Promise<void> | null>(null);
  const isWanted = useRef(false); // once more, after the fetch that is under way

  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isHere = useRef(true);

  const once = async (): Promise<void> => {
    clearTimeout(again.current);
    const answer = await desk.ask<Queue>('GET', `/desk/v1/queue?${new URLSearchParams({ centre })}`);
    setFailure(answer.ok ? null : answer.failure);
    setStale((before) => (answer.ok ? null : (before ?? new Date())));
    if (!answer.ok && isLost(answer.failure) && isHere.current) again.current = setTimeout(() => void reload(), againMilliseconds);
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
    isHere.current = true;
    void reload();
    const leave = listen({
      path: `/desk/v1/queue/events?${new URLSearchParams({ centre })}`,
      init: desk.init,
      event: 'queue',
      received: () => void reload(),
      turned: (isOpen) => {
        setDeaf((before) => (isOpen ? null : (before ?? new Date())));
        if (isOpen) void reload();
      },
      refused: (status) => {
        if (status !== 401) return;
        desk.forget();
        setTimeout(() => setRound(round + 1), againMilliseconds); // whoever signs in again over the page sees it go on
      },
    });
    return () => {
      isHere.current = false;
      leave();
      clearTimeout(again.current);
    };
  }, [desk, centre, round]);
  const put = (ticket: Ticket): void => setQueue((before) => (before === null ? null : withTicket(before, ticket)));
  return { queue, failure, lost: deaf ?? stale, reload, put };
}
