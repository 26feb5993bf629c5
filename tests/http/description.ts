// An OpenAPI description, and what the running server really answers, held against each other.
//
// An answer whose status, type, header fields or body the description does not know is a fault; and so, at the end, is a described status
// or problem type that no request brought about.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const required = createRequire(join(import.meta.dirname, '../../tools/package.json'));
const { Ajv2020 } = required('ajv/dist/2020.js');
const addFormats = required('ajv-formats').default;

export type Json = Record<string, unknown>;
interface Content { readonly schema: Json; readonly 'x-line-schema'?: Json }
interface Field { readonly required?: boolean; readonly schema: Json }
interface Answer { readonly $ref?: string; readonly content?: Record<string, Content>; readonly headers?: Record<string, Field> }
interface Parameter { readonly name: string; readonly in: string; readonly $ref?: string }
export interface Operation {
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly requestBody?: { readonly content: Record<string, Content> };
  readonly responses: Record<string, Answer>;
}
interface Document {
  readonly openapi: string;
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Json>;
    readonly responses: Record<string, Answer>;
    readonly parameters?: Record<string, Parameter>;
    readonly securitySchemes?: Record<string, unknown>;
  };
}

// What the server itself may say at any route, under "default".
const anywhere = new Set([405, 408, 414, 417, 431, 500, 501, 503, 505]);

const typePrefix = 'urn:skranke:problem:';

// What the gate of the officers' origin may say at any route, under "default" too (src/http/gate/gate.hpp).
const gated = new Set(['no-officer', 'second-factor-missing', 'no-role', 'no-administrator', 'another-centre', 'training-expired', 'not-for-devices',
  'no-session-token', 'from-elsewhere', 'step-up-needed', 'locked'].map((type) => typePrefix + type));

function problemType(text: string): string {
  if (!text.startsWith('{"type":')) return '';
  return String((JSON.parse(text) as Json)['type']);
}

export class Description {
  readonly document: Document;
  readonly #address: string;
  readonly #others: ReadonlyMap<string, Description>;
  readonly #ajv: InstanceType<typeof Ajv2020>;
  readonly #seen = new Set<string>(); // "METHOD path status", and the same with the problem's type after it

  private constructor(address: string, document: Document, others: readonly Description[]) {
    this.#address = address;
    this.document = document;
    this.#others = new Map([this as Description, ...others].map((each) => [each.#address, each]));
    // Strict: a keyword that JSON Schema does not know is a mistake in the description.
    this.#ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
    addFormats(this.#ajv);
    for (const each of this.#others.values())
      this.#ajv.addSchema({ $id: each.#address, $defs: this.#local(each.document.components.schemas, each.#address) });
  }

  // From its own route at `origin`; it may refer to `others` by their addresses there.
  static async load(origin: string, address: string, others: readonly Description[] = []): Promise<Description> {
    return new Description(address, await (await fetch(origin + address)).json() as Document, others);
  }

  // With every reference an absolute one, and to where JSON Schema keeps definitions.
  #local(schema: unknown, address = this.#address): Json {
    return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${address}#/`)
      .replaceAll('#/components/schemas/', '#/$defs/')) as Json;
  }

