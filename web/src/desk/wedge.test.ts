// A rush of keys is a scan, a key alone is not.
import { expect, test } from 'vitest';
import { goesOn, hear, idle, rushMilliseconds, type Heard, type Wedge } from './wedge.ts';

function type(keys: readonly string[], gap: number): { readonly typed: string; readonly heard: readonly string[] } {
  let wedge: Wedge = idle;
  const heard: string[] = [];
  keys.forEach((key, index) => {
    const next = hear(wedge, key, 1000 + index * gap);
    wedge = next.wedge;
    heard.push(next.is);
  });
  return { typed: wedge.typed, heard };
}

test('keys of a hand each wait alone', () => {
  expect(type(['n', 'a', 'q'], 60)).toEqual({ typed: 'q', heard: ['waiting', 'waiting', 'waiting'] });
});

test('keys in a rush are one text, with Enter as the end of a line', () => {
  expect(type(['P', '<', 'D', 'Enter', '1'], rushMilliseconds)).toEqual({ typed: 'P<D\n1', heard: ['waiting', 'scan', 'scan', 'scan', 'scan'] });
});

test('a reader that has begun may pause between lines', () => {
  let wedge: Wedge = { typed: 'P<D', at: 1000, isRead: false };
  wedge = hear(wedge, 'Enter', 1010).wedge;
  expect(hear(wedge, '1', 1110)).toMatchObject({ is: 'scan', wedge: { typed: 'P<D\n1' } });
  expect(hear(wedge, '1', 1140).is).toBe('waiting');
});

test('a scan that is whole is read at once, and once', () => {
  const isWhole = (typed: string): boolean => typed === 'P<D\nX<Y\n';
  const heard = [...'P<D', 'Enter', ...'X<Y', 'Enter', 'Enter'].reduce<readonly Heard[]>((before, key, index) => [...before, hear(before.at(-1)?.wedge ?? idle, key, 1000 + index * 5, isWhole)], []);
  expect(heard.map(({ is }) => is)).toEqual(['waiting', 'scan', 'scan', 'scan', 'scan', 'scan', 'scan', 'whole', 'scan']);
  expect(heard.map(({ wedge }) => wedge.isRead)).toEqual([...Array<boolean>(7).fill(false), true, true]);
});

test('behind a scan that was read ends of lines are its own, and letters begin anew', () => {
  const read: Wedge = { typed: 'P<D\n', at: 1000, isRead: true };
  const ended = hear(read, 'Enter', 1100);
  expect(ended).toMatchObject({ is: 'scan', wedge: { at: 1100, isRead: true } });
  expect(hear(ended.wedge, 'I', 1105)).toEqual({ is: 'waiting', wedge: { typed: 'I', at: 1105, isRead: false } });
  expect(hear(read, 'Enter', 1130).is).toBe('waiting');
  expect([goesOn(read, 'Enter', 1100), goesOn(read, 'I', 1010), goesOn(read, 'Enter', 1130)]).toEqual([true, false, false]);
  expect(goesOn({ ...read, isRead: false }, 'I', 1010)).toBe(true);
});
