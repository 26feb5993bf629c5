// `skranke mrz` as a script calls it, and against an independent implementation: npm's mrz.
//
// The oracle knows no specimen state (UTO), takes any IDFRA for the old French card, gives dates without a century, and takes a long number's check digit with the filler too;
// docs/zones.md says why ours doesn't. Everybody in here is invented.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

interface Answer {
  readonly id?: string; readonly error?: { readonly code: string; readonly message: string; readonly path: string; readonly line: number };
  readonly format: string; readonly kind: string; readonly issuer: string; readonly surname: string; readonly given_names: string;
  readonly number: string; readonly nationality: string; readonly born: string | null; readonly sex: string; readonly expires: string | null;
  readonly optional: readonly string[]; readonly checks: Readonly<Record<string, boolean>>; readonly valid: boolean;
}
interface Parsed { readonly format: string; readonly valid: boolean; readonly fields: Readonly<Record<string, string | null>>; readonly details: readonly { readonly field: string; readonly valid: boolean }[] }

const root = join(import.meta.dirname, '../..');
const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');
const { parse }: { parse: (lines: readonly string[]) => Parsed } =
  await import(pathToFileURL(join(root, 'tools/node_modules/mrz/lib/index.js')).href);

const run = (input: string, ...flags: string[]) => spawnSync(binary, ['mrz', '-', ...flags], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });

function ask(zones: readonly (readonly string[])[]): Answer[] {
  const input = zones.map((lines, i) => `${JSON.stringify({ id: String(i), zone: lines.join('\n'), date: '2026-11-24' })}\n`).join('');
  const ran = run(input, '--jsonl');
  assert.ok(ran.status === 0 || ran.status === 4, ran.stderr);
  const answers = ran.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  assert.deepEqual(answers.map(({ id }) => id), zones.map((_, i) => String(i)));
  return answers;
}

let state = 20261124;
const draw = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor(state / 65536) % below;
};
const pick = <T>(items: readonly T[]): T => items[draw(items.length)] as T;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const some = (alphabet: string, least: number, most: number): string =>
  Array.from({ length: least + draw(most - least + 1) }, () => alphabet[draw(alphabet.length)]).join('');
const two = (value: number): string => String(value).padStart(2, '0');
const fill = (text: string, width: number): string => text.slice(0, width).padEnd(width, '<');

const digit = (text: string): string =>
  String([...text].reduce((sum, c, i) => sum + [7, 3, 1][i % 3]! * (c === '<' ? 0 : parseInt(c, 36)), 0) % 10);

// ICAO's construction, written a second time: TD1, TD2 or TD3, numbers long where the format has room.
function zone(format: 'TD1' | 'TD2' | 'TD3'): string[] {
  const states = ['DNK', 'SWE', 'NOR', 'FIN', 'ISL', 'POL', 'ESP', 'GBR', 'USA', 'D'];
  const issuer = fill(pick(states), 3);
  const nationality = fill(pick(states), 3);
  const name = `${some(letters, 1, 9)}${draw(3) ? '' : `<${some(letters, 1, 6)}`}<<${some(letters, 1, 8)}${draw(2) ? '' : `<${some(letters, 1, 6)}`}`;
  const date = (): string => `${two(draw(100))}${two(1 + draw(12))}${two(1 + draw(28))}`;
  const isLong = format !== 'TD3' && draw(4) === 0;
  const number = some(letters + '0123456789', isLong ? 10 : 6, isLong ? 13 : 9);
  const first = isLong ? `${number.slice(9)}${digit(number)}<` : draw(2) ? '' : some(letters + '0123456789', 1, 6);
  const shown = isLong ? `${number.slice(0, 9)}<` : fill(number, 9) + digit(fill(number, 9));
  const [born, expires, sex] = [date(), date(), pick(['F', 'M', '<'])];
  const dates = [`${born}${digit(born)}`, `${expires}${digit(expires)}`];
  if (format === 'TD1') {
    const one = `${fill(pick(['I', 'ID', 'AR', 'C']), 2)}${issuer}${shown}${fill(first, 15)}`;
    const optional = fill(draw(2) ? '' : some(letters, 1, 11), 11);
    const composite = digit(one.slice(5) + dates.join('') + optional);
    return [one, `${dates[0]}${sex}${dates[1]}${nationality}${optional}${composite}`, fill(name, 30)];
  }
  if (format === 'TD2') {
    const optional = fill(first, 7);
    const composite = digit(shown + dates.join('') + optional);
    return [fill(`${fill(pick(['I', 'ID', 'AR', 'C']), 2)}${issuer}${name}`, 36), `${shown}${nationality}${dates[0]}${sex}${dates[1]}${optional}${composite}`];
  }
  const optional = fill(first, 14);
  const check = first === '' && draw(2) ? '<' : digit(optional);
  const composite = digit(shown + dates.join('') + optional + check);
  return [fill(`${fill(pick(['P', 'PD', 'PP']), 2)}${issuer}${name}`, 44), `${shown}${nationality}${dates[0]}${sex}${dates[1]}${optional}${check}${composite}`];
}

const sexes: Readonly<Record<string, string>> = { female: 'female', male: 'male', unspecified: 'nonspecified' };

