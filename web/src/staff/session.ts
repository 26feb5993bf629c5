// One's session at the desk, as the server tells it, and what can be done to it.
//
// PRIVACY: the secret is in a cookie that no script can read; the page's token is in memory alone.
import { sendOwn, type Answer, type Failure } from '../api.ts';
import { answerOf, type Challenge } from './passkeys.ts';

export type Way = 'totp' | 'passkey' | 'recovery' | 'password';

export interface RoleAt {
  readonly centre: string; // "*": every one
  readonly role: Role;
}
export const roles = ['officer', 'second-officer', 'supervisor', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number];

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly shown_name: string;
  readonly centre: string;
  readonly centre_name: string;
  readonly trained_until: string | null;
  readonly trained: boolean;
  readonly roles: readonly RoleAt[];
}

// Whether they work as one of these at the centre where they are now; the server asks the same again.
export function worksAs(me: Me | null, ...wanted: readonly Role[]): boolean {
  return me !== null && me.roles.some(({ centre, role }) => (centre === '*' || centre === me.centre) && wanted.includes(role));
}

export interface SessionView {
  readonly state: 'none' | 'second-factor' | 'open' | 'locked' | 'token' | 'device';
  readonly token?: string;
  readonly methods?: readonly Way[];
  readonly person?: Me;
  readonly idle_seconds_left?: number;
  readonly seconds_left?: number;
  readonly password?: boolean; // else they sign in with MitID Erhverv alone
  readonly broker?: boolean; // MitID Erhverv is another way to sign in
}

const path = '/desk/v1/session';

// The token of the page, as the server said it last, and all that it said then.
let token = '';
let latest: SessionView | null = null;

// Answers can come in another order than that of their questions, and what was looked at before a deed says nothing of what is after it: a
// page that is locked would be open again.
let sent = 0;
let heard = 0; // the number of the newest request that has been answered
let heardDeed = 0;
let turn = 0; // deeds that have begun or been answered

// What is so now, where the answer is too old to say it.
async function tell(isDeed: boolean, ask: () => Promise<Answer<SessionView>>): Promise<Answer<SessionView>> {
  const number = ++sent;
  if (isDeed) turn++;
  const begun = turn;
  const answer = await ask();
  const isOld = isDeed ? number < heardDeed : number < heard || begun !== turn;
  if (isDeed) turn++;
  if (!answer.ok) return answer;
  if (isOld && latest !== null) return { ok: true, value: latest };
  heard = Math.max(heard, number);
  if (isDeed) heardDeed = number;
  token = answer.value.token ?? '';
  latest = answer.value;
  return answer;
}

// What each change carries.
export const pageToken = (): Readonly<Record<string, string>> => ({ 'x-session-token': token });

export const isProblem = (failure: Failure, type: string): boolean => failure.reason === 'problem' && failure.type.endsWith(`:${type}`);

// Asks; where somebody has signed in anew in another tab, the token is another, and it asks once more. Not if they are somebody else or have
// unlocked it there: then that is the answer.
async function asOne<T>(purpose: string, ask: () => Promise<Answer<T>>): Promise<Answer<T> | Answer<SessionView>> {
  const before = latest?.person?.id;
  const answer = await ask();
  if (answer.ok || !isProblem(answer.failure, 'no-session-token')) return answer;
  const now = await fetchSession();
  const isDone = now.ok && (now.value.person?.id !== before || (purpose === 'unlock' && now.value.state === 'open'));
  return !now.ok || isDone ? now : ask();
}

const change = (what: string, body: object = {}): Promise<Answer<SessionView>> =>
  asOne(what, () => tell(what !== 'activity', () => sendOwn('POST', `${path}/${what}`, body, pageToken())));

export const fetchSession = (): Promise<Answer<SessionView>> => tell(false, () => sendOwn('GET', path));
// Where whoever has signed in works now.
export async function ownCentre(): Promise<string | null> {
  const session = await fetchSession();
  return session.ok ? session.value.person?.centre ?? null : null;
}
export const signIn = (name: string, password: string): Promise<Answer<SessionView>> => tell(true, () => sendOwn('POST', path, { name, password }));
export const lock = (): Promise<Answer<SessionView>> => change('lock');
export const noteActivity = (): Promise<Answer<SessionView>> => change('activity');
export const chooseCentre = (centre: string): Promise<Answer<SessionView>> => change('centre', { centre });
export const signOut = (everywhere = false): Promise<Answer<SessionView>> => change('end', { everywhere });

export type Purpose = 'second-factor' | 'unlock' | 'step-up';

// Null where an authenticator gave no answer: cancelled, or none is there.
export async function prove(purpose: Purpose, way: Way, text: string): Promise<Answer<SessionView> | null> {
  if (way === 'password') return change(purpose, { method: way, password: text });
  if (way !== 'passkey') return change(purpose, { method: way, code: text.trim().replaceAll(' ', '') });
  const challenge = await asOne(purpose, () => sendOwn<Challenge>('POST', `${path}/challenge`, {}, pageToken()));
  if (!challenge.ok) return challenge;
  if ('state' in challenge.value) return { ok: true, value: challenge.value };
  const credential = await answerOf(challenge.value);
  return credential === null ? null : change(purpose, { method: way, credential });
}
