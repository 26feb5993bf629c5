// When a session locks by itself: told a minute before, put off while somebody types or clicks.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionView } from './session.ts';

export const warningSeconds = 60;
const reportMilliseconds = 30_000;
const lookMilliseconds = 20_000;

interface Doing {
  readonly look: () => Promise<void>; // ask how it stands: another tab may have put it off
  readonly stay: () => Promise<void>; // somebody is at work
}

// The seconds that are left, where it is time to say so.
export function warningOf(idleEndsAt: number, now: number): number | null {
  const left = Math.ceil((idleEndsAt - now) / 1000);
  return left > warningSeconds ? null : Math.max(0, left);
}

export function useIdle(session: SessionView | null, doing: Doing): { readonly secondsLeft: number | null } {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const latest = useRef(doing);
  latest.current = doing;
  const looked = useRef(0);
  useEffect(() => {
    setSecondsLeft(null);
    if (session?.state !== 'open') return;
    const told = Date.now();
    const idleEndsAt = told + Math.min(session.idle_seconds_left ?? 0, session.seconds_left ?? 0) * 1000;
    const tick = (): void => {
      const left = warningOf(idleEndsAt, Date.now());
      setSecondsLeft(left);
      // As the minute begins, now and then within it, and when it is over.
      if (left !== null && Date.now() - looked.current > lookMilliseconds) {
        looked.current = Date.now();
        void latest.current.look();
      }
      if (left === 0) {
        clearInterval(ticking);
        setTimeout(() => void latest.current.look(), 1000);
      }
    };
    const ticking = setInterval(tick, 1000);
    tick();
    let reported = told;
    const work = (event: Event): void => {
      if (!event.isTrusted || Date.now() - reported < reportMilliseconds) return;
      reported = Date.now();
      void latest.current.stay();
    };
    for (const kind of ['keydown', 'pointerdown'] as const) document.addEventListener(kind, work, true);
    return () => {
      clearInterval(ticking);
      for (const kind of ['keydown', 'pointerdown'] as const) document.removeEventListener(kind, work, true);
    };
  }, [session]);
  return { secondsLeft };
}
