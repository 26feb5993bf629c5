// Witnesses of the log, with the real programs: a server whose log is cosigned by two of them, and what each refuses. What they say is checked
// by tlog.ts, which shares nothing with the program.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readExposition } from './exposition.ts';
import { databaseOf, onceWritten, type RunningDesk, startDesk } from './running_desk.ts';
import { binary } from './running_mail.ts';
import { RunningWitness } from './running_witness.ts';
import { body, cosignedAt, Log, readNote } from './tlog.ts';

const root = join(import.meta.dirname, '../..');
const kills = Number(process.env['SKRANKE_WITNESS_KILLS'] ?? 50);
const foreign = new Log('example.org/log', Array.from({ length: 300 }, (_, i) => `entry ${i}`));
const first = new RunningWitness('odense.dk/witness');
const second = new RunningWitness('vejle.dk/witness');
let running!: RunningDesk;
let key = '';

before(async () => {
  // The log's key is drawn by the server, and a witness trusts it before the server begins.
  const folder = join(first.folder, 'desk-keys');
  key = execFileSync(binary, ['audit', 'key', '--keys', folder], { cwd: root, encoding: 'utf8' }).trim();
  const logs = [{ origin: 'localhost/skranke', keys: [key] }, { origin: foreign.name, keys: [foreign.key] }];
  for (const witness of [first, second]) {
    witness.trust(...logs);
    await witness.start();
  }
  running = await startDesk('nobody', undefined, undefined, { SKRANKE_LOG_WITNESSES: `${first.url}#${first.key},${second.url}/#${second.key}` },
    (desk) => { execFileSync('cp', ['-r', folder, join(desk, 'keys')]); });
});
after(async () => {
  await running?.stop();
  await first.end();
  await second.end();
});

const url = (): string => `sqlite:${join(running.folder, 'desk.db')}`;
const skranke = (...args: string[]): { status: number | null; stdout: string } => spawnSync(binary, args, { cwd: root, encoding: 'utf8' });
const python = (...args: string[]): { status: number | null; stdout: string } => spawnSync('python3', ['tools/verify_log.py', ...args, '--key', key], { cwd: root, encoding: 'utf8' });
const published = async (): Promise<string> => {
  const answer = await fetch(`${running.citizen}/log/checkpoint`);
  return answer.status === 200 ? answer.text() : '';
};
const logSize = (): number => {
  const database = databaseOf(running);
  const { size } = database.prepare('select size from log_state').get() as { size: number };
  database.close();
  return size;
};
const troubles = (): string[] => {
  const database = databaseOf(running);
  const rows = database.prepare('select trouble from log_witness').all() as { trouble: string }[];
  database.close();
  return rows.map(({ trouble }) => trouble);
};

