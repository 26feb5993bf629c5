// What the one field makes of what readers and hands put into it.
import { expect, test } from 'vitest';
import { isOfBirth, numberBegin, scanned, typedBehind } from './scan.ts';

// The examples of ICAO 9303.
const td3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];

test('a whole zone is known, with line ends of any kind, in small letters, and as one line', () => {
  for (const lines of [td3, td2, td1]) {
    expect(scanned(lines.join('\n'))).toEqual({ what: 'zone', lines });
    expect(scanned(`${lines.join('\r\n')}\r\n`)).toEqual({ what: 'zone', lines });
    expect(scanned(lines.join('\n').toLowerCase())).toEqual({ what: 'zone', lines });
    expect(scanned(lines.join(''))).toEqual({ what: 'zone', lines });
  }
});

test('after each line but the last, a reader has more to say', () => {
  expect(scanned(td3[0] ?? '').what).toBe('more');
  expect(scanned(td2[0] ?? '').what).toBe('more');
  expect(scanned(td1[0] ?? '').what).toBe('more');
  expect(scanned(td1.slice(0, 2).join('\n')).what).toBe('more');
});

test('a line that is too short says how long it is', () => {
  expect(scanned(`${td3[0]}\n${td3[1]?.slice(1)}`)).toEqual({ what: 'wrong', why: 'length', length: 43 });
  expect(scanned('P<UTOERIKSSON<<ANNA')).toEqual({ what: 'wrong', why: 'length', length: 19 });
});

test('a CPR number is one with or without what stands between its parts', () => {
  for (const typed of ['1702501114', '170250-1114', ' 170250 1114 ']) expect(scanned(typed)).toEqual({ what: 'number', number: '1702501114' });
  expect(scanned('170250-111')).toEqual({ what: 'wrong', why: 'number', length: 9 });
});

test('a stripe begins with its sentinel', () => {
  expect(scanned('%B9208000000?').what).toBe('stripe');
  expect(scanned(';9208000000=0000?').what).toBe('stripe');
});

test('nothing is nothing, and anything else is said to be none of these', () => {
  expect(scanned(' \n ')).toEqual({ what: 'empty' });
  for (const wrong of ['hello', 'æøå', 'P', 'DROP TABLE', '<script>']) expect(scanned(wrong)).toMatchObject({ what: 'wrong', why: 'letters' });
});

test('a number begins with a date of birth that is whole', () => {
  expect(numberBegin('1974-08-12')).toBe('120874');
  for (const born of ['1974-08', '1974', '', null, undefined]) expect(numberBegin(born)).toBeNull();
});

test('a number is of a date of birth, also a replacement number with its 60 on the day', () => {
  expect(isOfBirth('1208741234', '120874')).toBe(true);
  expect(isOfBirth('7208741234', '120874')).toBe(true);
  for (const other of ['1308741234', '7308741234', '1209741234', '1208751234']) expect(isOfBirth(other, '120874')).toBe(false);
  expect(isOfBirth('9103991234', '310399')).toBe(true);
});

test('what a reader types behind the digits of a date is the reader’s alone', () => {
  expect(typedBehind('120874%9208', '120874')).toBe('%9208');
  expect(typedBehind(`120874${td3.join('\n')}`, '120874')).toBe(td3.join('\n'));
  for (const number of ['120874', '1208741234', '120874-1234', '120874 1234', '1308741234', '']) expect(typedBehind(number, '120874')).toBe(number);
  expect(typedBehind('120874%9208', '')).toBe('120874%9208');
});
