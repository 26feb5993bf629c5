// The engine as somebody else gets it: packed for npm, unpacked elsewhere, and used as its README says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer, type Server } from '../../web/tests/browser/server.ts';
import { root } from './cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'skranke-engine-'));
const installed = join(folder, 'node_modules/skranke-engine');
const source = join(root, 'web/packages/engine');
let server: Server;

before(async () => {
  execFileSync(join(root, 'web/node_modules/.bin/tsc'), ['-p', source]);
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder, source], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as [{ filename: string }];
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components=1']);
  server = await startServer();
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

test('it holds the module, the script, its types and the README, and nothing else', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
  assert.deepEqual(files.sort(), ['README.md', 'engine.wasm', 'index.d.ts', 'index.js', 'package.json']);
  assert.equal((JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies?: object }).dependencies, undefined);
});

test('the program of the README runs in plain Node.js and says what it says', () => {
  const told = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(installed, 'README.md'), 'utf8'))?.[1] ?? '';
  assert.ok(told.includes('https://skranke.example'));
  writeFileSync(join(folder, 'program.mjs'), told.replace('https://skranke.example', server.origin));
  const said = execFileSync(process.execPath, [join(folder, 'program.mjs')], { encoding: 'utf8' });
  assert.match(said, /^undetermined \{ document: 0, fact: '\w+' \}\n$/);
});

test('the types of the package are enough for a strict program', () => {
  const program = join(folder, 'typed.ts');
  writeFileSync(program, `import { Engine, RulesError, type Answer, type Verdict } from 'skranke-engine';
export async function decide(code: Uint8Array<ArrayBuffer>, rules: Uint8Array, text: string): Promise<Verdict['verdict'] | null> {
  const engine = await Engine.create(code);
  try { engine.add(rules); } catch (error) { if (error instanceof RulesError) return null; throw error; }
  const answer: Answer = engine.check(text, { today: '2026-11-24', advice: 'all', next: true });
  return answer.ok ? answer.verdict.verdict : null;
}
`);
  const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', '', program];
  execFileSync(join(root, 'web/node_modules/.bin/tsc'), options, { cwd: folder, stdio: 'inherit' });
});
