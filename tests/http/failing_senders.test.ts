// Each write, each sync and each allocation of who sends messages fails once: every visit has its mail and its text message in the end, and if it has
// one twice, then the same one, which a receiver can drop (docs/messages.md). SKRANKE_FAILING_STRIDE: failing_calls.ts.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { allocationStride, FailingCalls, kinds, type KindOnSqlite } from './failing_calls.ts';
import { Happenings } from './happenings.ts';
import { fromSqlite } from './kill_check.ts';
import { freePort, type Mail, MailServer } from './running_mail.ts';
import { chance, Installation, type Visit } from './under_load.ts';

const seen = new Happenings();
const calls = new FailingCalls(join(tmpdir(), 'skranke-load-'));
let mails: MailServer;
let installation: Installation;
let texts = ''; // the folder of text messages
before(async () => {
  // What a booking does where nobody sends fails in failing.test.ts.
  const quiet = await Installation.start(chance(17), undefined, calls.settings);
  const begun: Visit[] = [];
  await calls.know(async () => { while (begun.length < 20) await quiet.book(begun, false); });
  await quiet.end();
  const port = await freePort();
  mails = new MailServer(port);
  mails.onMail = seen.happened;
  await mails.start();
  const settings: Record<string, string> = { ...calls.settings, SKRANKE_SMTP: `smtp://127.0.0.1:${port}`, SKRANKE_MAIL_FROM: 'no-reply@booking.example.dk', SKRANKE_MESSAGE_PAUSE: '1' };
  installation = await Installation.start(chance(17), undefined, settings, ({ folder }) => {
    texts = join(folder, 'texts');
    mkdirSync(texts);
    watch(texts, seen.happened).unref();
    settings['SKRANKE_SMS_SPOOL'] = texts;
  });
  installation.beforeBegunAgain = passTime;
  installation.onSaid = seen.happened;
});
after(async () => {
  await installation.end();
  await mails.stop();
  calls.end();
});

const file = (): string => installation.database.slice('sqlite:'.length);

interface Booked extends Visit { readonly email: string; readonly phone: string }
const booked: Booked[] = [];
async function book(): Promise<Booked> {
  for (;;) {
    const [name, email, phone] = [`Ida ${randomUUID()}`, `${randomUUID()}@example.org`, `+45${String(20_000_000 + booked.length)}`];
    const { status, body } = await installation.insist('POST', '/api/v1/bookings', { slot_id: installation.slot(), name, email, phone }, { 'idempotency-key': randomUUID() });
    if (status === 409) continue; // somebody has that time
    assert.equal(status, 201, JSON.stringify(body));
    const visit = { id: String(body['booking_id']), token: String(body['manage_url']).split('/').at(-1) ?? '', name, start: String(body['start']), state: 'booked', email, phone };
    booked.push(visit);
    installation.visits.push(visit);
    return visit;
  }
}

const mailsTo = ({ email }: Booked): readonly Mail[] => mails.mails.filter(({ recipients }) => recipients.includes(email));
const textsTo = ({ phone }: Booked): readonly string[] => readdirSync(texts).filter((name) => !name.startsWith('.')).map((name) => readFileSync(join(texts, name), 'utf8')).filter((text) => text.includes(phone));

// What was tried in vain waits for its time, and what was begun by a program that has ended for ten minutes: they pass at once here.
function passTime(): void {
  const database = new DatabaseSync(file(), { timeout: 5000 });
  try {
    database.exec("update booking_message set due_at = 0, claimed_until = null where state = 'waiting' and (attempts > 0 or claimed_until is not null)");
  } finally {
    database.close();
  }
}
const until = (isSo: () => boolean): Promise<void> => seen.until(isSo, passTime);

// Whoever sends looks every two seconds, and as long takes each try: so every third write here, and allocations of the first 80,000.
const isAll = process.env['SKRANKE_FAILING_STRIDE'] !== undefined;
const stride: Readonly<Record<KindOnSqlite, number>> = { write: isAll ? 1 : 3, sync: 1, allocation: allocationStride(4001) };
for (const kind of kinds) {
  test(`messages: each ${kind} fails once, and everybody is told`, { timeout: 7_200_000 }, async () => {
    const endsBefore = installation.ends.length;
    const begun = booked.length;
    const { hit } = await calls.sweep(kind, async () => {
      const visit = await book();
      await until(() => mailsTo(visit).length > 0 && textsTo(visit).length > 0);
    }, () => Promise.resolve(), stride[kind], kind === 'allocation' && stride.allocation > 1 ? 80_000 : Infinity);
    const ends = installation.ends.splice(endsBefore);
    await installation.restart();
    passTime();
    const mine = booked.slice(begun);
    // None waits for ever, and none was given up.
    const states = (): unknown[] => {
      const database = new DatabaseSync(file(), { readOnly: true, timeout: 5000 });
      try {
        return database.prepare("select distinct state from booking_message where event = 'confirmed'").all().map(({ state }) => state);
      } finally {
        database.close();
      }
    };
    await until(() => !states().includes('waiting'));
    assert.deepEqual(states(), ['sent']);
    for (const visit of mine) {
      const sent = mailsTo(visit);
      assert.equal(new Set(sent.map(({ fields }) => fields['Message-ID'])).size, 1, 'twice the same one at most');
      for (const mail of sent) {
        assert.deepEqual([mail.defects, mail.calendar?.sequence, mail.calendar?.status], [[], 0, 'CONFIRMED']);
        assert.ok(mail.text.includes(visit.token), 'whole');
      }
      assert.equal(new Set(textsTo(visit)).size, 1);
    }
    // A mail and a text message are two of what kill_check.ts expects one of.
    assert.deepEqual(installation.wrong(fromSqlite(file())).filter((wrong) => !wrong.endsWith('has 2 message "confirmed"')), []);
    const twice = mine.filter((visit) => mailsTo(visit).length > 1).length;
    console.log(`messages: ${hit} failing ${kind}s, ${ends.length} ends by itself (${[...new Set(ends)].join(', ')}), ${twice} of ${mine.length} had the same mail twice`);
  });
}
