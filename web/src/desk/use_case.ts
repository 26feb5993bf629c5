// One case on the screen: its view, and commands that change it.
//
// A command that meets no server is kept and tried again until it is answered; one that meets a case which somebody else has changed
// changes nothing, shows the case as it is now, and leaves to the caller what was typed.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { codeOf } from '../day/tickets.ts';
import { casePath, fetchCase } from './commands.ts';
import { happenedSince, type Happened, type View } from './view.ts';

export interface Working {
  readonly view: View | null;
  readonly failure: Failure | null; // of loading, or of the last command
  readonly changed: readonly Happened[]; // by others, since the officer last saw the case
  readonly isBusy: boolean;
  readonly isOffline: boolean; // a command waits for the server
  readonly isUnanswered: boolean; // something is under way that the desk has not answered
  readonly wasRefused: boolean; // what was answered last
  // Asks for a command, with the revision that is shown. Once at a time: null where another one is under way.
  act(part: string, body?: object): Promise<Answer<View> | null>;
  // Asks until there is an answer; null once the officer has left the case.
  insist<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | null>;
  reload(): Promise<void>;
  settle(): void; // what failed or changed has been read
}

const againMilliseconds = 1500;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, againMilliseconds));

export function useCase(desk: Desk, id: string): Working {
  const [view, setView] = useState<View | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [changed, setChanged] = useState<readonly Happened[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isOffline, setOffline] = useState(false);
  const [unanswered, setUnanswered] = useState(0);
  const [wasRefused, setRefused] = useState(false);
  const shown = useRef<View | null>(null);
  const busy = useRef(false);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => { isHere.current = false; };
  }, []);

  // An answer that is older than what is shown is dropped: two ways to it may cross.
  const put = (next: View): void => {
    if (shown.current !== null && shown.current.case_id === next.case_id && next.revision < shown.current.revision) return;
    shown.current = next;
    setView(next);
  };
  const reload = useCallback(async (): Promise<void> => {
    const answer = await fetchCase(desk, id);
    if (!isHere.current) return;
    if (answer.ok) put(answer.value);
    if (shown.current === null) setFailure(answer.ok ? null : answer.failure);
  }, [desk, id]);
  useEffect(() => void reload(), [reload]);

  const insist = useCallback(async <T,>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | null> => {
    setUnanswered((count) => count + 1);
    for (;;) {
      const answer = await ask();
      const isLost = !answer.ok && answer.failure.reason === 'unreachable';
      setOffline(isLost);
      if (!isLost) {
        setUnanswered((count) => count - 1);
        setRefused(!answer.ok);
        return answer;
      }
      if (isHere.current) await pause();
      if (!isHere.current) return null; // given up: nothing is sent that nobody sees
    }
  }, []);
  const act = useCallback(async (part: string, body: object = {}): Promise<Answer<View> | null> => {
    if (busy.current) return null;
    busy.current = true;
    setBusy(true);
    const answer = await insist(() => desk.ask<View>('POST', casePath(id, part), { revision: shown.current?.revision ?? 0, ...body }));
    busy.current = false;
    setBusy(false);
    if (answer === null) return null;
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) {
      setChanged([]);
      put(answer.value);
    } else if (['case-changed', 'not-now'].includes(codeOf(answer.failure))) {
      const before = shown.current;
      await reload();
      if (shown.current !== null) setChanged(happenedSince(before, shown.current));
    }
    return answer;
  }, [desk, id]);
  return { view, failure, changed, isBusy, isOffline, isUnanswered: unanswered > 0, wasRefused, act, insist, reload, settle: () => { setFailure(null); setChanged([]); } };
}
