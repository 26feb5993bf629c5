// Manual pages and completions say what the program says about itself.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allOf, commandOf, written } from '../../tools/manual.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const program = commandOf(binary);

test('each is what tools/manual.ts writes; after a change of flags: node tools/manual.ts', () => {
  for (const [path, text] of written(binary)) assert.ok(readFileSync(join(root, path), 'utf8') === text, `${path} is old`);
});

test('every subcommand and every flag of --help is in the pages and in every completion', () => {
  const pages = ['skranke.1', 'skranke-serve.8', 'skranke-verifier.8'].map((name) => readFileSync(join(root, 'ops/man', name), 'utf8')).join('\n').replaceAll('\\-', '-');
  const commands = allOf(program);
  assert.ok(commands.length > 30);
  for (const command of commands) {
    const help = execFileSync(binary, [...command.path, '--help'], { encoding: 'utf8' });
    const flags = [...help.matchAll(/^ {2}(-\S+)/gm)].flatMap((match) => match[1]!.replaceAll(/\{\w+\}/g, '').split(',')).filter((flag) => flag.startsWith('--'));
    assert.deepEqual(command.options.flatMap(({ names }) => names.filter((name) => name.startsWith('--'))), flags, command.path.join(' '));
    for (const option of command.options) assert.ok(option.text !== '', `${command.path.join(' ')} ${option.names.join(',')}`);
    for (const flag of flags) assert.ok(pages.includes(flag), flag);
    for (const name of ['skranke.bash', '_skranke', 'skranke.fish']) {
      const text = readFileSync(join(root, 'ops/completions', name), 'utf8');
      for (const word of command.path) assert.ok(text.includes(word), `${name}: ${word}`);
      for (const flag of flags) assert.ok(text.includes(name === 'skranke.fish' ? ` -l ${flag.slice(2)} ` : flag), `${name}: ${flag}`);
    }
  }
});

// What bash offers behind a line.
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `source ${join(root, 'ops/completions/skranke.bash')}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _skranke; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: join(root, 'ops/man') }).split('\n').filter((word) => word !== '' && !/\.[18]$/.test(word));
}

test('bash completes subcommands and flags', () => {
  assert.deepEqual(offered('skranke reg'), ['register']);
  assert.ok(offered('skranke register ').includes('import'));
  assert.deepEqual(offered('skranke serve --metrics'), ['--metrics-from']);
  assert.deepEqual(offered('skranke --home x serve --desk-u'), ['--desk-url']);
});

for (const [shell, file, arguments_] of [['zsh', '_skranke', ['-n']], ['fish', 'skranke.fish', ['--no-execute']]] as const) {
  test(`${shell} can read its completion`, (context) => {
    if (spawnSync(shell, ['--version']).status !== 0) return context.skip(`${shell} is not installed`);
    const read = spawnSync(shell, [...arguments_, join(root, 'ops/completions', file)], { encoding: 'utf8' });
    assert.equal(read.status, 0, read.stderr);
  });
}

test('man can read the pages without a word', (context) => {
  if (spawnSync('groff', ['--version']).status !== 0) return context.skip('groff is not installed');
  for (const name of ['skranke.1', 'skranke-serve.8', 'skranke-verifier.8']) {
    const read = spawnSync('groff', ['-man', '-Tutf8', '-Kutf8', '-ww', '-z', join(root, 'ops/man', name)], { encoding: 'utf8' });
    assert.equal(read.stderr, '', name);
  }
});