function assertSame(answer: Answer, parsed: Parsed, lines: readonly string[]): void {
  const text = lines.join('\n');
  const { fields } = parsed;
  assert.equal(answer.format, parsed.format, text);
  assert.equal(answer.kind, fields.documentCode, text);
  assert.equal(answer.issuer === 'D' ? 'DEU' : answer.issuer, fields.issuingState === 'D' ? 'DEU' : fields.issuingState, text);
  assert.equal(answer.nationality === 'D' ? 'DEU' : answer.nationality, fields.nationality === 'D' ? 'DEU' : fields.nationality, text);
  assert.equal(answer.surname, fields.lastName, text);
  assert.equal(answer.given_names, fields.firstName, text);
  assert.equal(answer.number.replaceAll('<', ' '), fields.documentNumber, text);
  assert.equal(answer.born?.slice(2).replaceAll('-', ''), fields.birthDate, text);
  assert.equal(answer.expires?.slice(2).replaceAll('-', ''), fields.expirationDate, text);
  assert.equal(sexes[answer.sex], fields.sex, text);
  assert.equal(answer.valid, parsed.valid, text);
}

test('15,000 zones of three formats read as npm mrz reads them', () => {
  const zones = (['TD1', 'TD2', 'TD3'] as const).flatMap((format) => Array.from({ length: 5_000 }, () => zone(format)));
  ask(zones).forEach((answer, i) => {
    const lines = zones[i] as string[];
    assert.equal(answer.error, undefined, lines.join('\n'));
    assert.equal(answer.valid, true, lines.join('\n'));
    assertSame(answer, parse(lines), lines);
  });
});

test('with one wrong character, a zone that we take for right is one that npm mrz takes for right', () => {
  const formats = ['TD1', 'TD2', 'TD3'] as const;
  const broken = Array.from({ length: 9_000 }, (_, i) => {
    const lines = zone(formats[i % 3] as 'TD1');
    const at = draw(lines.length);
    const column = draw((lines[0] as string).length);
    lines[at] = `${lines[at]?.slice(0, column)}${pick([...letters, ...'0123456789<'])}${lines[at]?.slice(column + 1)}`;
    return lines;
  });
  let found = 0;
  ask(broken).forEach((answer, i) => {
    const lines = broken[i] as string[];
    if (answer.error === undefined && answer.valid) {
      const parsed = parse(lines);
      const wrong = parsed.details.filter(({ valid }) => !valid).map(({ field }) => field);
      // Changed codes of states are no longer states; we don't ask for that.
      assert.deepEqual(wrong.filter((field) => field !== 'issuingState' && field !== 'nationality'), [], lines.join('\n'));
    } else {
      found += 1;
    }
  });
  assert.ok(found > 4_000, 'about half of the places are covered by a check digit');
});

const passport = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n';

test('the exit and the streams are those of the contract', () => {
  const right = run(passport, '--date', '2026-11-24');
  assert.equal(right.status, 0);
  assert.equal(right.stderr, '');
  assert.deepEqual(JSON.parse(right.stdout), {
    format: 'TD3', kind: 'P', issuer: 'UTO', surname: 'ERIKSSON', given_names: 'ANNA MARIA', number: 'L898902C3', nationality: 'UTO',
    born: '1974-08-12', sex: 'female', expires: '2012-04-15', optional: ['ZE184226B'],
    checks: { number: true, born: true, expires: true, optional: true, composite: true }, valid: true,
  });
  const wrong = run(passport.replace('L898902C36', 'L898902C37'));
  assert.equal(wrong.status, 1);
  assert.equal(JSON.parse(wrong.stdout).valid, false);
  const malformed = run(passport.replace('UTO7408122', 'UTO74O8122'));
  assert.equal(malformed.status, 4);
  assert.equal(malformed.stdout, '');
  assert.equal(malformed.stderr, 'skranke: line 2, column 16: expected a digit or <\n');
  assert.equal(run(passport, '--date', '1974-08-11').stdout.includes('"born":"1874-08-12"'), true);
  assert.equal(run('A'.repeat(70_000)).status, 4);
});

test('a bad line of JSON lines is answered on its line, and the run goes on', () => {
  const good = JSON.stringify({ zone: passport });
  const ran = run(`${good}\n\n{"id":"b","zone":"P<"}\n${good}\n`, '--jsonl');
  assert.equal(ran.status, 4);
  const answers = ran.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  assert.deepEqual(answers.map((answer) => answer.error?.code ?? answer.valid), [true, 'invalid-json', 'invalid-value', true]);
  assert.deepEqual([answers[2]?.id, answers[2]?.error?.path, answers[2]?.error?.line], ['b', '/zone', 3]);
  assert.equal(run(`${good}\n`, '--jsonl').status, 0);
});

test('the zone in a picture is that of its lines, and what is no picture is bad input', () => {
  const picture = join(root, 'tests/sight/passport.png');
  const seen = spawnSync(binary, ['mrz', '--image', picture, '--date', '2026-11-24'], { encoding: 'utf8' });
  assert.equal(seen.status, 0, seen.stderr);
  const typed = run('P<DNKOEDEGAARD<<AASE<MARIE<<<<<<<<<<<<<<<<<<\n2100000007DNK8002033F3101012<<<<<<<<<<<<<<<2', '--date', '2026-11-24');
  assert.deepEqual(JSON.parse(seen.stdout), JSON.parse(typed.stdout));
  const text = run(passport, '--image');
  assert.deepEqual([text.status, text.stdout], [4, '']);
  assert.match(text.stderr, /expected a PNG or a JPEG file/);
  assert.equal(run(passport, '--image', '--jsonl').status, 2);
});
