// People who work at a desk under test, and sessions of theirs.
//
// Pages that are not about signing in begin with a session that was put into the database: one-time codes serve once, and a test that
// signed in each time would wait for the next code. sign_in.test.ts goes the whole way.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { binary } from './server.ts';
import { withSeal } from '../../../tests/http/sealing.ts';

const root = join(import.meta.dirname, '../../..');
export const password = 'my very own phrase of words';
const totpKey = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export interface Person {
  readonly name: string;
  readonly centre: string;
  readonly roles: readonly string[];
  readonly shown?: string;
}

// Before the server has its database open.
export function addPeople(folder: string, people: readonly Person[]): void {
  writeFileSync(join(folder, 'password'), `${password}\n`);
  writeFileSync(join(folder, 'totp'), `${totpKey}\n`);
  for (const { name, centre, roles, shown = name } of people) {
    execFileSync(binary, ['staff', 'add', name, '--database', `sqlite:${join(folder, 'skranke.db')}`, '--keys', join(folder, 'keys'), '--centre', centre,
      '--shown-name', shown, ...roles.flatMap((role) => ['--role', role]), '--trained-until', '2999-12-31', '--password-file', join(folder, 'password'),
      '--totp-key-file', join(folder, 'totp')], { env: { ...process.env, SKRANKE_HOME: root }, stdio: 'pipe' });
  }
}

export function databaseOf(folder: string): DatabaseSync {
  const database = withSeal(new DatabaseSync(join(folder, 'skranke.db')));
  database.exec('pragma busy_timeout = 20000');
  return database;
}

// RFC 6238 with SHA-1, of a key in base32.
export function oneTimeCode(step: number, key = totpKey): string {
  const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  return String((hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// Codes serve once: `offset` from -1 to 1, growing from one use of an account to the next.
export const codeNow = (offset = 0, key = totpKey): string => oneTimeCode(Math.floor(Date.now() / 30_000) + offset, key);

// An open session of this account, as its cookie in the page's browser; the page is loaded again.
export async function beSignedIn(page: Page, folder: string, name: string): Promise<void> {
  const secret = randomBytes(32).toString('hex');
  const now = Math.floor(Date.now() / 1000);
  const database = databaseOf(folder);
  const { account_id: account, centre_id: centre } = database.prepare('select account_id, centre_id from staff_account where sign_in_name = ?').get(name) as Record<string, string>;
  database.prepare("insert into staff_session (session, account_id, centre_id, state, begun_at, used_at, stepped_up_at, challenge, challenge_until) values (?, ?, ?, 'open', ?, ?, ?, x'', 0)")
    .run(createHash('sha256').update(secret).digest('hex'), account ?? '', centre ?? '', now, now, now);
  database.close();
  const { origin } = new URL(page.url());
  await page.context().addCookies([{ name: 'skranke_desk', value: secret, url: origin, httpOnly: true, sameSite: 'Strict' }]);
  await page.reload();
}
