// The log of a database that nobody serves, held against its tables.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { binary } from './running_mail.ts';

export interface Audited { readonly verdict: string; readonly waiting: number; readonly rows: number; readonly size: number; readonly findings: readonly unknown[] }

// Takes in what waits, and verifies it all. `flags` name the database and its keys; `seen`: checkpoints, as options of the verification.
export function audit(flags: readonly string[], seen: readonly string[] = []): Audited {
  const run = (command: string, ...more: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(binary, ['audit', command, '--no-progress', ...flags, ...more], { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(status, 0, stdout + stderr);
    return stdout;
  };
  run('take-in');
  return JSON.parse(run('verify', ...seen)) as Audited;
}
