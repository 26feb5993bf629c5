// Streams of events, from a real server of the test's own.
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen, pauseAfter } from './events.ts';

let server: Server | null = null;
let end: (() => void) | null = null;
afterEach(() => {
  end?.();
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: (response: ServerResponse, times: number, authorization: string | undefined) => void): Promise<string> {
  let times = 0;
  server = createServer((request, response) => answer(response, ++times, request.headers.authorization));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
}

// What a listener was told, in its order, until `enough` things were.
function heard(path: string, enough: number, token: string | null = null): Promise<readonly string[]> {
  const told: string[] = [];
  return new Promise((resolve) => {
    const tell = (what: string): void => {
      told.push(what);
      if (told.length === enough) resolve([...told]);
    };
    end = listen({ path, init: token === null ? {} : { headers: { authorization: `Bearer ${token}` } }, event: 'board', received: tell, turned: (isOpen) => tell(isOpen ? 'open' : 'broken'), refused: (status) => tell(`refused ${status}`) });
  });
}

test('events come as they are sent, in parts, among comments and other kinds', async () => {
  const path = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': still here\nretry: 20\n\nevent: bo');
    response.write('ard\nid: 1\ndata: {"name":"Åse"}\n\nevent: other\ndata: no\n\nevent: board\ndata: two\n\n');
  });
  expect(await heard(path, 3)).toEqual(['open', '{"name":"Åse"}', 'two']);
});

test('a stream that breaks is begun anew, and what was half said is forgotten', async () => {
  const path = await serve((response, times) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 5\n\nevent: board\ndata: ${times}\n\nevent: board\ndata: half`);
    if (times === 1) setImmediate(() => response.destroy());
  });
  expect(await heard(path, 5)).toEqual(['open', '1', 'broken', 'open', '2']);
});

test('a server that is busy is asked again; one that says no is not', async () => {
  const path = await serve((response, times) => response.writeHead(times === 1 ? 503 : 404).end());
  expect(await heard(path, 3)).toEqual(['broken', 'broken', 'refused 404']);
});

test('the token goes in the header', async () => {
  const path = await serve((response, _, authorization) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`event: board\ndata: ${authorization}\n\n`);
  });
  expect(await heard(path, 2, 't0ken')).toEqual(['open', 'Bearer t0ken']);
});

test('pauses grow, have an end, and are not the same for all', () => {
  expect([1, 2, 3, 9].map((failures) => pauseAfter(failures, 2000, 1))).toEqual([2000, 4000, 8000, 10_000]);
  expect(pauseAfter(1, 2000, 0)).toBe(1000);
});
