// Drafts on the screen. What is asked of the desk meanwhile may be answered late: its answer finds the drafts as they are by then.
import { useRef, useState } from 'preact/hooks';
import { keepDrafts, type Draft, type Whose } from './draft.ts';

export interface Drafts {
  readonly shown: readonly Draft[];
  readonly latest: { readonly current: readonly Draft[] }; // also after an await
  change(next: readonly Draft[]): void; // and keeps what is not saved
  put(next: readonly Draft[]): void; // keeps nothing
}

export function useDrafts(caseId: string, whose: Whose, begin: () => readonly Draft[], isKnown: (drafts: readonly Draft[]) => boolean): Drafts {
  const [shown, setShown] = useState(begin);
  const latest = useRef(shown);
  const put = (next: readonly Draft[]): void => {
    latest.current = next;
    setShown(next);
  };
  const change = (next: readonly Draft[]): void => {
    put(next);
    keepDrafts(caseId, whose, isKnown(next) ? null : next);
  };
  return { shown, latest, change, put };
}
