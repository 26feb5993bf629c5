// Waiting for a time, taking what is offered, and a witness who is asked to come along: against the real server with a database,
// on a phone and on a desk, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { ask, startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => { [browser, server] = await Promise.all([launch(), startServer({ database: true })]); });
after(async () => { await browser.close(); await server.stop(); });

const phone = { width: 320, height: 640 };
const desk = { width: 1280, height: 900 };

async function looksRight(page: Page, name: string): Promise<void> {
  for (const size of [desk, phone]) {
    await page.setViewportSize(size);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than ${size.width}`);
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], `${name} ${size.width}`);
    if (process.env['SKRANKE_SCREENSHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['SKRANKE_SCREENSHOTS']}/line-${name}-${size.width}.png`, fullPage: true });
  }
}

async function opened(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, timezoneId: 'America/Nuuk' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.origin + path);
  return page;
}

interface Slot { readonly slot_id: string; readonly start: string }

const api = <T>(method: string, path: string, body?: object): Promise<T> => ask<T>(server, method, path, body);

const soonest = 3 * 3_600_000;
async function slots(centre: string, on?: string): Promise<readonly Slot[]> {
  const { items } = await api<{ items: readonly Slot[] }>('GET', `/centres/${centre}/slots`);
  return items.filter(({ start }) => Date.parse(start) > Date.now() + soonest && (on === undefined || start.startsWith(on)));
}

interface Held { readonly start: string; readonly token: string }

async function take(slot: Slot, who: string): Promise<Held> {
  const { manage_url: url } = await api<{ manage_url: string }>('POST', '/bookings', { slot_id: slot.slot_id, name: who, email: `${who}@example.org`, lang: 'en' });
  return { start: slot.start, token: url.split('/').at(-1) ?? '' };
}

// Nothing is free on the first day with time for it; who has its seats, in order.
async function fullDay(centre: string): Promise<{ readonly on: string; readonly held: readonly Held[] }> {
  const on = (await slots(centre)).find(({ start }) => Date.parse(start) > Date.now() + 24 * 3_600_000)?.start.slice(0, 10) ?? '';
  const held: Held[] = [];
  for (let [slot] = await slots(centre, on); slot !== undefined; [slot] = await slots(centre, on)) held.push(await take(slot, `${centre}-${held.length}`));
  return { on, held };
}

const button = (page: Page, language: (typeof languages)[number], key: string) => page.getByRole('button', { name: text(language, key), exact: true });

