// What is told of a change that was asked for, however its answers are lost, late or out of order.
import { expect, test } from 'vitest';
import type { Answer, Failure } from './api.ts';
import { Asking } from './asking.ts';

const lost: Answer<never> = { ok: false, failure: { reason: 'unreachable' } };
const problem = (status: number): Answer<never> => ({ ok: false, failure: { reason: 'problem', status, type: '', text: '' } satisfies Failure });
const holds = (value: string): Answer<string> => ({ ok: true, value });

// Looks are answered in the order in which the test has them answered.
function started(): { asking: Asking<string, 'moved'>; looks: ((answer: Answer<string>) => void)[]; sent: (answer: Answer<string | null>) => Promise<void> } {
  const looks: ((answer: Answer<string>) => void)[] = [];
  const asking = new Asking<string, 'moved'>(() => new Promise((resolve) => { looks.push(resolve); }), (now) => now);
  return { asking, looks, sent: (answer) => asking.ask(() => Promise.resolve(answer), 'moved', (now) => now === 'new') };
}

// Until what was answered has been told.
const told = (asking: Asking<string, 'moved'>): Promise<void> => new Promise((resolve) => { asking.changed = () => resolve(); });

async function shown(): Promise<ReturnType<typeof started>> {
  const all = started();
  const look = all.asking.look();
  all.looks.shift()?.(holds('old'));
  await look;
  return all;
}

async function askedAndLooked(answer: Answer<string | null>, look: Answer<string>): Promise<ReturnType<typeof started>> {
  const all = await shown();
  const asked = all.sent(answer);
  while (all.looks.length === 0) await Promise.resolve();
  all.looks.shift()?.(look);
  await asked;
  return all;
}

test('a lost answer to what was done is told as done', async () => {
  const { asking } = await askedAndLooked(lost, holds('new'));
  expect(asking.told).toMatchObject({ now: 'new', done: 'moved', notDone: null, isSending: false });
});

test('what was not done is told so once that has been seen, or where it was refused', async () => {
  for (const [answer, look] of [[lost, holds('old')], [problem(500), holds('old')], [problem(409), lost]] as const)
    expect((await askedAndLooked(answer, look)).asking.told).toMatchObject({ now: 'old', done: null, notDone: { isKnown: true } });
});

test('where nothing is heard, nothing is claimed, until it has been seen', async () => {
  for (const [later, isKnown] of [['old', true], ['new', null]] as const) {
    const { asking, looks } = await askedAndLooked(lost, lost);
    expect(asking.told).toMatchObject({ now: 'old', done: null, notDone: { isKnown: false } });
    const look = asking.look();
    looks.shift()?.(holds(later));
    await look;
    expect(asking.told).toMatchObject(isKnown === null ? { now: 'new', done: 'moved', notDone: null } : { now: 'old', done: null, notDone: { isKnown } });
  }
});

test('what can only be seen later is not claimed either way', async () => {
  const all = await shown();
  const asked = all.asking.ask(() => Promise.resolve(lost), 'moved', () => null);
  while (all.looks.length === 0) await Promise.resolve();
  all.looks.shift()?.(holds('old'));
  await asked;
  expect(all.asking.told.notDone).toMatchObject({ isKnown: false });
});

test('an answer that does not say what holds is looked after, and stays done where that fails', async () => {
  expect((await askedAndLooked({ ok: true, value: null }, holds('new'))).asking.told).toMatchObject({ now: 'new', done: 'moved', failure: null });
  expect((await askedAndLooked({ ok: true, value: null }, lost)).asking.told).toMatchObject({ now: 'old', done: 'moved', notDone: null, failure: { reason: 'unreachable' } });
});

test('one is asked for at a time', async () => {
  const all = await shown();
  let count = 0;
  let answer: (with_: Answer<string>) => void = () => undefined;
  const send = (): Promise<Answer<string>> => { ++count; return new Promise((resolve) => { answer = resolve; }); };
  const first = all.asking.ask(send, 'moved', () => true);
  await all.asking.ask(send, 'moved', () => true);
  expect([count, all.asking.told.isSending]).toEqual([1, true]);
  answer(holds('new'));
  await first;
  expect(all.asking.told).toMatchObject({ now: 'new', isSending: false });
});

test('a look that was under way when something was asked for is not shown after it', async () => {
  const all = await shown();
  const late = all.asking.look();
  await all.sent(holds('new'));
  all.looks.shift()?.(holds('old'));
  await late;
  expect(all.asking.told).toMatchObject({ now: 'new', done: 'moved' });
});

test('of two looks the one that began last stays, whichever is answered first', async () => {
  const all = await shown();
  const both = [all.asking.look(), all.asking.look()];
  const after = told(all.asking);
  all.looks[1]?.(holds('newer'));
  await after;
  all.looks[0]?.(holds('older'));
  await Promise.all(both);
  expect(all.asking.told.now).toBe('newer');
});

test('what was said goes when something else holds', async () => {
  const all = await shown();
  await all.sent(holds('new'));
  expect(all.asking.told.done).toBe('moved');
  for (const [now, done] of [['new', 'moved'], ['newer', null]] as const) {
    const look = all.asking.look();
    all.looks.shift()?.(holds(now));
    await look;
    expect(all.asking.told.done).toBe(done);
  }
});
