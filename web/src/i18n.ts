// Texts in the language of the page. Keys are typed from the English file; the build checks the others.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type en from '../../locales/en.json';

export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;
export type Table = Readonly<Record<string, string>>;

export interface Texts {
  readonly language: string;
  // The text of a key that the sources name.
  t(key: Key, values?: Values): string;
  // The text of a key that is made from data (a policy's ids); the key itself where there is none.
  find(key: string, values?: Values): string;
}

const tables = import.meta.glob<Table>('../../locales/*.json', { import: 'default' });

// The texts of `language`, loaded once by the page that needs them.
export async function loadTexts(language: string): Promise<Texts> {
  const load = tables[`../../locales/${language}.json`];
  if (load === undefined) throw new Error(`no texts in ${language}`);
  return makeTexts(language, await load());
}

export function makeTexts(language: string, table: Table): Texts {
  const find = (key: string, values: Values = {}): string => fill(table[key] ?? key, values);
  return { language, t: find, find };
}

// Puts values in the place of {names}. A name without a value stays, so that it is seen.
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export const TextsContext = createContext<Texts>(makeTexts('en', {}));

export function useTexts(): Texts {
  return useContext(TextsContext);
}
