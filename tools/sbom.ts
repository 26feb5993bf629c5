// What the program and its pages are made of: a software bill of materials, CycloneDX 1.5 as JSON, on standard output.
//
//   node tools/sbom.ts [PROGRAM]
//
// Debian packages: those of the shared libraries that the program loads, and those whose headers were compiled into it (Ninja knows them from
// the last build). npm packages: those of the pages, without what only builds them. Sorted and without a time: the same build gives the
// same list.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = process.argv[2] ?? join(root, 'build/release/skranke');
const told = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });

interface Component { readonly type: 'library'; readonly 'bom-ref': string; readonly name: string; readonly version: string; readonly purl: string; readonly [key: string]: unknown }

// The packages that files belong to; those of no package (our own, generated ones) belong to none. Older packages know paths without /usr.
function packagesOf(files: readonly string[]): Set<string> {
  const packages = new Set<string>();
  for (let at = 0; at < files.length; at += 500) {
    const asked = files.slice(at, at + 500).flatMap((file) => [file, file.replace(/^\/usr\/lib\//, '/lib/')]);
    let said = '';
    try {
      said = told('dpkg-query', '--search', ...asked);
    } catch (error) {
      said = String((error as { stdout?: string }).stdout ?? ''); // exit 1: one of them is in no package
    }
    for (const line of said.split('\n')) {
      const owner = /^([a-z0-9+.-]+(?::[a-z0-9]+)?)(?:, [^:]+)*: \//.exec(line)?.[1];
      if (owner !== undefined) packages.add(owner);
    }
  }
  return packages;
}

const libraries = told('ldd', program).split('\n').map((line) => /(\/\S+) \(0x/.exec(line)?.[1]).filter((path) => path !== undefined).map((path) => realpathSync(path));
// A block an object: its name, then what it was made of. Those of tests and benchmarks are no part of the program.
const objects = told('ninja', '-C', dirname(program), '-t', 'deps').split('\n\n').filter((block) => block.startsWith('src/') && !/_test\.(cpp|dir)/.test(block.split('\n')[0]!));
const headers = [...new Set(objects.flatMap((block) => block.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('/usr/include/'))))].sort();
const linked = packagesOf(libraries);
const compiled = packagesOf(headers);

function debian(name: string, how: string): Component {
  const [plain = '', version = '', architecture = '', source = ''] = told('dpkg-query', '--show', '--showformat', '${Package}\t${Version}\t${Architecture}\t${source:Package}', name).split('\t');
  const purl = `pkg:deb/debian/${plain}@${encodeURIComponent(version)}?arch=${architecture}&distro=debian-12`;
  return { type: 'library', 'bom-ref': purl, name: plain, version, purl, properties: [{ name: 'skranke:how', value: how }, { name: 'skranke:source', value: source }] };
}

interface Locked { readonly version: string; readonly license?: string; readonly integrity?: string; readonly dev?: boolean }

function npm(path: string, locked: Locked): Component {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${locked.version}`;
  const digest = /^sha512-(.+)$/.exec(locked.integrity ?? '')?.[1];
  return { type: 'library', 'bom-ref': purl, name, version: locked.version, purl,
    ...(locked.license === undefined ? {} : { licenses: [/ /.test(locked.license) ? { expression: locked.license } : { license: { id: locked.license } }] }),
    ...(digest === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }) };
}

const pages = JSON.parse(readFileSync(join(root, 'web/package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
const components = [
  ...[...linked].map((name) => debian(name, 'linked')),
  ...[...compiled].filter((name) => !linked.has(name)).map((name) => debian(name, 'headers')),
  ...Object.entries(pages.packages).filter(([path, locked]) => path !== '' && locked.dev !== true).map(([path, locked]) => npm(path, locked)),
].sort((one, other) => (one.purl < other.purl ? -1 : 1));
const bytes = readFileSync(program);
const version = told(program, '--version').trim();
process.stdout.write(`${JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  metadata: { component: { type: 'application', 'bom-ref': `skranke@${version}`, name: 'skranke', version,
    licenses: [{ license: { id: 'MPL-2.0' } }], hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(bytes).digest('hex') }] } },
  components,
  dependencies: [{ ref: `skranke@${version}`, dependsOn: components.map((component) => component['bom-ref']) }],
}, null, 1)}\n`);
