// Dates and countries as people write them in the language of the page.

// The civil date of `now` in `timeZone`, as YYYY-MM-DD.
export function today(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

// True for a date that exists, written YYYY-MM-DD.
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isYear(text.slice(0, 4))) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

// True for a year from 1 to 9999, written with four digits.
export function isYear(text: string): boolean {
  return /^\d{4}$/.test(text) && text !== '0000';
}

export function longDate(language: string, date: string): string {
  return new Intl.DateTimeFormat(dateLanguage(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

// A moment by the clock of this device, to the minute.
export function momentText(language: string, at: string): string {
  return new Date(at).toLocaleString(dateLanguage(language), { dateStyle: 'long', timeStyle: 'short' });
}

// A day without its year, or a month with it, for the foot of a plot.
export function shortDate(language: string, date: string, byMonth: boolean): string {
  const parts = byMonth ? ({ month: 'short', year: '2-digit' } as const) : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(dateLanguage(language), { ...parts, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

// English pages are read in Europe: the day before the month.
function dateLanguage(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

export function countryName(language: string, code: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

// All countries, by their names in the order of the language.
export function countries(language: string): readonly { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return assigned.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name));
}

export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && assigned.includes(code);
}

// The codes that ISO 3166-1 assigns, and XK (Kosovo), which passports carry.
const assigned: readonly string[] = (
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCY' +
  'CZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISIT' +
  'JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNI' +
  'NLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTK' +
  'TLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW'
).match(/../g) ?? [];
