// Since when what this page shows is old: the server could not be reached, and the browser answered with what it had kept.

// The header field in which the keeper (keeper/main.ts) says when it kept an answer.
export const keptField = 'skranke-kept';

let since: string | null = null; // of the oldest answer that was used
const listeners = new Set<(since: string) => void>();

// Takes note of an answer: kept at this time, as ISO 8601 has it, or, with null, as the server gives it now.
export function noteKept(time: string | null): void {
  if (time === null || (since !== null && since <= time)) return;
  since = time;
  for (const listener of listeners) listener(time);
}

// Tells `listener` the time now and whenever it becomes an older one; never while all is fresh. Gives what ends that.
export function whenKept(listener: (since: string) => void): () => void {
  if (since !== null) listener(since);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
