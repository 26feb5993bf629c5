// Records of cases, as others check them: signatures by the npm package jose with the keys that the real program publishes, payloads by the
// published JSON Schemas, where shared/standards is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Description } from './description.ts';
import { ida, jose, payloadOf, skip, validator } from './record_checks.ts';
import { binary, Program } from './running_mail.ts';

const { compactVerify, createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader } = jose;
const samples = join(dirname(binary), 'tests/record/skranke_sample_records');

type Json = Record<string, unknown>;

let program: Program;
let records = new Map<string, string>();
const keys = (): string => join(program.folder, 'keys');

function written(): Map<string, string> {
  const folder = join(program.folder, 'records');
  mkdirSync(folder, { recursive: true });
  execFileSync(samples, [keys(), folder]);
  return new Map(readdirSync(folder).map((name) => [name.replace('.jwt', ''), readFileSync(join(folder, name), 'utf8')]));
}
const keySet = async (): Promise<{ keys: Json[] }> => await (await fetch(`${program.origin}/api/v1/record-keys`)).json() as { keys: Json[] };

before(async () => {
  program = new Program(() => []);
  await program.start();
  records = written();
});
after(() => program.end());

test('every record is signed by a key that is published', async () => {
  const remote = createRemoteJWKSet(new URL(`${program.origin}/api/v1/record-keys`));
  assert.ok(records.size >= 9);
  for (const [name, token] of records) {
    const { payload, protectedHeader } = await compactVerify(token, remote, { algorithms: ['ES256'] });
    assert.equal(protectedHeader.alg, 'ES256', name);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), payloadOf(token));
  }
});

test('a record that was changed, or signed by others, is not taken', async () => {
  const published = createLocalJWKSet(await keySet() as never);
  const token = records.get('refused') ?? '';
  const [head, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...payloadOf(token), 'urn:skranke:case': { outcome: 'accepted' } })).toString('base64url');
  await assert.rejects(compactVerify(`${head}.${forged}.${signature}`, published));
  const other = join(program.folder, 'other');
  const folder = join(program.folder, 'others');
  mkdirSync(folder);
  execFileSync(samples, [other, folder]);
  await assert.rejects(compactVerify(readFileSync(join(folder, 'refused.jwt'), 'utf8'), published));
});

test('keys are public keys, may be kept for a while, and are asked for anew by their tag', async () => {
  const description = await Description.load(program.origin, '/api/v1/openapi.json');
  const ask = async (method: string, headers: Record<string, string> = {}): Promise<{ answer: Response; text: string }> => {
    const answer = await fetch(`${program.origin}/api/v1/record-keys`, { method, headers });
    const text = await answer.text();
    description.hold(method, '/api/v1/record-keys', answer, text);
    return { answer, text };
  };
  const { answer, text } = await ask('GET');
  assert.equal(answer.headers.get('content-type'), 'application/jwk-set+json');
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=300');
  for (const key of (JSON.parse(text) as { keys: Json[] }).keys) assert.equal(key['d'], undefined);
  assert.equal((await ask('GET', { 'if-none-match': answer.headers.get('etag') ?? '' })).answer.status, 304);
  assert.equal((await ask('POST')).answer.status, 405);
  assert.deepEqual(description.missing(({ tags }) => tags.includes('records')), []);
});

test('after a rotation new records have another key, and old ones are still good', async () => {
  const before = (await keySet()).keys;
  const kid = execFileSync(binary, ['keys', 'rotate-records', '--keys', keys()]).toString().trim();
  await program.stop();
  await program.start();
  const published = await keySet();
  assert.deepEqual(published.keys.map((key) => key['kid']), [kid, ...before.map((key) => key['kid'])]);
  const local = createLocalJWKSet(published as never);
  const fresh = written().get('app') ?? '';
  assert.equal(decodeProtectedHeader(fresh).kid, kid);
  await compactVerify(fresh, local);
  const old = records.get('app') ?? '';
  assert.notEqual(decodeProtectedHeader(old).kid, kid);
  await compactVerify(old, local);
});

interface Manifest { readonly cases: readonly { readonly file: string; readonly sha256: string }[] }
// The manifest names the examples; these are the schemas that go with it.
const schemas = {
  'claims_schema.json': '0762d40910e3c3271d60648449fe8c4fa40eb20376d693223bfa61bd016d71f1',
  'verified_claims.json': '114f55941073db523abb5a930c63eb5f8fd03b4fcf60776ceb48559866325ac8',
  'verified_claims_request.json': '11960f62fa655f16a5fb24fe4c5d617d4922519850f863c838714515e46cf39e',
};

test('payloads are valid under the published JSON Schemas, formats asserted', { skip }, () => {
  const isValid = validator();
  let accepted = 0;
  for (const [name, token] of records) {
    const payload = payloadOf(token);
    assert.ok(isValid(payload), `${name}: ${JSON.stringify(isValid.errors)}`);
    assert.equal('verified_claims' in payload, !name.startsWith('refused'), name);
    if ('verified_claims' in payload) accepted += 1;
  }
  assert.equal(accepted, 7);
  // The schema is looked at: what it can refuse, it does.
  const broken = payloadOf(records.get('app') ?? '') as { verified_claims: { verification: Json } };
  delete broken.verified_claims.verification['trust_framework'];
  assert.ok(!isValid(broken));
});

test('the schemas and examples are those that the manifest names', { skip }, () => {
  const manifest = JSON.parse(readFileSync(join(ida, 'MANIFEST.json'), 'utf8')) as Manifest;
  assert.ok(manifest.cases.length > 50);
  const named = [...manifest.cases, ...Object.entries(schemas).map(([name, sha256]) => ({ file: `schema/${name}`, sha256 }))];
  for (const { file, sha256 } of named)
    assert.equal(createHash('sha256').update(readFileSync(join(ida, file))).digest('hex'), sha256, file);
});

test('a reference that dangles passes the schema and not our check', { skip }, () => {
  const isValid = validator();
  const said = (file: string): string => execFileSync(samples, ['--check', file]).toString().trim();
  for (const name of readdirSync(join(ida, 'ours'))) {
    const file = join(ida, 'ours', name);
    assert.ok(isValid(JSON.parse(readFileSync(file, 'utf8'))), name);
    const expected = name === 'invalid_dangling_check_id.json' ?
      /^\/verified_claims\/verification\/assurance_process\/assurance_details\/\d+\/evidence_ref\/\d+\/check_id$/ : /^fine$/;
    assert.match(said(file), expected, name);
  }
  const payload = join(program.folder, 'payload.json');
  for (const token of records.values()) {
    writeFileSync(payload, JSON.stringify(payloadOf(token)));
    assert.equal(said(payload), 'fine');
  }
});
