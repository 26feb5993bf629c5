// Which room may include what: the two tables of docs/ARCHITECTURE.md, held against every #include line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted, root, sourcesUnder, tableRows, type Source } from './sources.ts';

interface Rules {
  readonly allowed: ReadonlyMap<string, ReadonlySet<string>>; // by room
  readonly pure: ReadonlySet<string>;
  readonly heavy: readonly { readonly header: string; readonly places: readonly string[] }[];
}

export function readRules(): Rules {
  const page = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8');
  const rooms = tableRows(page, 'room').map(([room = '', may = '', pure]) => ({
    room: quoted(room)[0] as string, may: quoted(may), pure: pure === 'yes',
  }));
  return {
    allowed: new Map(rooms.map(({ room, may }) => [room, new Set([room, ...may])])),
    pure: new Set(rooms.filter(({ pure }) => pure).map(({ room }) => room)),
    heavy: tableRows(page, 'header').map(([header = '', places = '']) => ({
      header: quoted(header)[0] as string, places: quoted(places),
    })),
  };
}

// What a pure room never sees: time, chance, files, threads, sockets.
const impure =
  /^(random|fstream|filesystem|thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier|ctime|time\.h|unistd\.h|fcntl\.h|sys\/.*|netinet\/.*|arpa\/.*|netdb\.h|poll\.h)$/;

// Tests, and what only they include, are no part of a room's library: they may read files and draw lots.
const isTest = (path: string): boolean => /(_test\.cpp|\/testing\.hpp)$/.test(path);

// What is wrong in a source tree, a line each; `folder` holds the rooms.
export function includeFaults(folder: string, rules: Rules): string[] {
  return sourcesUnder(folder, ['.cpp', '.hpp', '.in']).flatMap((source) => faultsOf(source, rules));
}

function faultsOf(source: Source, rules: Rules): string[] {
  const room = roomOf(source.path, rules);
  if (room === undefined) return [`${source.path}: lies in no room`];
  const faults: string[] = [];
  source.text.split('\n').forEach((line, index) => {
    const at = `${source.path}:${index + 1}`;
    const own = /^\s*#\s*include\s*"([^"]+)"/.exec(line)?.[1];
    const foreign = /^\s*#\s*include\s*<([^>]+)>/.exec(line)?.[1];
    if (own !== undefined) {
      const other = roomOf(own, rules);
      if (other === undefined) faults.push(`${at}: "${own}" names no room`);
      else if (!rules.allowed.get(room)?.has(other)) faults.push(`${at}: ${room} may not include ${other}`);
      else if (isTest(own) && !isTest(source.path)) faults.push(`${at}: "${own}" is for tests only`);
    }
    if (foreign !== undefined) {
      if (rules.pure.has(room) && impure.test(foreign) && !isTest(source.path)) faults.push(`${at}: ${room} is pure, and <${foreign}> is not`);
      for (const { header, places } of rules.heavy) {
        const named = foreign === header || foreign === `${header}.h` || foreign === `${header}.hpp` ||
          foreign.startsWith(header.endsWith('/') ? header : `${header}/`);
        if (named && !isTest(source.path) && !places.some((place) => source.path === place || source.path.startsWith(place))) {
          faults.push(`${at}: <${foreign}> belongs in ${places.join(', ')} only`);
        }
      }
    }
  });
  return faults;
}

// The longest room that holds the path.
function roomOf(path: string, rules: Rules): string | undefined {
  return [...rules.allowed.keys()].filter((room) => path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];
}
