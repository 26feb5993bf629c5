// Organisations of professional witnesses, and how to reach them.

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly reach: { readonly web?: string | null; readonly phone?: string | null; readonly email?: string | null };
  readonly centres: readonly string[] | null; // null: every centre
  readonly languages: readonly string[];
  readonly vouchings_last_120_days: number;
}

// The address as a link; null for what is none, or leads elsewhere than to a page.
export function webLink(web: string): string | null {
  try {
    const url = new URL(web.includes('://') ? web : `https://${web}`);
    return ['https:', 'http:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

// A number to call, without what people write between its digits; null for what is none.
export function phoneLink(phone: string): string | null {
  const digits = phone.replace(/[ ().-]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : null;
}

export function emailLink(email: string): string | null {
  return /^[^\s@?&]+@[^\s@?&]+$/.test(email) ? `mailto:${email}` : null;
}

// A language's name in the language of the page; its code where it has none.
export function languageName(language: string, code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // not a language tag
  }
}
