// A time is asked for once, given back before the next is asked for, and asked for again once its five minutes are over.
import { afterEach, expect, test, vi } from 'vitest';
import { Held } from './held.ts';

afterEach(() => { vi.unstubAllGlobals(); vi.useRealTimers(); });

function serverThat(answers: (path: string) => { status: number; body: unknown }): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    asked.push(`${method ?? ''} ${method === 'DELETE' ? path.split('/').at(-1) ?? '' : String((JSON.parse(String(body)) as { slot_id: string }).slot_id)}`);
    const { status, body: said } = answers(path);
    return Promise.resolve(new Response(status === 204 ? null : JSON.stringify(said), { status }));
  });
  return asked;
}

test('a time is asked for once, and given back before another is asked for', async () => {
  let holds = 0;
  const asked = serverThat((path) => path.endsWith('/holds') ? { status: 201, body: { hold_id: `h${++holds}`, until: '' } } : { status: 204, body: null });
  const told: boolean[] = [];
  const held = new Held((isHeld) => told.push(isHeld));
  await Promise.all([held.choose('a'), held.choose('a')]);
  expect(await held.id(1000)).toBe('h1');
  await held.choose('b');
  expect(await held.id(1000)).toBe('h2');
  await Promise.all([held.choose('c'), held.choose('d'), held.choose(null)]);
  expect(asked).toEqual(['POST a', 'DELETE h1', 'POST b', 'DELETE h2']);
  expect([told.at(-1), await held.id(1000)]).toEqual([false, null]);
});

test('what is over, or was not answered, can be asked for again', async () => {
  vi.useFakeTimers();
  let isDown = false;
  const asked = serverThat(() => isDown ? { status: 503, body: {} } : { status: 201, body: { hold_id: 'h', until: '' } });
  const told: boolean[] = [];
  const held = new Held((isHeld) => told.push(isHeld));
  await held.choose('a');
  vi.advanceTimersByTime(5 * 60_000);
  expect(told).toEqual([false, true, false]);
  isDown = true;
  expect((await held.choose('a'))?.reason).toBe('problem');
  isDown = false;
  expect(await held.choose('a')).toBe(null);
  expect(asked).toEqual(['POST a', 'POST a', 'POST a']);
});
