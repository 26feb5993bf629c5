// The project's own files, as the tests of this folder see them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const root = join(import.meta.dirname, '../..');

const made = new Set(['node_modules', 'dist', 'build', '.git']);

export interface Source {
  readonly path: string; // from the folder that was read, with slashes
  readonly text: string;
}

// Every text file under `folder` whose name has one of the endings, but for what builds make.
export function sourcesUnder(folder: string, endings: readonly string[]): Source[] {
  const found: Source[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !made.has(entry.name)) visit(path);
      if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending))) {
        found.push({ path: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') });
      }
    }
  };
  visit(folder);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// The rows of the table in a page of Markdown whose first column has this heading, without heading and rule.
export function tableRows(page: string, heading: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  if (start < 0) throw new Error(`no table that begins with ${heading}`);
  const rows: string[][] = [];
  for (let at = start + 2; lines[at]?.startsWith('|'); ++at) {
    rows.push((lines[at] as string).split('|').slice(1, -1).map((cell) => cell.trim()));
  }
  return rows;
}

// The `names` in a cell.
export function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
}
