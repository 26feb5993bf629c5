// Extracts of a synthetic register: made, imported, and who is in them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { urlOf } from './desk_database.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');

// Into the folder. Of 20,000 one of the provider's persons is in it.
export function generatedExtract(folder: string, persons = 20_000): string {
  const file = join(folder, 'extract.txt');
  execFileSync(binary, ['register', 'generate', '--persons', String(persons), '--seed', '1', '--out', file], { cwd: root, stdio: 'pipe' });
  return file;
}

export function importExtract(database: string, keys: string, extract: string): void {
  execFileSync(binary, ['register', 'import', '--database', database, '--keys', keys, '--no-progress', extract], { cwd: root, stdio: 'pipe' });
}

// The numbers of grown-ups who live in Denmark: record 001 has the number, and the status from the 24th byte.
export function grownUps(extract: string): readonly string[] {
  return readFileSync(extract, 'latin1').split('\n').filter((line) => line.startsWith('001') && line.slice(23, 25) === '01')
    .map((line) => line.slice(3, 13)).filter((number) => /^..\d{2}[4-8]/.test(number));
}

// The register of a desk in its folder, from the extract there; the numbers of grown-ups.
export function importedAtDesk(folder: string): readonly string[] {
  const extract = join(folder, 'extract.txt');
  importExtract(urlOf(folder), join(folder, 'keys'), extract);
  return grownUps(extract);
}
