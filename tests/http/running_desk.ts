// A desk to vouch at: the real program with a database of its own, and the real OpenID provider, on free ports.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { urlOf } from './desk_database.ts';
import { importExtract } from './extracts.ts';
import { withSeal } from './sealing.ts';

const root = join(import.meta.dirname, '../..');
const binary = process.env['SKRANKE_BINARY'] ?? join(root, 'build/release/skranke');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

// Starts a program and waits until each of `says` was said, a line each.
async function started(command: string, args: string[], stream: 'stdout' | 'stderr', says: readonly RegExp[],
  said: string[] = [], settings: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...settings } });
  const open = [...says];
  for await (const line of createInterface({ input: child[stream] })) {
    said.push(`${line}\n`);
    const at = open.findIndex((expected) => expected.test(line));
    if (at >= 0) open.splice(at, 1);
    if (open.length === 0) break;
  }
  assert.deepEqual(open, [], `${command} did not start`);
  for (const output of [child.stdout, child.stderr]) output.on('data', (bytes: Buffer) => said.push(bytes.toString('latin1')));
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

// A register from an extract, how guessable its answers are, and how to start the process that alone knows them.
function verifierOf(folder: string, extract: string, said: string[], settings: Record<string, string>): () => Promise<ChildProcess> {
  const register = `sqlite:${join(folder, 'register.db')}`;
  const keys = ['--keys', join(folder, 'keys')];
  importExtract(register, join(folder, 'keys'), extract);
  execFileSync(binary, ['questions', 'count', '--database', register, ...keys], { cwd: root, stdio: 'pipe' });
  return () => started(binary, ['verifier', '--register', register, ...keys, '--database', `sqlite:${join(folder, 'verifier.db')}`, '--socket',
    join(folder, 'verifier.socket')], 'stderr', [/verifying on/], said, settings);
}

export interface RunningDesk {
  readonly citizen: string; // origins
  readonly desk: string;
  readonly folder: string; // what it keeps
  readonly said: readonly string[]; // by every program, a line each
  readonly server: ChildProcess; // the one that was started last
  stopProvider(): Promise<void>;
  startProvider(): Promise<void>;
  readonly verifier: ChildProcess | null;
  stopVerifier(): Promise<void>;
  startVerifier(): Promise<void>;
  restart(): Promise<void>; // the server, on the same ports
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  stop(): Promise<void>;
}

