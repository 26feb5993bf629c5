// Addresses that can be searched for, planted in the extract of a register: a word of its own in each field that tells where somebody lives,
// lived, or can be written to, of persons whose name and address are protected and of others.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { generatedExtract } from './extracts.ts';

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// How somebody is protected: by their record 004, from and until when; none at all; one that can't be read.
export const kinds = {
  now: { record: ['0001', '2020-03-02', ''], hidden: true },
  ending: { record: ['0001', '2020-03-02', day(200)], hidden: true },
  later: { record: ['0001', day(100), ''], hidden: true },
  broken: { record: ['00A1', '2020-03-02', ''], hidden: true },
  ended: { record: ['0001', '2015-03-02', day(-10)], hidden: false },
  other: { record: ['0003', '2015-03-02', ''], hidden: false }, // marketing
  none: { record: [], hidden: false },
} as const;
export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly Kind[];

// Text fields by record: where each begins, from 1, and its length (src/cpr/layout_*.hpp). 021 and 052 are texts whose fields are not public.
const five = (at: number): [number, number][] => [0, 1, 2, 3, 4].map((nth) => [at + nth * 34, 34]);
const relative: [number, number][] = [[58, 34], [92, 34], [126, 34], [160, 34], [198, 20], [226, 4], [230, 2], [232, 4], [236, 4], [240, 20]];
const fields: Record<string, { readonly length: number; readonly at: readonly [number, number][]; readonly rest?: readonly [number, string][] }> = {
  '002': { length: 382, at: [[22, 4], [26, 2], [28, 4], [32, 4], [36, 34], ...five(117), [307, 40], [347, 36]] },
  '003': { length: 249, at: [[48, 34], [82, 34], [116, 34], [150, 34], [188, 20], [216, 4], [220, 2], [222, 4], [226, 4], [230, 20]] },
  '005': { length: 200, at: five(31), rest: [[14, '5180'], [18, '200103010000']] },
  '006': { length: 203, at: five(14), rest: [[184, '2001-03-01']] },
  '017': { length: 272, at: [[59, 34], ...five(103)] },
  '018': { length: 60, at: [[31, 30]] },
  '019': { length: 75, at: [[16, 40]], rest: [[14, '01']] },
  '021': { length: 63, at: [[14, 34]] },
  '023': { length: 96, at: [[23, 4], [27, 2], [29, 4], [33, 4], [37, 34]] },
  '024': { length: 218, at: five(49) },
  '031': { length: 269, at: relative }, '032': { length: 269, at: relative }, '033': { length: 269, at: relative },
  '052': { length: 287, at: [[14, 34]] },
};

// "Zqskjult", the kind's place, the record and the field's place; where that finds no room, signs that no other text here has.
const word = 'Zqskjult';
const sign = 'Þ¤Ðþ';
const markOf = (kind: Kind): string => `${word}${kindNames.indexOf(kind)}`;
const put = (line: string, at: number, text: string): string => line.slice(0, at - 1) + text + line.slice(at - 1 + text.length);

function planted(line: string, kind: Kind): string {
  const type = line.slice(0, 3);
  const { length, at, rest } = fields[type] ?? { length: 0, at: [] };
  let out = line.padEnd(length);
  for (const [place, text] of rest ?? []) out = put(out, place, text);
  for (const [nth, [place, size]] of at.entries())
    out = put(out, place, size < 14 ? sign.slice(0, size) : `${markOf(kind)}x${type}${nth.toString(36)}`.padEnd(size));
  return out;
}

