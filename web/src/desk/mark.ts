// A silent mark of a case: that somebody is forced, or that something is suspicious.
//
// Nothing on the screen tells that a mark was set: not when it was, and not when it could not be. So it is asked for until the desk has
// answered, also after the case was left; the same mark twice is one.
import type { Failure } from '../api.ts';
import type { Desk } from '../day/desk.tsx';
import { casePath } from './commands.ts';

const firstMilliseconds = 1500;
const mostMilliseconds = 24_000;
const later = [401, 408, 423, 425, 429]; // nobody is signed in, or too much at once: not for ever

const isFinal = (failure: Failure): boolean => failure.reason === 'problem' && failure.status < 500 && !later.includes(failure.status);

export async function setMark(desk: Desk, id: string, kind: 'coercion' | 'suspicion'): Promise<void> {
  for (let wait = firstMilliseconds; ; wait = Math.min(2 * wait, mostMilliseconds)) {
    const answer = await desk.ask('POST', casePath(id, 'flag'), { kind });
    if (answer.ok || isFinal(answer.failure)) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
