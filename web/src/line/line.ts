// The waiting list as the API gives it, and what the pages make of it.
import { send, type Answer, type Failure } from '../api.ts';

export interface Offer {
  readonly sequence: number; // an answer says which offer it is to
  readonly start: string; // RFC 3339 with the centre's own offset, as everywhere
  readonly end: string;
  readonly until: string; // held for whom it was offered to
}

export type Ending = 'unanswered' | 'left' | 'days-over' | 'visit-cancelled' | 'visit-changed';

export interface Entry {
  readonly state: 'waiting' | 'offered' | 'taken' | 'over';
  readonly centre: string;
  readonly service: string;
  readonly from: string; // days
  readonly to: string;
  readonly earlier: boolean; // for a visit that is booked
  readonly before: number | null; // in line, for some of the same days
  readonly missed: number; // offers that were not answered
  readonly ending: Ending | null;
  readonly offer: Offer | null;
  readonly visit: { readonly start: string; readonly end: string; readonly manage_url: string } | null;
  readonly waiting_url: string;
}

export interface WaitWish {
  readonly centre: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

// `key` is the same for each try of one wish, so that a second try of what arrived is the same entry.
export function waitForTime(wish: WaitWish, language: string, key: string): Promise<Answer<Entry>> {
  const { email, phone, ...others } = wish;
  const reach = { ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone }) };
  return send('POST', '/api/v1/waiting', { ...others, ...reach, lang: language }, { 'Idempotency-Key': key });
}

export const fetchEarlier = (booking: string): Promise<Answer<{ readonly waiting: Entry | null }>> => send('GET', `/api/v1/bookings/${booking}/earlier`);
export const waitForEarlier = (booking: string, from: string): Promise<Answer<Entry>> => send('POST', `/api/v1/bookings/${booking}/earlier`, { from });
export const fetchEntry = (token: string): Promise<Answer<Entry>> => send('GET', `/api/v1/waiting/${token}`);
export const leaveLine = (token: string): Promise<Answer<Entry>> => send('DELETE', `/api/v1/waiting/${token}`);

export function answerOffer(token: string, answer: 'accept' | 'decline', { sequence }: Offer): Promise<Answer<Entry>> {
  return send('POST', `/api/v1/waiting/${token}/${answer}`, { seen: sequence });
}

// The secret of a link to a page of this kind: the last part of its path.
export function secretIn(path: string, page: string): string | null {
  const [, , folder, token = ''] = path.split('/');
  return folder === page && /^[0-9a-f]{33,200}$/.test(token) ? token : null;
}

// Which of the texts about the place in line is true.
export function placeKey(before: number): 'ui.line.before.none' | 'ui.line.before.one' | 'ui.line.before.several' {
  if (before === 0) return 'ui.line.before.none';
  return before === 1 ? 'ui.line.before.one' : 'ui.line.before.several';
}

// Why an answer to an offer did nothing.
export function whyKey(failure: Failure): 'ui.error.unreachable' | 'ui.book.refused.already-booked' | 'ui.line.offer_over' | 'ui.error.problem' {
  if (failure.reason !== 'problem') return 'ui.error.unreachable';
  if (failure.type.endsWith(':already-booked')) return 'ui.book.refused.already-booked';
  return failure.status === 409 ? 'ui.line.offer_over' : 'ui.error.problem';
}

// The path of a link of ours in the language of the page that it is shown on, whatever origin and language it names.
export const pathOf = (url: string, language: string): string => new URL(url).pathname.replace(/^\/[^/]*/, `/${language}`);
