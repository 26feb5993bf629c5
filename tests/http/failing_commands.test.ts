// Each write, each sync and each allocation of a command that writes fails once: an import leaves the register as it was or as it should be, data
// keys open by the master keys that there are, a backup and a restored database are there whole or not at all, and taking in leaves a log that tells
// of everything. Asked again, each succeeds (docs/breaking.md).
//
// SKRANKE_FAILING_STRIDE: every how many-th call fails, of writes too, since a command is a process; 1 for all.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { putEvents } from './authority.ts';
import { dataKeysOf, opens } from './data_keys.ts';
import { allocationStride, FailingCalls, type Kind, kinds, type KindOnSqlite } from './failing_calls.ts';
import { binary } from './running_mail.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'skranke-commands-'));
const calls = new FailingCalls(folder);
const file = (name: string): string => join(folder, name);
const dataKeys = 40;
const tried = file('tried.db');
const url = `sqlite:${tried}`;
after(() => {
  calls.end();
  rmSync(folder, { recursive: true });
});

interface Ran { readonly status: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string }
const skranke = (settings: Readonly<Record<string, string>>, ...args: string[]): Ran => spawnSync(binary, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...settings } });
const extract = (seed: number, persons: number): string => {
  execFileSync(binary, ['register', 'generate', '--persons', String(persons), '--seed', String(seed), '--out', file(`extract-${seed}`)], { cwd: root, stdio: 'pipe' });
  return file(`extract-${seed}`);
};
const importing = (database: string, from: string): string[] => ['register', 'import', '--database', database, '--keys', file('keys'), '--no-progress', from];
const told = (database: string): { verdict: string; waiting: number; root: string; rows: number } => {
  const { status, stdout, stderr } = skranke({}, 'audit', 'verify', '--no-progress', '--database', database, '--keys', file('keys'));
  assert.equal(status, 0, stdout + stderr);
  return JSON.parse(stdout) as { verdict: string; waiting: number; root: string; rows: number };
};

// What the register says of everybody: who there is now, as which delivery.
function registerOf(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    assert.deepEqual({ ...database.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' });
    const current = database.prepare('select last_delivery from register_current').get() as { last_delivery: number };
    const totals = database.prepare('select kind, name, count from register_total where delivery = ? order by 1, 2').all(current.last_delivery);
    return JSON.stringify([current.last_delivery, totals]);
  } finally {
    database.close();
  }
}

function schemaOf(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return JSON.stringify(database.prepare('select type, name, sql from sqlite_schema order by 1, 2').all());
  } finally {
    database.close();
  }
}

// What each command does before it is one is let fail once, by this.
const start = ['--version'];

let second = ''; // the extract that is imported over the first
let [old, young, only] = ['', '', '']; // the register before, after, and with the second extract alone
before(async () => {
  const first = extract(1, 40);
  second = extract(2, 60);
  execFileSync(binary, importing(`sqlite:${file('before.db')}`, first), { cwd: root, stdio: 'pipe' });
  execFileSync(binary, ['audit', 'key', '--keys', file('keys')], { cwd: root, stdio: 'pipe' });
  old = registerOf(file('before.db'));
  execFileSync(binary, ['audit', 'take-in', '--no-progress', '--database', `sqlite:${file('before.db')}`, '--keys', file('keys')], { cwd: root, stdio: 'pipe' });
  copyFileSync(file('before.db'), file('after.db'));
  execFileSync(binary, importing(`sqlite:${file('after.db')}`, second), { cwd: root, stdio: 'pipe' });
  young = registerOf(file('after.db'));
  assert.notEqual(old, young);
  execFileSync(binary, importing(`sqlite:${file('only.db')}`, second), { cwd: root, stdio: 'pipe' });
  only = registerOf(file('only.db'));
  putEvents(`sqlite:${file('sealed.db')}`, file('sealed-keys'), 'registration', 0, dataKeys, '{}');
  copyFileSync(file('sealed.db'), file('rotated.db'));
  cpSync(file('sealed-keys'), file('rotated-keys'), { recursive: true });
  execFileSync(binary, ['keys', 'rotate-master', '--no-progress', '--database', `sqlite:${file('rotated.db')}`, '--keys', file('rotated-keys')], { cwd: root, stdio: 'pipe' });
  await calls.know(() => assert.equal(skranke(calls.settings, ...start).status, 0));
});

