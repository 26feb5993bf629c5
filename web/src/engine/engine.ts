// Deciding in the browser: starts the engine with the first case, and asks it.
//
// The engine and the rules are fetched here and handed to a worker, which can fetch nothing itself. The rules are the server's of this
// moment, so that a new version of the policy needs no new pages.
import engineUrl from '../../packages/engine/engine.wasm?url';
import type { Problem } from '../../packages/engine/index.ts';
import { request, type Answer, type Verdict } from '../api.ts';
import type { Case } from '../case.ts';
import { keptField, noteKept } from '../kept.ts';
import type { Asked, Said, Start } from './messages.ts';

export const noEngine = 'no-engine'; // this browser can't run the engine, or it has stopped

class Unreachable extends Error {}

interface Running {
  ask(text: string, today: string): Promise<string>;
}

let running: Promise<Running> | null = null;

// Decides a case under the policy mitid. Nothing of it leaves the browser.
export async function decideHere(kase: Case): Promise<Answer<Verdict> | typeof noEngine> {
  running ??= start('mitid');
  try {
    const answer = JSON.parse(await (await running).ask(JSON.stringify(request(kase)), kase.date)) as Verdict | { readonly error: Problem };
    if (!('error' in answer)) return { ok: true, value: answer };
    const { code, message } = answer.error;
    return { ok: false, failure: { reason: 'problem', type: code, status: 422, text: message } };
  } catch (error) {
    running = null; // the next try begins anew
    return error instanceof Unreachable ? { ok: false, failure: { reason: 'unreachable' } } : noEngine;
  }
}

async function start(policy: string): Promise<Running> {
  const [code, rules] = await Promise.all([bytes(engineUrl, 'default'), bytes(`/api/v1/policies/${policy}/program`, 'no-store')]);
  const worker = new Worker(new URL('./engine_worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { done: (line: string) => void; broken: (why: Error) => void }>();
  return new Promise<Running>((started, failed) => {
    const end = (why: string): void => {
      const error = new Error(why);
      worker.terminate();
      failed(error);
      for (const { broken } of waiting.values()) broken(error);
      waiting.clear();
    };
    worker.addEventListener('error', () => end('the worker does not run'));
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if ('ready' in data) return data.ready ? started({ ask }) : end(data.why);
      if ('broken' in data) return end(data.broken);
      waiting.get(data.id)?.done(data.line);
      waiting.delete(data.id);
    });
    let last = 0;
    const ask = (text: string, today: string): Promise<string> =>
      new Promise((done, broken) => {
        const id = ++last;
        waiting.set(id, { done, broken });
        worker.postMessage({ id, text, today } satisfies Asked);
      });
    worker.postMessage({ code, rules } satisfies Start, [code, rules]);
  });
}

async function bytes(url: string, cache: RequestCache): Promise<ArrayBuffer> {
  const response = await fetch(url, { cache, credentials: 'omit' }).catch(() => null);
  if (response === null || !response.ok) throw new Unreachable(url);
  noteKept(response.headers.get(keptField));
  return response.arrayBuffer();
}
