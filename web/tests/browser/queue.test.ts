// The officers' page "The queue", against the real queue: calling, serving, sending on, by mouse and by keys; two officers at once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languages, launch, text, type Language } from './browser.ts';
import { administrator, centre, Day, desktop, looksRight, officer, openAt, phone, screen, signIn } from './day.ts';
import { scan } from './reader.ts';

let browser: Browser;
let day: Day;
before(async () => { [browser, day] = await Promise.all([launch(), Day.begin()]); });
after(async () => { await browser.close(); await day.end(); });

interface Ticket {
  readonly ticket_id: string;
  readonly ticket: string;
  readonly state: string;
  readonly outcome: string | null;
}
interface Queue {
  readonly waiting: readonly Ticket[];
  readonly counters: readonly { readonly counter: number; readonly ticket: Ticket | null }[];
  readonly away: readonly Ticket[];
  readonly ended: readonly Ticket[];
}

const queue = (): Promise<Queue> => day.ask(officer, 'GET', `/desk/v1/queue?centre=${centre}`) as Promise<Queue>;

// Nobody is left of the test before.
beforeEach(async () => {
  const { waiting, away, counters } = await queue();
  for (const ticket of [...waiting, ...away, ...counters.map((each) => each.ticket)]) {
    if (ticket !== null) await day.ask(officer, 'POST', `/desk/v1/queue/tickets/${ticket.ticket_id}/left`, {});
  }
});

let taken = 0;
const walkIn = (service = 'new-authenticator'): Promise<Ticket> =>
  day.ask(screen, 'POST', '/desk/v1/queue/tickets', { centre, service }, { 'Idempotency-Key': `queue-${taken++}` }) as Promise<Ticket>;

async function openQueue(language: Language, counter: number | null = 1, size = desktop): Promise<Page> {
  const page = await openAt(browser, `${day.server.desk}/${language}/queue/?centre=${centre}`, size);
  await signIn(page, officer);
  if (counter !== null) await page.locator('.queue-own').getByRole('button', { name: text(language, 'ui.waiting.counter').replace('{counter}', String(counter)) }).click();
  return page;
}

// The page hears of no change before the answer is called: so long, its way to the queue takes.
async function deafen(page: Page): Promise<() => void> {
  let hears = (): void => undefined;
  const heard = new Promise<void>((resolve) => { hears = resolve; });
  await page.route(/\/desk\/v1\/queue\?/, async (route) => {
    await heard;
    await route.continue();
  });
  return hears;
}

const told = (language: Language, key: string, ticket: Ticket): string => text(language, key).replace('{ticket}', ticket.ticket);
const button = (page: Page, language: Language, key: string) => page.locator('.queue-own').getByRole('button', { name: text(language, key) });

for (const language of languages) {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    test(`${language}, ${size}: called, here, ended with an outcome`, async () => {
      const name = `Ida ${language} ${size}`;
      const visit = await day.book(name);
      const page = await openQueue(language, null, viewport);
      await page.getByRole('cell', { name, exact: true }).waitFor();
      await looksRight(page, `${language}-${size}-queue-counters`);
      await page.locator('.queue-own').getByRole('button').first().click();
      const ticket = await day.ask(screen, 'POST', '/desk/v1/queue/arrivals', { centre, code: visit.arrival_code }) as Ticket;
      await page.locator('.queue-number', { hasText: ticket.ticket }).first().waitFor();
      await looksRight(page, `${language}-${size}-queue-waiting`);
      await page.locator('.queue-next').click();
      await page.locator('.queue-ticket', { hasText: ticket.ticket }).waitFor();
      await page.locator('.queue-own').getByText(name).waitFor();
      await looksRight(page, `${language}-${size}-queue-called`);
      await button(page, language, 'ui.queue.action.serve').click();
      await looksRight(page, `${language}-${size}-queue-serving`);
      await button(page, language, 'ui.queue.outcome.documents').click();
      await page.getByText(told(language, 'ui.queue.said.done', ticket)).waitFor();
      const ended = (await queue()).ended.find((each) => each.ticket === ticket.ticket);
      assert.equal(ended?.outcome, 'documents');
      await page.context().close();
    });
  }
}

test('by keys alone: next, here, helped; not here; undone', async () => {
  const [one, two] = [await walkIn(), await walkIn()];
  const page = await openQueue('en', 2);
  await page.locator('.queue-next').waitFor();
  await page.keyboard.press('n');
  await page.getByText(`${one.ticket} is called to counter 2.`).waitFor();
  await page.keyboard.press('s');
  await page.getByText(told('en', 'ui.queue.said.serve', one)).waitFor();
  await page.keyboard.press('1');
  await page.getByText(told('en', 'ui.queue.said.done', one)).waitFor();
  await page.locator('.queue-next').waitFor();
  await page.keyboard.press('N');
  await page.getByText(`${two.ticket} is called to counter 2.`).waitFor();
  await page.keyboard.press('a');
  await page.getByText(told('en', 'ui.queue.said.away', two)).waitFor();
  await page.keyboard.press('u');
  await page.locator('.queue-ticket', { hasText: two.ticket }).waitFor();
  await page.keyboard.press('l');
  await page.getByText(told('en', 'ui.queue.said.left', two)).waitFor();
  await page.context().close();
});

