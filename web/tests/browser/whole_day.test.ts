// A citizen's whole way, with a phone of 320 pixels: a centre found, a time booked, the mail read, the visit moved, the arrival at the door, the call; and
// on the other side the officer who calls and the screen that shows it. Real server, real mail server, both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { freePort, MailServer } from '../../../tests/http/running_mail.ts';
import { languages, launch, text } from './browser.ts';
import { centre, Day, desktop, looksRight, officer, openAt, phone, screen, signIn, town } from './day.ts';

let browser: Browser;
let mails: MailServer;
let day: Day;
before(async () => {
  const port = await freePort();
  mails = new MailServer(port);
  await mails.start();
  [browser, day] = await Promise.all([launch(), Day.begin(['--smtp', `smtp://127.0.0.1:${port}`, '--mail-from', 'no-reply@booking.example.dk', '--message-pause', '1'])]);
});
after(async () => {
  await browser.close();
  await day.end();
  await mails.stop();
});

// The first link of a mail that leads to the visit, at the server's own address.
function linkIn(mail: string): string {
  const path = /https?:\/\/\S+?(\/\w\w\/booking\/[0-9a-f]+)/.exec(mail)?.[1];
  assert.ok(path, mail);
  return day.server.origin + path;
}

const slots = (page: Page) => page.locator('.slots button');

for (const language of languages) {
  test(`${language}: found, booked, read in the mail, moved, arrived, called, helped`, async () => {
    const t = (key: string): string => text(language, key);
    const address = `ida-${language}@example.org`;
    const page = await openAt(browser, `${day.server.origin}/${language}/centres/`, phone);
    await page.locator('#centre-words').fill(town);
    await page.locator(`a[href$="#centre=${centre}"]`).first().click();
    await page.locator('#service').selectOption('new-authenticator');
    await slots(page).first().waitFor();
    await looksRight(page, `whole-${language}-1-when`);
    await slots(page).first().click();
    await page.getByLabel(t('ui.book.name'), { exact: true }).fill('Ida Prøve');
    await page.getByLabel(t('ui.book.email'), { exact: true }).fill(address);
    await page.getByRole('button', { name: t('ui.book.confirm') }).click();
    await page.getByText(t('ui.book.done'), { exact: true }).waitFor();
    await looksRight(page, `whole-${language}-2-booked`);

    const confirmed = await mails.mail(address, 1);
    await page.goto(linkIn(confirmed.text));
    await page.getByText('Ida Prøve').waitFor();
    await page.getByRole('button', { name: t('ui.booking.move'), exact: true }).click();
    await slots(page).nth(1).click();
    await page.locator('.booking .button-primary').last().click();
    await page.getByText(t('ui.booking.moved'), { exact: true }).waitFor();
    await page.goto(linkIn((await mails.mail(address, 2)).text));
    const code = await page.locator('.arrival-letters').innerText();
    await looksRight(page, `whole-${language}-3-code`);

    const room = await openAt(browser, `${day.server.origin}/${language}/waiting/?centre=${centre}`, { width: 1920, height: 1080 });
    const desk = await openAt(browser, `${day.server.desk}/${language}/queue/?centre=${centre}`, desktop);
    await signIn(desk, officer);
    await desk.locator('.queue-own').getByRole('button', { name: t('ui.waiting.counter').replace('{counter}', '2') }).click();
    const door = await openAt(browser, `${day.server.desk}/${language}/arrive/?centre=${centre}`, desktop);
    await signIn(door, screen);
    await door.getByRole('button', { name: t('ui.arrive.booked') }).click();
    for (const letter of code.replace('-', '')) await door.locator('.keypad-key', { hasText: letter }).click();
    await door.getByRole('button', { name: t('ui.arrive.send') }).click();
    const ticket = await door.locator('.arrive-number').innerText();
    await looksRight(door, `whole-${language}-4-door`);

    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText(t('ui.day.ahead_none')).waitFor();
    await page.locator('.arrival-letters', { hasText: new RegExp(`^${ticket}$`) }).waitFor();
    await looksRight(page, `whole-${language}-5-waiting`);

    await desk.locator('.queue-number', { hasText: ticket }).first().waitFor();
    await desk.keyboard.press('n');
    await desk.locator('.queue-own').getByText('Ida Prøve').waitFor();
    await room.locator('.waiting-newest .waiting-ticket', { hasText: new RegExp(`^${ticket}$`) }).waitFor();
    assert.equal(await room.locator('.waiting-newest .waiting-counter').innerText(), t('ui.waiting.counter').replace('{counter}', '2'));
    await looksRight(room, `whole-${language}-6-room`);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText(t('ui.waiting.call').replace('{ticket}', ticket).replace('{counter}', '2')).waitFor();
    await looksRight(page, `whole-${language}-7-called`);

    await desk.keyboard.press('s');
    await desk.getByText(t('ui.queue.said.serve').replace('{ticket}', ticket)).waitFor();
    await desk.keyboard.press('1');
    await desk.getByText(t('ui.queue.said.done').replace('{ticket}', ticket)).waitFor();
    await room.getByText(t('ui.waiting.nobody_called')).waitFor();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText(t('ui.booking.over')).waitFor();
    for (const each of [page, room, desk, door]) await each.context().close();
  });
}
