// Names that a reader read, held against the applicant's: asked of the desk as soon as somebody is in the case. An answer that is late finds the drafts as they are by
// then; one that does not come leaves it to the officer.
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../day/desk.tsx';
import { compareName } from './commands.ts';
import { compared, type NameAnswer, type ScannedName } from './draft.ts';
import type { Drafts } from './use_drafts.ts';

const patience = 2000; // ms
const nobodyKnows: NameAnswer = { answer: null, rules: [] };

// `isKnown`: there is an applicant.
export function useNames(desk: Desk, caseId: string, isKnown: boolean, { shown, latest, change }: Drafts): void {
  const isHere = useRef(true);
  const asked = useRef(new Set<ScannedName>());
  useEffect(() => {
    if (!isKnown) return;
    for (const { key, name } of shown) {
      if (name === null || asked.current.has(name)) continue;
      asked.current.add(name);
      const late = new Promise<null>((resolve) => { setTimeout(() => resolve(null), patience); });
      void Promise.race([compareName(desk, caseId, name), late]).then((answer) => {
        if (!isHere.current) return;
        const said = answer?.ok === true ? answer.value : nobodyKnows;
        change(latest.current.map((draft) => (draft.key === key && draft.name === name ? compared(draft, said) : draft)));
      });
    }
  }, [isKnown, shown]);
  useEffect(() => () => { isHere.current = false; }, []);
}
