// Telling the registration authority's system: the real program against a real HTTP server, which checks signatures with the npm package
// standardwebhooks, fails, dies, and gets events twice. Each event has one effect.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { type Answer, Authority, putEvents, secret } from './authority.ts';
import { binary, filesIn, Program } from './running_mail.ts';

const timeout = 120_000; // of a test; each waits for requests and lines, not for time
const elements = join(import.meta.dirname, '../../../shared/domain/memo_elements.json');
const newer = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

const payload = JSON.stringify({ type: 'case.accepted', timestamp: '2026-11-29T09:42:00Z', data: { case_id: 'cNUMBER', name: 'Åse Ødegård' } });
const ok: Answer = (_id, _nth, response) => { response.writeHead(204).end(); };
const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `evt_${i}`).sort();

let ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.reverse()) await end();
  ending = [];
});

async function authorityThat(answer: Answer): Promise<Authority> {
  const authority = new Authority(answer);
  await authority.start();
  ending.push(() => authority.die());
  return authority;
}

function programFor(url: string, secrets = secret): Program {
  const program = new Program((folder) => {
    const file = join(folder, 'secret');
    writeFileSync(file, secrets);
    return ['--handover', url, '--handover-secret-file', file, '--handover-pause', '1'];
  });
  ending.push(() => program.end());
  return program;
}

// While no server has the database open.
function put(program: Program, first: number, count: number): void {
  putEvents(program.database, join(program.folder, 'keys'), 'registration', first, count, payload);
}

interface Standing { readonly waiting: number; readonly delivered: number; readonly failed: number;
  readonly items: readonly { id: string; state: string; status: number; answer: string | null; trouble: string | null }[] }
const standing = (program: Program): Standing =>
  JSON.parse(execFileSync(binary, ['handovers', '--database', program.database], { stdio: 'pipe' }).toString()) as Standing;

