// Rules of patterns in words; a rule that the page does not know yet keeps its id.
import type { Texts } from '../i18n.ts';

export function ruleName(texts: Texts, rule: string): string {
  return known(texts, `ui.patterns.rule.${rule}.name`) ?? rule;
}

export function ruleText(texts: Texts, rule: string): string | null {
  return known(texts, `ui.patterns.rule.${rule}.text`);
}

function known(texts: Texts, key: string): string | null {
  const text = texts.find(key);
  return text === key ? null : text;
}
