// Reads the locale files: flat objects, key to text.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Table = Readonly<Record<string, string>>;

export const localeFolder = join(import.meta.dirname, '../../locales');

// Every language by its code; the complete ones hold every page, the others only the notice that says so.
export function readLocales(folder = localeFolder): Map<string, Table> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return new Map(files.map((name) => [basename(name, '.json'), readTable(join(folder, name))]));
}

export function isComplete(table: Table): boolean {
  return table['language.complete'] === 'yes';
}

function readTable(path: string): Table {
  const table: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof table !== 'object' || table === null) throw new Error(`${path}: not an object`);
  for (const [key, text] of Object.entries(table)) {
    if (typeof text !== 'string' || text === '') throw new Error(`${path}: ${key}: not a text`);
  }
  return table as Table;
}
