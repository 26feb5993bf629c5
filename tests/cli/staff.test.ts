// `skranke staff`, as whoever installs the desk uses it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');

test('the command line adds, tells, invites and disables, and leaves one administrator of every centre', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-staff-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const where = ['--database', `sqlite:${join(folder, 'desk.db')}`];
  const keys = ['--keys', join(folder, 'keys')];
  const run = (...args: string[]): { status: number | null; out: string; said: string } => {
    const { status, stdout, stderr } = spawnSync(binary, ['staff', ...args], { cwd: root, encoding: 'utf8' });
    return { status, out: stdout, said: stderr };
  };
  const first = run('add', 'root', ...where, ...keys, '--centre', 'aarhus', '--role', 'administrator@*', '--desk-url', 'https://desk.example.dk');
  assert.match(first.out, /^https:\/\/desk\.example\.dk\/da\/enrol\/#[0-9a-f]{64}\n$/);
  assert.equal(run('add', 'root', ...where, ...keys, '--centre', 'aarhus', '--role', 'officer').status, 1);
  for (const bad of [['Root', '--centre', 'aarhus', '--role', 'officer'], ['b', '--centre', 'aarhus', '--role', 'officer'], ['bo', '--centre', 'atlantis', '--role', 'officer'],
    ['bo', '--centre', 'aarhus', '--role', 'king'], ['bo', '--centre', 'aarhus', '--role', 'officer@atlantis'], ['bo', '--centre', 'aarhus', '--role', 'officer', '--trained-until', 'soon'],
    ['bo', '--centre', 'aarhus'], ['bo', '--role', 'officer']]) assert.equal(run('add', ...bad.slice(0, 1), ...where, ...keys, ...bad.slice(1)).status, 2, bad.join(' '));
  assert.equal(run('add', 'bo', ...where, ...keys, '--centre', 'aarhus', '--role', 'officer', '--role', 'supervisor@vejle', '--trained-until', '2999-01-01').status, 0);
  assert.match(run('invite', 'bo', ...where, ...keys).out, /^http:\/\/127\.0\.0\.1:8081\/da\/enrol\/#[0-9a-f]{64}\n$/);
  // Who was invited only can't sign in; who can, and administrates every centre, remains.
  writeFileSync(join(folder, 'password'), 'my very own phrase of words\n');
  writeFileSync(join(folder, 'totp'), 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n');
  assert.equal(run('add', 'adam', ...where, ...keys, '--centre', 'aarhus', '--role', 'administrator@*', '--password-file', join(folder, 'password'), '--totp-key-file', join(folder, 'totp')).status, 0);
  const refused = run('disable', 'adam', ...where, ...keys);
  assert.deepEqual([refused.status, refused.said], [1, 'skranke: one active administrator of every centre has to remain\n']);
  assert.equal(run('disable', 'bo', ...where, ...keys).status, 0);
  assert.equal(run('invite', 'bo', ...where, ...keys).status, 1);
  assert.equal(run('disable', 'nobody', ...where, ...keys).status, 1);
  const told = run('list', ...where, ...keys).out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(told.map(({ name, active, roles }) => [name, active, roles]), [['adam', true, ['administrator@*']], ['bo', false, ['officer@aarhus', 'supervisor@vejle']], ['root', true, ['administrator@*']]]);
});

test('an account whose password or key can not be taken is not made', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-staff-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => { writeFileSync(join(folder, name), text); return join(folder, name); };
  const key = file('totp', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n');
  const good = file('password', 'my very own phrase of words\n');
  const where = ['--database', `sqlite:${join(folder, 'desk.db')}`, '--keys', join(folder, 'keys')];
  const add = (password: string, totp: string): number | null =>
    spawnSync(binary, ['staff', 'add', 'phrasemaker', ...where, '--centre', 'aarhus', '--role', 'officer', '--password-file', password, '--totp-key-file', totp], { cwd: root }).status;
  assert.equal(add(join(folder, 'none'), key), 5);
  assert.equal(add(good, join(folder, 'none')), 5);
  assert.equal(add(good, file('no-key', 'no key\n')), 4);
  for (const bad of ['short', 'mmmmmmmmmmmmmmm', 'words of a PhraseMaker', 'long '.repeat(52)]) assert.equal(add(file('bad', `${bad}\n`), key), 4, bad);
  assert.equal(add(good, key), 0, 'nothing of it was kept');
  assert.match(execFileSync(binary, ['staff', 'list', ...where], { cwd: root, encoding: 'utf8' }), /^\{"name":"phrasemaker",.*"enrolled":true[^\n]*\n$/);
});

test('a demonstration that was stopped while it made its people goes on', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-staff-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'var/desk'), { recursive: true });
  mkdirSync(join(folder, 'build/release'), { recursive: true });
  symlinkSync(binary, join(folder, 'build/release/skranke'));
  const [function_ = ''] = /^people_password=[^]*?^}$/m.exec(readFileSync(join(root, 'run'), 'utf8')) ?? [];
  const make = (): void => { execFileSync('bash', ['-euo', 'pipefail', '-c', `say() { :; }\n${function_}\nadd_people`], { cwd: folder, env: { ...process.env, SKRANKE_HOME: root }, stdio: 'pipe' }); };
  execFileSync(binary, ['staff', 'add', 'olivia', '--database', `sqlite:${join(folder, 'var/desk/skranke.db')}`, '--keys', join(folder, 'var/desk/keys'), '--centre', 'aarhus', '--role', 'officer'], { cwd: root });
  make();
  assert.ok(existsSync(join(folder, 'var/desk/people')));
  const told = execFileSync(binary, ['staff', 'list', '--database', `sqlite:${join(folder, 'var/desk/skranke.db')}`], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual(told.trimEnd().split('\n').map((line) => (JSON.parse(line) as { name: string }).name), ['adam', 'olivia', 'rita', 'sander', 'signe']);
});
