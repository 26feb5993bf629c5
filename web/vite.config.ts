// The build: a script for each page, one stylesheet, and an HTML file for each route and language.
import { defineConfig } from 'vite';
import { configDefaults } from 'vitest/config';
import { keeper } from './tools/keeper.ts';
import { outlines } from './tools/outlines.ts';
import { pages } from './tools/pages.ts';
import { precompress } from './tools/precompress.ts';
import { trimLocales } from './tools/trim_locales.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { preprocessorOptions: { scss: { loadPaths: ['node_modules/dkfds/dist'], quietDeps: true } } },
  build: {
    outDir: 'dist',
    // Nothing inline: the content security policy lets pages load files from their own server only.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The keeper's address says for which pages it may answer: all of them.
        entryFileNames: ({ name }) => (name === 'keeper' ? 'keeper.js' : 'assets/[name]-[hash].js'),
      },
      input: Object.fromEntries(
        [
          'need', 'check', 'questions', 'centres', 'book', 'booking', 'line', 'invited', 'witness', 'professional', 'mine', 'own', 'statement', 'patterns',
          'waiting', 'arrive', 'queue', 'centre', 'desk', 'supervisor', 'sign_in', 'enrol', 'people', 'policies', 'orders',
        ].map((entry): [string, string] => [entry, `src/${entry}/main.tsx`]).concat([['notice', 'src/notice/main.ts'], ['keeper', 'src/keeper/main.ts']]),
      ),
    },
  },
  worker: { format: 'es' },
  plugins: [trimLocales(), outlines(), pages(), keeper(), precompress()],
  test: { exclude: [...configDefaults.exclude, 'tests/browser/**'] },
});