// What a long life adds, so that somebody can be asked enough without their addresses: stays abroad, marriages, a family name, a citizenship. The
// years are others for others.
function livedLong(number: string, nth: number): string[] {
  const year = (from: number, spread: number): string => String(from + (nth * 7) % spread);
  const country = (which: number): string => ['5110', '5120', '5130', '5140', '5150', '5156', '5160', '5164', '5170', '5180'][(nth + which * 3) % 10] ?? '5180';
  const abroad = [1978, 1990, 2003].map((from, which) => {
    const came = year(from + 1, 11);
    return put(put(put(put(`024${number} `.padEnd(48), 15, country(which)), 19, `${Number(came) - 1}02030000`), 32, country(which)), 36, `${came}08040000`);
  });
  const married = [1970, 1983, 1996].map((from) => put(put(`029${number} G`.padEnd(109), 72, `${year(from, 11)}05060000`), 85, `${Number(year(from, 11)) + 1}05060000`));
  const letters = [...String(nth)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const named = put(put(put(`026${number} `.padEnd(173), 107, `Prøve${letters}`.padEnd(40)), 148, '196905060000'), 161, `${year(1975, 29)}05060000`);
  return [...abroad, ...married, named];
}

// One person's records with their protection, and an address in every record that can have one.
function changed(own: readonly string[], kind: Kind, nth: number): string[] {
  const number = own[0]?.slice(3, 13) ?? '';
  const records = [...own.filter((line) => !/^02[469]/.test(line)), ...livedLong(number, nth)]
    .map((line) => line.startsWith('010') ? put(line.padEnd(30), 18, `${1975 + (nth * 11) % 40}05060000`) : line);
  const { record: [type, from, to] } = kinds[kind];
  const kept = records.filter((line) => !line.startsWith('004'));
  const missing = Object.keys(fields).filter((each) => !kept.some((line) => line.startsWith(each)));
  const all = [...kept, ...missing.map((each) => each + number)].map((line) => planted(line, kind));
  if (type !== undefined) all.push(`004${number}${type}${from}${to}`.padEnd(37));
  // An address whose record is broken itself: no such day.
  if (kind === 'broken') all.push(put(planted(`006${number}`, kind), 184, '2001-13-41'));
  return all.sort((a, b) => Number(a.slice(0, 3)) - Number(b.slice(0, 3)));
}

export interface Planted {
  readonly numbers: Record<Kind, string[]>;
  readonly lines: readonly string[]; // every one that was planted or changed
}

// Writes the extract of a register in which every third grown-up who lives in Denmark is one of the kinds, in turn; who is in `chosen`, of
// that kind.
export function plantedExtract(folder: string, chosen: Readonly<Record<string, Kind>>): { file: string; planted: Planted } {
  const file = generatedExtract(folder);
  const numbers = Object.fromEntries(kindNames.map((kind) => [kind, [] as string[]])) as Record<Kind, string[]>;
  const [lines, out]: [string[], string[]] = [[], []];
  let [seen, person]: [number, string[]] = [0, []];
  const finish = (): void => {
    const first = person[0] ?? '';
    const number = first.slice(3, 13);
    const isGrown = first.startsWith('001') && first.slice(23, 25) === '01' && /^..\d{2}[4-8]/.test(number) && person.some((line) => line.startsWith('002'));
    const kind = chosen[number] ?? (isGrown && seen++ % 3 === 0 ? kindNames[Math.floor(seen / 3) % kindNames.length] : undefined);
    if (kind !== undefined) {
      numbers[kind].push(number);
      person = changed(person, kind, lines.length);
      lines.push(...person);
    }
    out.push(...person);
  };
  const all = readFileSync(file, 'latin1').split('\n').filter((line) => line !== '');
  for (const line of all) {
    if (line.slice(0, 3) !== '001' && line.slice(0, 3) !== '999') person.push(line);
    else {
      finish();
      person = [line];
    }
  }
  const end = person[0] ?? ''; // its count takes in the start and itself
  out.push(`${end.slice(0, 13)}${String(out.length + 1).padStart(8, '0')}${end.slice(21)}`);
  writeFileSync(file, `${out.join('\n')}\n`, 'latin1');
  return { file, planted: { numbers, lines } };
}

// What base64 makes of a text, wherever it begins: without the signs at both ends that other bytes have a part in.
const inBase64 = (text: string): string[] => [0, 1, 2].map((before) =>
  Buffer.from('.'.repeat(before) + text).toString('base64url').slice(before === 0 ? 0 : before + 1, -1));

// What is found of the planted addresses, with what stands around it: a word as it is, folded, in hexadecimal or in base64, or the signs. Nothing
// found: undefined. `of` narrows it to words of some kinds; the signs are all the same.
export function addressIn(bytes: Buffer | string, of: readonly Kind[] = kindNames): string | undefined {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1');
  const marks = of.map(markOf);
  const folded = new RegExp([...marks, ...marks.map((mark) => Buffer.from(mark).toString('hex'))].join('|'), 'i');
  const coded = new RegExp(marks.flatMap(inBase64).map((each) => each.replaceAll('-', '[-+]').replaceAll('_', '[_/]')).join('|'));
  const signs = sign.slice(0, 2);
  const wanted = typeof bytes === 'string' ? signs : Buffer.from(signs).toString('latin1');
  const at = folded.exec(text)?.index ?? coded.exec(text)?.index ?? text.indexOf(wanted);
  return at < 0 ? undefined : text.slice(Math.max(0, at - 80), at + 80);
}

// The text of a PDF, and its streams, unpacked; but not the fonts, whose shapes of letters are any bytes.
export function textOfPdf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n(.*?)\r?\nendstream/gs)].flatMap(({ index, 1: stream = '' }) => {
    const about = text.slice(text.lastIndexOf(' obj', index), index);
    if (/\/Length1 |\/Subtype \/(?:Type1C|CIDFontType0C|OpenType)/.test(about)) return [];
    try {
      return [inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')];
    } catch {
      return [stream];
    }
  });
  return [execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString(), ...streams].join('\n');
}
