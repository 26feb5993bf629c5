// The build: a script for each page, one stylesheet, and an HTML file for each route and language.
import { defineConfig } from 'vite';
import { configDefaults } from 'vitest/config';
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
      input: Object.fromEntries(
        [
          'need', 'check', 'questions', 'centres', 'book', 'booking', 'line', 'invited', 'witness', 'professional', 'mine', 'own', 'statement', 'patterns',
          'waiting', 'arrive', 'queue', 'centre', 'desk', 'supervisor', 'sign_in', 'enrol', 'people',
        ].map((entry) => [entry, `src/${entry}/main.tsx`]),
      ),
    },
  },
  plugins: [trimLocales(), outlines(), pages(), precompress()],
  test: { exclude: [...configDefaults.exclude, 'tests/browser/**'] },
});
