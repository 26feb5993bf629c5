// Names as machine-readable zones write them.
//
// SPEC: ICAO 9303-3, 6: how national letters are written in a zone.

const letters: Readonly<Record<string, string>> = {
  Å: 'AA', Æ: 'AE', Ø: 'OE', Ä: 'AE', Ö: 'OE', Ü: 'UE', ß: 'SS', Þ: 'TH', Ð: 'D', Ł: 'L', Đ: 'D', Œ: 'OE', Ñ: 'N',
};

// A name as a zone writes it: capital letters A to Z, single spaces.
export function folded(name: string): string {
  return [...name.normalize('NFC').toUpperCase()]
    .map((sign) => letters[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
    .replace(/['’.]/g, '')
    .replace(/[^A-Z]+/g, ' ')
    .trim();
}
