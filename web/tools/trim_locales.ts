// Leaves the texts of other programs out of the chunks that the pages load.
import type { Plugin } from 'vite';

const elsewhere = /^(cli|ask|message|letter|post|name_rule|notice|language|question|questions|ui\.missing)\./;

export function trimLocales(): Plugin {
  return {
    name: 'trim-locales',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/locales\/[a-z-]+\.json$/.test(id)) return null;
      const texts = Object.entries(JSON.parse(code) as Record<string, string>);
      return { code: JSON.stringify(Object.fromEntries(texts.filter(([key]) => !elsewhere.test(key)))), map: null };
    },
  };
}
