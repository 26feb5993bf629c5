// What the page holds for so about the session, whatever the order in which answers come.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionView } from './session.ts';

interface Sent {
  readonly path: string;
  readonly token: string | null;
  readonly answer: (status: number, body: object) => void;
}

let sent: Sent[] = [];
let session: typeof import('./session.ts');
beforeEach(async () => {
  sent = [];
  vi.stubGlobal('fetch', (path: string, { headers }: RequestInit) => new Promise<Response>((resolve) => {
    sent.push({ path: path.split('/').at(-1) ?? '', token: new Headers(headers).get('x-session-token'), answer: (status, body) => resolve(new Response(JSON.stringify(body), { status })) });
  }));
  vi.resetModules();
  session = await import('./session.ts');
});
afterEach(() => vi.unstubAllGlobals());

const olivia = { id: 'olivia' };
const view = (state: SessionView['state'], token = 'one', person = olivia): object => ({ state, token, person });
const nth = async (index: number): Promise<Sent> => vi.waitFor(() => sent[index] ?? Promise.reject(new Error('not sent yet')));
const state = async (answering: ReturnType<typeof session.fetchSession>): Promise<string> => {
  const answer = await answering;
  return answer.ok ? answer.value.state : 'failed';
};

test('an answer from before the lock does not open it again', async () => {
  const [active, locked] = [session.noteActivity(), session.lock()];
  (await nth(1)).answer(200, view('locked'));
  expect(await state(locked)).toBe('locked');
  (await nth(0)).answer(200, view('open'));
  expect(await state(active)).toBe('locked');
});

test('a look from before it was unlocked does not lock it again, in either order of sending', async () => {
  const [early, unlocked, late] = [session.fetchSession(), session.prove('unlock', 'password', 'x'), session.fetchSession()];
  (await nth(1)).answer(200, view('open'));
  await expect(unlocked).resolves.toMatchObject({ ok: true, value: { state: 'open' } });
  for (const [index, looked] of [[0, early], [2, late]] as const) {
    (await nth(index)).answer(200, view('locked'));
    expect(await state(looked)).toBe('open');
  }
});

const elsewhere = { type: 'urn:skranke:problem:no-session-token' };

test('who has signed in anew in another tab is asked once more, with the new token', async () => {
  const looked = session.fetchSession();
  (await nth(0)).answer(200, view('open'));
  await looked;
  const locked = session.lock();
  (await nth(1)).answer(403, elsewhere);
  (await nth(2)).answer(200, view('open', 'two'));
  (await nth(3)).answer(200, view('locked', 'two'));
  expect(await state(locked)).toBe('locked');
  expect(sent.map(({ path, token }) => `${path} ${token ?? ''}`)).toEqual(['session ', 'lock one', 'session ', 'lock two']);
});

test('what was unlocked in another tab takes no code, and somebody else no word of theirs', async () => {
  for (const there of [view('open', 'two'), view('locked', 'two', { id: 'adam' })]) {
    sent = [];
    const looked = session.fetchSession();
    (await nth(0)).answer(200, view('locked'));
    await looked;
    const proved = session.prove('unlock', 'totp', '123 456');
    (await nth(1)).answer(403, elsewhere);
    (await nth(2)).answer(200, there);
    await expect(proved).resolves.toEqual({ ok: true, value: there });
    expect(sent.length).toBe(3);
  }
});
