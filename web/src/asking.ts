// Asking the server for a change, on a page that shows what holds now. The answer to a change that was made can be lost on its way, so a failure does
// not say that nothing was done: after any, what holds now is fetched again, and that alone says whether it was done.
import { useEffect, useState } from 'preact/hooks';
import { isLost, type Answer, type Failure } from './api.ts';

export interface NotDone {
  readonly failure: Failure;
  readonly isKnown: boolean; // that it was not done: refused, or seen so afterwards
}

export interface Told<T, D> {
  readonly now: T | null; // by the newest answer
  readonly failure: Failure | null; // of the newest look
  readonly done: D | null;
  readonly notDone: NotDone | null;
  readonly isSending: boolean;
}

// Whether what was asked for holds now; null: that can't be seen.
type IsDone<T> = (now: T) => boolean | null;

export class Asking<T, D extends string> {
  told: Told<T, D> = { now: null, failure: null, done: null, notDone: null, isSending: false };
  changed: (told: Told<T, D>) => void = () => undefined;
  private readonly fetchNow: () => Promise<Answer<T>>;
  private readonly markOf: (now: T) => string;
  private wish: { readonly done: D; readonly isDone: IsDone<T> } | null = null; // while it is not known to be done
  // Looks are numbered, so that an answer that comes late never takes the place of what was heard after it was asked for.
  private begun = 0;
  private shown = 0;

  // What was said is about something else once the mark of what holds has changed.
  constructor(fetchNow: () => Promise<Answer<T>>, markOf: (now: T) => string) {
    this.fetchNow = fetchNow;
    this.markOf = markOf;
  }

  async look(): Promise<void> {
    if (this.told.isSending) return;
    const number = ++this.begun;
    const answer = await this.fetchNow();
    if (number < this.shown) return;
    this.shown = number;
    if (!answer.ok) return this.tell({ failure: answer.failure });
    const { now, notDone } = this.told;
    const isDone = this.wish?.isDone(answer.value) ?? null;
    if (this.wish !== null && isDone === true) this.end(answer.value, this.wish.done);
    else if (now !== null && this.markOf(now) !== this.markOf(answer.value)) this.end(answer.value, null);
    else this.tell({ now: answer.value, failure: null, notDone: notDone !== null && isDone === false && !notDone.isKnown ? { ...notDone, isKnown: true } : notDone });
  }

  // One at a time. An answer that is null does not say what holds then.
  async ask(send: () => Promise<Answer<T | null>>, done: D, isDone: IsDone<T>): Promise<void> {
    if (this.told.isSending) return;
    this.shown = ++this.begun;
    this.tell({ isSending: true, done: null, notDone: null });
    const answer = await send();
    const now = answer.ok && answer.value !== null ? { ok: true, value: answer.value } as const : await this.fetchNow();
    this.shown = ++this.begun;
    const seen = now.ok ? isDone(now.value) : null;
    this.wish = answer.ok || seen === true ? null : { done, isDone };
    this.tell({
      isSending: false,
      ...(now.ok ? { now: now.value, failure: null } : { failure: now.failure }),
      done: this.wish === null ? done : null,
      notDone: answer.ok || seen === true ? null : { failure: answer.failure, isKnown: seen === false || !isLost(answer.failure) },
    });
  }

  // Forgets what was said.
  calm(): void {
    this.wish = null;
    this.tell({ done: null, notDone: null });
  }

  private end(now: T, done: D | null): void {
    this.wish = null;
    this.tell({ now, failure: null, done, notDone: null });
  }

  private tell(part: Partial<Told<T, D>>): void {
    this.told = { ...this.told, ...part };
    this.changed(this.told);
  }
}

// Looks at once, when `when` is another, and when the page is seen again: an old tab, and a page that one goes back to, show what held long ago.
export function useAsking<T, D extends string = never>(fetchNow: () => Promise<Answer<T>>, markOf: (now: T) => string = () => '', when = ''): Asking<T, D> {
  const [asking] = useState(() => new Asking<T, D>(fetchNow, markOf));
  const [, setTold] = useState(asking.told);
  asking.changed = setTold;
  useEffect(() => void asking.look(), [when]);
  useEffect(() => {
    const shown = (event: PageTransitionEvent): void => { if (event.persisted) void asking.look(); };
    const turned = (): void => { if (!document.hidden) void asking.look(); };
    addEventListener('pageshow', shown);
    document.addEventListener('visibilitychange', turned);
    return () => {
      removeEventListener('pageshow', shown);
      document.removeEventListener('visibilitychange', turned);
    };
  }, []);
  return asking;
}
