// What the documentation names is there: files, headings, and the tests of its claims.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { root, sourcesUnder } from './sources.ts';

const pages = sourcesUnder(root, ['.md']);

// As the usual renderers make them: lower case, punctuation dropped, spaces to hyphens.
function anchors(text: string): Set<string> {
  const headings = text.split('\n').filter((line) => /^#{1,6} /.test(line)).map((line) => line.replace(/^#+ /, ''));
  return new Set(headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-')));
}

test('there is documentation to check', () => {
  assert.ok(pages.length > 10);
});

for (const { path, text } of pages) {
  test(`the links of ${path} resolve`, () => {
    const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
    for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const at = file === '' ? path : normalize(join(dirname(path), file));
      assert.ok(existsSync(join(root, at)), `${path}: ${target} leads nowhere`);
      if (anchor !== undefined) assert.ok(anchors(readFileSync(join(root, at), 'utf8')).has(anchor), `${path}: ${target} has no such heading`);
    }
  });
}

test('every path that the documentation names in code exists', () => {
  const named = /`((?:src|docs|tests|web|tools|policies|locales|bench|fuzz|cmake)\/[\w./-]*\w\/?)`/g;
  for (const { path, text } of pages) {
    for (const [, target = ''] of text.matchAll(named)) {
      if (target === 'web/dist/' || target.startsWith('web/node_modules')) continue;
      const places = [join(root, target), join(root, dirname(path), target)];
      assert.ok(places.some((place) => existsSync(place)), `${path}: ${target} is not there`);
    }
  }
});

test('every test that docs/claims.md names exists', () => {
  const claims = readFileSync(join(root, 'docs/claims.md'), 'utf8');
  const suites = ['src', 'tests', 'fuzz'].flatMap((folder) => sourcesUnder(join(root, folder), ['.cpp']))
    .flatMap(({ text }) => [...text.matchAll(/^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\((\w+),\s*(\w+)/gm)])
    .map(([, suite, name]) => `${suite}.${name}`);
  const named = [...claims.matchAll(/`(\w+\.\w+)`/g)].map(([, name = '']) => name).filter((name) => !/\.(md|ts|hpp|cpp)$/.test(name));
  assert.ok(named.length > 0);
  assert.deepEqual(named.filter((name) => !suites.includes(name)), []);
});
