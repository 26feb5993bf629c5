// Signing in at the desk by keyboard alone, the lock that keeps what was typed, the warning before it, an invitation to its end with one-time
// codes and a passkey of Chromium's own authenticator, and the page "People".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, text } from './browser.ts';
import { centre, desktop, looksRight, openAt, phone } from './day.ts';
import { addPeople, beSignedIn, codeNow, databaseOf, password } from './people.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
let desk = ''; // by name: passkeys belong to one
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer({
    database: true,
    staff: [{ officer_id: 'screen-1', centre_id: centre, centre_name: 'Borgerservice', token: 'screen', device: true }],
    prepare: (folder) => addPeople(folder, [
      { name: 'en', centre, roles: ['officer'], shown: 'Olivia Officer' },
      { name: 'da', centre, roles: ['officer'], shown: 'Olga Officer' },
      { name: 'lone', centre, roles: ['officer', 'supervisor'], shown: 'Lone Lås' },
      { name: 'adam', centre, roles: ['administrator@*'], shown: 'Adam Administrator' },
      { name: 'eva', centre, roles: ['administrator@*'], shown: 'Eva Administrator' },
    ]),
  })]);
  desk = server.desk.replace('127.0.0.1', 'localhost');
});
after(async () => { await browser.close(); await server.stop(); });

async function keys(page: Page, ...typed: readonly string[]): Promise<void> {
  for (const each of typed) await (/^(Enter|Tab|Space|Escape)$/.test(each) ? page.keyboard.press(each) : page.keyboard.type(each));
}

function set(name: string, what: string): void {
  const database = databaseOf(server.folder);
  database.prepare(`update staff_session set ${what} where account_id = (select account_id from staff_account where sign_in_name = ?)`).run(name);
  database.close();
}
const now = (): number => Math.floor(Date.now() / 1000);

for (const language of languages) {
  test(`${language}: the keyboard alone signs in, and a mistake is told beside the field`, async () => {
    const other = language === 'en' ? 'da' : 'en';
    const page = await openAt(browser, `${desk}/${other}/sign-in/?to=/${other}/centre/?centre=${centre}`, phone);
    await page.locator(`.language-links a[lang=${language}]`).click(); // and so is where it goes on to
    await page.locator('#sign-in-name:focus').waitFor();
    await looksRight(page, `${language}-sign-in`);
    await keys(page, language, 'Tab', 'not the right sentence', 'Enter');
    await page.getByText(text(language, 'ui.staff.refused')).waitFor();
    await page.locator('#sign-in-password:focus').waitFor();
    assert.equal(await page.locator('#sign-in-name').inputValue(), language);
    await looksRight(page, `${language}-sign-in-refused`);
    await keys(page, password, 'Enter');
    await page.locator('#proof-second-factor:focus').waitFor();
    await looksRight(page, `${language}-second-factor`);
    await keys(page, '000000', 'Enter');
    await page.getByText(text(language, 'ui.staff.not_right')).waitFor();
    await keys(page, codeNow(-1), 'Enter');
    await page.locator('.tab-list').waitFor();
    assert.ok(page.url().endsWith(`/${language}/centre/?centre=${centre}`), page.url());
    await looksRight(page, `${language}-signed-in`);
    await page.context().close();
  });
}

test('an address of another site is nowhere to go on to', async () => {
  for (const to of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example', '/en/sign-in/']) {
    const page = await openAt(browser, `${desk}/en/sign-in/?${new URLSearchParams({ to })}`);
    await page.locator('#sign-in-name').waitFor();
    await beSignedIn(page, server.folder, 'lone');
    await page.waitForURL(`${desk}/en/queue/?centre=${centre}`);
    await page.context().close();
  }
});

