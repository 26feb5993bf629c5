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
const deskTables = import.meta.glob<Table>('../../locales/*.json', { import: 'default', query: '?desk' });
const officeTables = import.meta.glob<Table>('../../locales/*.json', { import: 'default', query: '?office' });

// Whose texts a page shows: everybody's; the desk's as well, which citizens do not load; or those of administrators and supervisors beside both.
export type Audience = 'everybody' | 'desk' | 'office';

// The texts of `language`, loaded once by the page that needs them.
export async function loadTexts(language: string, audience: Audience = 'everybody'): Promise<Texts> {
  const file = `../../locales/${language}.json`;
  const [load, loadDesk, loadOffice] = [tables[file], deskTables[file], officeTables[file]];
  if (load === undefined || loadDesk === undefined || loadOffice === undefined) throw new Error(`no texts in ${language}`);
  const [common, desk, office] = await Promise.all([load(), audience === 'everybody' ? {} : loadDesk(), audience === 'office' ? loadOffice() : {}]);
  return makeTexts(language, { ...common, ...desk, ...office });
}

export function makeTexts(language: string, table: Table): Texts {
  const find = (key: string, values: Values = {}): string => fill(table[key] ?? key, values);
  return { language, t: find, find };
}

// The same texts, but a policy's own as the server gave them with it: so a line that is added to the rules has its words without a new
// build of the pages.
export function withPolicy(texts: Texts, policy: { readonly id: string; readonly texts?: Table }): Texts {
  const prefix = ['policy', policy.id, ''].join('.');
  const find = (key: string, values: Values = {}): string => {
    const own = key.startsWith(prefix) ? policy.texts?.[key.slice(prefix.length)] : undefined;
    return own === undefined ? texts.find(key, values) : fill(own, values);
  };
  return { language: texts.language, t: find, find };
}

// Puts values in the place of {names}. A name without a value stays, so that it is seen.
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export const TextsContext = createContext<Texts>(makeTexts('en', {}));

export function useTexts(): Texts {
  return useContext(TextsContext);
}
