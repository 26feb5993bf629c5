// clang-tidy over every source file whose content it has not passed yet.
//
// A pass is remembered under a hash of everything of ours that the check reads: the file, the project's headers
// that it includes (Ninja knows them from the last build), how it is compiled, and .clang-tidy. Where
// nothing has changed, nothing runs; as with ccache, that holds for every clone on the machine.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'build/dev'); // knows what each source includes
const configured = join(root, 'build/tidy'); // how each source is compiled, without precompiled headers
const passed = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'skranke/tidy');
const tool = 'clang-tidy-19';

interface Command {
  readonly file: string;
  readonly command: string;
}

// By source: itself and the project's headers that it includes, generated ones too.
function includes(): Map<string, string[]> {
  const text = execFileSync('ninja', ['-C', built, '-t', 'deps'], { maxBuffer: 1 << 30 }).toString();
  const found = new Map<string, string[]>();
  for (const block of text.split('\n\n')) {
    const files = block.split('\n').slice(1).map((line) => absolute(line.trim()));
    const ours = files.filter((file) => file.startsWith(`${root}/`) && !/cmake_pch\.hxx/.test(file));
    if (ours[0] !== undefined) found.set(ours[0], ours);
  }
  return found;
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : join(built, path);
}

const contents = new Map<string, string>();
function contentHash(file: string): string {
  const known = contents.get(file);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  contents.set(file, hash);
  return hash;
}

function key(command: Command, files: readonly string[], setting: string): string {
  const hash = createHash('sha256').update(setting).update(command.command.replaceAll(root, ''));
  for (const file of [...files].sort()) hash.update(relative(root, file)).update(contentHash(file));
  return hash.digest('hex');
}

// What the tool says about a file; empty if it passes.
function check(file: string): Promise<string> {
  return new Promise((resolve) => {
    // The flags are g++'s; clang need not know all of them.
    // A test may take a value out of an optional without looking: where it is empty, the test fails as it should.
    const isTest = /_test\.cpp$|\/(tests|bench|fuzz)\//.test(file);
    const checks = isTest ? ['--checks=-bugprone-unchecked-optional-access,-clang-analyzer-cplusplus.NewDeleteLeaks'] : [];
    const child = spawn(tool, ['--quiet', '-p', configured, '--extra-arg=-Wno-unknown-warning-option', ...checks, file]);
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => { said += bytes.toString(); });
    child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code) => resolve(code === 0 ? '' : said || `${tool} ended with ${code}`));
  });
}

mkdirSync(passed, { recursive: true });
const commands = JSON.parse(readFileSync(join(configured, 'compile_commands.json'), 'utf8')) as Command[];
const ours = commands.filter(({ file }) => !file.startsWith(join(root, 'build/')));
const sources = [...new Map(ours.map((command) => [command.file, command])).values()];
const known = includes();
const setting = execFileSync(tool, ['--version']).toString() + readFileSync(join(root, '.clang-tidy'), 'utf8');
const waiting = sources
  .map((command) => ({ command, stamp: join(passed, key(command, known.get(command.file) ?? [command.file], setting)) }))
  .filter(({ stamp }) => !existsSync(stamp));
const remembered = sources.length - waiting.length;
console.log(`${sources.length} files, ${remembered} unchanged since they passed`);

let failed = 0;
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const said = await check(next.command.file);
    if (said === '') {
      writeFileSync(next.stamp, '');
    } else {
      failed += 1;
      console.log(`${relative(root, next.command.file)}\n${said}`);
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`@ ${sources.length - failed} ${failed} 0`);
process.exitCode = failed === 0 ? 0 : 1;