  #resolved(answer: Answer): { answer: Answer; owner: Description } {
    if (answer.$ref === undefined) return { answer, owner: this };
    const [address = '', pointer = ''] = answer.$ref.split('#');
    const owner = address === '' ? this : this.#others.get(address);
    assert.ok(owner !== undefined, answer.$ref);
    const found = owner.document.components.responses[pointer.replace('/components/responses/', '')];
    assert.ok(found !== undefined, answer.$ref);
    return { answer: found, owner };
  }

  operations(): { readonly method: string; readonly path: string; readonly operation: Operation }[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
  }

  operation(method: string, path: string): Operation | undefined { return this.document.paths[path]?.[method.toLowerCase()]; }

  validate(schema: Json, value: unknown, what: string): void {
    const is_valid = this.#ajv.compile(this.#local(schema));
    assert.ok(is_valid(value), `${what}: ${this.#ajv.errorsText(is_valid.errors)}\n${JSON.stringify(value).slice(0, 2000)}`);
  }

  // Whether a body is one that the description asks for.
  accepts(method: string, path: string, type: string, value: unknown): boolean {
    const schema = this.operation(method, path)?.requestBody?.content[type]?.schema;
    assert.ok(schema !== undefined, `${method} ${path} takes ${type}`);
    return this.#ajv.compile(this.#local(schema))(value) as boolean;
  }

  // Holds an answer against what is described, and keeps that it was brought about.
  hold(method: string, path: string, answer: Response, text: string): void {
    if (answer.status === 503) assert.match(answer.headers.get('retry-after') ?? '', /^[1-9][0-9]*$/, `${method} ${path}: 503 says when to come back`);
    const said = `${method} ${path} ${answer.status}`;
    const operation = this.operation(method, path) ?? Object.values(this.document.paths[path] ?? {})[0];
    assert.ok(operation !== undefined, `${said}: a described route`);
    const own = operation.responses[String(answer.status)];
    const byGate = gated.has(problemType(text)) && !this.#types(own, 'const', new Set()).has(problemType(text));
    const found = byGate ? operation.responses['default'] : own ?? (anywhere.has(answer.status) ? operation.responses['default'] : undefined);
    assert.ok(found !== undefined, `${said}: a described status\n${text.slice(0, 500)}`);
    const { answer: described, owner } = this.#resolved(found);
    for (const [name, field] of Object.entries(described.headers ?? {})) {
      const value = answer.headers.get(name);
      if (value !== null) owner.validate(field.schema, value, `${said}: ${name}`);
      else assert.ok(field.required !== true, `${said}: with ${name}`);
    }
    this.#seen.add(said);
    const type = answer.headers.get('content-type');
    if (described.content === undefined) return assert.deepEqual([type, text], [null, ''], said);
    const content = described.content[type ?? ''];
    assert.ok(content !== undefined, `${said}: ${type} is a described type`);
    if (type?.startsWith('text/') === true) return owner.validate(content.schema, text, said);
    const by_line = content['x-line-schema'];
    if (by_line === undefined) {
      const value = (type?.endsWith('json') === true ? JSON.parse(text) : text) as Json;
      owner.validate(content.schema, value, said);
      if (typeof value['type'] === 'string') this.#seen.add(`${said} ${value['type']}`);
      return;
    }
    assert.ok(text === '' || text.endsWith('\n'), said);
    for (const line of text.split('\n').slice(0, -1)) owner.validate(by_line, JSON.parse(line), said);
  }

  // The types of problems that a schema names: one by one where it says "const", else as a choice.
  #types(schema: unknown, kind: 'const' | 'enum', into: Set<string>): Set<string> {
    if (typeof schema !== 'object' || schema === null) return into;
    const { $ref, [kind]: said } = schema as Json;
    for (const each of [said].flat()) if (typeof each === 'string' && each.startsWith(typePrefix)) into.add(each);
    const [address = '', pointer = ''] = typeof $ref === 'string' ? $ref.split('#') : [];
    const owner = address === '' ? this : this.#others.get(address);
    if (pointer !== '' && owner !== undefined)
      owner.#types(owner.document.components.schemas[pointer.replace('/components/schemas/', '')], kind, into);
    for (const each of Object.values(schema)) this.#types(each, kind, into);
    return into;
  }

  // What is described of the chosen operations and was not brought about: statuses, types of problems at a status of a route, and
  // types that stand in a choice at some route.
  missing(chosen: (operation: Operation) => boolean): string[] {
    const wanted = new Set<string>();
    const choices = new Set<string>();
    for (const { method, path, operation } of this.operations()) {
      if (!chosen(operation)) continue;
      for (const [status, each] of Object.entries(operation.responses)) {
        if (status === 'default') continue;
        wanted.add(`${method} ${path} ${status}`);
        const { answer, owner } = this.#resolved(each);
        for (const type of owner.#types(answer.content, 'const', new Set())) wanted.add(`${method} ${path} ${status} ${type}`);
        owner.#types(answer.content, 'enum', choices);
      }
    }
    const types = new Set([...this.#seen].map((each) => each.split(' ')[3]));
    return [...[...wanted].filter((each) => !this.#seen.has(each)), ...[...choices].filter((each) => !types.has(each))];
  }

  // What can be wrong in the description itself.
  check(): void {
    assert.match(this.document.openapi, /^3\.1\./);
    for (const { method, path, operation } of this.operations()) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = (operation.parameters ?? []).map((each) => each.$ref === undefined ? each
        : this.document.components.parameters?.[each.$ref.replace('#/components/parameters/', '')] ?? each).filter((each) => each.in === 'path').map(({ name }) => name);
      assert.deepEqual(parameters, named, `${method} ${path}`);
      for (const scheme of (operation.security ?? this.document.security ?? []).flatMap((each) => Object.keys(each)))
        assert.ok(scheme in (this.document.components.securitySchemes ?? {}), `${method} ${path}: ${scheme} is a described scheme`);
    }
  }
}