// Officers with the tokens "one" and "two" at one centre, "three" at another, "local" at one that citizens book at; `officerUuid` is the MitID of the first. `extract` makes
// the text of a register's extract, in the folder; with it a verifier asks questions. `home` has other policies, and then there is no broker.
// `settings` and `verifierSettings` are further variables of the environments of both. `prepare` is called before the server has its database open.
export async function startDesk(officerUuid: string, extract?: (folder: string) => string, home?: string,
  settings: Record<string, string> = {}, prepare?: (folder: string) => void, verifierSettings: Record<string, string> = {}): Promise<RunningDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'skranke-witness-'));
  const said: string[] = [];
  const citizen = `http://127.0.0.1:${await freePort()}`;
  const desk = `http://127.0.0.1:${await freePort()}`;
  const providerPort = await freePort();
  const startProvider = (): Promise<ChildProcess> => started(process.execPath, ['tools/identity-provider/main.mjs', '--port',
    String(providerPort), '--redirect-uri', `${citizen}/api/v1/witness/callback`, '--redirect-uri', `${desk}/desk/v1/login/callback`], 'stdout', [/listening/]);
  let provider = await startProvider();
  const issuer = `http://127.0.0.1:${providerPort}`;
  writeFileSync(join(folder, 'secret'), 'a-secret-of-a-demonstration\n');
  writeFileSync(join(folder, 'broker.toml'), `issuer = "${issuer}"
authorization_endpoint = "${issuer}/auth"
token_endpoint = "${issuer}/token"
userinfo_endpoint = "${issuer}/me"
jwks_uri = "${issuer}/jwks"
client_id = "skranke"
client_secret_file = "secret"
redirect_uri = "${citizen}/api/v1/witness/callback"
sends_issuer = true
[claims]
mitid_since = "mitid.since"
`);
  // Employees of one organisation, with MitID Erhverv.
  writeFileSync(join(folder, 'staff-broker.toml'), `issuer = "${issuer}"
authorization_endpoint = "${issuer}/auth"
token_endpoint = "${issuer}/token"
userinfo_endpoint = "${issuer}/me"
jwks_uri = "${issuer}/jwks"
client_id = "skranke"
client_secret_file = "secret"
redirect_uri = "${desk}/desk/v1/login/callback"
sends_issuer = true
scopes = ["openid", "nemlogin"]
transaction_token = "-"
[parameters]
idp_values = "mitid_erhverv"
[claims]
uuid = "nemlogin.persistent_professional_id"
name = "nemlogin.name"
born = "-"
cpr_number = "-"
reference_text = "-"
actions = "-"
identity_providers = ["mitid_erhverv"]
identity_types = ["professional"]
[required]
"nemlogin.cvr" = "29189846"
`);
  writeFileSync(join(folder, 'staff.json'), JSON.stringify({ officers: [
    { officer_id: 'officer-1', centre_id: 'centre-1', centre_name: 'Borgerservice Prøveby', token_sha256: sha256('one'), mitid_uuid: officerUuid },
    { officer_id: 'officer-2', centre_id: 'centre-1', centre_name: 'Borgerservice Prøveby', token_sha256: sha256('two'), administrator: true },
    { officer_id: 'officer-3', centre_id: 'centre-2', centre_name: 'Borgerservice Andenby', token_sha256: sha256('three') },
    { officer_id: 'officer-4', centre_id: 'aarhus', centre_name: 'Borgerservice Aarhus', token_sha256: sha256('local') },
    { officer_id: 'officer-5', centre_id: 'centre-1', centre_name: 'Borgerservice Prøveby', token_sha256: sha256('counter'), roles: ['officer'] },
    { officer_id: 'officer-6', centre_id: 'centre-1', centre_name: 'Borgerservice Prøveby', token_sha256: sha256('second'), roles: ['second-officer'] },
  ] }));
  const startVerifier = extract === undefined ? null : verifierOf(folder, extract(folder), said, verifierSettings);
  let verifier = startVerifier === null ? null : await startVerifier();
  const asking = verifier === null ? [] : ['--verifier', join(folder, 'verifier.socket')];
  const broker = home === undefined ? ['--broker', join(folder, 'broker.toml'), '--staff-broker', join(folder, 'staff-broker.toml')] : ['--home', home];
  const startServer = (): Promise<ChildProcess> => started(binary, ['serve', '--listen', citizen.slice(7), '--desk-listen', desk.slice(7), '--database',
    urlOf(folder), '--keys', join(folder, 'keys'), '--staff', join(folder, 'staff.json'),
    ...broker, ...asking], 'stderr', [/serving on/, /the desk on/], said, settings);
  prepare?.(folder);
  let server = await startServer();
  return {
    citizen,
    desk,
    folder,
    said,
    get server() { return server; },
    stopProvider: () => ended(provider),
    startProvider: async () => { provider = await startProvider(); },
    get verifier() { return verifier; },
    stopVerifier: async () => { if (verifier !== null) await ended(verifier); },
    startVerifier: async () => { if (startVerifier !== null) verifier = await startVerifier(); },
    restart: async () => {
      await ended(server);
      server = await startServer();
    },
    stopServer: () => ended(server),
    startServer: async () => { server = await startServer(); },
    stop: async () => {
      await ended(server);
      if (verifier !== null) await ended(verifier);
      await ended(provider);
      rmSync(folder, { recursive: true });
    },
  };
}

// The server's own database, beside it: a write waits while the server has one under way. Without constraints of foreign keys tables can be
// dropped.
export function databaseOf(desk: { readonly folder: string }, enableForeignKeyConstraints = true): DatabaseSync {
  const database = withSeal(new DatabaseSync(join(desk.folder, 'desk.db'), { enableForeignKeyConstraints }));
  database.exec('pragma busy_timeout = 20000');
  return database;
}

// What `ask` gives once it gives something: asked now, and again after each time that the server has written to its database. The bytes of a
// commit are written before anybody can read what they say, under the writers' lock: it is over once that lock can be had.
export async function onceWritten<T>(desk: { readonly folder: string }, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const database = databaseOf(desk);
  const enough = new AbortController(); // else it goes on to gather what nobody reads
  try {
    const writes = watch(join(desk.folder, 'desk.db-wal'), { signal: AbortSignal.any([AbortSignal.timeout(20_000), enough.signal]) })[Symbol.asyncIterator]();
    for (let next = writes.next(); ; next = writes.next()) {
      const found = await ask();
      if (found !== undefined) {
        next.catch(() => undefined); // nobody waits for it any more
        return found;
      }
      await next;
      database.exec('begin immediate; rollback');
    }
  } finally {
    enough.abort();
    database.close();
  }
}
