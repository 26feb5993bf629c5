// Booking where answers may be lost. All tries of one page have one key, which the server keeps with what it has booked: so that a try with other words,
// after one that had arrived unheard, books nothing a second time, and is told of the first.
import type { Answer } from '../api.ts';
import { book, isHoldOver, isKeyUsed, isSlotFull, type Visit, type Wish } from './visits.ts';
import type { Held } from './held.ts';

const quickMs = 3000; // for the hold's own answer, before one books without it
const patientMs = 15_000; // where that was refused: by one's own hold, perhaps

export interface Made {
  readonly visit: Visit;
  readonly isEarlier: boolean; // it is what an earlier try had asked for, in other words
}

export class Tries {
  readonly #key = crypto.randomUUID();
  readonly #language: string;
  readonly #sent = new Map<string, Wish>();

  constructor(language: string) {
    this.#language = language;
  }

  async book(wish: Omit<Wish, 'hold_id'>, held: Held): Promise<Answer<Made>> {
    const hold_id = await held.id(quickMs);
    let answer = await this.#send({ ...wish, hold_id });
    if (!answer.ok && hold_id !== null && isHoldOver(answer.failure)) {
      held.gone();
      answer = await this.#send({ ...wish, hold_id: null });
    } else if (!answer.ok && hold_id === null && isSlotFull(answer.failure)) {
      const late = await held.id(patientMs);
      if (late !== null) answer = await this.#send({ ...wish, hold_id: late });
    }
    if (answer.ok) return { ok: true, value: { visit: answer.value, isEarlier: false } };
    return isKeyUsed(answer.failure) ? this.#earlier(answer) : answer;
  }

  async #earlier(refused: Answer<never>): Promise<Answer<Made>> {
    for (const wish of this.#sent.values()) {
      const answer = await this.#send(wish);
      if (answer.ok) return { ok: true, value: { visit: answer.value, isEarlier: true } };
      if (!isKeyUsed(answer.failure)) return answer;
    }
    return refused;
  }

  #send(wish: Wish): Promise<Answer<Visit>> {
    this.#sent.set(JSON.stringify(wish), wish);
    return book(wish, this.#language, this.#key);
  }
}