test('keys do nothing while one types, with a modifier, or switched off', async () => {
  await walkIn();
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').waitFor();
  await page.locator('#queue-code').focus();
  await page.keyboard.type('n');
  await page.locator('h1').click();
  await page.keyboard.press('Control+n');
  await page.locator('#queue-keys').uncheck();
  await page.keyboard.press('n');
  assert.equal(await page.locator('kbd').count(), 0);
  assert.equal((await queue()).waiting.length, 1);
  await page.locator('#queue-keys').check();
  await scan(page, 'n', 1); // alone: a reader's would come within 40 ms of the last
  await page.locator('.queue-ticket').waitFor();
  await page.context().close();
});

test('sent on to another counter, whose officer sees it at once', async () => {
  const ticket = await walkIn();
  const [here, there] = [await openQueue('en', 1), await openQueue('da', 2)];
  await here.locator('.queue-next').click();
  await here.locator('.queue-ticket').waitFor();
  await here.keyboard.press('t');
  await here.locator('#queue-transfer').selectOption('counter 2');
  await here.locator('form').getByRole('button', { name: text('en', 'ui.queue.action.transfer') }).click();
  await here.getByText(told('en', 'ui.queue.said.transfer', ticket)).waitFor();
  await there.locator('.queue-number', { hasText: ticket.ticket }).first().waitFor();
  await there.keyboard.press('n');
  await there.locator('.queue-ticket', { hasText: ticket.ticket }).waitFor();
  await here.context().close();
  await there.context().close();
});

test('what another officer changed meanwhile is said calmly, and shown as it is', async () => {
  const ticket = await walkIn();
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket').waitFor();
  const hears = await deafen(page);
  await day.ask(administrator, 'POST', `/desk/v1/queue/tickets/${ticket.ticket_id}/left`, {});
  await button(page, 'en', 'ui.queue.action.serve').click();
  await page.getByText(text('en', 'ui.queue.refused.ticket-changed')).waitFor();
  hears();
  await page.locator('.queue-next').waitFor();
  await looksRight(page, 'queue-changed');
  await page.context().close();
});

test('two at one counter: the second is told that somebody is there', async () => {
  await walkIn();
  await walkIn();
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').waitFor();
  const hears = await deafen(page);
  await day.ask(officer, 'POST', '/desk/v1/queue/next', { centre, counter: 1 });
  await page.locator('.queue-next').click();
  await page.getByText(text('en', 'ui.queue.refused.counter-busy')).waitFor();
  hears();
  await page.locator('.queue-ticket').waitFor();
  await page.context().close();
});

test('arrivals are taken at the desk: a code, a slip of the fingers, and somebody without a booking', async () => {
  const visit = await day.book('Åse Prøve');
  const page = await openQueue('da', 1);
  await page.locator('#queue-code').fill('7K3M');
  await page.keyboard.press('Enter');
  await page.getByText(text('da', 'ui.queue.no_code')).waitFor();
  await page.locator('#queue-code').fill(visit.arrival_code.toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByText(/^Ankommet med nummer B\d+\.$/).waitFor();
  await page.locator('#queue-service').selectOption('lost-authenticator');
  await page.locator('#queue-party').selectOption('2');
  await page.getByRole('button', { name: text('da', 'ui.queue.give_number') }).click();
  await page.getByText(/^Ankommet med nummer A\d+\.$/).waitFor();
  assert.equal((await queue()).waiting.length, 2);
  await page.context().close();
});

test('a counter that calls some services only leaves the others waiting', async () => {
  const [other, wanted] = [await walkIn('activation-code'), await walkIn('name-changed')];
  const page = await openQueue('en', 3);
  await page.getByText(text('en', 'ui.queue.all_services')).click();
  await page.getByLabel(text('en', 'service.name-changed')).check();
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket', { hasText: wanted.ticket }).waitFor();
  assert.deepEqual((await queue()).waiting.map(({ ticket }) => ticket), [other.ticket]);
  await page.context().close();
});

test('the counter is chosen once', async () => {
  const page = await openQueue('en', 2);
  await page.locator('.queue-next').waitFor();
  await page.reload();
  await page.locator('.queue-next').waitFor();
  await page.context().close();
});

test('at a centre at which they have no role an officer is told so', async () => {
  const page = await openAt(browser, `${day.server.desk}/en/queue/?centre=randers`);
  await signIn(page, officer);
  await page.getByText(text('en', 'ui.desk.refused.another-centre')).waitFor();
  await looksRight(page, 'queue-another-centre');
  await page.context().close();
});

test('without a connection it says so, and catches up', async () => {
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').waitFor();
  await day.server.pause();
  await page.getByText(/^No connection since/).waitFor();
  await page.locator('.queue-next').click();
  await page.getByText(text('en', 'ui.error.unreachable')).waitFor();
  await day.server.resume();
  await page.getByText(/^No connection since/).waitFor({ state: 'detached', timeout: 30_000 });
  const ticket = await walkIn();
  await page.locator('.queue-number', { hasText: ticket.ticket }).first().waitFor();
  await page.context().close();
});

test('what a reader types presses nothing: a passport is dropped with a word, a code arrives', async () => {
  const ticket = await walkIn();
  const visit = await day.book('Signe Scannet');
  const page = await openQueue('en', 1, phone);
  await page.locator('.queue-next').click();
  await button(page, 'en', 'ui.queue.action.serve').click();
  await page.getByText(told('en', 'ui.queue.said.serve', ticket)).waitFor();
  await button(page, 'en', 'ui.queue.outcome.documents').focus();
  await scan(page, 'P<DNKSCANNET<<SIGNE<<<<<<<<<<<<<<<<<<<<<<<<\nP123456784DNK8001014F3001019<<<<<<<<<<<<<<06\n');
  await page.getByText(text('en', 'ui.queue.no_code_scanned')).waitFor();
  await looksRight(page, 'queue-scanned');
  const { counters } = await queue();
  assert.equal(counters.find(({ counter }) => counter === 1)?.ticket?.state, 'serving');
  await scan(page, `${visit.arrival_code}\n`);
  await page.getByText(/^Arrived, with number B\d+\.$/).waitFor();
  await page.context().close();
});

test('a key held down is one wish', async () => {
  const ticket = await walkIn();
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket').waitFor();
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''); });
  await button(page, 'en', 'ui.queue.action.again').focus();
  await page.keyboard.down('Enter');
  await page.getByText(told('en', 'ui.queue.said.again', ticket)).waitFor();
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.press('s');
  await page.getByText(told('en', 'ui.queue.said.serve', ticket)).waitFor();
  assert.deepEqual(sent, ['again', 'serve']);
  await page.context().close();
});

