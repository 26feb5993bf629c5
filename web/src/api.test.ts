// A request ends: with its answer, with whoever wanted it, or after a while.
import { afterEach, expect, test, vi } from 'vitest';
import { askMilliseconds, checkWitness, send, type WitnessCase } from './api.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// A network that says nothing.
function silence(): void {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) => new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
  }));
}

test('a server that never answers is unreachable, and not waited for for ever', async () => {
  silence();
  const answer = send('GET', '/api/v1/centres');
  await vi.advanceTimersByTimeAsync(askMilliseconds);
  await expect(answer).resolves.toEqual({ ok: false, failure: { reason: 'unreachable' } });
  expect(vi.getTimerCount()).toBe(0);
});

test('who no longer wants the answer is told that it was them, at once', async () => {
  silence();
  const ended = new AbortController();
  const answer = expect(checkWitness({} as WitnessCase, ended.signal)).rejects.toMatchObject({ name: 'AbortError' });
  ended.abort();
  await answer;
  expect(vi.getTimerCount()).toBe(0);
  await expect(checkWitness({} as WitnessCase, ended.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('an answer leaves no timer behind', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"items":[]}')));
  await expect(send('GET', '/api/v1/centres')).resolves.toEqual({ ok: true, value: { items: [] } });
  expect(vi.getTimerCount()).toBe(0);
});
