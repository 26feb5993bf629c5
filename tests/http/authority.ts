// The registration authority's system: a real HTTP server, which checks signatures with the npm package standardwebhooks; and events to tell it of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { binary } from './running_mail.ts';

const required = createRequire(join(import.meta.dirname, '../../tools/package.json'));
const { Webhook } = required('standardwebhooks') as { Webhook: new (secret: string) => { verify(body: string, headers: Record<string, string>): unknown } };
const child = join(dirname(binary), 'tests/handover/skranke_handover_child');
export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

// Events of decided cases in a database that no server has open: evt_FIRST and so on; NUMBER in the payload is their number.
export function putEvents(database: string, keys: string, target: 'registration' | 'post', first: number, count: number, payload: string): void {
  execFileSync(child, [database, keys, target, String(first), String(count), payload], { stdio: 'pipe' });
}

export type Answer = (id: string, nth: number, response: ServerResponse, request: IncomingMessage) => void;

// An effect for each event id whose signature is right, however often it comes.
export class Authority {
  readonly requests: string[] = [];
  onRequest = (): void => undefined; // after each
  readonly effects = new Map<string, unknown>();
  readonly forged: string[] = [];
  readonly #seen = new Map<string, number>();
  readonly #checks = new Webhook(secret);
  readonly #answer: Answer;
  readonly #waiting = new Set<() => void>();
  #server: Server | null = null;
  #port = 0;

  constructor(answer: Answer) { this.#answer = answer; }

  get url(): string { return `http://127.0.0.1:${this.#port}/events`; }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => { void this.#take(request, response); });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async die(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async until(holds: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const headers = request.headers as Record<string, string>;
    const id = headers['webhook-id'] ?? '';
    const nth = (this.#seen.get(id) ?? 0) + 1;
    this.#seen.set(id, nth);
    this.requests.push(id);
    try {
      const event = this.#checks.verify(Buffer.concat(pieces).toString(), headers);
      assert.equal(request.method, 'POST');
      assert.equal(headers['content-type'], 'application/json');
      this.#answer(id, nth, response, request);
      if (response.statusCode !== 500) this.effects.set(id, event);
    } catch (error) {
      this.forged.push(String(error));
      response.writeHead(401).end('no');
    }
    for (const look of this.#waiting) look();
    this.onRequest();
  }
}
