// Whether the name in a machine-readable zone is the name in the register: a proposal for the officer, who sees both.
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

export interface NamesInZone {
  readonly surname: string;
  readonly given_names: string;
}

const zoneNamesMax = 38; // letters that a passport's line has for both names, with what stands between them

// true: the same name; null: not certain, which is for the officer to see. Never false: registers and passports write one name in many ways.
export function sameName(zone: NamesInZone, register: { readonly given: string; readonly family: string }): true | null {
  const [zoneFamily, zoneGiven] = [folded(zone.surname), folded(zone.given_names)];
  const [family, given] = [folded(register.family), folded(register.given)];
  if (zoneFamily === '' || zoneFamily !== family) return null;
  if (zoneGiven === given) return true;
  const isCut = zoneFamily.length + zoneGiven.length >= zoneNamesMax - 6;
  return isCut && zoneGiven !== '' && given.startsWith(zoneGiven) ? true : null;
}
