// Links in the documentation lead somewhere: to a file, and to a heading that it has.
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
      assert.ok(existsSync(join(root, target)), `${path}: ${target} is not there`);
    }
  }
});
