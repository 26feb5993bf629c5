// The database of a desk, looked at beside the program: the file desk.db in its folder, or what the file "database" there names.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { withSeal } from './sealing.ts';

export type Row = Record<string, string | number | null>;

const named = (folder: string): string => join(folder, 'database');

// Before anything is put into it.
export function nameDatabase(folder: string, url: string): void {
  writeFileSync(named(folder), url);
}

export const urlOf = (folder: string): string => existsSync(named(folder)) ? readFileSync(named(folder), 'utf8') : `sqlite:${join(folder, 'desk.db')}`;

function psql(url: string, sql: string, values: readonly string[]): string {
  let at = 0;
  const whole = sql.replaceAll('?', () => `'${(values[at++] ?? '').replaceAll("'", "''")}'`);
  return execFileSync('/usr/lib/postgresql/15/bin/psql', ['-v', 'ON_ERROR_STOP=1', '-At', '-d', url, '-c', whole], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}

function onSqlite<T>(file: string, isForWriting: boolean, act: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { readOnly: !isForWriting });
  try {
    if (isForWriting) withSeal(database).exec('pragma busy_timeout = 10000');
    return act(database);
  } finally {
    database.close();
  }
}

// Of a query with a question mark for each value.
export function rowsOf(folder: string, sql: string, ...values: string[]): Row[] {
  const url = urlOf(folder);
  if (!url.startsWith('sqlite:')) return JSON.parse(psql(url, `select coalesce(json_agg(found), '[]') from (${sql}) found`, values)) as Row[];
  return onSqlite(url.slice('sqlite:'.length), false, (database) => database.prepare(sql).all(...values).map((row) => ({ ...row })) as Row[]);
}

export function change(folder: string, sql: string, ...values: string[]): void {
  const url = urlOf(folder);
  if (url.startsWith('sqlite:')) onSqlite(url.slice('sqlite:'.length), true, (database) => database.prepare(sql).run(...values));
  else psql(url, sql, values);
}