// Data keys of a database, and the master keys that wrap them.
const inUse = ['--database', url, '--keys', file('keys-in-use')];
function putSealed(database: string, keysFolder: string): void {
  put(database);
  rmSync(file('keys-in-use'), { recursive: true, force: true });
  cpSync(file(keysFolder), file('keys-in-use'), { recursive: true });
}
// Each opens by the master key that it says.
function generations(): number[] {
  const all = dataKeysOf(tried);
  assert.equal(all.length, dataKeys);
  for (const key of all) assert.ok(opens(readFileSync(join(file('keys-in-use'), `master.${key.generation}.key`)), key.generation, key), key.subject);
  return [...new Set(all.map(({ generation }) => generation))].sort();
}

function remove(path: string): void {
  for (const beside of ['', '-wal', '-shm', '-journal', '-lock', '.part', '.part-journal', '.part-wal', '.part-shm', '.part-lock']) rmSync(path + beside, { force: true });
}
function put(from: string): void {
  remove(tried);
  copyFileSync(file(from), tried);
}

interface Command {
  readonly name: string;
  readonly prepare: () => void; // what has to be there before
  readonly args: () => string[];
  readonly look: (isTold: boolean, wasCrash: boolean) => void; // at what is left: the command said that it was done; it could not tidy up
  readonly writes?: number; // every how many-th fails, where it is not each 19th of thousands
  readonly known?: () => void; // what it has in common with another command, which lets that fail
}
const commands: readonly Command[] = [
  {
    name: 'an import',
    prepare: () => put('before.db'),
    args: () => importing(url, second),
    look: (isTold) => {
      const now = registerOf(tried);
      assert.ok(now === young || (!isTold && now === old), 'the old one or the new one');
      told(url);
      if (now === old) assert.equal(skranke({}, ...importing(url, second)).status, 0, 'asked again');
      assert.equal(registerOf(tried), young);
    },
  },
  // All steps of the schema are made on the way.
  {
    name: 'a first import',
    prepare: () => remove(tried),
    args: () => importing(url, second),
    look: (isTold) => {
      if (isTold) assert.equal(registerOf(tried), only);
      assert.equal(skranke({}, ...importing(url, second)).status, 0, 'asked again');
      assert.equal(schemaOf(tried), schemaOf(file('only.db')));
      if (!isTold) assert.equal(registerOf(tried), only);
      told(url);
    },
    known: () => {
      put('before.db');
      assert.equal(skranke(calls.settings, ...importing(url, second)).status, 0);
    },
  },
  {
    name: 'taking in',
    prepare: () => put('after.db'),
    args: () => ['audit', 'take-in', '--no-progress', '--database', url, '--keys', file('keys')],
    look: (isTold) => {
      const waiting = told(url).waiting;
      if (isTold) assert.equal(waiting, 0);
      assert.equal(skranke({}, 'audit', 'take-in', '--no-progress', '--database', url, '--keys', file('keys')).status, 0, 'asked again');
      assert.equal(told(url).waiting, 0);
    },
  },
  {
    name: 'a backup',
    prepare: () => remove(file('backup')),
    args: () => ['backup', '--database', `sqlite:${file('after.db')}`, file('backup')],
    look: (isTold, wasCrash) => {
      const isThere = existsSync(file('backup'));
      assert.ok(isThere || !isTold, 'what is told of is there');
      const left = (): string[] => readdirSync(folder).filter((name) => name.startsWith('backup.part'));
      if (!wasCrash) assert.deepEqual(left(), [], 'nothing of one that failed');
      if (isThere) {
        assert.equal(registerOf(file('backup')), young);
      } else {
        assert.equal(skranke({}, 'backup', '--database', `sqlite:${file('after.db')}`, file('backup')).status, 0, 'asked again');
        assert.deepEqual(left(), []);
      }
      told(`sqlite:${file('backup')}`);
    },
  },
  {
    name: 'a restore',
    prepare: () => remove(tried),
    args: () => ['restore', '--database', url, file('after.db')],
    look: (isTold) => {
      const isThere = existsSync(tried);
      assert.ok(isThere || !isTold, 'what is told of is there');
      if (!isThere) assert.equal(skranke({}, 'restore', '--database', url, file('after.db')).status, 0, 'asked again');
      assert.equal(registerOf(tried), young);
      told(url);
    },
  },
  {
    name: 'a new master key',
    prepare: () => putSealed('sealed.db', 'sealed-keys'),
    args: () => ['keys', 'rotate-master', '--no-progress', ...inUse],
    look: (isTold) => {
      const now = generations();
      if (isTold) assert.equal(now.length, 1);
      assert.ok(!isTold || (now[0] ?? 0) > 1);
      assert.equal(skranke({}, 'keys', 'rotate-master', '--no-progress', ...inUse).status, 0, 'asked again');
      assert.ok(generations().every((generation) => generation > 1));
    },
    writes: 1,
  },
  {
    name: 'retiring a master key',
    prepare: () => putSealed('rotated.db', 'rotated-keys'),
    args: () => ['keys', 'retire-master', ...inUse],
    look: (isTold) => {
      assert.deepEqual(generations(), [2]);
      const isThere = (): boolean => existsSync(join(file('keys-in-use'), 'master.1.key'));
      assert.ok(!isTold || !isThere(), 'what is told of is gone');
      assert.equal(skranke({}, 'keys', 'retire-master', ...inUse).status, 0, 'asked again');
      assert.ok(!isThere());
      assert.deepEqual(generations(), [2]);
    },
    writes: 1,
  },
];

