// The examples of README.md print what README.md says.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { root } from './sources.ts';

const program = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');
const page = readFileSync(join(root, 'README.md'), 'utf8');

interface Example {
  readonly command: string;
  readonly output: string;
}

// "$ command", the further lines of the command, and what it prints: commands end where their quotes are closed.
function examples(): Example[] {
  const found: { command: string; output: string }[] = [];
  for (const [, block = ''] of page.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const line of block.trimEnd().split('\n')) {
      const last = found.at(-1);
      if (line.startsWith('$ ')) found.push({ command: line.slice(2), output: '' });
      else if (last !== undefined && (last.command.match(/'/g) ?? []).length % 2 === 1) last.command += `\n${line}`;
      else if (last !== undefined) last.output += `${line}\n`;
    }
  }
  return found;
}

// Whether `said` has the lines of `expected`, where a line "…" stands for any further lines.
function assertPrints(said: string, expected: string): void {
  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = expected.split('\n').map((line) => (line === '…' ? '(?:.*\\n)*?' : line === '' ? '' : `${escape(line)}\\n`)).join('');
  assert.match(said, new RegExp(`^${pattern}$`));
}

test('the examples at a terminal and over HTTP', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-readme-'));
  context.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(program, '../..'), join(folder, 'build'));
  const all = examples();
  const file = all.find(({ command }) => command === 'cat case.json');
  assert.ok(file !== undefined && all.length === 4);
  writeFileSync(join(folder, 'case.json'), file.output);

  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--home', root], { stdio: ['ignore', 'ignore', 'pipe'] });
  context.after(() => server.kill('SIGTERM'));
  // Where the pages are not built, the server says so before it says where it serves.
  let origin = '';
  for await (const line of createInterface(server.stderr)) {
    origin = /^skranke: serving on (\S+)$/.exec(line)?.[1] ?? '';
    if (origin !== '') break;
  }
  assert.notEqual(origin, '', 'the server says where it serves');

  for (const { command, output } of all) {
    const here = command.replace('http://127.0.0.1:8080', origin);
    const run = spawnSync('bash', ['-c', here], { cwd: folder, encoding: 'utf8', env: { ...process.env, SKRANKE_HOME: root } });
    assert.equal(run.stderr, '');
    assertPrints(run.stdout, output);
  }
});

test('the rule that is quoted is the rule', () => {
  const quoted = /```toml\n([\s\S]*?)```/.exec(page)?.[1] as string;
  assert.ok(readFileSync(join(root, 'policies/mitid/2024-01-01.toml'), 'utf8').includes(quoted));
});
