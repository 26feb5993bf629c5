// `skranke keys` beside the servers of an installation.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { binary } from './running_mail.ts';

const root = join(import.meta.dirname, '../..');

export interface Ended { readonly status: number | null; readonly said: string; readonly complained: string }

// `flags` say which database and which folder of keys.
export function beginKeys(name: string, flags: readonly string[]): ChildProcess {
  return spawn(binary, ['keys', name, '--no-progress', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

export async function keys(name: string, flags: readonly string[]): Promise<Ended> {
  const child = beginKeys(name, flags);
  let said = '';
  let complained = '';
  child.stdout?.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  child.stderr?.on('data', (bytes: Buffer) => { complained += bytes.toString(); });
  const [status] = await once(child, 'close') as [number | null];
  return { status, said, complained };
}
