// What the log's triggers ask of a connection to an SQLite database (docs/log.md, "Commitments"), for tests that write beside the program.
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

function rowBytes(columns: readonly SQLOutputValue[]): Buffer {
  return Buffer.concat(columns.map((column) => {
    if (column === null) return Buffer.from('n');
    if (typeof column === 'bigint' || typeof column === 'number') return Buffer.from(`i${column};`);
    const bytes = Buffer.from(column as string);
    return Buffer.concat([Buffer.from(`${typeof column === 'string' ? 't' : 'b'}${bytes.length}:`), bytes]);
  }));
}

// Gives the connection the function that the program gives its own: a salt, and the commitment to the columns under it.
export function withSeal(database: DatabaseSync): DatabaseSync {
  database.function('skranke_seal', { varargs: true, useBigIntArguments: true }, (...columns) => {
    const salt = randomBytes(16);
    return Buffer.concat([salt, createHash('sha256').update(salt).update(rowBytes(columns)).digest()]);
  });
  return database;
}
