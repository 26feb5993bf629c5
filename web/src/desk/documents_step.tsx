// The steps "applicant" and "documents": who it is, and what shows it. One scan of a passport with a CPR number does both.
//
// PRIVACY: the number goes to the desk in a body and is forgotten here.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { codeOf } from '../day/tickets.ts';
import { useTexts } from '../i18n.ts';
import { compareName, type Reading } from './commands.ts';
import { DocumentsEditor } from './documents_editor.tsx';
import { compared, documentOf, draftsOf, isSaved, keptDrafts, nextKey, type Draft } from './draft.ts';
import { FirstScans } from './first_scan.ts';
import { sentence } from './sentences.ts';
import type { StepProps } from './step.ts';
import { useDrafts } from './use_drafts.ts';
import { useStanding } from './verdict.tsx';

const comparisonMax = 1500; // ms that going on waits for it: then the officer says whether the name is the same

export function DocumentsStep({ desk, policy, view, working, today, place }: StepProps): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const saved = useRef(view.documents); // as the desk has them
  saved.current = view.documents;
  const { shown: drafts, latest, change, put } = useDrafts(
    view.case_id,
    'applicant',
    () => keptDrafts(view.case_id, 'applicant', policy) ?? draftsOf(view.documents),
    (next) => isSaved(next, saved.current),
  );
  const [tries, setTries] = useState(0); // to go on with what is not enough
  const standing = useStanding(policy, today, place, drafts);
  // Another officer may have changed the documents: what is typed here stays, and what is not typed follows.
  useEffect(() => {
    if (keptDrafts(view.case_id, 'applicant', policy) === null) put(draftsOf(view.documents));
  }, [view.revision]);

  // Asks of each name that was read whether it is the applicant's. What can't be asked is the officer's to say.
  const comparing = useRef<Promise<unknown>>(Promise.resolve());
  const compare = (): Promise<unknown> => {
    const asked = latest.current.flatMap(({ key, name }) => (name === null ? [] : [{ key, name }]));
    comparing.current = Promise.all([comparing.current, ...asked.map(async ({ key, name }) => {
      const answer = await compareName(desk, view.case_id, name);
      const said = answer.ok ? answer.value : { answer: null, rules: [] };
      change(latest.current.map((draft) => (draft.key === key && draft.name === name ? compared(draft, said) : draft)));
    })]);
    return comparing.current;
  };
  const identify = async (number: string): Promise<string | null> => {
    const answer = await working.act('applicant', { number, reason: view.purpose });
    if (answer === null) return t('ui.case.wait');
    if (!answer.ok) {
      const { failure } = answer;
      if (!['case-changed', 'not-now'].includes(codeOf(failure))) working.settle(); // told beside the field
      const isNoNumber = failure.reason === 'problem' && failure.status === 422 && codeOf(failure) !== 'not-in-register';
      return isNoNumber ? t('ui.case.refused.number-wrong') : sentence(texts, failure);
    }
    void compare();
    return null;
  };
  const add = async (draft: Draft, reading: Reading | null): Promise<string | null> => {
    const before = latest.current;
    const known = before.some((each) => each.kind === draft.kind && each.readBy !== 'hand' && each.readBy === draft.readBy && each.facts.expires === draft.facts.expires && each.facts.issuer === draft.facts.issuer);
    change(known ? before : [...before, { ...draft, key: nextKey(before) }]);
    if (view.applicant !== null) void compare();
    const number = reading?.cpr_number;
    return view.applicant === null && number != null ? identify(number) : null;
  };
  const send = async (): Promise<void> => {
    await Promise.race([comparing.current, new Promise((resolve) => { setTimeout(resolve, comparisonMax); })]);
    const sent = latest.current;
    const answer = await working.act('documents', { documents: sent.map(documentOf) });
    if (answer?.ok !== true) return;
    saved.current = answer.value.documents;
    if (latest.current === sent) change(draftsOf(answer.value.documents));
    else change(latest.current); // changed meanwhile: as it is now, to be sent again
    if (answer.value.missing.includes('documents')) setTries(tries + 1);
  };
  const isKnown = view.applicant !== null;
  return (
    <DocumentsEditor
      desk={desk}
      policy={policy}
      today={today}
      place={place}
      waiting={useContext(FirstScans)}
      scanId="case-scan"
      scanLabel={t(isKnown ? 'ui.case.scan.document' : 'ui.case.scan.label')}
      scanHint={t(isKnown ? 'ui.case.scan.document_hint' : drafts.length > 0 ? 'ui.case.scan.number_hint' : 'ui.case.scan.hint')}
      drafts={drafts}
      standing={standing}
      change={change}
      add={add}
      tries={tries}
      number={isKnown ? null : (number) => identify(number)}
      goOn={isKnown ? { label: t(isSaved(drafts, view.documents) ? 'ui.case.documents_again' : 'ui.case.documents_right'), does: () => void send() } : null}
    />
  );
}
