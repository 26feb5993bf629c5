// One's session at the desk, as the server tells it, and what can be done to it.
//
// PRIVACY: the secret is in a cookie that no script can read; the page's token is in memory alone.
import { sendOwn, type Answer } from '../api.ts';
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

// The token of the page, as the server said it last.
let token = '';

async function tell(answering: Promise<Answer<SessionView>>): Promise<Answer<SessionView>> {
  const answer = await answering;
  if (answer.ok) token = answer.value.token ?? '';
  return answer;
}

// What each change carries.
export const pageToken = (): Readonly<Record<string, string>> => ({ 'x-session-token': token });

const change = (what: string, body: object = {}): Promise<Answer<SessionView>> => tell(sendOwn('POST', `${path}/${what}`, body, pageToken()));

export const fetchSession = (): Promise<Answer<SessionView>> => tell(sendOwn('GET', path));
// Where whoever has signed in works now.
export async function ownCentre(): Promise<string | null> {
  const session = await fetchSession();
  return session.ok ? session.value.person?.centre ?? null : null;
}
export const signIn = (name: string, password: string): Promise<Answer<SessionView>> => tell(sendOwn('POST', path, { name, password }));
export const lock = (): Promise<Answer<SessionView>> => change('lock');
export const noteActivity = (): Promise<Answer<SessionView>> => change('activity');
export const chooseCentre = (centre: string): Promise<Answer<SessionView>> => change('centre', { centre });
export const signOut = (everywhere = false): Promise<Answer<SessionView>> => change('end', { everywhere });

export type Purpose = 'second-factor' | 'unlock' | 'step-up';

// Null where an authenticator gave no answer: cancelled, or none is there.
export async function prove(purpose: Purpose, way: Way, text: string): Promise<Answer<SessionView> | null> {
  if (way === 'password') return change(purpose, { method: way, password: text });
  if (way !== 'passkey') return change(purpose, { method: way, code: text.trim().replaceAll(' ', '') });
  const challenge = await sendOwn<Challenge>('POST', `${path}/challenge`, {}, pageToken());
  if (!challenge.ok) return challenge;
  const credential = await answerOf(challenge.value);
  return credential === null ? null : change(purpose, { method: way, credential });
}
