// When a session locks by itself: told a minute before, put off while somebody types or clicks. At zero it is over, whether the server can be
// asked or not, and it is asked until it answers.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SessionView } from './session.ts';

export const warningSeconds = 60;
const reportMilliseconds = 30_000;
const lookMilliseconds = 20_000;
const overMilliseconds = 2000; // between two looks when it is over

interface Doing {
  readonly look: () => Promise<void>; // ask how it stands: another tab may have put it off
  readonly stay: () => Promise<boolean>; // somebody is at work; whether the server has heard so
}

// The seconds that are left, where it is time to say so.
export function warningOf(idleEndsAt: number, now: number): number | null {
  const left = Math.ceil((idleEndsAt - now) / 1000);
  return left > warningSeconds ? null : Math.max(0, left);
}

export function useIdle(session: SessionView | null, doing: Doing): { readonly secondsLeft: number | null; readonly stay: () => void } {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const latest = useRef(doing);
  latest.current = doing;
  const looked = useRef(0);
  const isLooking = useRef(false);
  const reported = useRef(0); // when the server was last told, which nothing but telling it changes
  const look = async (): Promise<void> => {
    isLooking.current = true;
    await latest.current.look();
    looked.current = Date.now();
    isLooking.current = false;
  };
  const stay = async (): Promise<void> => {
    reported.current = Date.now();
    if (!await latest.current.stay()) reported.current = 0; // the next key tries again
  };
  useLayoutEffect(() => { // what was open is covered before it is seen
    setSecondsLeft(null);
    if (session?.state !== 'open') return;
    const idleEndsAt = Date.now() + Math.min(session.idle_seconds_left ?? 0, session.seconds_left ?? 0) * 1000;
    const tick = (): void => {
      const left = warningOf(idleEndsAt, Date.now());
      setSecondsLeft(left);
      // As the minute begins, now and then within it, and when it is over.
      if (left !== null && !isLooking.current && Date.now() - looked.current > (left === 0 ? overMilliseconds : lookMilliseconds)) void look();
    };
    const ticking = setInterval(tick, 1000);
    tick();
    const work = (event: Event): void => {
      const isOver = warningOf(idleEndsAt, Date.now()) === 0;
      if (event.isTrusted && !isOver && Date.now() - reported.current >= reportMilliseconds) void stay();
    };
    for (const kind of ['keydown', 'pointerdown'] as const) document.addEventListener(kind, work, true);
    return () => {
      clearInterval(ticking);
      for (const kind of ['keydown', 'pointerdown'] as const) document.removeEventListener(kind, work, true);
    };
  }, [session]);
  return { secondsLeft, stay: () => void stay() };
}
