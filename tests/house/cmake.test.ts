// What only tests need is asked for only where tests are built: a machine that just runs the program has none of it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './sources.ts';

const forTests = /^\s*find_package\((GTest|rapidcheck)\b/;

test('no library of the program needs what only tests need', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('CMakeLists.txt'));
  assert.ok(files.length > 20);
  const outside = files.flatMap((file) => {
    let depth = 0; // of if(SKRANKE_TESTS)
    return readFileSync(join(root, 'src', file), 'utf8').split('\n').flatMap((line, at) => {
      if (/^\s*if\(/.test(line)) depth = depth > 0 || line.includes('if(SKRANKE_TESTS)') ? depth + 1 : 0;
      if (/^\s*endif\(/.test(line)) depth = Math.max(0, depth - 1);
      return forTests.test(line) && depth === 0 ? [`src/${file}:${at + 1}`] : [];
    });
  });
  assert.deepEqual(outside, []);
});
