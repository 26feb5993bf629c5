// One's session around a page of the desk: covered when it is over whatever the network says, told to whoever has two tabs, and what is behind
// it is as new as it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { centre, Day, desktop, looksRight, officer, openAt, phone, screen, signIn } from './day.ts';
import { beSignedIn, databaseOf, password } from './people.ts';

const other = 'randers';
let browser: Browser;
let day: Day;
before(async () => {
  [browser, day] = await Promise.all([launch(), Day.begin()]);
  set("insert into staff_role (account_id, centre_id, role) select account_id, ?, 'officer' from staff_account where sign_in_name = 'olivia'", other);
});
after(async () => { await browser.close(); await day.end(); });

function set(statement: string, ...values: readonly (string | number)[]): void {
  const database = databaseOf(day.server.folder);
  database.prepare(statement).run(...values);
  database.close();
}

// So many seconds after Olivia last did something.
const idleFor = (seconds: number): void =>
  set("update staff_session set used_at = ? where account_id = (select account_id from staff_account where sign_in_name = 'olivia')", Math.floor(Date.now() / 1000) - seconds);

async function openQueue(viewport = desktop): Promise<Page> {
  const page = await openAt(browser, `${day.server.desk}/en/queue/?centre=${centre}`, viewport);
  await signIn(page, officer);
  const atWork = page.waitForResponse('**/desk/v1/session/activity'); // the first click says so
  await page.locator('.queue-own').getByRole('button', { name: text('en', 'ui.waiting.counter').replace('{counter}', '1') }).click();
  await page.locator('#queue-keys').waitFor();
  await atWork;
  return page;
}

const lockButton = (page: Page) => page.getByRole('button', { name: text('en', 'ui.staff.lock'), exact: true });
const focus = (page: Page): Promise<boolean> => page.evaluate(() => window.dispatchEvent(new Event('focus')));
const session = '**/desk/v1/session';
let taken = 0;
const walkIn = (): Promise<{ ticket: string }> =>
  day.ask(screen, 'POST', '/desk/v1/queue/tickets', { centre, service: 'new-authenticator' }, { 'Idempotency-Key': `session-${taken++}` }) as Promise<{ ticket: string }>;

async function unlock(page: Page): Promise<void> {
  await page.locator('#proof-unlock').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
}

test('"Lock" covers the page without a connection too, and the server is told once there is one', async () => {
  const page = await openQueue(phone);
  await page.route(`${session}/**`, (route) => route.abort());
  await lockButton(page).click();
  await page.locator('dialog.over-all').getByText(text('en', 'ui.staff.lock_unheard')).waitFor();
  assert.equal(await page.locator('#queue-code').isVisible(), false);
  await looksRight(page, 'locked-unheard');
  const heard = page.waitForResponse((response) => response.url().endsWith('/session/lock') && response.ok());
  await page.unroute(`${session}/**`);
  await heard;
  await page.getByText(text('en', 'ui.staff.lock_unheard')).waitFor({ state: 'detached' });
  assert.equal((await page.request.get(`${day.server.desk}/desk/v1/queue?centre=${centre}`)).status(), 423);
  await unlock(page);
  await page.context().close();
});

test('when the time is over the page is covered, whether the server can be asked or not', async () => {
  const page = await openQueue();
  idleFor(592);
  await page.reload();
  await page.locator('.idle-warning').waitFor();
  await page.route(session, (route) => route.abort());
  await page.locator('dialog.over-all #proof-unlock').waitFor();
  await page.unroute(session);
  await page.waitForResponse(async (response) => response.url().endsWith('/desk/v1/session') && (await response.json() as { state: string }).state === 'locked');
  await unlock(page);
  await page.context().close();
});

test('in the last minute a key says that somebody is at work', async () => {
  const page = await openQueue();
  idleFor(555);
  await page.reload();
  await page.locator('.idle-warning').waitFor();
  await page.locator('#queue-code').pressSequentially('7');
  await page.locator('.idle-warning').waitFor({ state: 'detached' });
  await page.context().close();
});

test('two tabs: what is locked or unlocked in one is so in the other, with the queue as it is then', async () => {
  const one = await openQueue();
  const two = await one.context().newPage();
  await two.goto(one.url());
  await two.locator('#queue-code').waitFor();
  await lockButton(one).click();
  await one.locator('#proof-unlock').waitFor();
  await focus(two);
  await two.locator('dialog.over-all').waitFor();
  const refused = Promise.all([one, two].map((page) => page.waitForResponse((response) => response.status() === 423 && response.url().includes('/queue?'))));
  const { ticket } = await walkIn();
  await refused;
  await unlock(one);
  await one.locator('.queue-number', { hasText: ticket }).first().waitFor();
  await focus(two);
  await two.locator('dialog').waitFor({ state: 'detached' });
  await two.locator('.queue-number', { hasText: ticket }).first().waitFor();
  await one.context().close();
});

test('two tabs: whoever signs in anew in one goes on in the other', async () => {
  const page = await openQueue();
  await walkIn();
  const anew = await page.context().newPage();
  await anew.goto(page.url());
  await beSignedIn(anew, day.server.folder, 'olivia');
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket').waitFor();
  await page.getByText(/is called to counter 1/).waitFor();
  await page.context().close();
});

test('two tabs: a centre chosen in one is told in the other, and a choice that fails is taken back', async () => {
  const page = await openQueue(phone);
  const choosing = await page.context().newPage();
  await choosing.goto(page.url());
  await choosing.route(`${session}/centre`, (route) => route.abort());
  await choosing.locator('#who-centre').selectOption(other);
  await choosing.locator('.who .form-error-message').waitFor();
  assert.equal(await choosing.locator('#who-centre').inputValue(), centre);
  await choosing.unroute(`${session}/centre`);
  await choosing.locator('#who-centre').selectOption(other);
  await choosing.waitForURL(`**/en/queue/?centre=${other}`);
  await focus(page);
  const link = page.locator('main').getByRole('link', { name: /^Show / });
  await link.waitFor();
  await looksRight(page, 'centre-chosen-elsewhere');
  await link.click();
  await page.waitForURL(`**/en/queue/?centre=${other}`);
  await page.locator('.desk-place').waitFor();
  assert.equal(await page.getByRole('link', { name: /^Show / }).count(), 0);
  await page.context().close();
});
