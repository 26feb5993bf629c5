// What a page draws for the invitation that it shows: the key of one-time codes is made of it too, so that nobody who has seen the invitation
// only knows that key. It stays in this tab until the enrolment is done, and a page that is loaded again is offered the same key.
import { toBase64url } from '../staff/passkeys.ts';

const key = 'enrolment-nonce';
const bytes = 16;

function kept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing: a page that is loaded again is offered another key
  }
}

function keep(nonce: string | null): void {
  try {
    if (nonce === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, nonce);
  } catch {
    // As above.
  }
}

let drawn: string | null = null;

export function nonce(): string {
  drawn ??= kept() ?? toBase64url(crypto.getRandomValues(new Uint8Array(bytes)).buffer);
  keep(drawn);
  return drawn;
}

export function forgetNonce(): void {
  drawn = null;
  keep(null);
}
