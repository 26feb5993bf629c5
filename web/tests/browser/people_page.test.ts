// The page "People" while somebody else, or a late answer, changes what it shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, text } from './browser.ts';
import { centre, desktop, looksRight, openAt, phone } from './day.ts';
import { addPeople, beSignedIn, password } from './people.ts';
import { startServer, type Server } from './server.ts';

let browser: Browser;
let server: Server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer({
    database: true,
    staff: [{ officer_id: 'screen-1', centre_id: centre, centre_name: 'Borgerservice', token: 'screen', device: true }],
    prepare: (folder) => addPeople(folder, [
      { name: 'olga', centre, roles: ['officer'], shown: 'Olga Officer' },
      { name: 'otto', centre, roles: ['officer'], shown: 'Otto Officer' },
      { name: 'adam', centre, roles: ['administrator@*'], shown: 'Adam Administrator' },
      { name: 'eva', centre, roles: ['administrator@*'], shown: 'Eva Administrator' },
    ]),
  })]);
});
after(async () => { await browser.close(); await server.stop(); });

async function openPeople(name: string, viewport = desktop): Promise<Page> {
  const page = await openAt(browser, `${server.desk}/en/people/`, viewport);
  await page.locator('#sign-in-name').waitFor();
  await beSignedIn(page, server.folder, name);
  await page.locator('.people-list').waitFor();
  return page;
}

interface Account {
  readonly id: string;
  readonly sign_in_name: string;
  readonly revision: number;
  readonly roles: readonly { readonly centre: string; readonly role: string }[];
}

async function account(page: Page, name: string): Promise<Account> {
  const { items } = await (await page.request.get(`${server.desk}/desk/v1/staff`)).json() as { items: Account[] };
  const found = items.find((each) => each.sign_in_name === name);
  assert.ok(found);
  return found;
}

async function change(page: Page, name: string, body: object): Promise<void> {
  const { token } = await (await page.request.get(`${server.desk}/desk/v1/session`)).json() as { token: string };
  const { id, revision } = await account(page, name);
  const answer = await page.request.post(`${server.desk}/desk/v1/staff/${id}`, { headers: { 'x-session-token': token }, data: { seen: revision, ...body } });
  assert.equal(answer.status(), 200, await answer.text());
}

test('ticks from before another administrator changed somebody are not saved over what they decided', async () => {
  const [eva, adam] = [await openPeople('eva', phone), await openPeople('adam')];
  const olga = eva.locator('.person', { hasText: 'Olga Officer' });
  await change(adam, 'olga', { roles: [{ centre, role: 'supervisor' }] });
  await olga.locator('summary').click();
  const save = olga.getByRole('button', { name: text('en', 'ui.people.save'), exact: true });
  await save.click();
  await eva.getByText(text('en', 'ui.people.refused.person-changed')).waitFor();
  await looksRight(eva, 'people-changed-meanwhile');
  await olga.locator('summary').click();
  assert.equal(await olga.getByLabel(text('en', 'ui.role.supervisor')).first().isChecked(), true);
  assert.equal(await olga.getByLabel(text('en', 'ui.role.officer'), { exact: true }).first().isChecked(), false);
  await olga.locator('input[type=date]').fill('2998-01-01');
  await save.click();
  await eva.getByText(text('en', 'ui.people.changed').replace('{name}', 'Olga Officer')).waitFor();
  assert.deepEqual((await account(eva, 'olga')).roles, [{ centre, role: 'supervisor' }]);
  await adam.context().close();
  await eva.context().close();
});

test('a late answer takes the focus from nobody who invites the next one', async () => {
  const page = await openPeople('adam');
  const otto = page.locator('.person', { hasText: 'Otto Officer' });
  await otto.getByRole('button', { name: text('en', 'ui.people.invite_again').replace('{name}', 'Otto Officer') }).click();
  await page.locator('#invitation-title:focus').waitFor();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => { release = resolve; });
  await page.route(`**/desk/v1/staff/${(await account(page, 'otto')).id}`, async (route) => {
    await released;
    await route.continue();
  });
  await otto.getByRole('button', { name: text('en', 'ui.people.disable').replace('{name}', 'Otto Officer') }).click();
  await otto.getByRole('button', { name: text('en', 'ui.people.disable_now'), exact: true }).click();
  await page.getByText(text('en', 'ui.people.invite'), { exact: true }).click();
  await page.locator('#invite-shown').focus();
  release();
  await page.getByText(text('en', 'ui.people.disabled_now').replace('{name}', 'Otto Officer')).waitFor();
  await page.keyboard.type('Nina');
  assert.equal(await page.locator('#invite-shown').inputValue(), 'Nina');
  await page.context().close();
});

test('after it was locked the page shows what holds by then', async () => {
  const [eva, adam] = [await openPeople('eva'), await openPeople('adam')];
  const otto = eva.locator('.person', { hasText: 'Otto Officer' });
  await eva.getByRole('button', { name: text('en', 'ui.staff.lock'), exact: true }).click();
  await eva.locator('#proof-unlock').waitFor();
  await change(adam, 'otto', { roles: [{ centre, role: 'auditor' }] });
  assert.equal(await otto.getByText(text('en', 'ui.role.auditor')).first().isVisible(), false, 'nothing is looked at behind the lock');
  await eva.locator('#proof-unlock').fill(password);
  await eva.keyboard.press('Enter');
  await otto.locator('p', { hasText: `${text('en', 'ui.role.auditor')} (` }).waitFor();
  await adam.context().close();
  await eva.context().close();
});
