// The name that a reader read beside the applicant's in the register: over HTTP, of people of a synthetic register.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generatedExtract, importedAtDesk } from './extracts.ts';
import { addPeople, type Reply, type Session, signedIn } from './people.ts';
import { type RunningDesk, startDesk } from './running_desk.ts';

const people = 30; // that are compared

type Json = Record<string, unknown>;
let running: RunningDesk;
let anna: Session;
let numbers: readonly string[] = [];
before(async () => {
  running = await startDesk('nobody', generatedExtract, undefined, {}, (folder) => {
    numbers = importedAtDesk(folder);
    addPeople(folder, [{ name: 'anna', centre: 'aarhus', roles: ['officer'] }, { name: 'carl', centre: 'vejle', roles: ['officer'] }]);
  });
  assert.ok(numbers.length > people);
  anna = await signedIn(running.desk, 'anna');
});
after(() => running.stop());

async function opened(): Promise<string> {
  const { status, body } = await anna.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en' });
  assert.equal(status, 201);
  return String(body['case_id']);
}
const ask = async (id: string, name: Json, who = anna): Promise<Reply> => who.ask('POST', `/desk/v1/cases/${id}/names`, name);
async function answered(id: string, name: Json): Promise<{ readonly answer: string | null; readonly rules: readonly string[] }> {
  const { status, body } = await ask(id, name);
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as { readonly answer: string | null; readonly rules: readonly string[] };
}

// By ICAO 9303-3, of the letters that the register has; none stands for a name that a zone has no room for.
const spelled: Readonly<Record<string, string>> = { Æ: 'AE', Ø: 'OE', Å: 'AA', Ä: 'AE', Ö: 'OE', Ü: 'UE', ß: 'SS', Þ: 'TH', Ð: 'D' };
function inZone(name: string): string {
  return [...name.toUpperCase()].map((letter) => spelled[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')).join('').replaceAll("'", '').replaceAll('-', ' ');
}

test('of each of them the name in a zone is theirs, under the rules that it takes, and nobody else\'s', async () => {
  const seen = new Set<string>();
  let before: Json | null = null;
  for (const number of numbers.slice(0, people)) {
    const id = await opened();
    const { status, body } = await anna.ask('POST', `/desk/v1/cases/${id}/applicant`, { revision: 1, number, reason: 'stands at the counter' });
    assert.equal(status, 200, JSON.stringify(body));
    const { given, family } = body['applicant'] as { readonly given: string; readonly family: string };
    const zone = { format: 'TD3', surname: inZone(family), given_names: inZone(given) };
    if (`${zone.surname}<<${zone.given_names}`.length < 39) {
      const own = await answered(id, zone);
      assert.notEqual(own.answer, 'different', `${zone.surname}, ${zone.given_names}`);
      assert.equal(own.answer === 'equal-under-rules', own.rules.length > 0);
      for (const rule of own.rules) seen.add(rule);
      const isSpelled = /[ÆØÅÄÖÜ]/i.test(given + family);
      assert.equal(own.rules.includes('transliteration'), isSpelled, `${given} ${family}`);
      if (before !== null) assert.equal((await answered(id, before)).answer, 'different', 'of whoever came before');
      before = zone;
    }
    assert.notEqual((await answered(id, { surname: family.toUpperCase(), given_names: given.toUpperCase() })).answer, 'different', 'a stripe');
    assert.deepEqual(await answered(id, { ...zone, surname: `${zone.surname}SEN` }), { answer: 'different', rules: [] });
    assert.deepEqual((await anna.ask('GET', `/desk/v1/cases/${id}`)).body, body, 'the case is as it was');
  }
  for (const rule of ['transliteration', 'middle-with-given']) assert.ok(seen.has(rule), `${rule} of ${[...seen].join(', ')}`);
});

test('where nobody is in the case yet, there is no name, or it is training, there is nothing to say', async () => {
  const training = await anna.ask('POST', '/desk/v1/cases', { purpose: 'first-mitid', language: 'en', training: true });
  const { status } = await anna.ask('POST', `/desk/v1/cases/${String(training.body['case_id'])}/applicant`, { revision: 1, number: numbers[0], reason: 'x' });
  assert.equal(status, 200);
  assert.deepEqual(await answered(String(training.body['case_id']), { format: 'TD3', surname: 'ERIKSSON' }), { answer: null, rules: [] });
  const id = await opened();
  assert.deepEqual(await answered(id, { format: 'TD3', surname: 'ERIKSSON' }), { answer: null, rules: [] });
  assert.deepEqual(await answered(id, {}), { answer: null, rules: [] });
});

test('bad input says where, and repeats no name; a case of another centre is not there', async () => {
  const id = await opened();
  for (const [wish, pointer] of [[{ format: 'TD4', surname: 'ERIKSSON' }, '/format'], [{ surname: 'E'.repeat(600) }, '/surname'], [{ given_names: 7 }, '/given_names'], [{ name: 'ERIKSSON' }, '/name']] as const) {
    const { status, body } = await ask(id, wish);
    assert.equal(status, 422);
    assert.ok(JSON.stringify(body).includes(`"${pointer}"`), JSON.stringify(body));
    assert.ok(!JSON.stringify(body).includes('ERIKSSON'));
  }
  assert.equal((await ask(id, { surname: 'ERIKSSON' }, await signedIn(running.desk, 'carl'))).status, 404);
});
