// What a witness is asked to declare, and how it went, from the address that the officer gave them.
import type { Answer } from '../api.ts';

// How a witness may know the applicant, as the desk names it.
const relations = ['partner', 'parent', 'child', 'sibling', 'other-family', 'friend', 'neighbour', 'colleague', 'teacher', 'professional',
  'other'] as const;
export type Relation = (typeof relations)[number];

// A word of a newer server is "otherwise".
export function relationOf(word: string): Relation {
  return relations.find((each) => each === word) ?? 'other';
}

export interface Declared {
  readonly stage: 'begun' | 'proven' | 'refused' | 'used';
  readonly title: string;
  readonly text: string;
  readonly relation: string;
  readonly known_years: number;
  readonly address: string; // of the broker; empty once the login is over
  readonly reference_text: string;
}

// "#ID" before the login, "#ID,OUTCOME" after it; the outcome is "proven" or why not. null: neither.
export function asked(fragment: string): { readonly id: string; readonly outcome: string | null } | null {
  const found = /^#([0-9a-f]{0,64})(?:,([a-z][a-z0-9-]{0,63}))?$/.exec(fragment);
  if (found === null || (found[1] === '' && found[2] === undefined)) return null;
  return { id: found[1] ?? '', outcome: found[2] ?? null };
}

// A broker's address is https, or this machine's own.
export function mayLead(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
  } catch {
    return false;
  }
}

export async function fetchDeclared(id: string): Promise<Answer<Declared>> {
  try {
    const response = await fetch(`/api/v1/witness/approvals/${encodeURIComponent(id)}`, { cache: 'no-store', credentials: 'omit' });
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: body as Declared };
    return { ok: false, failure: { reason: 'problem', type: '', status: response.status, text: '' } };
  } catch {
    return { ok: false, failure: { reason: 'unreachable' } };
  }
}
