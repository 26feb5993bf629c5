// Register questions over HTTP, at the desk and before the visit: the real program, a verifier in its own process over an imported
// register, and the real OpenID provider. Answers that can be searched for are planted in the register.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse } from './browse.ts';
import { generatedExtract } from './extracts.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';

const canary = 'Zkanarie';
const numbers: string[] = [];

// Every given and every former family name becomes one that is nowhere else. Record 008: given names from the 14th byte; 026: family
// name from the 107th (docs/register.md).
function plantedExtract(folder: string): string {
  const file = generatedExtract(folder);
  let planted = 0;
  const named = (line: string, from: number, length: number): string => {
    const serial = [...String(planted++).padStart(6, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    return line.slice(0, from) + (canary + serial).padEnd(length) + line.slice(from + length);
  };
  const lines = readFileSync(file, 'latin1').split('\n').map((line) => {
    if (line.startsWith('001')) numbers.push(line.slice(3, 13));
    if (line.startsWith('008') && line.length > 64) return named(line, 13, 50);
    return line.startsWith('026') && line.length > 147 ? named(line, 106, 40) : line;
  });
  writeFileSync(file, lines.join('\n'), 'latin1');
  assert.ok(planted > 20_000 && numbers.length === 20_000);
  return file;
}

let running: RunningDesk;
const seen: string[] = []; // every byte that came over HTTP
before(async () => { running = await startDesk('nobody', plantedExtract); });
after(() => running.stop());

type Json = Record<string, unknown>;
interface Reply { readonly status: number; readonly text: string; readonly body: Json }

async function ask(path: string, body: unknown, token = 'one'): Promise<Reply> {
  const response = await fetch(`${running.desk}/desk/v1/questions/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  seen.push([...response.headers].join('\n'), text);
  return { status: response.status, text, body: JSON.parse(text) as Json };
}

const about = (number: string): Json => ({ number, shown: ['passport'], case_id: 'case-1' });

interface Question { readonly id: string; readonly form: string; readonly options: readonly string[] }

// The next person of the register who can be asked.
let next = 0;
async function opened(): Promise<{ session: string; questions: readonly Question[]; number: string }> {
  for (;;) {
    const number = numbers[next++];
    assert.ok(number !== undefined, 'nobody can be asked');
    if ((await ask('feasible', about(number))).body['feasible'] !== true) continue;
    const { status, body, text } = await ask('sessions', about(number));
    assert.equal(status, 201, text);
    assert.equal(body['state'], 'opened');
    return { session: String(body['session']), questions: body['questions'] as readonly Question[], number };
  }
}

test('questions are drawn, answered and concluded; nobody is told which answer was wrong', async () => {
  const { session, questions, number } = await opened();
  assert.ok(questions.length >= 3);
  for (const [index, { id, options }] of questions.entries()) {
    const replies = await Promise.all(['', 'x', '1987', '12-12', options[0] ?? 'a', options[1] ?? 'b'].map((text) =>
      ask(`sessions/${session}/answers`, text === '' ? { question: index } : { question: index, text })));
    for (const { status, text } of replies) assert.deepEqual([status, text], [200, '{"state":"recorded"}\n'], id);
  }
  const outcome = await ask(`sessions/${session}/conclusion`, {});
  assert.deepEqual([outcome.status, outcome.body], [200, { state: 'not-passed' }]);
  assert.equal((await ask(`sessions/${session}/conclusion`, {})).status, 404, 'an outcome is told once');
  // Failed: locked for a day, at every desk, and no word more.
  const again = await ask('sessions', about(number), 'three');
  assert.equal(again.status, 200);
  assert.deepEqual(Object.keys(again.body), ['state', 'until']);
  assert.equal(again.body['state'], 'locked');
});

test('a number that the register does not know is answered as one of whom it knows too little', async () => {
  const nobody = '1702404204';
  assert.ok(!numbers.includes(nobody));
  assert.deepEqual((await ask('feasible', about(nobody))).body, { feasible: false });
  const unknown = await ask('sessions', about(nobody));
  assert.deepEqual([unknown.status, unknown.text], [200, '{"state":"witness-needed"}\n']);
  const young = numbers.find((number) => /^..\d{2}(2[0-4])[4-9]/.test(number));
  assert.ok(young !== undefined);
  assert.equal((await ask('sessions', about(young))).text, unknown.text);
});

test('bad input says what and where, repeats nothing, and needs an officer', async () => {
  const { session } = await opened();
  for (const [path, body, pointer] of [
    ['feasible', { ...about('3902011234') }, '/number'], ['feasible', { number: '0201011234' }, '/case_id'],
    ['sessions', { ...about('0201011234'), shown: 'passport' }, '/shown'], ['sessions', { ...about('0201011234'), shown: [''] }, '/shown'],
    ['sessions', { ...about('0201011234'), colour: 'red' }, '/colour'],
    [`sessions/${session}/answers`, { question: -1, text: 'x' }, '/question'], [`sessions/${session}/answers`, { text: 'x' }, '/question'],
    [`sessions/${session}/answers`, { question: 0, text: 7 }, '/text'],
    [`sessions/${session}/answers`, { question: 0, text: 'x'.repeat(600) }, '/text'],
  ] as const) {
    const reply = await ask(path, body);
    assert.equal(reply.status, 422, reply.text);
    assert.equal(reply.body['path'], pointer);
    assert.ok(!reply.text.includes('3902011234') && !reply.text.includes('0201011234'));
  }
  assert.equal((await ask(`sessions/${session}/answers`, { question: 63, text: 'x' })).status, 404);
  assert.equal((await ask('sessions/no-such-session/answers', { question: 0, text: 'x' })).status, 404);
  assert.equal((await ask('feasible', about('0201011234'), 'nobody')).status, 401);
  assert.equal((await fetch(`${running.citizen}/desk/v1/questions/feasible`, { method: 'POST', body: '{}' })).status, 404);
});

// Logs in for questions; gives what the page is told then.
async function atHome(who: string, language = 'en'): Promise<{ end: string; status: number; body: Json }> {
  const begin = await fetch(`${running.citizen}/api/v1/me/sign-in?for=questions&lang=${language}`, { redirect: 'manual' });
  assert.equal(begin.status, 303);
  const cookies = new Map(begin.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';');
    return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  }));
  const end = await browse(`${begin.headers.get('location')}&login_hint=${who}`, cookies);
  const told = await fetch(`${running.citizen}/api/v1/me/questions`, { headers: { cookie: [...end.cookies].map((pair) => pair.join('=')).join('; ') } });
  const text = await told.text();
  seen.push(text, end.address);
  return { end: end.address, status: told.status, body: JSON.parse(text) as Json };
}

test('before the visit somebody who logs in is told yes or no, and nothing else', async () => {
  const yes = await atHome('yvonne', 'da');
  assert.match(yes.end, /\/da\/check\/questions\/$/);
  assert.deepEqual([yes.status, yes.body], [200, { feasible: true }]);
  // The register does not know her; he has no number to look up.
  for (const who of ['vera', 'udland']) {
    const no = await atHome(who);
    assert.deepEqual([no.status, no.body], [200, { feasible: false }]);
  }
});

test('who logged in for something else, or not at all, is told nothing of the register', async () => {
  assert.equal((await fetch(`${running.citizen}/api/v1/me/questions`)).status, 401);
  const begin = await fetch(`${running.citizen}/api/v1/me/sign-in?lang=en`, { redirect: 'manual' });
  const jar = new Map([begin.headers.getSetCookie().map((cookie) => cookie.slice(0, cookie.indexOf(';')).split('='))].map(([pair]) => [pair?.[0] ?? '', pair?.[1] ?? '']));
  const { cookies } = await browse(`${begin.headers.get('location')}&login_hint=yvonne`, jar);
  const told = await fetch(`${running.citizen}/api/v1/me/questions`, { headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } });
  assert.equal(told.status, 404);
  assert.match(await told.text(), /not-asked/);
});

test('every look-up is on record, with why and without the number', () => {
  const found = ['verifier.db', 'verifier.db-wal'].map((name) => readFileSync(join(running.folder, name), 'latin1')).join('\n');
  assert.match(found, /citizen-[0-9a-f]{32}/);
  assert.match(found, /case-1/);
  for (const number of numbers.slice(0, next)) assert.ok(!found.includes(number));
});

test('no planted answer left the register: not over HTTP, not in what programs said, not in another database', () => {
  const files = readdirSync(running.folder).filter((name) => !name.includes('.socket') && !name.endsWith('-lock'));
  const holding = files.filter((name) => !name.startsWith('keys') && readFileSync(join(running.folder, name)).includes(canary));
  assert.deepEqual(holding, ['extract.txt'], 'the register holds them sealed');
  for (const name of ['register.db', 'verifier.db', 'desk.db']) assert.ok(files.includes(name), name);
  assert.ok(seen.length > 50);
  for (const text of [...seen, ...running.said]) assert.ok(!text.includes(canary));
  for (const number of numbers.slice(0, next)) for (const text of [...seen, ...running.said]) assert.ok(!text.includes(number));
});