test('a click too many hits nobody who has come to the place of the row', async () => {
  const tickets = [await walkIn(), await walkIn(), await walkIn(), await walkIn()] as const;
  const page = await openQueue('en', 1);
  const left = (ticket: Ticket) => page.getByRole('button', { name: text('en', 'ui.queue.action_on').replace('{action}', text('en', 'ui.queue.action.left')).replace('{ticket}', ticket.ticket), exact: true });
  const isGone = (ticket: Ticket) => page.getByRole('group', { name: /^Waiting/ }).locator('.queue-number', { hasText: new RegExp(`^${ticket.ticket}$`) }).waitFor({ state: 'detached' });
  await left(tickets[0]).click(); // what is said of it moves the rows
  await page.getByText(told('en', 'ui.queue.said.left', tickets[0])).waitFor();
  await isGone(tickets[0]);
  await left(tickets[1]).click();
  await isGone(tickets[1]);
  await left(tickets[2]).and(page.locator('[aria-disabled=false]')).waitFor();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  const hears = await deafen(page);
  await left(tickets[2]).click();
  await isGone(tickets[2]);
  await page.mouse.down();
  await page.mouse.up();
  hears();
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket', { hasText: tickets[3].ticket }).waitFor();
  await page.context().close();
});

test('undo takes back no step of somebody else', async () => {
  const ticket = await walkIn();
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').click();
  await page.locator('.queue-ticket').waitFor();
  await page.keyboard.press('t');
  await page.locator('#queue-transfer').selectOption('counter 2');
  await page.locator('form').getByRole('button', { name: text('en', 'ui.queue.action.transfer') }).click();
  await page.getByText(told('en', 'ui.queue.said.transfer', ticket)).waitFor();
  await day.ask(administrator, 'POST', '/desk/v1/queue/next', { centre, counter: 2 });
  await day.ask(administrator, 'POST', `/desk/v1/queue/tickets/${ticket.ticket_id}/serve`, {});
  await page.locator('h1').click();
  await page.keyboard.press('u');
  await page.getByText(text('en', 'ui.queue.refused.ticket-changed')).waitFor();
  assert.equal(await page.locator('.queue-said button').count(), 0);
  const { counters } = await queue();
  assert.equal(counters.find(({ counter }) => counter === 2)?.ticket?.state, 'serving');
  await page.context().close();
});

test('a queue that could not be fetched is said to be old, and fetched again', async () => {
  const page = await openQueue('en', 1);
  await page.locator('.queue-next').waitFor();
  await page.route(/\/desk\/v1\/queue\?/, (route) => route.abort());
  const ticket = await walkIn();
  await page.getByText(/^No connection since/).waitFor();
  await page.unroute(/\/desk\/v1\/queue\?/);
  await page.locator('.queue-number', { hasText: ticket.ticket }).first().waitFor();
  await page.getByText(/^No connection since/).waitFor({ state: 'detached' });
  await page.context().close();
});
