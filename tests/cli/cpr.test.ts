// `skranke cpr check` against two independent implementations, each for the half that it is right about.
//
// danish-ssn knows the century, the sex and modulus 11, but takes days that don't exist; stdnum knows which days exist and
// whether they have come, but no check digit. Nobody's number is in here: a day that exists, never 1 January, comes with a wrong
// check digit, and a right check digit only with a day that doesn't exist.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mock, test } from 'node:test';

process.env.TZ = 'UTC';
mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 24, 12) });

interface Ssn { readonly valid: boolean; readonly date: Date; readonly sex: 'Male' | 'Female' }
interface Answer {
  readonly verdict: string; readonly kind: string | null; readonly born: string | null; readonly sex: string | null;
  readonly modulus_11: boolean; readonly refused: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const binary = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');
const required = createRequire(join(root, 'tools/package.json'));
const danishSsn: (number: string) => Ssn = required('danish-ssn');
const { validate }: { validate: (number: string) => { readonly isValid: boolean } } = required('stdnum').stdnum.DK.cpr;

let state = 20261124;
const draw = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor(state / 65536) % below;
};
const two = (value: number): string => String(value).padStart(2, '0');
const tail = (): string => String(draw(10000)).padStart(4, '0');

const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
const isRight = (digits: string): boolean => weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0;

const exists = (day: number, month: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);

function ask(numbers: readonly string[]): Answer[] {
  const input = numbers.map((number) => `${JSON.stringify({ number, date: '2026-11-24' })}\n`).join('');
  const ran = spawnSync(binary, ['cpr', 'check', '--jsonl', '-'], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  assert.equal(ran.status, 0, ran.stderr);
  const answers = ran.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  assert.equal(answers.length, numbers.length);
  return answers;
}

// Days 00 to 99 of months 00 to 15, most of them days that may exist.
function datedNumbers(count: number): string[] {
  const numbers: string[] = [];
  while (numbers.length < count) {
    const usual = draw(10) > 0;
    const day = usual ? 1 + draw(31) : draw(100);
    const month = usual ? 1 + draw(12) : draw(16);
    const number = `${two(day)}${two(month)}${two(draw(100))}${tail()}`;
    if ((day === 1 && month === 1) || isRight(number)) continue;
    numbers.push(number);
  }
  return numbers;
}

test('60,000 numbers have the day of birth that stdnum accepts, and the century and sex of danish-ssn', () => {
  const numbers = datedNumbers(60_000);
  let valid = 0;
  ask(numbers).forEach((answer, i) => {
    const number = numbers[i] as string;
    assert.equal(answer.verdict === 'valid', validate(number).isValid, number);
    assert.equal(answer.kind, /^(?:6[1-9]|[78]\d|9[01])/.test(number) ? 'replacement' : 'ordinary', number);
    assert.equal(answer.modulus_11, danishSsn(number).valid, number);
    if (answer.verdict !== 'valid') return;
    valid += 1;
    const { date, sex } = danishSsn(number);
    assert.equal(answer.born?.slice(0, 4), String(date.getUTCFullYear()), number);
    assert.equal(answer.born?.slice(2).replaceAll('-', ''), `${number.slice(4, 6)}${number.slice(2, 4)}${number.slice(0, 2)}`, number);
    assert.equal(answer.sex, sex.toLowerCase(), number);
  });
  assert.ok(valid > 40_000, 'most of them are valid');
});

test('modulus 11 is that of danish-ssn, right and wrong, on 20,000 numbers of days that do not exist', () => {
  const numbers: string[] = [];
  while (numbers.length < 20_000) {
    const day = draw(61);
    const month = draw(14);
    if (exists(day, month)) continue;
    const front = `${two(day)}${two(month)}${two(draw(100))}${String(draw(1000)).padStart(3, '0')}`;
    const right = [...'0123456789'].map((last) => front + last).find(isRight);
    if (right !== undefined) numbers.push(right);
    numbers.push(`${front}${draw(10)}`);
  }
  let right = 0;
  ask(numbers).forEach((answer, i) => {
    const number = numbers[i] as string;
    assert.deepEqual(answer.refused, ['date'], number);
    assert.equal(answer.modulus_11, danishSsn(number).valid, number);
    right += answer.modulus_11 ? 1 : 0;
  });
  assert.ok(right > 9_000, 'half of them are right');
});
