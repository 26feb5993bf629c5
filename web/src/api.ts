// The server's answers, and what can go wrong on the way to them.
import type { Case, Facts } from './case.ts';
import type { Centre } from './centres/centres.ts';
import { keptField, noteKept } from './kept.ts';
import type { Fact, Policy } from './policy.ts';
import type { Organisation } from './professional/organisations.ts';

export interface OpenFact {
  readonly document: number;
  readonly fact: Fact;
}

export interface Refusal {
  readonly code: string;
  readonly clause: string;
}

export interface Verdict {
  readonly policy: string;
  readonly version: string;
  readonly verdict: 'accepted' | 'rejected' | 'undetermined';
  readonly list: string | null;
  readonly used: readonly number[];
  readonly documents: readonly { readonly index: number; readonly lines: readonly string[]; readonly refused: readonly Refusal[] }[];
  readonly open_facts: readonly OpenFact[];
  readonly advice: readonly { readonly add: readonly string[] }[];
  readonly next: OpenFact | null;
}

// A fact of the witness, or of one of their documents.
export type OpenWitnessFact = { readonly fact: WitnessFact } | OpenFact;
export type WitnessFact = 'born' | 'mitid_since' | 'mitid_present';

export interface WitnessCase {
  readonly date: string;
  readonly centre: string;
  readonly witness: {
    readonly born: string | null;
    readonly mitid_since: string | null;
    readonly mitid_present: boolean | null;
    readonly professional: boolean;
    readonly earlier: readonly string[];
  };
  readonly documents: readonly (Facts & { readonly kind: string })[];
}

export interface Eligibility {
  readonly verdict: 'eligible' | 'not-eligible' | 'undetermined';
  readonly refused: readonly Refusal[];
  readonly open_facts: readonly OpenWitnessFact[];
  readonly left: number | null;
  readonly next_day: string | null;
}

// Why there is no answer: the server could not be reached, or it said what is wrong.
export type Failure =
  | { readonly reason: 'unreachable' }
  | { readonly reason: 'problem'; readonly type: string; readonly status: number; readonly text: string; readonly more?: Readonly<Record<string, unknown>> };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

// The version of the policy that is in force today, with its texts in a language.
export function fetchPolicy(id: string, language: string): Promise<Answer<Policy>> {
  return ask<Policy>(`/api/v1/policies/${id}?lang=${language}`, {});
}

// Are these documents enough? Sends the day, the place and the documents' facts, and nothing else.
export function check(kase: Case, signal: AbortSignal): Promise<Answer<Verdict>> {
  return post<Verdict>('/api/v1/check?next=true&advice=all', request(kase), signal);
}

// May this person be a witness? Sends what is asked about, and no name or number.
export function checkWitness(witness: WitnessCase, signal: AbortSignal): Promise<Answer<Eligibility>> {
  return post<Eligibility>('/api/v1/witness/check', witness, signal);
}

export function request(kase: Case): { date: string; centre: string; documents: readonly (Facts & { kind: string })[] } {
  return { date: kase.date, centre: kase.place, documents: kase.documents.map(({ kind, facts }) => ({ kind, ...facts })) };
}

function post<T>(path: string, body: object, signal: AbortSignal): Promise<Answer<T>> {
  return ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });
}

// Organisations of professional witnesses, by the list of the server.
export async function fetchOrganisations(): Promise<Answer<readonly Organisation[]>> {
  const answer = await ask<{ readonly items?: readonly Organisation[] } | null>('/api/v1/organisations', {});
  if (!answer.ok) return answer;
  const items = answer.value?.items;
  return Array.isArray(items) ? { ok: true, value: items } : { ok: false, failure: { reason: 'unreachable' } };
}

// Centres that have these words; all of them for none.
export async function fetchCentres(words: string, signal: AbortSignal): Promise<Answer<readonly Centre[]>> {
  const answer = await ask<{ readonly items: readonly Centre[] }>(`/api/v1/centres?q=${encodeURIComponent(words)}`, { signal });
  return answer.ok ? { ok: true, value: answer.value.items } : answer;
}

// What concerns the citizen who is signed in: with sendOwn the only requests that carry a cookie.
export async function askOwn<T>(path: string, method: 'GET' | 'POST'): Promise<Answer<T>> {
  const sent = method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {};
  return ask<T>(path, { method, credentials: 'same-origin', ...sent });
}

// The same of who works here, as JSON both ways.
export function sendOwn<T>(method: 'GET' | 'POST', path: string, body?: object, fields: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
  const own = { method, credentials: 'same-origin' } as const;
  if (body === undefined) return ask<T>(path, { ...own, headers: fields });
  return ask<T>(path, { ...own, headers: { 'content-type': 'application/json', ...fields }, body: JSON.stringify(body) });
}

// Anything else, as JSON both ways, without the cookie.
export function send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, fields: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
  if (body === undefined) return ask<T>(path, { method, headers: fields });
  return ask<T>(path, { method, headers: { 'content-type': 'application/json', ...fields }, body: JSON.stringify(body) });
}

// The alerts of misuse, JSON lines, for an officer: the desk wants their access token where no other sign-in speaks for them.
export async function fetchPatterns(token: string | null): Promise<Answer<string>> {
  try {
    const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch('/desk/v1/witness-patterns', { cache: 'no-store', credentials: 'same-origin', headers });
    if (response.ok) return { ok: true, value: await response.text() };
    return { ok: false, failure: problem(response.status, await response.json().catch(() => null)) };
  } catch {
    return { ok: false, failure: { reason: 'unreachable' } };
  }
}

// A network that says nothing any more would keep whoever waits for it for ever.
export const askMilliseconds = 30_000;

// Aborted with `given`, and after that time. By hand, since browsers of before 2024 have no AbortSignal.any().
function limited(given: AbortSignal | null | undefined): { readonly signal: AbortSignal; readonly over: () => void } {
  const own = new AbortController();
  const stop = (): void => own.abort(given?.reason);
  const timer = setTimeout(() => own.abort(new DOMException('no answer in time', 'TimeoutError')), askMilliseconds);
  if (given?.aborted === true) stop();
  given?.addEventListener('abort', stop, { once: true });
  return {
    signal: own.signal,
    over: () => {
      clearTimeout(timer);
      given?.removeEventListener('abort', stop);
    },
  };
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  const { signal, over } = limited(init.signal);
  try {
    const response = await fetch(path, { cache: 'no-store', credentials: 'omit', ...init, signal });
    noteKept(response.headers.get(keptField));
    const body: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, failure: problem(response.status, body) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return { ok: false, failure: { reason: 'unreachable' } };
  } finally {
    over();
  }
}

// Whether a failure leaves open what was done, and may be over when one asks again: nothing was heard, or the server failed on the way.
export const isLost = (failure: Failure): boolean => failure.reason === 'unreachable' || failure.status >= 500;

// RFC 9457: the detail says it best, else the title.
function problem(status: number, body: unknown): Failure {
  const { type, title, detail, ...more } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = [detail, title].find((each) => typeof each === 'string' && each !== '');
  return { reason: 'problem', status, type: typeof type === 'string' ? type : '', text: typeof text === 'string' ? text : String(status), more };
}
