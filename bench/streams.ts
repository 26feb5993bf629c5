// Waiting-room screens: how much memory open event streams take, and how long it takes until all of them have seen a call.
//
//   node bench/streams.ts PROGRAM [STREAMS [CALLS]]
//
// Starts the program with a database of its own, opens the streams of one centre's board on one process, takes tickets and calls them, one
// after another. A call is timed from when its request is sent to when the last stream has its event. One JSON object on standard output.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { withSeal } from '../tests/http/sealing.ts';

const [program = 'build/release/skranke', streamsWanted = '2000', callsWanted = '50'] = process.argv.slice(2);
const centre = 'aarhus';
const folder = mkdtempSync(join(tmpdir(), 'skranke-streams-'));
writeFileSync(join(folder, 'staff.json'), JSON.stringify({ officers: [
  { officer_id: 'a', centre_id: centre, centre_name: 'Aarhus', token_sha256: createHash('sha256').update('bench').digest('hex') }] }));

const server = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--desk-listen', '127.0.0.1:0', '--database', `sqlite:${join(folder, 'desk.db')}`,
  '--keys', join(folder, 'keys'), '--staff', join(folder, 'staff.json')], { stdio: ['ignore', 'ignore', 'pipe'] });
let port = 0;
let desk = '';
for await (const line of createInterface({ input: server.stderr })) {
  desk = /the desk on (\S+)/.exec(line)?.[1] ?? desk;
  port = Number(/serving on \S+:(\d+)/.exec(line)?.[1] ?? 0);
  if (port !== 0) break;
}

// Open round the clock, so that the measurement doesn't ask what day it is.
const database = withSeal(new DatabaseSync(join(folder, 'desk.db')));
for (let weekday = 0; weekday < 7; ++weekday)
  database.prepare('insert into centre_hours (centre_id, valid_from, weekday, opens, closes, counters) values (?, ?, ?, 0, 1440, 4)').run(centre, '2020-01-01', weekday);
database.close();

function memory(key: string): number {
  const line = new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1]) / 1024);
}

async function ask(path: string, body: unknown): Promise<{ readonly sequence: number; readonly ticket_id: string }> {
  const response = await fetch(`${desk}/desk/v1/queue/${path}`, {
    method: 'POST', body: JSON.stringify(body),
    headers: { authorization: 'Bearer bench', 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json() as { readonly sequence: number; readonly ticket_id: string };
}

// How far every stream has seen, and who waits for all to have seen something.
const seen = new Array<number>(Number(streamsWanted)).fill(-1);
let behind = { sequence: 0, left: seen.length, done: (): void => undefined };
function allHaveSeen(sequence: number): Promise<void> {
  return new Promise((done) => {
    behind = { sequence, left: seen.filter((at) => at < sequence).length, done };
    if (behind.left === 0) done();
  });
}

function open(index: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /api/v1/centres/${centre}/queue/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      resolve(socket);
    });
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString('latin1')).slice(-16_384);
      const at = text.lastIndexOf('\nid: ');
      const sequence = Number(/^\d+/.exec(at < 0 ? text.slice(text.indexOf('id: ') + 4) : text.slice(at + 5))?.[0] ?? -1);
      // An event counts once its empty line is there.
      if (!text.trimEnd().endsWith('}') || sequence <= (seen[index] ?? -1)) return;
      const before = seen[index] ?? -1;
      seen[index] = sequence;
      text = '';
      if (before < behind.sequence && sequence >= behind.sequence && --behind.left === 0) behind.done();
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error(`stream ${index} ended`)));
  });
}

const rssBefore = memory('VmRSS');
const begin = performance.now();
const opened = allHaveSeen(0);
const sockets: Socket[] = [];
for (let index = 0; index < seen.length; ++index) sockets.push(await open(index));
await opened;
const openedMs = performance.now() - begin;
const rssOpen = memory('VmRSS');

const times: number[] = [];
for (let call = 0; call < Number(callsWanted); ++call) {
  const ticket = await ask('tickets', { centre, service: 'mitid-first' });
  await allHaveSeen(ticket.sequence);
  const sent = performance.now();
  const called = await ask('next', { centre, counter: 1 });
  await allHaveSeen(called.sequence);
  times.push(performance.now() - sent);
  const done = await ask(`tickets/${called.ticket_id}/done`, { outcome: 'helped' });
  await allHaveSeen(done.sequence);
}
times.sort((a, b) => a - b);
const at = (share: number): number => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
console.log(JSON.stringify({
  streams: seen.length, calls: times.length, opened_ms: Math.round(openedMs), rss_mb: { before: rssBefore, open: rssOpen, after: memory('VmRSS'), most: memory('VmHWM') },
  seen_by_all_ms: { p50: at(0.5), p99: at(0.99), most: at(1) },
}));
for (const socket of sockets) socket.removeAllListeners().destroy();
server.kill('SIGTERM');
await new Promise((ended) => { server.on('exit', ended); });
rmSync(folder, { recursive: true });
