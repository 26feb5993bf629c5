// Checking a record as others do: its signature by the npm package jose with the keys that a server publishes, its payload by the published
// JSON Schemas, where shared/standards is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');
const required = createRequire(join(root, 'tools/package.json'));
export const jose = (await import(pathToFileURL(required.resolve('jose')).href)) as typeof import('jose');

type Json = Record<string, unknown>;
const standards = process.env['SKRANKE_STANDARDS'] ?? join(root, '../shared/standards');
export const ida = join(standards, 'openid-ekyc-ida');
export const skip = existsSync(ida) ? false : 'shared/standards is not here';

export const payloadOf = (token: string): Json => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;

export interface Validator { (data: unknown): boolean; errors?: unknown }
export function validator(): Validator {
  const ajv = new (required('ajv/dist/2020.js') as { default: new (options: Json) => { addSchema(schema: Json): void; compile(schema: Json): Validator } })
    .default({ strict: false, allErrors: true });
  (required('ajv-formats') as { default: (ajv: unknown) => void }).default(ajv);
  const schema = (name: string): Json => JSON.parse(readFileSync(join(ida, 'schema', name), 'utf8')) as Json;
  for (const name of ['claims_schema.json', 'verified_claims_request.json']) ajv.addSchema(schema(name));
  return ajv.compile(schema('verified_claims.json'));
}

// The payload of a record that a server's keys have signed and the schemas accept.
export async function checkedRecord(citizens: string, token: string): Promise<Json> {
  const keys = jose.createRemoteJWKSet(new URL(`${citizens}/api/v1/record-keys`));
  const { payload } = await jose.compactVerify(token, keys, { algorithms: ['ES256'] });
  const said = JSON.parse(new TextDecoder().decode(payload)) as Json;
  if (skip === false) {
    const isValid = validator();
    assert.ok(isValid(said), JSON.stringify(isValid.errors));
  }
  return said;
}
