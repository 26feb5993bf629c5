// Tells the keeper (src/keeper/main.ts) what to keep: the pages about documents, and every file that they can come to need.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputBundle, OutputChunk } from 'rolldown';
import type { Plugin } from 'vite';
import { keptField } from '../src/kept.ts';
import { isComplete, readLocales } from './locale_files.ts';

// "Check my documents", and "What you need", to which its reasons lead.
const routes = [{ path: 'check/', entry: 'check' }, { path: '', entry: 'need' }];
const engine = /^assets\/engine(_worker-[^/]*\.js|-[^/]*\.wasm)$/;
const frame = /^assets\/(style|[^/]*Sans-(Regular|SemiBold)|icon)-[^/]*\.(css|woff2|svg)$/;

export function keeper(): Plugin {
  let folder = '';
  return {
    name: 'keeper',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    writeBundle(_options, bundle) {
      const locales = readLocales();
      const pages = [...locales.keys()].flatMap((language) => routes.map(({ path }) => `/${language}/${path}`));
      const spoken = [...locales].filter(([, table]) => isComplete(table)).map(([language]) => language);
      const rules = [...spoken.map((language) => `/api/v1/policies/mitid?lang=${language}`), '/api/v1/policies/mitid/program'];
      const names = [...scripts(bundle, spoken), ...Object.keys(bundle).filter((name) => engine.test(name) || frame.test(name))];
      // Without the engine or the stylesheet, what is kept would be of no use.
      for (const [what, pattern] of [['module', /engine-.*\.wasm$/], ['worker', /engine_worker-.*\.js$/], ['stylesheet', /\.css$/]] as const) {
        if (names.filter((name) => pattern.test(name)).length !== 1) throw new Error(`expected one ${what} among ${names.join(' ')}`);
      }
      const hash = createHash('sha256');
      for (const path of [...names, ...pages.map((page) => `${page.slice(1)}index.html`), 'keeper.js']) hash.update(readFileSync(join(folder, path)));
      const files = [...new Set(names)].sort().map((name) => `/${name}`);
      const plan = { build: hash.digest('hex').slice(0, 16), pages, files, rules, field: keptField };
      const script = join(folder, 'keeper.js');
      const source = readFileSync(script, 'utf8');
      if (!source.includes('KEEPER_PLAN') || /\bimport\b/.test(source)) throw new Error('the keeper has no plan to put in, or is more than one file');
      writeFileSync(script, source.replaceAll('KEEPER_PLAN', JSON.stringify(plan)));
    },
  };
}

// The scripts that the pages load at once or later, with the texts of the languages that they exist in.
function scripts(bundle: OutputBundle, languages: readonly string[]): string[] {
  const chunks = new Map(Object.values(bundle).filter((output): output is OutputChunk => output.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const wanted = (name: string): boolean => {
    const texts = /\/locales\/([a-z-]+)\.json(\?\w+)?$/.exec(chunks.get(name)?.facadeModuleId ?? '');
    return texts === null || (texts[2] === undefined && languages.includes(texts[1] ?? ''));
  };
  const found = new Set<string>();
  const follow = (name: string): void => {
    const chunk = chunks.get(name);
    if (chunk === undefined || found.has(name) || !wanted(name)) return;
    found.add(name);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) follow(next);
  };
  for (const entry of [...routes.map((route) => route.entry), 'notice']) follow([...chunks.values()].find((chunk) => chunk.isEntry && chunk.name === entry)?.fileName ?? '');
  return [...found];
}
