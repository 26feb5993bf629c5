// Includes go only where docs/ARCHITECTURE.md says; and the test sees it when one doesn't.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { includeFaults, readRules } from './rooms.ts';
import { root, sourcesUnder } from './sources.ts';

const rules = readRules();
const before = includeFaults(join(root, 'src'), rules);

test('every include goes where the architecture allows it', () => {
  assert.deepEqual(before, []);
});

test('every room has a row, and every row a room', () => {
  const files = sourcesUnder(join(root, 'src'), ['.cpp', '.hpp']).map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  assert.deepEqual([...new Set(files)].sort(), [...rules.allowed.keys()].sort());
});

const planted: readonly { what: string; file: string; line: string; fault: RegExp }[] = [
  { what: 'a room above', file: 'policy/decide.cpp', line: '#include "codec/json_writer.hpp"', fault: /policy may not include codec/ },
  { what: 'a sibling', file: 'http/server/problem.cpp', line: '#include "codec/json_writer.hpp"', fault: /http\/server may not include codec/ },
  { what: 'a room that is none', file: 'app/home.cpp', line: '#include "util/strings.hpp"', fault: /names no room/ },
  { what: 'what is for tests only', file: 'policy/decide.cpp', line: '#include "policy/testing.hpp"', fault: /is for tests only/ },
  { what: 'a heavy header', file: 'policy/load.cpp', line: '#include <toml++/toml.h>', fault: /belongs in policy\/parse_toml\.cpp/ },
  { what: 'JSON in the rules', file: 'policy/load.cpp', line: '#include <boost/json.hpp>', fault: /belongs in codec/ },
  { what: 'a clock in the rules', file: 'policy/judge.hpp', line: '#include <chrono>', fault: /<chrono> belongs in/ },
  { what: 'chance in the rules', file: 'policy/question.cpp', line: '#include <random>', fault: /policy is pure/ },
  { what: 'a socket in the codec', file: 'codec/check_text.cpp', line: '  #  include <sys/socket.h>', fault: /codec is pure/ },
];

for (const { what, file, line, fault } of planted) {
  test(`${what} is seen when it is included`, (context) => {
    const copy = mkdtempSync(join(tmpdir(), 'skranke-house-'));
    context.after(() => rmSync(copy, { recursive: true }));
    cpSync(join(root, 'src'), copy, { recursive: true });
    appendFileSync(join(copy, file), `\n${line}\n`);
    const faults = includeFaults(copy, rules).filter((fault) => !before.includes(fault));
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0] as string, fault);
    assert.ok((faults[0] as string).startsWith(`${file}:`));
  });
}
