// The time that is held while the rest is filled in: one at a time, and the one before is given back before the next is asked for. A counter that one's own
// hold takes is not free for a time that overlaps it.
import type { Answer, Failure } from '../api.ts';
import { hold, release, type Hold } from './visits.ts';

const holdLastsMs = 5 * 60_000;

export class Held {
  #wanted: string | null = null; // the slot that was chosen last,
  #isKept = false; // and whether it is held, or asked for
  #holding: Promise<string | null> = Promise.resolve(null); // its hold, once that is known
  #over: ReturnType<typeof setTimeout> | undefined;
  readonly #tell: (isHeld: boolean) => void;

  // `tell`: whether the time that is chosen is held, each time that it changes.
  constructor(tell: (isHeld: boolean) => void) {
    this.#tell = tell;
  }

  // The slot that is chosen already keeps its hold. Gives why it can't be held, if it is still the one that is wanted.
  async choose(slot: string | null): Promise<Failure | null> {
    if (slot !== null && this.#wanted === slot && this.#isKept) return null;
    this.#wanted = slot;
    this.#isKept = slot !== null;
    const before = this.#holding;
    const asking = (async (): Promise<Answer<Hold> | null> => {
      const earlier = await before;
      if (earlier !== null) await release(earlier);
      return slot !== null && this.#wanted === slot ? hold(slot) : null;
    })();
    this.#holding = asking.then((answer) => answer?.ok === true ? answer.value.hold_id : null);
    this.#told(false);
    const answer = await asking;
    if (answer === null || this.#wanted !== slot) return null; // the choice that came since gives it back
    if (!answer.ok) {
      this.#isKept = false;
      return answer.failure;
    }
    this.#told(true);
    return null;
  }

  // What it is held by; null where it is not, or where that is not known within so many milliseconds.
  async id(withinMs: number): Promise<string | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), withinMs); });
    const known = await Promise.race([this.#holding, late]);
    clearTimeout(timer);
    return known;
  }

  // The server has it no longer: it was used, or its time was over.
  gone(): void {
    this.#holding = Promise.resolve(null);
    this.#isKept = false;
    this.#told(false);
  }

  #told(isHeld: boolean): void {
    clearTimeout(this.#over);
    if (isHeld) this.#over = setTimeout(() => this.gone(), holdLastsMs);
    this.#tell(isHeld);
  }
}
