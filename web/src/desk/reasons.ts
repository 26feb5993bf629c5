// Reasons for a refusal in words that can be said to the citizen.
import type { Texts } from '../i18n.ts';

// The case's own reason, or the document's.
export function reasonText({ find }: Pick<Texts, 'find'>, code: string): string {
  const own = find(`desk.reason.${code}`);
  return own === `desk.reason.${code}` ? find(`refusal.${code}`) : own;
}
