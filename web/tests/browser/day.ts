// A centre on a day on which it is open at any hour, with officers and a screen, against the real server.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { addPeople, beSignedIn } from './people.ts';
import { startServer, type Server } from './server.ts';

// Visits of the next two hours have to begin today: late in the evening in Denmark, it is afternoon in Greenland.
const isLate = Number(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Copenhagen', hour: '2-digit', hourCycle: 'h23' }).format()) >= 20;
export const centre = isLate ? 'sermersooq' : 'aarhus';
export const town = isLate ? 'Nuuk' : 'Aarhus';
export const zone = isLate ? 'America/Nuuk' : 'Europe/Copenhagen';
export const today = new Intl.DateTimeFormat('sv', { timeZone: zone }).format();

// Access tokens, for requests of the tests themselves; at a page the first two are people who have signed in.
export const officer = 'token-of-an-officer';
export const administrator = 'token-of-an-administrator';
export const screen = 'token-of-a-screen';

const folders = new Map<string, string>(); // by the desk's origin

export interface Booking {
  readonly arrival_code: string;
  readonly manage_url: string;
  readonly start: string;
  readonly token: string;
}

export class Day {
  readonly server: Server;
  private booked = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  static async begin(more: readonly string[] = []): Promise<Day> {
    const at = { centre_id: centre, centre_name: 'Borgerservice' };
    const day = new Day(await startServer({
      database: true,
      staff: [
        { officer_id: 'officer-1', ...at, token: officer },
        { officer_id: 'officer-2', ...at, token: administrator, administrator: true },
        { officer_id: 'screen-1', ...at, token: screen, device: true },
      ],
      prepare: (folder) => addPeople(folder, [
        { name: 'olivia', centre, roles: ['officer'], shown: 'Olivia Officer' },
        { name: 'adam', centre, roles: ['officer@*', 'supervisor@*', 'administrator@*'], shown: 'Adam Administrator' },
      ]),
      more,
    }));
    folders.set(day.server.desk, day.server.folder);
    await day.ask(administrator, 'POST', `/desk/v1/centres/${centre}/exceptions`, {
      day: today, open: [{ opens: '00:00', closes: '24:00', counters: 3 }], reason: 'Open house',
    });
    return day;
  }

  // At the desk's origin; fails unless it is done.
  async ask(token: string, method: string, path: string, body?: object, fields: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await fetch(this.server.desk + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...fields },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  // A visit at the next time of today, or from `from` on.
  async book(name: string, { from = today, service = 'new-authenticator' } = {}): Promise<Booking> {
    const query = new URLSearchParams({ service, from, to: from });
    const slots = await (await fetch(`${this.server.origin}/api/v1/centres/${centre}/slots?${query}`)).json() as { items: { slot_id: string }[] };
    const [slot] = slots.items;
    assert.ok(slot, `a time is free on ${from}`);
    const answer = await fetch(`${this.server.origin}/api/v1/bookings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `visit-${this.booked++}` },
      body: JSON.stringify({ slot_id: slot.slot_id, name }),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    const visit = await answer.json() as Omit<Booking, 'token'>;
    return { ...visit, token: visit.manage_url.split('/').at(-1) ?? '' };
  }

  async end(): Promise<void> {
    await this.server.stop();
  }
}

export const phone = { width: 320, height: 640 };
export const desktop = { width: 1280, height: 900 };

export async function openAt(browser: Browser, url: string, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'da-DK', timezoneId: zone, reducedMotion: 'reduce', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  return page;
}

const people: Readonly<Record<string, string>> = { [officer]: 'olivia', [administrator]: 'adam' };

export async function signIn(page: Page, token: string): Promise<void> {
  const person = people[token];
  if (person !== undefined) return beSignedIn(page, folders.get(new URL(page.url()).origin) ?? '', person);
  await page.locator('#desk-token').fill(token);
  await page.keyboard.press('Enter');
}

// Nothing is wider than the window, and axe finds nothing.
export async function looksRight(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than the window`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], name);
  if (process.env['SKRANKE_SCREENSHOTS'] !== undefined)
    await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/${name}.png`, fullPage: true });
}