for (const [index, language] of languages.entries()) {
  const centre = ['kujalleq', 'avannaata'][index] ?? '';

  test(`${language}: somebody waits for a day, is offered what becomes free, declines, and takes the next`, async () => {
    const { on, held } = await fullDay(centre);
    const page = await opened(`/${language}/book/#centre=${centre}`);
    await button(page, language, 'ui.line.open').click();
    await page.getByLabel(text(language, 'ui.line.from'), { exact: true }).fill(on);
    await page.getByLabel(text(language, 'ui.line.to'), { exact: true }).fill(on);
    await page.getByLabel(text(language, 'ui.line.name'), { exact: true }).fill(`Ida ${language}`);
    assert.ok(await button(page, language, 'ui.line.confirm').isDisabled(), 'nobody could be told');
    await page.getByLabel(text(language, 'ui.line.email'), { exact: true }).fill(`${language}@example.org`);
    await looksRight(page, `${language}-join`);
    await button(page, language, 'ui.line.confirm').dblclick();
    await page.getByText(text(language, 'ui.line.joined'), { exact: true }).waitFor();
    await looksRight(page, `${language}-joined`);
    await page.locator('.manage-link a').click();
    await page.getByText(text(language, 'ui.line.before.none')).waitFor();
    await looksRight(page, `${language}-waiting`);

    const entry = page.url().split('/').at(-1) ?? '';
    await api('DELETE', `/bookings/${held[0]?.token}`);
    await page.reload();
    await page.getByText(text(language, 'ui.line.offered'), { exact: true }).waitFor();
    await looksRight(page, `${language}-offered`);
    await button(page, language, 'ui.line.decline').click();
    await page.getByText(text(language, 'ui.line.declined'), { exact: true }).waitFor();
    // At another time, and not beside the first: that one is not offered twice.
    const other = held.at(-1);
    await api('DELETE', `/bookings/${other?.token}`);
    await page.reload();
    await button(page, language, 'ui.line.accept').dblclick();
    await page.getByText(text(language, 'ui.book.done'), { exact: true }).waitFor();
    await looksRight(page, `${language}-taken`);
    const { visit } = await api<{ visit: { start: string } }>('GET', `/waiting/${entry}`);
    assert.equal(visit.start, other?.start);
    await page.getByRole('link', { name: text(language, 'ui.line.to_visit') }).click();
    await page.getByText(`Ida ${language}`).waitFor();
    await page.context().close();
  });

  test(`${language}: a visit is made earlier, and its witness says yes, and yes again to the new time`, async () => {
    const { on, held } = await fullDay(centre);
    const [late] = (await slots(centre)).filter(({ start }) => start.slice(0, 10) > on);
    assert.ok(late !== undefined);
    const mine = await take(late, `ida-${language}`);
    const page = await opened(`/${language}/booking/${mine.token}`);
    await button(page, language, 'ui.invite.open').click();
    await page.getByLabel(text(language, 'ui.invite.contact'), { exact: true }).fill('no address');
    await button(page, language, 'ui.invite.confirm').click();
    await page.getByText(text(language, 'ui.invite.contact_wrong')).waitFor();
    await looksRight(page, `${language}-visit`);
    await page.getByLabel(text(language, 'ui.invite.contact'), { exact: true }).fill('');
    await button(page, language, 'ui.invite.confirm').click();
    await page.getByText(text(language, 'ui.invite.link'), { exact: true }).waitFor();
    const url = await page.locator('.manage-link').innerText();

    const witness = await opened(new URL(url).pathname);
    await button(witness, language, 'ui.invited.yes').waitFor();
    assert.ok(!(await witness.locator('main').innerText()).includes(`ida-${language}`), 'nobody is named');
    await looksRight(witness, `${language}-invited`);
    await button(witness, language, 'ui.invited.yes').click();
    await witness.getByText(text(language, 'ui.invited.state.confirmed'), { exact: true }).waitFor();
    await looksRight(witness, `${language}-confirmed`);

    await page.reload();
    await page.getByText(text(language, 'ui.invite.state.confirmed'), { exact: true }).waitFor();
    await button(page, language, 'ui.earlier.join').click();
    await page.getByText(text(language, 'ui.line.joined'), { exact: true }).waitFor();
    await api('DELETE', `/bookings/${held[0]?.token}`);
    await page.reload();
    await page.getByRole('link', { name: text(language, 'ui.earlier.answer') }).click();
    await button(page, language, 'ui.line.accept_move').click();
    await page.getByText(text(language, 'ui.booking.moved'), { exact: true }).waitFor();
    await looksRight(page, `${language}-moved`);
    const { start } = await api<{ start: string }>('GET', `/bookings/${mine.token}`);
    assert.ok(start < late.start);

    // The witness's page is of the time before: the answer is to nothing, and the new time is shown.
    await button(witness, language, 'ui.invited.no').click();
    await witness.getByText(text(language, 'ui.invited.moved'), { exact: true }).waitFor();
    await button(witness, language, 'ui.invited.yes').click();
    await witness.getByText(text(language, 'ui.invited.state.confirmed'), { exact: true }).waitFor();
    await page.goto(`${server.origin}/${language}/booking/${mine.token}`);
    await button(page, language, 'ui.invite.withdraw').click();
    await page.getByText(text(language, 'ui.invite.withdrawn'), { exact: true }).waitFor();
    await witness.reload();
    await witness.getByText(text(language, 'ui.invited.over'), { exact: true }).waitFor();
    await looksRight(witness, `${language}-over`);
    await Promise.all([page.context().close(), witness.context().close()]);
  });
}

test('a wrong link says that it is one, and leaving the list says that one has left', async () => {
  const page = await opened(`/en/waiting-list/${'0'.repeat(64)}`);
  await page.getByText(text('en', 'ui.line.unknown'), { exact: true }).waitFor();
  await looksRight(page, 'unknown');
  await page.goto(`${server.origin}/en/invited/${'0'.repeat(64)}`);
  await page.getByText(text('en', 'ui.invited.over'), { exact: true }).waitFor();
  const { on } = await fullDay('qeqertalik');
  const { waiting_url: url } = await api<{ waiting_url: string }>('POST', '/waiting', { centre: 'qeqertalik', service: 'mitid-first', from: on, to: on, name: 'Bo', phone: '12 34 56 78' });
  await page.goto(server.origin + new URL(url).pathname);
  await button(page, 'da', 'ui.line.leave').click();
  await page.getByText(text('da', 'ui.line.ending.left'), { exact: true }).waitFor();
  await looksRight(page, 'left');
  await page.context().close();
});
