// A stream of server-sent events that stays: begun anew when it breaks, and known to be silent when it is.
//
// Read through fetch(), since the browser's EventSource can send no access token, and hides the comments by which a server says
// that it is still there: a line that died without a word would look like a quiet day.
import { createParser } from 'eventsource-parser';

export interface Stream {
  readonly path: string;
  readonly init: RequestInit; // what shows who listens
  readonly event: string; // the one kind that is wanted
  readonly received: (data: string) => void;
  readonly turned: (isOpen: boolean) => void; // each time that it begins or breaks
  readonly refused: (status: number) => void; // for good: no centre, no right; nothing more comes
}

// The server says something every 15 s; twice nothing, and some patience.
export const silenceMilliseconds = 40_000;
const pauseMillisecondsMax = 10_000;
const forGood: readonly number[] = [400, 401, 403, 404];

// How long to wait after so many failures in a row: longer each time, and not at the moment at which all others try.
export function pauseAfter(failures: number, retryMilliseconds: number, random: number): number {
  return Math.min(pauseMillisecondsMax, retryMilliseconds * 2 ** Math.max(0, failures - 1)) * (0.5 + random / 2);
}

// Listens until the answer is called.
export function listen(stream: Stream): () => void {
  const ended = new AbortController();
  void keepListening(stream, ended.signal);
  return () => ended.abort();
}

async function keepListening(stream: Stream, ended: AbortSignal): Promise<void> {
  let retry = 1000;
  let failures = 0;
  const parser = createParser({
    onEvent: ({ event, data }) => { if (event === stream.event) stream.received(data); },
    onRetry: (milliseconds) => { retry = milliseconds; },
  });
  const begun = (): void => {
    failures = 0;
    stream.turned(true);
  };
  while (!ended.aborted) {
    parser.reset();
    const refused = await readOnce(stream, ended, begun, (text) => parser.feed(text));
    if (ended.aborted) return;
    stream.turned(false);
    if (refused !== null) return stream.refused(refused);
    await pause(pauseAfter(++failures, retry, Math.random()), ended);
  }
}

// Reads until the connection ends, breaks or falls silent. The status, if it is one for good.
async function readOnce(stream: Stream, ended: AbortSignal, begun: () => void, feed: (text: string) => void): Promise<number | null> {
  const broken = new AbortController();
  const stop = (): void => broken.abort();
  ended.addEventListener('abort', stop, { once: true });
  let watch = setTimeout(stop, silenceMilliseconds);
  try {
    const response = await fetch(stream.path, {
      ...stream.init, headers: { accept: 'text/event-stream', ...stream.init.headers as Record<string, string> }, cache: 'no-store', signal: broken.signal,
    });
    if (!response.ok || response.body === null) return forGood.includes(response.status) ? response.status : null;
    begun();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(stop, silenceMilliseconds);
      feed(decoder.decode(part.value, { stream: true }));
    }
  } catch {
    // Broken off, by the network or by us: begun anew.
  } finally {
    clearTimeout(watch);
    ended.removeEventListener('abort', stop);
  }
  return null;
}

function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
