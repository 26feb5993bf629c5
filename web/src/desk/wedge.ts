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
}

export const idle: Wedge = { typed: '', at: 0 };

// What a key means: it waits, to be a shortcut unless another follows at once; or it goes on a scan.
export type Heard = { readonly wedge: Wedge; readonly is: 'waiting' | 'scan' };

export function hear(wedge: Wedge, key: string, at: number): Heard {
  const isRush = wedge.typed !== '' && at - wedge.at <= (wedge.typed.length < sureLength ? rushMilliseconds : pauseMilliseconds);
  if (!isRush) return { wedge: { typed: key, at }, is: 'waiting' };
  return { wedge: { typed: wedge.typed + (key === 'Enter' ? '\n' : key), at }, is: 'scan' };
}