test('a locked page shows nothing of itself, keeps what was typed, and opens for its person only', async () => {
  const page = await openAt(browser, `${desk}/en/queue/?centre=${centre}`);
  await page.locator('#sign-in-name').waitFor();
  await beSignedIn(page, server.folder, 'lone');
  await page.locator('#queue-code').fill('half a code');
  await page.getByRole('button', { name: text('en', 'ui.staff.lock'), exact: true }).click();
  await page.locator('dialog.over-all #proof-unlock:focus').waitFor();
  await looksRight(page, 'locked');
  assert.equal(await page.locator('#queue-code').isVisible(), false);
  await keys(page, 'Escape', 'Escape', 'Escape');
  assert.equal(await page.locator('dialog.over-all[open]').count(), 1, 'nothing but the password leads out');
  assert.equal((await page.request.get(`${desk}/desk/v1/queue?centre=${centre}`)).status(), 423);
  await keys(page, 'not the right sentence', 'Enter');
  await page.getByText(text('en', 'ui.staff.not_right')).waitFor();
  await keys(page, password, 'Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.locator('#queue-code').inputValue(), 'half a code');
  // The same where the session is over altogether.
  await page.locator('#queue-code').fill('half a code again');
  await page.locator('#queue-service').selectOption('mitid-first');
  set('lone', `begun_at = ${now() - 28_801}`);
  // The page may have noticed by itself.
  await page.getByRole('button', { name: text('en', 'ui.queue.give_number'), includeHidden: true }).evaluate((each: HTMLButtonElement) => each.click());
  await page.locator('dialog.over-all #sign-in-name').waitFor();
  await keys(page, 'lone', 'Tab', password, 'Enter');
  await page.locator('#proof-second-factor:focus').waitFor();
  await keys(page, codeNow(-1), 'Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.locator('#queue-code').inputValue(), 'half a code again');
  await page.context().close();
});

test('a minute before it locks by itself the page says so, and one key keeps it open', async () => {
  const page = await openAt(browser, `${desk}/da/queue/?centre=${centre}`, phone);
  await page.locator('#sign-in-name').waitFor();
  await beSignedIn(page, server.folder, 'lone');
  await page.locator('.queue-own').waitFor();
  assert.equal(await page.locator('.idle-warning').count(), 0);
  set('lone', `used_at = ${now() - 545}`);
  await page.reload();
  await page.locator('.idle-warning').waitFor();
  await looksRight(page, 'idle-warning');
  await page.getByRole('button', { name: text('da', 'ui.staff.stay') }).click();
  await page.locator('.idle-warning').waitFor({ state: 'detached' });
  set('lone', `used_at = ${now() - 597}`);
  await page.reload();
  await page.locator('dialog.over-all').waitFor();
  await page.context().close();
});

test('an invitation, from the page "People" to a passkey that signs in', async () => {
  const office = await openAt(browser, `${desk}/en/people/`, desktop);
  await office.locator('#sign-in-name').waitFor();
  await beSignedIn(office, server.folder, 'adam');
  await office.locator('.people-list').waitFor();
  await office.getByText(text('en', 'ui.people.invite'), { exact: true }).click();
  await office.locator('#invite-shown').fill('Nina Nyansat');
  await office.locator('#invite-name').fill('Nina!');
  await office.locator('#invite-centre').selectOption(centre);
  await office.locator('#invite-roles-here-officer').check();
  await office.locator('#invite-trained').fill('2999-01-01');
  const invite = office.getByRole('button', { name: text('en', 'ui.people.invite_now'), exact: true });
  await invite.click();
  await office.getByText(text('en', 'ui.people.bad_name')).waitFor();
  await office.locator('#invite-name').fill('nina');
  // Minutes ago it was: the second factor is asked for, and then it goes on.
  set('adam', `stepped_up_at = ${now() - 301}`);
  await invite.click();
  await office.locator('#proof-step-up:focus').waitFor();
  await looksRight(office, 'step-up');
  await keys(office, codeNow(-1), 'Enter');
  const address = await office.locator('.invitation-address').textContent() ?? '';
  await looksRight(office, 'people-invited');
  assert.ok(address.startsWith(`${desk}/en/enrol/#`), address);

  const page = await openAt(browser, address, phone);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true } });
  const keyOn = async (shown: Page): Promise<string> => (await shown.locator('.enrol-key').textContent() ?? '').replaceAll(' ', '');
  const key = await keyOn(page);
  // Loaded again it is offered the same key of one-time codes, and whoever else has the address another one.
  await page.reload();
  assert.equal(await keyOn(page), key);
  const elsewhere = await openAt(browser, address, phone);
  assert.notEqual(await keyOn(elsewhere), key);
  await elsewhere.context().close();
  await page.getByText('Nina Nyansat').waitFor();
  await looksRight(page, 'enrol');
  await page.locator('#enrol-password').fill('short');
  await page.getByRole('button', { name: text('en', 'ui.enrol.done'), exact: true }).click();
  await page.getByText(text('en', 'ui.enrol.mistake.password-short')).waitFor();
  await looksRight(page, 'enrol-mistake');
  await page.locator('#enrol-password').fill(password);
  await page.getByRole('button', { name: text('en', 'ui.enrol.done'), exact: true }).click();
  await page.getByText(text('en', 'ui.enrol.mistake.factor-missing')).waitFor();
  await page.getByRole('button', { name: text('en', 'ui.enrol.make_passkey') }).click();
  await page.getByText(text('en', 'ui.enrol.passkey_made')).waitFor();
  await page.locator('#enrol-code').fill(codeNow(0, key));
  await page.getByRole('button', { name: text('en', 'ui.enrol.done'), exact: true }).click();
  await page.getByText(text('en', 'ui.enrol.codes')).waitFor();
  assert.equal(await page.locator('.recovery-codes li').count(), 8);
  await looksRight(page, 'recovery-codes');
  await page.goto(address);
  await page.reload();
  await page.getByText(text('en', 'ui.enrol.over')).waitFor();

  await page.goto(`${desk}/en/sign-in/`);
  await page.locator('#sign-in-name:focus').waitFor();
  await keys(page, 'nina', 'Tab', password, 'Enter');
  await page.getByText(text('en', 'ui.staff.passkey_help')).waitFor();
  await looksRight(page, 'passkey');
  await page.getByRole('button', { name: text('en', 'ui.staff.use_passkey') }).click();
  await page.waitForURL(`${desk}/en/queue/?centre=${centre}`);
  await page.locator('.who-name', { hasText: 'Nina Nyansat' }).waitFor();
  // It unlocks too, and a signature serves for its own challenge only.
  await page.getByRole('button', { name: text('en', 'ui.staff.lock'), exact: true }).click();
  await page.getByRole('button', { name: text('en', 'ui.staff.instead.passkey') }).click();
  const sent = page.waitForRequest('**/desk/v1/session/unlock');
  await page.getByRole('button', { name: text('en', 'ui.staff.use_passkey') }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  const { credential } = (await sent).postDataJSON() as { credential: Record<string, string> };
  const token = (await (await page.request.get(`${desk}/desk/v1/session`)).json() as { token: string }).token;
  const ask = async (changes: Record<string, string>, challenge: boolean): Promise<number> => {
    if (challenge) await page.request.post(`${desk}/desk/v1/session/challenge`, { headers: { 'x-session-token': token }, data: {} });
    const reply = await page.request.post(`${desk}/desk/v1/session/step-up`, { headers: { 'x-session-token': token }, data: { method: 'passkey', credential: { ...credential, ...changes } } });
    return reply.status();
  };
  assert.equal(await ask({}, false), 403, 'without a challenge');
  assert.equal(await ask({}, true), 403, 'for another challenge');
  const database = databaseOf(server.folder);
  const keyRow = database.prepare('select sign_count, public_key from staff_passkey').get() as { sign_count: number; public_key: Uint8Array };
  database.close();
  assert.ok(keyRow.sign_count > 0 && keyRow.public_key.length === 64);
  await page.context().close();
  await office.context().close();
});

