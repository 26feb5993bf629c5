// Three PostgreSQL servers on loopback that Patroni keeps as one primary and its standbys, with an etcd to agree in.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tests/http/running_mail.ts';

// How long a primary's word holds in seconds: after that, somebody else is elected.
export const timeToLive = 20;
const bin = '/usr/lib/postgresql/15/bin';

const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};

interface Node { readonly name: string; readonly port: number; readonly rest: number; process: ChildProcess | null }
interface Member { readonly name: string; readonly role: string; readonly state: string }

export class Cluster {
  readonly folder: string;
  readonly #etcd: ChildProcess;
  readonly #nodes: readonly Node[];

  private constructor(etcd: ChildProcess, folder: string, nodes: readonly Node[]) {
    this.#etcd = etcd;
    this.folder = folder;
    this.#nodes = nodes;
  }

  // With a primary that takes writes, and standbys that have what it has.
  static async start(count = 3): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'skranke-cluster-'));
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
    const [client, peer] = [await freePort(), await freePort()];
    const etcd = spawn('etcd', ['--data-dir', join(folder, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${client}`, '--advertise-client-urls', `http://127.0.0.1:${client}`,
      '--listen-peer-urls', `http://127.0.0.1:${peer}`, '--initial-advertise-peer-urls', `http://127.0.0.1:${peer}`, '--initial-cluster', `default=http://127.0.0.1:${peer}`],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    etcd.stderr?.pipe(createWriteStream(join(folder, 'etcd.log')));
    const nodes: Node[] = [];
    for (let i = 1; i <= count; ++i) nodes.push({ name: `n${i}`, port: await freePort(), rest: await freePort(), process: null });
    const cluster = new Cluster(etcd, folder, nodes);
    for (const node of nodes) {
      writeFileSync(join(folder, `${node.name}.yml`), settings(node, client, folder));
      mkdirSync(join(folder, node.name), { mode: 0o700 });
      if (user.uid !== undefined) chownSync(join(folder, node.name), user.uid, user.gid);
      cluster.begin(node.name);
    }
    await cluster.whole();
    return cluster;
  }

  // For libpq: whichever takes writes.
  get url(): string {
    const hosts = this.#nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `postgresql://postgres@${hosts}/postgres?target_session_attrs=read-write&connect_timeout=2`;
  }

  begin(name: string): void {
    const node = this.#node(name);
    node.process = spawn('patroni', [join(this.folder, `${name}.yml`)], { ...user, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: this.folder } });
    const log = createWriteStream(join(this.folder, `${name}.log`), { flags: 'a' });
    node.process.stdout?.pipe(log);
    node.process.stderr?.pipe(log);
  }

  async members(): Promise<readonly Member[]> {
    for (const { rest } of this.#nodes) {
      const answer = await fetch(`http://127.0.0.1:${rest}/cluster`).catch(() => null);
      if (answer?.ok === true) return (await answer.json() as { members: readonly Member[] }).members;
    }
    return [];
  }

  // Until there is a primary, a standby that has all that it has, and nobody is missing. Gives the primary's name.
  async whole(): Promise<string> {
    for (const begun = performance.now(); performance.now() - begun < 180_000; await new Promise((resolve) => setTimeout(resolve, 500))) {
      const members = await this.members();
      const leader = members.find(({ role, state }) => role === 'leader' && state === 'running');
      const running = members.filter(({ state }) => state === 'running' || state === 'streaming');
      if (leader !== undefined && running.length === this.#nodes.length && members.some(({ role }) => role === 'sync_standby')) return leader.name;
    }
    throw new Error(`the cluster is not whole: ${JSON.stringify(await this.members())}; see ${this.folder}`);
  }

  // Patroni and every process of its PostgreSQL at once, as where a machine loses its power.
  async kill(name: string): Promise<void> {
    const { process: patroni } = this.#node(name);
    if (patroni === null) return;
    const gone = once(patroni, 'exit');
    const postmaster = Number(readFileSync(join(this.folder, name, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' }).split('\n').map(Number).filter((pid) => pid > 0);
    patroni.kill('SIGKILL');
    for (const pid of [postmaster, ...children]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    await gone;
  }

  // At the primary, as rows of tabs.
  psql(sql: string): string {
    return execFileSync(join(bin, 'psql'), ['-v', 'ON_ERROR_STOP=1', '-At', '-F', '\t', '-c', sql, this.url], { encoding: 'utf8', maxBuffer: 1 << 30 });
  }

  async end(): Promise<void> {
    for (const { process: patroni } of this.#nodes) {
      if (patroni === null || patroni.exitCode !== null || patroni.signalCode !== null) continue;
      const gone = once(patroni, 'exit');
      patroni.kill('SIGTERM');
      await gone;
    }
    const gone = once(this.#etcd, 'exit');
    this.#etcd.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true });
  }

  #node(name: string): Node {
    const found = this.#nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  }
}

// A commit is acknowledged once a standby has it on its disk too (synchronous_mode): whoever is elected has it.
function settings({ name, port, rest }: Node, etcd: number, folder: string): string {
  return `scope: skranke
name: ${name}
restapi: { listen: "127.0.0.1:${rest}", connect_address: "127.0.0.1:${rest}" }
etcd3: { hosts: "127.0.0.1:${etcd}" }
bootstrap:
  dcs:
    ttl: ${timeToLive}
    loop_wait: 2
    retry_timeout: 3
    maximum_lag_on_failover: 1048576
    synchronous_mode: true
    postgresql: { use_pg_rewind: true, parameters: { max_connections: 64, wal_log_hints: "on" } }
  initdb: [ { encoding: UTF8 }, { locale: C.UTF-8 }, data-checksums ]
  pg_hba: [ "host replication all 127.0.0.1/32 trust", "host all all 127.0.0.1/32 trust", "local all all trust" ]
postgresql:
  listen: "127.0.0.1:${port}"
  connect_address: "127.0.0.1:${port}"
  data_dir: ${folder}/${name}/data
  bin_dir: ${bin}
  parameters: { unix_socket_directories: "${folder}/${name}", shared_buffers: 32MB }
  authentication:
    replication: { username: replicator, password: unused }
    superuser: { username: postgres, password: unused }
    rewind: { username: rewinder, password: unused }
`;
}
