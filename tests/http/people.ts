// People who work at a desk under test: accounts with a password and one-time codes, and their sessions as a browser keeps them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { change, urlOf } from './desk_database.ts';
import type { Description } from './description.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');

export const password = 'my very own phrase of words';
export const nonce = 'bm9uY2Utb2YtdGVzdHMtMQ'; // 16 bytes
const totpKey = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export interface Person {
  readonly name: string;
  readonly centre: string;
  readonly roles: readonly string[]; // ROLE or ROLE@CENTRE
  readonly trainedUntil?: string;
}

// Makes the accounts in the database of a desk that has not started yet (startDesk's `prepare`).
export function addPeople(folder: string, people: readonly Person[]): void {
  writeFileSync(join(folder, 'password'), `${password}\n`);
  writeFileSync(join(folder, 'totp'), `${totpKey}\n`);
  for (const { name, centre, roles, trainedUntil = '2999-12-31' } of people) {
    homes.set(name, folder);
    used.delete(name);
    execFileSync(binary, ['staff', 'add', name, '--database', urlOf(folder), '--keys', join(folder, 'keys'), '--centre', centre,
      ...roles.flatMap((role) => ['--role', role]), ...(trainedUntil === '' ? [] : ['--trained-until', trainedUntil]),
      '--password-file', join(folder, 'password'), '--totp-key-file', join(folder, 'totp')], { cwd: root, stdio: 'pipe' });
  }
}

// RFC 6238 with SHA-1, of the key that every account here has.
export function oneTimeCode(step: number, key = totpKey): string {
  const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const used = new Map<string, number>();
const homes = new Map<string, string>(); // of an account, by its name: the folder of the database that it was made in last

// Lets the account use codes again that it has used: what half a minute does.
function forgetCodes(name: string): void {
  const folder = homes.get(name);
  assert.ok(folder !== undefined, `${name} is an account of addPeople`);
  change(folder, 'update staff_account set totp_step = 0 where sign_in_name = ?', name);
  used.delete(name);
}

// What a quarter of an hour does: nobody has tried in vain.
export function forgetTries(folder: string): void {
  change(folder, 'delete from staff_try');
}

// A code that the account has not used yet: the one of this step, or of the next. The one of the step before would be too old where the step ends
// on its way. Codes serve once, so before a third one the account forgets.
export function freshCode(name: string): string {
  const now = Math.floor(Date.now() / 30_000);
  if ((used.get(name) ?? 0) > now) forgetCodes(name);
  const step = Math.max(now, (used.get(name) ?? 0) + 1);
  used.set(name, step);
  return oneTimeCode(step);
}

// Answers of the routes of this tag are held against the description, where a test has set one.
export const held: { description?: Description; tag?: string; origin?: string } = {};

function hold(method: string, path: string, answer: Response, text: string): void {
  const segments = (path.split('?')[0] ?? '').split('/');
  const fits = (route: string): boolean => {
    const parts = route.split('/');
    return parts.length === segments.length && parts.every((part, at) => part === segments[at] || part.startsWith('{'));
  };
  const found = (held.description?.operations() ?? []).filter(({ path: route, operation }) => operation.tags.includes(held.tag ?? '') && fits(route));
  const route = found.sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))[0]?.path;
  if (route !== undefined) held.description?.hold(method, route, answer, text);
}

export interface Reply { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }

export async function send(origin: string, method: string, path: string, body?: unknown, fields: Record<string, string> = {}): Promise<Reply> {
  const answer = await fetch(origin + path, {
    method, redirect: 'manual', headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...fields },
    ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body as BodyInit : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (origin === held.origin) hold(method, path, answer, text);
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) as Record<string, unknown> : {}, headers: answer.headers };
}

export const problem = ({ body }: Reply): string => String(body['type']).replace('urn:skranke:problem:', '');

export function expect(status: number, reply: Reply, type?: string): Reply {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  if (type !== undefined) assert.equal(problem(reply), type);
  return reply;
}

// A browser's side of a session: its cookie, and the token of its page.
export class Session {
  cookie = '';
  token = '';
  readonly #origin: string;

  constructor(origin: string) { this.#origin = origin; }

  async ask(method: string, path: string, body?: unknown, fields: Record<string, string> = {}): Promise<Reply> {
    const reply = await send(this.#origin, method, path, body, {
      ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...(this.token === '' || method === 'GET' ? {} : { 'x-session-token': this.token }), ...fields,
    });
    const set = reply.headers.getSetCookie().at(-1);
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    if (typeof reply.body['token'] === 'string') this.token = reply.body['token'];
    return reply;
  }
}

// Signs in with password and one-time code.
export async function signedIn(origin: string, name: string): Promise<Session> {
  const session = new Session(origin);
  expect(200, await session.ask('POST', '/desk/v1/session', { name, password }));
  const second = expect(200, await session.ask('POST', '/desk/v1/session/second-factor', { method: 'totp', code: freshCode(name) }));
  assert.equal(second.body['state'], 'open');
  return session;
}
