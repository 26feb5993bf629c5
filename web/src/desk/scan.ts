// What was scanned, pasted or typed into the one field of the case: a machine-readable zone, a magnetic stripe, a CPR number.
//
// Keyboard-wedge readers type very fast, send Enter after each line, and end with Enter. So Enter means "more to come" where a zone
// has begun and is not whole yet.
// SPEC: ICAO 9303-4, -5, -6: two lines of 44 (passports), two of 36, three of 30 (cards).

export type Scanned =
  | { readonly what: 'zone'; readonly lines: readonly string[] }
  | { readonly what: 'stripe'; readonly text: string }
  | { readonly what: 'number'; readonly number: string }
  | { readonly what: 'more' } // lines of a zone, and not all of them
  | { readonly what: 'empty' }
  | { readonly what: 'wrong'; readonly why: 'letters' | 'number' | 'length'; readonly length: number };

const linesFor: Readonly<Record<number, number>> = { 44: 2, 36: 2, 30: 3 };
const wholeLengths: readonly (readonly [number, number])[] = [[88, 44], [72, 36], [90, 30]];

export function scanned(text: string): Scanned {
  const trimmed = text.trim();
  if (trimmed === '') return { what: 'empty' };
  const number = /^(\d{6})[-\s]?(\d{4})$/.exec(trimmed);
  if (number !== null) return { what: 'number', number: `${number[1]}${number[2]}` };
  if (/^[\d\s-]+$/.test(trimmed)) return { what: 'wrong', why: 'number', length: trimmed.replace(/\D/g, '').length };
  if (/^[%;+]/.test(trimmed)) return { what: 'stripe', text: trimmed };
  const lines = zoneLines(trimmed);
  if (lines === null) return { what: 'wrong', why: 'letters', length: trimmed.length };
  const [first = ''] = lines;
  const count = linesFor[first.length];
  if (count === undefined) return { what: 'wrong', why: 'length', length: first.length };
  const bad = lines.find((line) => line.length !== first.length);
  if (bad !== undefined) return { what: 'wrong', why: 'length', length: bad.length };
  if (lines.length < count) return { what: 'more' };
  return lines.length === count ? { what: 'zone', lines } : { what: 'wrong', why: 'length', length: lines.join('').length };
}

// Lines in the zone's own letters; a zone that came as one line is cut. null: other letters, or nothing that a document begins with.
function zoneLines(text: string): readonly string[] | null {
  const lines = text.toUpperCase().split(/\r\n|\r|\n/).map((line) => line.replace(/[ \t]/g, '')).filter((line) => line !== '');
  if (!lines.every((line) => /^[A-Z0-9<]+$/.test(line)) || !/^[ACIPV]/.test(lines[0] ?? '') || !lines.some((line) => line.includes('<'))) return null;
  const [only = ''] = lines;
  const cut = lines.length === 1 ? wholeLengths.find(([length]) => length === only.length)?.[1] : undefined;
  if (cut === undefined) return lines;
  return Array.from({ length: only.length / cut }, (_, index) => only.slice(index * cut, (index + 1) * cut));
}

// What a CPR number begins with where a zone says when the holder was born: DDMMYY. null where it does not say the whole day.
export function numberBegin(born: string | null | undefined): string | null {
  const parts = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(born ?? '');
  return parts === null ? null : `${parts[3]}${parts[2]}${parts[1]}`;
}

const replacementDays = 60; // added to the day in a replacement number

// Whether a number can be that of somebody whose number begins so by their date of birth.
export function isOfBirth(number: string, begin: string): boolean {
  const replaced = `${Number(begin.slice(0, 2)) + replacementDays}${begin.slice(2)}`;
  return number.startsWith(begin) || number.startsWith(replaced);
}

// What stands in the field, without the digits that it began with where something else than a number came behind them: a reader types
// into the field where the cursor is.
export function typedBehind(text: string, begin: string): string {
  const rest = text.slice(begin.length);
  return begin !== '' && text.startsWith(begin) && /^\s*[^\d\s-]/.test(rest) ? rest : text;
}