// Until the outbox says so too: an answer is written down after it came.
async function settled(program: Program, holds: (now: Standing) => boolean): Promise<Standing> {
  for (;;) {
    const now = standing(program);
    if (holds(now)) return now;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('handing decided cases over', () => {
  test('each event goes once, signed, with its payload', { timeout }, async () => {
    const authority = await authorityThat(ok);
    const program = programFor(authority.url);
    put(program, 0, 5);
    await program.start();
    await settled(program, ({ delivered }) => delivered === 5);
    assert.deepEqual(authority.requests.sort(), ids(5));
    assert.deepEqual(authority.forged, []);
    assert.deepEqual(authority.effects.get('evt_3'), JSON.parse(payload.replace('NUMBER', '3')));
  });

  test('a server that answers 500 first, and cuts the answer off, gets an event again until it takes it', { timeout }, async () => {
    const authority = await authorityThat((id, nth, response, request) => {
      if (id === 'evt_0' && nth === 1) return void response.writeHead(500).end('later');
      if (id === 'evt_1' && nth === 1) return void request.socket.destroy(); // it had its effect
      response.writeHead(200).end('taken');
    });
    const program = programFor(authority.url);
    put(program, 0, 3);
    await program.start();
    await settled(program, ({ delivered }) => delivered === 3);
    assert.deepEqual(authority.requests.filter((id) => id === 'evt_0').length, 2);
    assert.deepEqual(authority.requests.filter((id) => id === 'evt_1').length, 2);
    assert.deepEqual([...authority.effects.keys()].sort(), ids(3), 'one effect each');
  });

  test('a server that is away, and a program that is killed, lose nothing', { timeout }, async () => {
    const authority = await authorityThat((id, nth, response) => {
      // The first request of evt_2 is never answered: the program is killed meanwhile.
      if (!(id === 'evt_2' && nth === 1)) response.writeHead(204).end();
    });
    const program = programFor(authority.url);
    await authority.die();
    put(program, 0, 4);
    await program.start();
    await program.said.find((line) => line.includes('unreachable'));
    await authority.start();
    await authority.until(() => authority.requests.includes('evt_2'));
    await program.stop('SIGKILL');
    await program.start();
    await settled(program, ({ delivered }) => delivered === 4);
    assert.deepEqual([...authority.effects.keys()].sort(), ids(4));
    assert.deepEqual(authority.forged, []);
  });

  test('while secrets change, who knows the old one still checks', { timeout }, async () => {
    const authority = await authorityThat(ok);
    const program = programFor(authority.url, `${newer}\n${secret}\n`);
    put(program, 0, 1);
    await program.start();
    await settled(program, ({ delivered }) => delivered === 1);
    assert.deepEqual(authority.forged, []);
  });

  test('a wrong secret is seen by the other end, and its answer here', { timeout }, async () => {
    const authority = await authorityThat(ok);
    const program = programFor(authority.url, newer);
    put(program, 0, 1);
    await program.start();
    const now = await settled(program, ({ items }) => items[0]?.trouble === 'refused');
    assert.equal(authority.effects.size, 0);
    assert.deepEqual([now.items[0]?.state, now.items[0]?.status, now.items[0]?.answer], ['waiting', 401, 'no']);
  });

  test('what a receiver says back of the person is kept nowhere', { timeout }, async () => {
    const number = '0201011234';
    const record = `eyJ${'hbGciOiJFUzI1NiJ9'.repeat(8)}`;
    // Also where the answer is cut off, and by a receiver that writes numbers as people do.
    const says = ['', 'x'.repeat(10), ' '.repeat(2043)].map((before) => `${before}${number} 020101-1234 020101 1234 {"record":"${record}"} case c7`);
    const authority = await authorityThat((id, _nth, response) => { response.writeHead(id === 'evt_0' ? 500 : 410).end(says[Number(id.at(-1))]); });
    const program = programFor(authority.url);
    put(program, 0, 3);
    await program.start();
    const now = await settled(program, ({ items }) => items.length === 3 && items.every(({ status }) => status !== 0));
    assert.deepEqual(authority.forged, []);
    const answers = new Map(now.items.map(({ id, answer }) => [id, answer ?? '']));
    assert.match(answers.get('evt_0') ?? '', /^\*{10} \*{6}-\*{4} \*{6} \*{4} \{"record":"\*+"\} case c7$/);
    assert.equal(answers.get('evt_2'), `${' '.repeat(2043)}*****`);
    for (const answer of answers.values()) assert.doesNotMatch(answer, /\d{5}|hbGci/);
    await program.stop();
    for (const file of readdirSync(program.folder).filter((name) => name.includes('.db')))
      assert.doesNotMatch(readFileSync(join(program.folder, file), 'latin1'), /0201011234|020101[- ]1234|20101|hbGci/, file);
  });

  test('a redirect is not followed, and 410 is the end', { timeout }, async () => {
    const authority = await authorityThat((id, _nth, response) => {
      if (id === 'evt_0') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(410).end('gone');
    });
    const program = programFor(authority.url);
    put(program, 0, 2);
    await program.start();
    const now = await settled(program, ({ failed, items }) => failed === 1 && items.some(({ status }) => status === 302));
    assert.equal(now.items.find(({ id }) => id === 'evt_1')?.state, 'failed');
    await program.stop();
    execFileSync(binary, ['handovers', '--database', program.database, '--retry', 'evt_1'], { stdio: 'pipe' });
    assert.equal(standing(program).failed, 0);
  });

  test('a notice by Digital Post is one file for an event, in the order of MeMo, however often it is written', { timeout }, async () => {
    const program = new Program((folder) => ['--post-spool', join(folder, 'post'), '--post-cvr', '12345678', '--post-sender', 'Aarhus Kommune']);
    ending.push(() => program.end());
    const notice = JSON.stringify({ kind: 'vouched', number: '0201011234', name: 'Åse & Ødegård', language: 'da', case_id: 'cNUMBER', centre: 'Aarhus',
      day: '2026-11-29', minute: 642 });
    putEvents(program.database, join(program.folder, 'keys'), 'post', 0, 3, notice);
    await program.start();
    await settled(program, ({ delivered }) => delivered === 3);
    const files = await filesIn(join(program.folder, 'post'), 3);
    assert.deepEqual([...files.keys()], ['evt_0.xml', 'evt_1.xml', 'evt_2.xml']);
    const xml = files.get('evt_1.xml') ?? '';
    assert.match(xml, /<memo:recipientID>0201011234<.*<memo:label>Åse &amp; Ødegård<.*<memo:caseID>c1</s);
    assert.equal(new Set([...files.values()].map((file) => /<memo:messageUUID>([^<]+)</.exec(file)?.[1])).size, 3);
    const pdf = Buffer.from(/<memo:content>([^<]*)</.exec(xml)?.[1] ?? '', 'base64');
    assert.match(execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString(), /Du har været vidne i Borgerservice/);
    if (!existsSync(elements)) return;
    const order = (JSON.parse(readFileSync(elements, 'utf8')) as { elements: Record<string, { name: string }[]> }).elements;
    for (const type of ['MessageHeader', 'Sender', 'Recipient', 'MessageBody', 'MainDocument', 'File']) {
      const inside = new RegExp(`<memo:${type}>(.*?)</memo:${type}>`, 's').exec(xml)?.[1] ?? '';
      const names = [...inside.replace(/<memo:(\w+)>(?:(?!<\/memo:\1>).)*<\/memo:\1>/gs, ' <$1> ').matchAll(/<(\w+)>/g)].map(([, name = '']) => name);
      const places = names.map((name) => (order[type] ?? []).findIndex((element) => element.name === name));
      assert.ok(names.length > 1 && !places.includes(-1), `${type}: ${names.join(' ')}`);
      assert.deepEqual(places, [...places].sort((a, b) => a - b), type);
    }
  });

  test('without an address events wait', { timeout }, async () => {
    const program = new Program(() => []);
    ending.push(() => program.end());
    put(program, 0, 1);
    await program.start();
    await program.said.find((line) => line.includes('--handover is not given'));
    assert.equal(standing(program).waiting, 1);
  });

  test('an address that is not safe, or a secret that is none, is said before anything is served', () => {
    const tried = (url: string, text: string): string => {
      const program = new Program(() => []);
      ending.push(() => program.end());
      const file = join(program.folder, 'secret');
      writeFileSync(file, text);
      try {
        execFileSync(binary, ['serve', '--listen', '127.0.0.1:0', '--database', program.database, '--keys', join(program.folder, 'keys'),
          '--handover', url, '--handover-secret-file', file], { stdio: 'pipe' });
      } catch (error) {
        return String((error as { stderr: Buffer }).stderr);
      }
      return '';
    };
    assert.match(tried('http://ra.example/', secret), /--handover: expected an address of https/);
    assert.match(tried('https://ra.example/', 'secret'), /--handover-secret-file: line 1: expected a secret/);
  });
});