async function book(count: number, centre = 'odense'): Promise<void> {
  const { items } = await (await fetch(`${running.citizen}/api/v1/centres/${centre}/slots`)).json() as { items: readonly { slot_id: string }[] };
  let booked = 0;
  for (const { slot_id } of items) {
    if (booked === count) return;
    const answer = await fetch(`${running.citizen}/api/v1/bookings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ slot_id, name: 'Ida', email: `ida${randomUUID()}@example.org` }) });
    if (answer.status === 201) booked++;
  }
  assert.equal(booked, count);
}

// The published checkpoint once it is that of the whole log, which nothing is added to meanwhile, with a line of each of `witnesses`.
const cosigned = (...witnesses: readonly RunningWitness[]): Promise<string> => onceWritten(running, async () => {
  const database = databaseOf(running);
  const { waiting } = database.prepare('select count(*) as waiting from log_waiting').get() as { waiting: number };
  database.close();
  const note = await published();
  if (note === '' || waiting > 0) return undefined;
  const { text, lines, checkpoint } = readNote(note);
  return checkpoint.size === logSize() && witnesses.every((witness) => lines.some((line) => cosignedAt(text, line, witness.key) !== undefined)) ? note : undefined;
});

test('the log is cosigned by its witnesses, and what is given out has their lines, which hold for others too', async () => {
  await book(20);
  const note = await cosigned(first, second);
  const { text, lines } = readNote(note);
  assert.equal(lines.length, 3);
  for (const witness of [first, second]) {
    const at = lines.map((line) => cosignedAt(text, line, witness.key)).find((found) => found !== undefined);
    assert.ok(at !== undefined && Math.abs(at - Date.now() / 1000) < 60);
    const kept = (await witness.checkpoints()).find(({ origin }) => origin === 'localhost/skranke');
    assert.equal(readNote(kept?.checkpoint ?? '').text, text);
    assert.equal(await (await fetch(`${witness.url}/key`)).text(), `${witness.key}\n`);
    assert.equal((await fetch(`${witness.url}/readyz`)).status, 200);
  }
  assert.deepEqual([lines.filter((line) => cosignedAt(text, line, first.key) !== undefined).length, cosignedAt(text.replace('s', 'S'), lines[1]!, first.key)], [1, undefined]);
  const families = readExposition(await (await fetch(`${running.citizen}/metrics`)).text(), false);
  assert.deepEqual(families.get('skranke_log_witness_alarm')?.samples.map(({ labels, value }) => [labels['witness'], value]), [[first.name, 0], [second.name, 0]]);
});

test('audits ask for cosignatures, and take a checkpoint that a witness has cosigned as one that was seen', async () => {
  const note = await cosigned(first, second);
  const kept = join(running.folder, 'kept');
  writeFileSync(kept, note);
  const right = skranke('audit', 'verify', '--database', url(), '--witness', first.key, '--witness', second.key, '--seen', kept);
  assert.equal(right.status, 0, right.stdout);
  assert.deepEqual((JSON.parse(right.stdout) as { witnesses: { name: string; size: number }[] }).witnesses.map(({ name, size }) => [name, size]),
    [[first.name, readNote(note).checkpoint.size], [second.name, readNote(note).checkpoint.size]]);
  const stranger = new RunningWitness('nobody.dk/witness');
  stranger.trust({ origin: foreign.name, keys: [foreign.key] });
  await stranger.start();
  await stranger.stop();
  const missing = skranke('audit', 'verify', '--database', url(), '--witness', stranger.key);
  assert.equal(missing.status, 1);
  assert.match(missing.stdout, /not cosigned by nobody.dk\/witness/);
  assert.equal(skranke('audit', 'verify', '--database', url(), '--witness', key).status, 2, 'the key of a log is no witness\'s');
  const folder = join(running.folder, 'log');
  assert.equal(skranke('audit', 'export', '--database', url(), '--out', folder).status, 0);
  assert.deepEqual(python(folder, '--witness', first.key, '--witness', second.key, '--seen', kept).stdout, 'verified\n');
  assert.equal(python(folder, '--witness', stranger.key).status, 1);
  const database = databaseOf(running);
  const { booking_id } = database.prepare('select booking_id from booking order by booking_id limit 1').get() as { booking_id: string };
  database.close();
  const proof = join(running.folder, 'proof');
  writeFileSync(proof, skranke('audit', 'prove', 'booking', booking_id, '--database', url()).stdout);
  assert.deepEqual(python('--proof', proof, '--witness', first.key, '--witness', second.key).stdout, 'verified\n');
  assert.equal(python('--proof', proof, '--witness', stranger.key).status, 1);
  const changed = JSON.parse(readFileSync(proof, 'utf8')) as { checkpoint: string };
  const lines = changed.checkpoint.split('\n');
  const line = lines.findIndex((each) => each.includes(first.name));
  lines[line] = lines[line]!.replace(/.(.{10})$/, (_all, rest: string) => `${lines[line]!.at(-11) === 'A' ? 'B' : 'A'}${rest}`);
  writeFileSync(proof, JSON.stringify({ ...changed, checkpoint: lines.join('\n') }));
  assert.equal(python('--proof', proof, '--witness', first.key).status, 1);
  await stranger.end();
});

test('a witness that is away keeps nothing waiting but what is given out, and catches up by itself', async () => {
  const earlier = await cosigned(first, second);
  await second.stop();
  await book(5, 'vejle');
  await onceWritten(running, () => troubles().includes('away') ? true : undefined);
  assert.equal(await published(), earlier, 'one of two is no quorum');
  await second.start();
  const later = readNote(await cosigned(first, second));
  assert.ok(later.checkpoint.size > readNote(earlier).checkpoint.size);
  assert.deepEqual(troubles(), ['', '']);
});

const cases: readonly (readonly [string, () => string, number])[] = [
  ['nothing', () => '', 400],
  ['no old size', () => foreign.note(5), 400],
  ['an old size with a zero before', () => body('05', [], foreign.note(5)), 400],
  ['an old size below nothing', () => body('-1', [], foreign.note(5)), 400],
  ['an old size beyond 64 bits', () => body('99999999999999999999', [], foreign.note(5)), 400],
  ['lines that end with CR', () => foreign.submission(0, 5).replaceAll('\n', '\r\n'), 400],
  ['no empty line behind the proof', () => `old 0\n${foreign.note(5)}`, 400],
  ['a proof that is no base64', () => body(0, ['!'], foreign.note(5)), 400],
  ['a proof with a hash that is short', () => body(0, ['AAAA'], foreign.note(5)), 400],
  ['64 hashes', () => body(0, Array.from({ length: 64 }, () => foreign.root(1)), foreign.note(5)), 400],
  ['no signature', () => body(0, [], `${foreign.text(5)}\n`), 400],
  ['a note that does not end', () => foreign.submission(0, 5).slice(0, -1), 400],
  ['a checkpoint of two lines', () => body(0, [], foreign.signed(`${foreign.name}\n5\n`)), 400],
  ['a size with a zero before', () => body(0, [], foreign.signed(`${foreign.name}\n05\n${foreign.root(5)}\n`)), 400],
  ['a root that is short', () => body(0, [], foreign.signed(`${foreign.name}\n5\nAAAA\n`)), 400],
  ['a size beyond 63 bits', () => body(0, [], foreign.signed(`${foreign.name}\n9223372036854775808\n${foreign.root(5)}\n`)), 400],
  ['an old size larger than the checkpoint', () => body(6, [], foreign.note(5)), 400],
  ['another log', () => body(0, [], foreign.signed(foreign.text(5).replace('example.org', 'example.com'))), 404],
  ['a log that is known, by its key under another name', () => body(0, [], foreign.signed(foreign.text(5), 'example.org/other')), 403],
  ['a log that is known, by another key', () => body(0, [], new Log(foreign.name, ['other']).signed(foreign.text(5))), 403],
  ['a signature of another text', () => body(0, [], foreign.note(5).replace('\n5\n', '\n6\n')), 403],
  ['an old size that was never cosigned', () => foreign.submission(3, 5), 409],
  ['a proof from nothing', () => body(0, [foreign.root(1)], foreign.note(5)), 422],
  ['a root of no entries that is another', () => body(0, [], foreign.signed(`${foreign.name}\n0\n${foreign.root(5)}\n`)), 409],
  ['too much', () => body(0, [], foreign.signed(`${foreign.text(5)}${'x'.repeat(64 * 1024)}\n`)), 413],
];
for (const [what, text, status] of cases) {
  test(`refused with ${status}: ${what}`, async () => {
    const answer = await first.submit(text());
    assert.equal(answer.status, status, answer.text);
    if (status === 409) assert.deepEqual([answer.type, answer.text], ['text/x.tlog.size', '0\n']);
    else assert.equal(answer.type, 'application/problem+json');
  });
}

const lineOf = (log: Log, size: number, answer: { status: number; text: string }, witness = first): number => {
  assert.equal(answer.status, 200, answer.text);
  const at = cosignedAt(log.text(size), answer.text.slice(0, -1), witness.key);
  assert.ok(at !== undefined, 'the line is a cosignature of the checkpoint');
  return at;
};

test('what goes on is cosigned; an old checkpoint, a smaller one and a fork are not', async () => {
  const fork = foreign.fork(6);
  lineOf(foreign, 5, await first.submit(foreign.submission(0, 5)));
  lineOf(foreign, 9, await first.submit(foreign.submission(5, 9)));
  lineOf(foreign, 9, await first.submit(foreign.submission(9, 9)));
  const conflict = { status: 409, type: 'text/x.tlog.size', text: '9\n' };
  for (const [what, text] of [['replayed', foreign.submission(0, 5)], ['replayed', foreign.submission(5, 9)], ['rolled back', foreign.submission(5, 5)],
    ['rolled back and forked', fork.submission(5, 7)], ['the same size with another root', fork.submission(9, 9)]] as const)
    assert.deepEqual(await first.submit(text), conflict, what);
  for (const [what, text] of [['a fork that is larger', fork.submission(9, 12)], ['a proof of another size', body(9, foreign.proof(8, 12), foreign.note(12))],
    ['no proof', body(9, [], foreign.note(12))], ['a hash too many', body(9, [...foreign.proof(9, 12), foreign.root(1)], foreign.note(12))]] as const)
    assert.equal((await first.submit(text)).status, 422, what);
  assert.ok(first.said.some((line) => line.includes('does not go on from the one that was cosigned')), 'the evidence is told');
  assert.equal((await first.checkpoints()).find(({ origin }) => origin === foreign.name)?.size, 9);
  lineOf(foreign, 12, await first.submit(foreign.submission(9, 12)));
});

test('of 64 submissions of two forks at once one is cosigned', async () => {
  const fork = foreign.fork(15);
  const answers = await Promise.all(Array.from({ length: 64 }, async (_, i) => {
    const log = i % 2 === 0 ? foreign : fork;
    return { log, size: 16 + i % 3, answer: await first.submit(log.submission(12, 16 + i % 3)) };
  }));
  const won = answers.filter(({ answer }) => answer.status === 200);
  assert.equal(won.length, 1);
  const { log, size, answer } = won[0]!;
  lineOf(log, size, answer);
  for (const { answer: other } of answers.filter((each) => each !== won[0])) assert.deepEqual([other.status, other.text], [409, `${size}\n`]);
});

test(`killed ${kills} times, a witness never cosigns two checkpoints that are inconsistent`, { timeout: 600_000 }, async () => {
  const witness = new RunningWitness('killed.dk/witness');
  const long = new Log('example.org/long', Array.from({ length: 6000 }, (_, i) => `entry ${i}`));
  const logs = [long, long.fork(3)] as const;
  witness.trust({ origin: long.name, keys: [long.key] });
  const taken: { size: number; log: Log; at: number }[] = [];
  let largest = 0;
  let took = (): void => undefined; // told of each cosignature
  for (let kill = 0; kill < kills; kill++) {
    await witness.start();
    const begun = await witness.submit(body(largest + 1, [], long.note(largest + 1)));
    // What it was on its way to answer may be kept, what it answered has to be.
    const known = begun.status === 200 ? largest + 1 : Number(begun.text);
    assert.ok(known >= largest, `${known} is kept, and ${largest} was cosigned`);
    let isUp = true;
    const work = Array.from({ length: 6 }, async (_, i) => {
      let size = known;
      while (isUp) {
        const log = logs[i % 2]!;
        const next = Math.min(size + 1 + randomInt(2), 5999);
        try {
          const answer = await witness.submit(log.submission(size, next));
          if (answer.status === 409) size = Number(answer.text);
          if (answer.status !== 200) continue;
          taken.push({ size: next, log, at: lineOf(log, next, answer, witness) });
          size = next;
          took();
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error;
          return; // it was killed
        }
      }
    });
    const enough = taken.length + randomInt(20);
    await new Promise<void>((resolve) => {
      took = () => { if (taken.length >= enough) resolve(); };
      took();
    });
    await witness.stop('SIGKILL');
    isUp = false;
    await Promise.all(work);
    largest = Math.max(largest, ...taken.map(({ size }) => size));
  }
  assert.ok(taken.length > kills);
  // The forks part at the fourth entry, so one larger checkpoint of each would be two histories.
  const histories = new Set(taken.filter(({ size }) => size > 3).map(({ log }) => logs.indexOf(log)));
  assert.equal(histories.size, 1);
  for (const [i, one] of taken.entries())
    for (const other of taken.slice(i + 1, i + 50)) assert.ok(one.size === other.size || (one.size < other.size) === (one.at < other.at) || one.at === other.at, 'times go with sizes');
  console.log(`${kills} kills, ${taken.length} cosignatures, ${largest} entries`);
  await witness.end();
});

test('a witness does not begin without its state, without its key, or with what it can not read', async () => {
  const witness = new RunningWitness('lost.dk/witness');
  assert.deepEqual([witness.refused().status, existsSync(witness.state)], [2, false], 'without a list of logs');
  witness.trust({ origin: foreign.name, keys: ['x'] });
  assert.match(witness.refused().stderr, /logs.toml:3:\d+: keys: a public key: expected NAME\+ID\+KEY/);
  witness.trust({ origin: foreign.name, keys: [foreign.key] });
  assert.match(witness.refused('a name with spaces').stderr, /--name: expected a name without spaces/);
  await witness.start();
  lineOf(foreign, 5, await witness.submit(foreign.submission(0, 5)), witness);
  await witness.stop();
  const again = witness.key;
  const keyFile = join(witness.folder, 'keys/log-witness.key');
  assert.match(witness.refused('other.dk/witness').stderr, /the state is that of lost.dk\/witness/);
  renameSync(witness.state, `${witness.state}.away`);
  for (const [what, bytes] of [['no file', undefined], ['an empty file', ''], ['something else', 'x'.repeat(5000)], ['a short file', 'x']] as const) {
    if (bytes !== undefined) writeFileSync(witness.state, bytes);
    const { status, stderr } = witness.refused();
    assert.equal(status, 5, `${what}: ${stderr}`);
    for (const end of ['', '-wal', '-shm']) rmSync(`${witness.state}${end}`, { force: true });
  }
  renameSync(`${witness.state}.away`, witness.state);
  renameSync(keyFile, `${keyFile}.away`);
  assert.match(witness.refused().stderr, /the state is there, and its key is not/);
  assert.ok(!existsSync(keyFile), 'no key is drawn in its place');
  renameSync(`${keyFile}.away`, keyFile);
  await witness.start();
  assert.equal(witness.key, again);
  lineOf(foreign, 9, await witness.submit(foreign.submission(5, 9)), witness);
  await witness.end();
});

test('a database that was put back to a backup is refused by its witnesses, loudly, and never cosigned', { timeout: 120_000 }, async () => {
  await cosigned(first, second);
  const backup = join(running.folder, 'backup.db');
  assert.equal(skranke('backup', '--database', url(), backup).status, 0);
  await book(10, 'aarhus');
  const seen = readNote(await cosigned(first, second));
  const atWitness = async (): Promise<string> => (await first.checkpoints()).find(({ origin }) => origin === seen.checkpoint.origin)?.checkpoint ?? '';
  const before = await atWitness();
  await running.stopServer();
  for (const end of ['-wal', '-shm']) rmSync(join(running.folder, `desk.db${end}`), { force: true });
  copyFileSync(backup, join(running.folder, 'desk.db'));
  await running.startServer();
  await onceWritten(running, () => troubles().every((trouble) => trouble === 'rolled-back') ? true : undefined);
  const alarm = (): string | undefined => running.said.find((line) => /a witness refuses the log's checkpoint: .* what=rolled-back/.test(line));
  while (alarm() === undefined) await new Promise(setImmediate);
  for (let isTold = false; !isTold;) {
    const families = readExposition(await (await fetch(`${running.citizen}/metrics`)).text(), false);
    isTold = families.get('skranke_log_witness_alarm')?.samples.every(({ value }) => value === 1) ?? false;
  }
  // It grows beyond what the witnesses have: another history.
  await book(40, 'horsens');
  const database = databaseOf(running);
  database.exec('update log_witness set tries = 0, next_at = 0'); // the pause between two tries has grown meanwhile
  database.close();
  await onceWritten(running, () => logSize() > seen.checkpoint.size && troubles().every((trouble) => trouble === 'forked') ? true : undefined);
  assert.equal(await atWitness(), before);
  assert.ok(readNote(await published()).checkpoint.size < seen.checkpoint.size, 'nothing of it is given out');
  const kept = join(running.folder, 'cosigned');
  writeFileSync(kept, before);
  const audited = skranke('audit', 'verify', '--database', url(), '--key', key, '--seen', kept);
  assert.equal(audited.status, 1, audited.stdout);
});
