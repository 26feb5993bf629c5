// The package, the units, the proxies and the bill of materials: what is handed to whoever runs it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const folder = mkdtempSync(join(tmpdir(), 'skranke-package-'));
after(() => { rmSync(folder, { recursive: true }); });
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

for (const unit of ['skranke', 'skranke-verifier', 'skranke-log-witness']) {
  test(`systemd rates ${unit}.service at most 1.5`, (context) => {
    if (!has('systemd-analyze')) return context.skip('systemd-analyze is not installed');
    const rated = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', '--threshold=15', join(root, `ops/systemd/${unit}.service`)], { encoding: 'utf8' });
    assert.equal(rated.status, 0, rated.stdout + rated.stderr);
    assert.ok(Number(/Overall exposure level for \S+: ([0-9.]+)/.exec(rated.stdout)?.[1]) <= 1.5, rated.stdout);
  });
}

test('the packaged configuration is one that the server takes', () => {
  const config = readFileSync(join(root, 'ops/debian/skranke.toml'), 'utf8').replaceAll(/^# ([a-z-]+ = )/gm, '$1').replaceAll('/var/lib/skranke', folder);
  writeFileSync(join(folder, 'skranke.toml'), config.replace(/^listen = .*/m, 'listen = "no address"'));
  const started = spawnSync(binary, ['--config', join(folder, 'skranke.toml'), 'serve'], { encoding: 'utf8', cwd: root });
  assert.equal(started.status, 2, started.stderr);
  assert.equal((JSON.parse(started.stderr) as { message: string }).message, '--listen: expected ADDRESS:PORT, as in 127.0.0.1:8080');
});

test('the packaged configuration of a witness of logs is one that it takes', () => {
  const logs = join(folder, 'logs.toml');
  const config = readFileSync(join(root, 'ops/debian/log-witness.toml'), 'utf8').replaceAll('/var/lib/skranke-log-witness', folder).replaceAll('/etc/skranke-log-witness/logs.toml', logs);
  writeFileSync(join(folder, 'witness.toml'), config.replace(/^log-witness-listen = .*/m, 'log-witness-listen = "192.0.2.1:1"'));
  const start = (): { status: number | null; stderr: string } => spawnSync(binary, ['--config', join(folder, 'witness.toml'), 'log-witness', 'serve'], { encoding: 'utf8', cwd: root });
  assert.match(start().stderr, /--logs: .*logs.toml: No such file/);
  const key = execFileSync(binary, ['audit', 'key', '--keys', join(folder, 'other-keys'), '--log-name', 'aarhus.dk/skranke'], { encoding: 'utf8' }).trim();
  writeFileSync(logs, config.split('\n').filter((line) => /^# {3}(\[\[log|origin|keys)/.test(line)).map((line) => line.slice(4)).join('\n').replace(/"aarhus.dk\/skranke\+.*/, `"${key}"]`));
  const { status, stderr } = start();
  assert.equal(status, 5, stderr);
  assert.match(stderr, /192\.0\.2\.1/, 'all that is wrong is the address, which no machine here has');
});

test('nginx takes its example', (context) => {
  if (!has('nginx')) return context.skip('nginx is not installed');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, 'key.pem'),
    '-out', join(folder, 'certificate.pem'), '-days', '2', '-subj', '/CN=example'], { stdio: 'pipe' });
  const example = readFileSync(join(root, 'ops/proxy/nginx.conf'), 'utf8').replaceAll(/\/etc\/ssl\/skranke\/\w+\.pem/g, join(folder, 'certificate.pem'))
    .replaceAll(/\/etc\/ssl\/skranke\/\w+\.key/g, join(folder, 'key.pem')).replaceAll('/var/log/nginx', folder);
  writeFileSync(join(folder, 'skranke.conf'), example);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; events {} http { access_log off; ${places} include ${folder}/skranke.conf; }\n`);
  const checked = spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
});

test('Caddy takes its example', (context) => {
  if (!has('caddy')) return context.skip('caddy is not installed');
  const checked = spawnSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', join(root, 'ops/proxy/Caddyfile')], { encoding: 'utf8', env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder } });
  assert.equal(checked.status, 0, checked.stderr);
});

test('the bill of materials has what the program loads and what the pages hold, with versions', () => {
  const text = execFileSync(process.execPath, [join(root, 'tools/sbom.ts'), binary], { encoding: 'utf8', maxBuffer: 1 << 26, cwd: root });
  const bill = JSON.parse(text) as { bomFormat: string; specVersion: string; components: { name: string; version: string; purl: string; 'bom-ref': string }[]; dependencies: { dependsOn: string[] }[] };
  assert.deepEqual([bill.bomFormat, bill.specVersion], ['CycloneDX', '1.5']);
  const named = new Map(bill.components.map((component) => [component.name, component]));
  for (const name of ['libc6', 'libssl3', 'libsqlite3-0', 'libpq5', 'libsodium23', 'libboost1.81-dev', 'libcli11-dev', 'preact', 'dkfds']) {
    assert.ok(named.get(name), name);
    assert.match(named.get(name)!.version, /^[0-9]/);
  }
  assert.ok(!named.has('vite'), 'what only builds the pages is not in them');
  assert.equal(named.get('libssl3')?.version, execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'libssl3'], { encoding: 'utf8' }));
  assert.deepEqual(bill.dependencies[0]?.dependsOn, bill.components.map((component) => component['bom-ref']));
  assert.equal(new Set(bill.components.map(({ purl }) => purl)).size, bill.components.length);
  const purls = bill.components.map(({ purl }) => purl);
  assert.deepEqual(purls, purls.toSorted());
});

// Made of what is built already: tools/package.sh builds first.
test('the package has program, rules, texts, pages, units, users, configuration, manual pages and completions', (context) => {
  if (process.env['SKRANKE_BINARY'] !== undefined || !existsSync(join(root, 'build/release/CPackConfig.cmake'))) return context.skip('there is no release build');
  mkdirSync(join(folder, 'package'));
  execFileSync('cpack', ['--config', join(root, 'build/release/CPackConfig.cmake'), '-B', join(folder, 'package')], { stdio: 'pipe', cwd: folder, env: { ...process.env, SOURCE_DATE_EPOCH: '0' } });
  const version = /project\(skranke VERSION ([0-9.]+)/.exec(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'))?.[1];
  const architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
  const file = join(folder, 'package', `skranke_${version}_${architecture}.deb`);
  const entries = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n').map((line) => {
    const [mode = '', owner = '', , , , path = ''] = line.split(/ +/);
    return { mode, owner, path: path.replace(/^\./, '') };
  });
  const paths = new Set(entries.map(({ path }) => path));
  for (const path of ['/usr/bin/skranke', '/usr/share/skranke/policies/mitid/2024-01-01.toml', '/usr/share/skranke/locales/da.json', '/usr/share/skranke/data/centres/centres.json',
    '/lib/systemd/system/skranke.service', '/lib/systemd/system/skranke-verifier.service', '/lib/systemd/system/skranke-log-witness.service', '/etc/skranke-log-witness/witness.toml', '/lib/sysusers.d/skranke.conf', '/etc/skranke/skranke.toml',
    '/usr/share/man/man1/skranke.1.gz', '/usr/share/man/man8/skranke-serve.8.gz', '/usr/share/man/man8/skranke-verifier.8.gz',
    '/usr/share/bash-completion/completions/skranke', '/usr/share/zsh/vendor-completions/_skranke', '/usr/share/fish/vendor_completions.d/skranke.fish',
    '/usr/share/doc/skranke/copyright', '/usr/share/doc/skranke/changelog.gz', '/usr/share/doc/skranke/runbooks/README.md']) assert.ok(paths.has(path.replace('/usr/lib/', '/lib/')) || paths.has(`/usr${path}`), path);
  if (existsSync(join(root, 'web/dist/da'))) assert.ok(paths.has('/usr/share/skranke/web/dist/da/index.html'));
  for (const { mode, owner, path } of entries) {
    assert.equal(owner, 'root/root', path);
    assert.ok(mode[5] !== 'w' && mode[8] !== 'w' || mode.startsWith('l'), `${path}: others may write it`);
  }
  const fields = execFileSync('dpkg-deb', ['--field', file], { encoding: 'utf8' });
  for (const needed of ['libc6', 'libpq5', 'libsqlite3-0', 'libssl3', 'tzdata', 'fonts-dejavu-core']) assert.match(fields, new RegExp(`^Depends:.*\\b${needed}\\b`, 'm'));
  const control = execFileSync('dpkg-deb', ['--ctrl-tarfile', file]);
  const scripts = execFileSync('tar', ['-t'], { input: control, encoding: 'utf8' });
  for (const name of ['conffiles', 'postinst', 'prerm', 'postrm', 'md5sums']) assert.match(scripts, new RegExp(`\\./${name}$`, 'm'));
  // It finds what it reads from where it lies.
  execFileSync('dpkg-deb', ['--extract', file, join(folder, 'root')]);
  const env = { PATH: process.env['PATH'] ?? '' };
  const listed = execFileSync(join(folder, 'root/usr/bin/skranke'), ['policy', 'list'], { encoding: 'utf8', cwd: folder, env });
  assert.match(listed, /mitid/);
});
