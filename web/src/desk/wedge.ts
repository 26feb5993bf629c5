// Tells a hand from a reader: a keyboard-wedge reader types faster than anybody, wherever the focus is.
//
// A letter alone is a shortcut once nothing has followed it for a moment; letters that come in a rush are a scan, and none of them is a
// shortcut. The moment is far below what one notices.

export const rushMilliseconds = 40; // between the keys of a reader; hands need 60 and more
export const pauseMilliseconds = 120; // that a reader may make once it has begun, as between lines
export const lineMilliseconds = 400; // after which a reader that has ended no line has no more to say; a busy browser hears it in bursts
export const sureLength = 3; // keys in a rush that no hand makes

export interface Wedge {
  readonly typed: string; // what may become a scan
  readonly at: number; // of the last key
  readonly isRead: boolean; // it was whole and has been read: only more ends of lines may follow
}

export const idle: Wedge = { typed: '', at: 0, isRead: false };

// What a key means: it waits, to be a shortcut unless another follows at once; or it goes on a scan; or it ends one that is whole, which can be
// read without waiting for more.
export type Heard = { readonly wedge: Wedge; readonly is: 'waiting' | 'scan' | 'whole' };

const isWithin = (milliseconds: number, from: number, to: number): boolean => to >= from && to - from <= milliseconds;

// `isWhole`: whether what was typed says by its shape that nothing more can come.
export function hear(wedge: Wedge, key: string, at: number, isWhole = (_typed: string): boolean => false): Heard {
  const isRush = wedge.typed !== '' && isWithin(wedge.typed.length < sureLength ? rushMilliseconds : pauseMilliseconds, wedge.at, at);
  if (!isRush || (wedge.isRead && key !== 'Enter')) return { wedge: { typed: key, at, isRead: false }, is: 'waiting' };
  const typed = wedge.typed + (key === 'Enter' ? '\n' : key);
  if (key === 'Enter' && !wedge.isRead && isWhole(typed)) return { wedge: { typed, at, isRead: true }, is: 'whole' };
  return { wedge: { ...wedge, typed, at }, is: 'scan' };
}

// Whether a key belongs to the scan that is being heard, wherever the focus has come meanwhile.
export function goesOn({ typed, at, isRead }: Wedge, key: string, now: number): boolean {
  return typed.length >= sureLength && isWithin(pauseMilliseconds, at, now) && (!isRead || key === 'Enter');
}
