// Fails the build when the languages and the pages don't agree about the texts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isComplete, readLocales, type Table } from './locale_files.ts';
import { inHtmlAlone, ofOffice } from './trim_locales.ts';

// Texts that other programs show, or that are looked up by the ids of a policy or a service; their own checks see to them.
const lookedUp = /^(cli|ask|diff|read|policy|fact|refusal|name_rule|question|questions|statement|verdict|language|notice|service|message|letter|desk|face|feature)\./;

// What is wrong, a line each: keys that a language lacks, placeholders that differ, keys used but not there,
// keys there but not used. `sources` are the texts of the files that use them.
export function localeFaults(locales: Map<string, Table>, sources: readonly string[]): string[] {
  const faults: string[] = [];
  const complete = [...locales].filter(([, table]) => isComplete(table));
  const keys = new Set(complete.flatMap(([, table]) => Object.keys(table)));
  for (const [language, table] of complete) {
    for (const key of keys) if (table[key] === undefined) faults.push(`${language}: no ${key}`);
  }
  const [first, ...others] = complete;
  for (const [language, table] of others) {
    for (const [key, text] of Object.entries(first?.[1] ?? {})) {
      const [expected, found] = [placeholders(text), placeholders(table[key] ?? text)];
      if (expected !== found) faults.push(`${language}: ${key}: placeholders ${found}, expected ${expected}`);
    }
  }
  for (const [language, table] of locales) {
    for (const key of ['language.name', 'notice.title', 'notice.text', 'notice.languages']) {
      if (table[key] === undefined) faults.push(`${language}: no ${key}`);
    }
  }

  const used = sources.flatMap(usedKeys);
  for (const pattern of used) if (![...keys].some((key) => pattern.test(key))) faults.push(`no text for ${pattern.source}`);
  for (const key of keys) {
    if (!lookedUp.test(key) && !used.some((pattern) => pattern.test(key))) faults.push(`${key} is used nowhere`);
  }
  return faults;
}

// Keys that scripts use although only HTML files have their texts.
export function trimmedFaults(scripts: readonly string[]): string[] {
  const used = scripts.flatMap((source) => [...source.matchAll(/(['"`])(ui\.[^'"`\n]*)\1/g)].map(([, , key = '']) => key));
  return [...new Set(used.filter((key) => inHtmlAlone.test(key)))].map((key) => `${key} is in the HTML files alone, and a script uses it`);
}

// Keys of the office's texts in scripts of pages that do not load them: `folders` are those of the pages that do, and of what they share.
export function officeFaults(source: string, folders: readonly string[] = ['office', 'people', 'policies', 'orders']): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !folders.some((folder) => file.startsWith(`${folder}/`)));
  return files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/(['"`])(ui\.[^'"`\n]*)\1/g)]
    .filter(([, , key = '']) => ofOffice.test(key)).map(([, , key = '']) => `${file}: ${key} is a text of the office, which this page does not load`));
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ') || 'none';
}

// The keys in a source: quoted texts that look like one, with ${…} standing for anything but a dot.
function usedKeys(source: string): RegExp[] {
  const quoted = [...source.matchAll(/(['"`])((?:ui|fact|refusal|verdict|policy|notice|language)\.[^'"`\n]*)\1/g)];
  return quoted.map(([, , key = '']) => {
    const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.]/g, '\\.'));
    return new RegExp(`^${parts.join('.+')}$`);
  });
}

export function readSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const web = join(import.meta.dirname, '..');
  const scripts = readSources(join(web, 'src'));
  const faults = [...localeFaults(readLocales(), [...scripts, readFileSync(join(web, 'tools/pages.ts'), 'utf8')]), ...trimmedFaults(scripts), ...officeFaults(join(web, 'src'))];
  for (const fault of faults) console.error(`locales: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