// Runs a command in which a call fails: whether one did. Counts how they ended.
function runFailing(failing: FailingCalls, args: readonly string[], endings: Map<string, number>): { isHit: boolean; isTold: boolean; wasCrash: boolean } {
  failing.forgetOpenSsl();
  const { status, signal, stdout, stderr } = skranke(failing.settings, ...args);
  const isHit = failing.failed() > 0;
  const isOfOpenSsl = failing.isOfOpenSsl();
  failing.tell('none', 0, 0);
  const ending = signal ?? String(status);
  if (isHit) endings.set(ending, (endings.get(ending) ?? 0) + 1);
  assert.ok(signal === null || signal === 'SIGABRT' || (signal === 'SIGSEGV' && isOfOpenSsl), `${ending}: ${stderr}`);
  assert.ok(isHit || status === 0, stdout + stderr);
  if (status !== 0 && signal === null) assert.ok(stderr.length + stdout.length > 0, 'it says why');
  return { isHit, isTold: status === 0, wasCrash: signal !== null };
}
const tellEndings = (name: string, hit: number, kind: Kind, endings: ReadonlyMap<string, number>): void =>
  console.log(`${name}: ${hit} failing ${kind}s, ended with ${[...endings].map(([ending, count]) => `${ending} ${count} times`).join(', ')}`);

test('a start: each allocation fails once, and it says so', { timeout: 7_200_000 }, async () => {
  const failing = new FailingCalls(folder);
  try {
    const endings = new Map<string, number>();
    const { hit } = await failing.sweep('allocation', () => Promise.resolve(runFailing(failing, start, endings).isHit), undefined, allocationStride(401));
    tellEndings('a start', hit, 'allocation', endings);
  } finally {
    failing.end();
  }
});

for (const { name, prepare, args, look, writes = 19, known } of commands) {
  const strides: Readonly<Record<KindOnSqlite, number>> = { write: Math.min(allocationStride(writes), writes), sync: 1, allocation: allocationStride(4001) };
  for (const kind of kinds) {
    test(`${name}: each ${kind} fails once, and it is done or it is not`, { timeout: 7_200_000 }, async () => {
      if (kind === 'allocation' && known !== undefined) await calls.know(known);
      const endings = new Map<string, number>();
      const { hit } = await calls.sweep(kind, () => {
        const { isHit, isTold, wasCrash } = runFailing(calls, args(), endings);
        look(isTold, wasCrash);
        return Promise.resolve(isHit);
      }, () => { prepare(); return Promise.resolve(); }, strides[kind]);
      tellEndings(name, hit, kind, endings);
    });
  }
}
