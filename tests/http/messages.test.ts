// What is said to who has booked: the real program, a real mail server, and calendars read back by a library of others' making.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { binary, type Calendar, filesIn, freePort, MailServer, Program } from './running_mail.ts';

const timeout = 60_000; // of a test; each waits for lines and files, not for time

interface Slot { readonly slot_id: string; readonly start: string }
type Json = Record<string, unknown>;

async function slots(origin: string, centre: string): Promise<readonly Slot[]> {
  const response = await fetch(`${origin}/api/v1/centres/${centre}/slots`);
  return (await response.json() as { items: Slot[] }).items;
}

async function call(origin: string, method: string, path: string, body?: Json): Promise<Json> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${text}`);
  return JSON.parse(text) as Json;
}

const tokenOf = (booking: Json): string => String(booking['manage_url']).split('/').at(-1) ?? '';

describe('with a mail server', () => {
  let server: MailServer;
  let program: Program;
  let free: readonly Slot[] = [];
  const book = (wish: Json): Promise<Json> => call(program.origin, 'POST', '/bookings', { slot_id: free[0]?.slot_id, name: 'Ida Prøve', ...wish });

  before(async () => {
    const port = await freePort();
    server = new MailServer(port);
    await server.start();
    program = new Program((folder) => ['--smtp', `smtp://127.0.0.1:${port}`, '--mail-from', 'no-reply@booking.example.dk', '--message-pause', '1',
      '--sms-spool', join(folder, 'sms')]);
    await program.start();
    free = await slots(program.origin, 'aarhus');
  });
  after(async () => {
    await program.end();
    await server.stop();
  });

  test('a visit that is booked, moved and cancelled is three mails, and one event in a calendar', { timeout }, async () => {
    const [first, , , later] = free;
    const booked = await book({ email: 'ida@example.org', party: 2, lang: 'da' });
    const confirmed = await server.mail('ida@example.org', 1);
    await call(program.origin, 'POST', `/bookings/${tokenOf(booked)}/move`, { slot_id: later?.slot_id });
    const moved = await server.mail('ida@example.org', 2);
    await call(program.origin, 'DELETE', `/bookings/${tokenOf(booked)}`);
    const cancelled = await server.mail('ida@example.org', 3);

    const [one, two, three] = [confirmed, moved, cancelled].map(({ calendar }) => calendar as Calendar);
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    assert.deepEqual([one.method, two.method, three.method], ['REQUEST', 'REQUEST', 'CANCEL']);
    assert.deepEqual([confirmed, moved, cancelled].map(({ method }) => method), ['REQUEST', 'REQUEST', 'CANCEL']);
    assert.deepEqual([one.sequence, two.sequence, three.sequence], [0, 1, 2]);
    assert.deepEqual([one.status, two.status, three.status], ['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
    assert.equal(new Set([one, two, three].map(({ uid }) => uid)).size, 1);
    assert.equal(new Set([one, two, three].map(({ organizer }) => organizer)).size, 1);
    assert.ok(one.stamp <= two.stamp && two.stamp <= three.stamp);
    for (const { zone, told_zone: told, longest_line: longest, attendee, attendee_name: attendeeName } of [one, two, three]) {
      assert.deepEqual([zone, told, attendee, attendeeName], ['Europe/Copenhagen', 'Europe/Copenhagen', 'mailto:ida@example.org', 'Ida Prøve']);
      assert.ok(longest <= 75);
    }
    assert.deepEqual([one.start, two.start, three.start].map((start) => Date.parse(start)), [first, later, later].map((slot) => Date.parse(slot?.start ?? '')));

    assert.deepEqual(confirmed.defects, []);
    assert.equal(confirmed.sender, 'no-reply@booking.example.dk');
    assert.equal(confirmed.fields['To'], 'Ida Prøve <ida@example.org>');
    assert.equal(confirmed.fields['From'], 'Aarhus Kommune <no-reply@booking.example.dk>');
    assert.equal(confirmed.fields['Content-Language'], 'da');
    assert.match(String(confirmed.fields['Subject']), /^Dit besøg er bestilt: \w+ den \d+\. \w+ 20\d\d kl\. \d\d:\d\d$/);
    assert.ok(confirmed.text.includes('Hej Ida Prøve') && confirmed.text.includes(String(booked['manage_url'])) && confirmed.text.includes('Hvor mange kommer: 2'));
    assert.match(String(moved.fields['Subject']), /^Dit besøg er flyttet/);
    assert.match(String(cancelled.fields['Subject']), /^Dit besøg er aflyst/);
    assert.ok(!cancelled.text.includes(tokenOf(booked)), 'the secret opens nothing any more');
    assert.equal(new Set([confirmed, moved, cancelled].map(({ fields }) => fields['Message-ID'])).size, 3);
  });

  test('a mail is in the language of the booking, and says so where there are no words yet', { timeout }, async () => {
    await book({ email: 'en@example.org', lang: 'en', name: 'En' });
    const english = await server.mail('en@example.org');
    assert.match(String(english.fields['Subject']), /^Your visit is booked: \w+ \d+ \w+ 20\d\d at \d\d:\d\d$/);
    await book({ email: 'kl@example.org', lang: 'kl', name: 'Kl', slot_id: free[1]?.slot_id });
    const excused = await server.mail('kl@example.org');
    assert.match(excused.text, /^This message is not available in Kalaallisut, so it is in English\./);
    assert.match(excused.text, /\/kl\/booking\//);
  });

  test('Greenland has its own time', { timeout }, async () => {
    const slot = (await slots(program.origin, 'kujalleq'))[0];
    await book({ email: 'nuuk@example.org', slot_id: slot?.slot_id });
    const { calendar, text } = await server.mail('nuuk@example.org');
    assert.deepEqual([calendar?.zone, Date.parse(calendar?.start ?? '')], ['America/Nuuk', Date.parse(slot?.start ?? '')]);
    assert.ok(text.includes(String(slot?.start).slice(11, 16)));
  });

  test('a name is a name, whatever it looks like', { timeout }, async () => {
    const name = '"Ida" <all@example.org>, =?utf-8?Q?x?= ;:\\ 你好 {centre}';
    await book({ email: 'name@example.org', name, slot_id: free[4]?.slot_id });
    const mail = await server.mail('name@example.org');
    assert.deepEqual([mail.recipients, mail.defects], [['name@example.org'], []]);
    assert.equal(mail.fields['Bcc'], undefined);
    assert.ok(mail.text.includes(name));
    assert.equal(mail.calendar?.attendee_name, name.replaceAll('"', "'"));
    assert.equal(mail.calendar?.attendee, 'mailto:name@example.org');
  });

  test('what is refused is given up, seen, and can be tried again', { timeout }, async () => {
    const booked = await book({ email: 'refused@example.org', slot_id: free[6]?.slot_id, name: 'Refu Sed' });
    const id = `${String(booked['booking_id'])}.confirmed.0.mail`;
    await program.said.find((line) => line.includes(`${id}: refused, given up`));
    const told = program.messages();
    const { given_up: givenUp, items } = JSON.parse(told) as { given_up: number; items: Json[] };
    assert.equal(givenUp, 1);
    assert.deepEqual([items[0]?.['id'], items[0]?.['state'], items[0]?.['trouble'], items[0]?.['attempts']], [id, 'given-up', 'refused', 1]);
    assert.ok(!told.includes('example.org') && !told.includes('Refu') && !program.said.all.join().includes('example.org'));
    await program.stop();
    program.messages('--retry', id);
    assert.throws(() => program.messages('--retry', `${id.slice(0, -5)}.sms`), { status: 1 });
    assert.throws(() => program.messages('--retry', 'x'), { status: 2 });
    const from = program.said.all.length;
    await program.start();
    await program.said.find((line) => line.includes(`${id}: refused, given up`), from);
  });

  test('who wants it later gets it later, and nobody else waits', { timeout }, async () => {
    await book({ email: 'later@example.org', slot_id: free[8]?.slot_id });
    await book({ email: 'soon@example.org', slot_id: free[9]?.slot_id });
    await server.mail('soon@example.org');
    await server.mail('later@example.org');
    assert.equal(server.mails.filter(({ recipients }) => recipients.includes('later@example.org')).length, 1);
  });

  test('a mail whose answer was lost comes again with the same Message-ID', { timeout }, async () => {
    await book({ email: 'lost@example.org', slot_id: free[10]?.slot_id });
    const [first, again] = [await server.mail('lost@example.org', 1), await server.mail('lost@example.org', 2)];
    assert.equal(first.fields['Message-ID'], again.fields['Message-ID']);
    assert.equal(first.text, again.text);
    assert.deepEqual(first.calendar, again.calendar);
  });

  test('a text message is one, for the gateway to fetch', { timeout }, async () => {
    const booked = await book({ phone: '12 34 56 78', slot_id: free[12]?.slot_id, name: 'Sms' });
    const [[name, text] = ['', '']] = await filesIn(join(program.folder, 'sms'), 1);
    const message = JSON.parse(text) as Json;
    assert.equal(name, `${String(booked['booking_id'])}.confirmed.0.sms.json`);
    assert.deepEqual([message['to'], message['language']], ['+4512345678', 'da']);
    assert.match(String(message['text']), /^Tid bestilt: \p{L}{3} \d+\. \p{L}{3} kl\. \d\d:\d\d, Aarhus Kommune\./u);
    assert.ok(String(message['text']).length <= 160 && !String(message['text']).includes('Sms'));
  });

  test('the list of documents goes along, with what the rules say of it on that day', { timeout }, async () => {
    const plan = 'SKRANKE1;mitid;2026-05-31;citizen-service;driving-licence:issuer=DK,form=physical,photo=yes,cpr_number=yes,temporary=no,name_matches=yes,expires=';
    for (const [expires, said] of [['2099-01-01', 'these are enough on the day'], ['2020-01-01', 'these are NOT enough on the day']] as const) {
      await book({ email: `${expires}@example.org`, slot_id: free[16]?.slot_id, name: `Plan ${expires}`, lang: 'en', plan: plan + expires });
      const { text } = await server.mail(`${expires}@example.org`);
      assert.ok(text.includes('[ ] Driving licence') && text.includes(said), text);
    }
  });

  test('who waits is told of a time that is free, by a link of their own', { timeout }, async () => {
    const slot = (await slots(program.origin, 'kujalleq')).find(({ start }) => Date.parse(start) > Date.now() + 5 * 3_600_000);
    const on = String(slot?.start).slice(0, 10);
    const entry = await call(program.origin, 'POST', '/waiting', { centre: 'kujalleq', service: 'mitid-first', from: on, to: on, name: 'Waits', email: 'waits@example.org',
      phone: '+45 87 65 43 21', lang: 'en' });
    const mail = await server.mail('waits@example.org');
    assert.match(String(mail.fields['Subject']), /^A time has come free: /);
    assert.ok(mail.text.includes('Hello Waits') && mail.text.includes(String(entry['waiting_url'])) && mail.calendar == null, mail.text);
    const files = await filesIn(join(program.folder, 'sms'), 2);
    const said = [...files].map(([, text]) => JSON.parse(text) as Json).find(({ to }) => to === '+4587654321');
    assert.match(String(said?.['text']), /^A time is free: .*\/w\/[\w-]{43}$/);
    const short = /\/w\/[\w-]{43}$/.exec(String(said?.['text']))?.[0] ?? '';
    const leads = await fetch(program.origin + short, { redirect: 'manual' });
    assert.deepEqual([leads.status, leads.headers.get('location')], [303, new URL(String(entry['waiting_url'])).pathname]);
  });

  test('a witness is asked, asked again and not asked any more, without anybody\'s name', { timeout }, async () => {
    const booked = await book({ email: 'applicant@example.org', slot_id: free[18]?.slot_id, name: 'Appli Cant', lang: 'da' });
    const invited = await call(program.origin, 'POST', `/bookings/${tokenOf(booked)}/witness`, { email: 'vera@example.org', lang: 'en' });
    const url = String((invited['witness'] as Json)['url']);
    const asked = await server.mail('vera@example.org', 1);
    await call(program.origin, 'POST', `/bookings/${tokenOf(booked)}/move`, { slot_id: free[20]?.slot_id });
    const again = await server.mail('vera@example.org', 2);
    await call(program.origin, 'DELETE', `/bookings/${tokenOf(booked)}`);
    const over = await server.mail('vera@example.org', 3);
    assert.deepEqual([asked, again, over].map(({ fields }) => String(fields['Subject']).replace(/: .*/, '')),
      ['You are asked to come along as a witness', 'You are asked to come along as a witness', 'You are no longer asked to come along']);
    assert.ok(asked.text.includes(url) && again.text.includes(url) && !over.text.includes('/invited/'));
    for (const mail of [asked, again, over])
      assert.ok(!/Appli|Cant|applicant/.test(mail.text + JSON.stringify(mail.fields)) && mail.text.includes('witness') && !mail.text.includes(tokenOf(booked)));
  });

  test('the visit can be put into a calendar from its page', { timeout }, async () => {
    const booked = await book({ slot_id: free[14]?.slot_id, name: 'Kalender' });
    const response = await fetch(String(booked['calendar_url']));
    assert.deepEqual([response.status, response.headers.get('content-type'), response.headers.get('cache-control')],
      [200, 'text/calendar; charset=utf-8', 'no-store']);
    assert.match(String(response.headers.get('content-disposition')), /^attachment; filename="/);
    const text = await response.text();
    assert.ok(text.includes('METHOD:PUBLISH\r\n') && text.includes(`UID:${String(booked['booking_id'])}@skranke\r\n`) && !text.includes('ATTENDEE'));
    await call(program.origin, 'DELETE', `/bookings/${tokenOf(booked)}`);
    assert.match(await (await fetch(String(booked['calendar_url']))).text(), /STATUS:CANCELLED\r\n/);
    assert.equal((await fetch(`${program.origin}/api/v1/bookings/${'0'.repeat(64)}/calendar.ics`)).status, 404);
  });
});

test('mails wait for a server that is down, and for a program that was killed; each comes once', { timeout }, async () => {
  const port = await freePort();
  const server = new MailServer(port);
  const program = new Program(() => ['--smtp', `smtp://127.0.0.1:${port}`, '--mail-from', 'no-reply@booking.example.dk', '--message-pause', '1']);
  await program.start();
  try {
    const free = await slots(program.origin, 'odense');
    const booked = await call(program.origin, 'POST', '/bookings', { slot_id: free[0]?.slot_id, name: 'Ida', email: 'down@example.org' });
    await program.said.find((line) => line.includes('unreachable, tried again in'));
    await call(program.origin, 'POST', `/bookings/${tokenOf(booked)}/move`, { slot_id: free[2]?.slot_id });
    await program.stop('SIGKILL');
    await server.start();
    await program.start();
    const mails = [await server.mail('down@example.org', 1), await server.mail('down@example.org', 2)];
    assert.deepEqual(mails.map(({ calendar }) => calendar?.sequence), [0, 1]);
    await call(program.origin, 'POST', '/bookings', { slot_id: free[4]?.slot_id, name: 'Ib', email: 'after@example.org' });
    await server.mail('after@example.org');
    assert.equal(server.mails.length, 3);
  } finally {
    await program.end();
    await server.stop();
  }
});

describe('a server that is not on loopback, as far as its name tells', () => {
  // The C library and libcurl know every name under .localhost as this machine; the program takes it for another one.
  const mailOptions = ['--mail-from', 'no-reply@booking.example.dk', '--message-pause', '1'];
  const login = (folder: string): string[] => {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=mail.localhost',
      '-addext', 'subjectAltName=DNS:mail.localhost', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')], { stdio: 'pipe' });
    writeFileSync(join(folder, 'password'), 'a secret\n');
    return [...mailOptions, '--smtp-user', 'skranke', '--smtp-password-file', join(folder, 'password'), '--smtp-ca', join(folder, 'certificate.pem')];
  };
  const bookAt = async (program: Program, email: string): Promise<void> => {
    await program.start();
    const slot = (await slots(program.origin, 'aarhus'))[0];
    await call(program.origin, 'POST', '/bookings', { slot_id: slot?.slot_id, name: 'Ida', email });
  };

  for (const [how, scheme, ...more] of [['from the first byte', 'smtps'], ['from STARTTLS on', 'smtp', 'starttls']] as const) {
    test(`is logged in to over TLS ${how}, and only if its certificate is trusted`, { timeout }, async () => {
      const port = await freePort();
      const program = new Program((folder) => ['--smtp', `${scheme}://mail.localhost:${port}`, ...login(folder)]);
      const distrusting = new Program(() => ['--smtp', `${scheme}://mail.localhost:${port}`, ...mailOptions]);
      const server = new MailServer(port, [join(program.folder, 'certificate.pem'), join(program.folder, 'key.pem'), 'skranke', 'a secret', ...more]);
      await server.start();
      try {
        await bookAt(distrusting, 'nobody@example.org');
        await distrusting.said.find((line) => line.includes('unreachable'));
        await bookAt(program, 'tls@example.org');
        await server.mail('tls@example.org');
        assert.equal(server.mails.length, 1);
      } finally {
        await program.end();
        await distrusting.end();
        await server.stop();
      }
    });
  }

  for (const host of ['mail.localhost', '127.0.0.1.localhost']) {
    test(`${host} is told nothing in the clear`, { timeout }, async () => {
      const port = await freePort();
      const server = new MailServer(port);
      const program = new Program(() => ['--smtp', `smtp://${host}:${port}`, ...mailOptions]);
      await server.start();
      try {
        await bookAt(program, 'clear@example.org');
        await program.said.find((line) => line.includes('unreachable'));
        assert.equal(server.mails.length, 0);
      } finally {
        await program.end();
        await server.stop();
      }
    });
  }
});

test('a text message whose link would not fit has a short one, which leads to the page', { timeout }, async () => {
  const program = new Program((folder) => ['--sms-spool', join(folder, 'sms'), '--public-url', 'https://borgerservice.proeveby.example']);
  await program.start();
  try {
    const slot = (await slots(program.origin, 'aarhus'))[0];
    const booked = await call(program.origin, 'POST', '/bookings', { slot_id: slot?.slot_id, name: 'Ida', phone: '+4512345678', lang: 'en' });
    const [[, text] = ['', '']] = await filesIn(join(program.folder, 'sms'), 1);
    const said = String((JSON.parse(text) as Json)['text']);
    assert.ok(said.length <= 160, said);
    const path = / https:\/\/borgerservice\.proeveby\.example(\/b\/[\w-]{43})$/.exec(said)?.[1];
    assert.ok(path !== undefined, said);
    const leads = async (to: string): Promise<unknown[]> => {
      const { status, headers } = await fetch(`${program.origin}${to}`, { redirect: 'manual' });
      return [status, headers.get('location'), headers.get('cache-control')];
    };
    assert.deepEqual(await leads(path), [303, `/en/booking/${tokenOf(booked)}`, 'no-store']);
    const wrong = `${path.slice(0, 10)}${path[10] === 'A' ? 'B' : 'A'}${path.slice(11)}`;
    for (const none of [wrong, '/b/x', `/b/${'A'.repeat(43)}`]) assert.deepEqual(await leads(none), [303, '/da/booking/0', 'no-store']);
  } finally {
    await program.end();
  }
});

test('what is due when the program is told to stop is sent before it does', { timeout }, async () => {
  const program = new Program((folder) => ['--mail-spool', join(folder, 'mail')]);
  await program.start();
  try {
    const free = await slots(program.origin, 'aarhus');
    // More than are claimed at once; a visit is two slots long.
    await Promise.all(Array.from({ length: 20 }, (_, i) => call(program.origin, 'POST', '/bookings',
      { slot_id: free[2 * i]?.slot_id, name: `P ${i}`, email: `p${i}@example.org` })));
    await program.stop();
    assert.equal((await filesIn(join(program.folder, 'mail'), 0)).size, 20, program.said.all.join('\n'));
  } finally {
    await program.end();
  }
});

test('without a server mails are files, written once and whole', { timeout }, async () => {
  const program = new Program((folder) => ['--mail-spool', join(folder, 'mail')]);
  await program.start();
  try {
    const slot = (await slots(program.origin, 'aarhus'))[0];
    const booked = await call(program.origin, 'POST', '/bookings', { slot_id: slot?.slot_id, name: 'Ida', email: 'ida@example.org' });
    const [[name, text] = ['', '']] = await filesIn(join(program.folder, 'mail'), 1);
    assert.equal(name, `${String(booked['booking_id'])}.confirmed.0.mail.eml`);
    assert.ok(text.includes('To: Ida <ida@example.org>\r\n') && text.endsWith('--\r\n'));
  } finally {
    await program.end();
  }
});

test('settings that can send nothing are told at once', async () => {
  const program = new Program(() => []);
  for (const [options, said] of [
    [['--smtp', 'smtp://127.0.0.1:2525'], '--smtp: expected with --mail-from'],
    [['--smtp', 'http://127.0.0.1', '--mail-from', 'a@example.org'], '--smtp: expected smtp://HOST:PORT'],
    [['--smtp', 'smtp://me:secret@127.0.0.1', '--mail-from', 'a@example.org'], '--smtp: expected smtp://HOST:PORT'],
    [['--smtp', 'smtp://127.0.0.1', '--mail-from', 'a b@example.org'], '--mail-from: expected a mailbox'],
    [['--smtp', 'smtp://127.0.0.1', '--mail-from', 'a@example.org', '--smtp-user', 'me'], '--smtp-user: expected with --smtp-password-file'],
    [['--smtp', 'smtp://127.0.0.1', '--mail-from', 'a@example.org', '--mail-spool', 'x'], '--mail-spool: expected without --smtp'],
    [['--message-pause', '0'], '--message-pause: expected a whole number'],
  ] as const) {
    const failed = spawnSync(binary, ['serve', '--listen', '127.0.0.1:0', '--database', program.database, '--keys', join(program.folder, 'keys'), ...options],
      { encoding: 'utf8', timeout: 20_000 });
    assert.equal(failed.status, 2, failed.stderr);
    assert.ok(failed.stderr.includes(said) && !failed.stderr.includes('secret'), failed.stderr);
  }
  await program.end();
});
