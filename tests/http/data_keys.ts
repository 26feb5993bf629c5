// Data keys as a database keeps them, wrapped by master keys: opened and made here by another implementation than the program's (docs/retention.md).
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export interface DataKey { readonly subject: string; readonly generation: number; readonly wrapped: Buffer }

const context = (generation: number, subject: string): Buffer => Buffer.from(`data_key.${generation}:${subject}`);

export function wrap(master: Buffer, generation: number, subject: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(context(generation, subject));
  return Buffer.concat([nonce, cipher.update(randomBytes(32)), cipher.final(), cipher.getAuthTag()]);
}

export function opens(master: Buffer, generation: number, { subject, wrapped }: DataKey): boolean {
  const cipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12)).setAAD(context(generation, subject));
  cipher.setAuthTag(wrapped.subarray(-16));
  try {
    cipher.update(wrapped.subarray(12, -16));
    cipher.final();
    return true;
  } catch {
    return false;
  }
}

// Those of an SQLite database.
export function dataKeysOf(path: string): DataKey[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return database.prepare('select subject, generation, wrapped from data_key').all()
      .map((row) => ({ subject: row['subject'] as string, generation: row['generation'] as number, wrapped: Buffer.from(row['wrapped'] as Uint8Array) }));
  } finally {
    database.close();
  }
}