for (const language of languages) {
  test(`${language}: an administrator gives roles, disables, and takes it back`, async () => {
    const page = await openAt(browser, `${desk}/${language}/people/`, phone);
    await page.locator('#sign-in-name').waitFor();
    await beSignedIn(page, server.folder, 'eva');
    const person = page.locator('.person', { hasText: 'Olga Officer' });
    await person.waitFor();
    await looksRight(page, `${language}-people`);
    await person.locator('summary').click();
    await person.getByLabel(text(language, 'ui.role.supervisor')).first().check();
    await person.locator('input[type=date]').fill('2020-01-01');
    await person.getByRole('button', { name: text(language, 'ui.people.save'), exact: true }).click();
    await page.getByText(text(language, 'ui.people.changed').replace('{name}', 'Olga Officer')).waitFor();
    assert.match(await person.textContent() ?? '', new RegExp(text(language, 'ui.role.supervisor')));
    assert.equal(await person.locator('.person-warning').count(), 1);
    await looksRight(page, `${language}-people-changed`);
    await page.getByRole('button', { name: text(language, 'ui.people.undo'), exact: true }).click();
    await page.getByText(text(language, 'ui.people.undone')).waitFor();
    assert.equal(await person.locator('.person-warning').count(), 0);
    await person.getByRole('button', { name: text(language, 'ui.people.disable').replace('{name}', 'Olga Officer') }).click();
    await looksRight(page, `${language}-people-sure`);
    await person.getByRole('button', { name: text(language, 'ui.people.disable_now'), exact: true }).click();
    await person.getByText(text(language, 'ui.people.disabled')).waitFor();
    await page.getByRole('button', { name: text(language, 'ui.people.undo'), exact: true }).click();
    await person.getByText(text(language, 'ui.people.disabled')).waitFor({ state: 'detached' });
    // Not of oneself.
    assert.equal(await page.locator('.person', { hasText: 'Eva Administrator' }).locator('summary, button').count(), 0);
    await page.context().close();
  });
}

test('who is no administrator is told so', async () => {
  const page = await openAt(browser, `${desk}/en/people/`, phone);
  await page.locator('#sign-in-name').waitFor();
  await beSignedIn(page, server.folder, 'lone');
  await page.getByText(text('en', 'ui.desk.refused.no-administrator')).waitFor();
  await looksRight(page, 'people-no-administrator');
  await page.context().close();
});
