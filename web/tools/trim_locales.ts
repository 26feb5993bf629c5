// Gives each page the texts that it shows: those of other programs and of the HTML files are left out, and those of the desk are a chunk of their own
// ("en.json?desk"), so that no citizen loads them; those of the pages of administrators and supervisors alone are another ("en.json?office"), so that the
// counter does not load them.
import type { Plugin } from 'vite';

// What policies say comes with them from the server, but for the names of kinds, which a plan on paper is told by without one.
const elsewhere = /^(cli|ask|message|letter|notice|language|questions|diff|read|ui\.missing|policy(?!\.mitid\.kind\.))\./;
// What stands in the HTML files alone (pages.ts), and is there before any script runs.
export const inHtmlAlone = /^ui\.((footer|site)\.|[a-z_]+\.lead$)/;
const ofDesk = /^(desk|face|feature|name_rule|question|ui\.(case|cases|supervisor|staff|enrol))\./;
export const ofOffice = /^ui\.(people|policies|orders|role)\./;

const partOf = (key: string): string => (ofOffice.test(key) ? 'office' : ofDesk.test(key) ? 'desk' : '');

export function trimLocales(): Plugin {
  return {
    name: 'trim-locales',
    enforce: 'pre',
    transform(code, id) {
      const file = /\/locales\/[a-z-]+\.json(?:\?(desk|office))?$/.exec(id);
      if (file === null) return null;
      const part = file[1] ?? '';
      const texts = Object.entries(JSON.parse(code) as Record<string, string>);
      const kept = JSON.stringify(Object.fromEntries(texts.filter(([key]) => !elsewhere.test(key) && !inHtmlAlone.test(key) && partOf(key) === part)));
      return { code: part !== '' ? `export default ${kept};` : kept, map: null };
    },
  };
}
