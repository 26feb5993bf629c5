// The steps "applicant" and "documents": who it is, and what shows it. One scan of a passport with a CPR number does both.
//
// PRIVACY: the number goes to the desk in a body and is forgotten here.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { codeOf } from '../day/tickets.ts';
import { useTexts } from '../i18n.ts';
import type { Reading } from './commands.ts';
import { DocumentsEditor } from './documents_editor.tsx';
import { documentOf, draftsOf, isSaved, keptDrafts, nextKey, type Draft } from './draft.ts';
import { FirstScans } from './first_scan.ts';
import { sentence } from './sentences.ts';
import type { StepProps } from './step.ts';
import { useDrafts } from './use_drafts.ts';
import { useNames } from './use_names.ts';
import { useStanding } from './verdict.tsx';

export function DocumentsStep({ desk, policy, view, working, today, place }: StepProps): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const saved = useRef(view.documents); // as the desk has them
  saved.current = view.documents;
  const kept = useDrafts(
    view.case_id,
    'applicant',
    () => keptDrafts(view.case_id, 'applicant', policy) ?? draftsOf(view.documents),
    (next) => isSaved(next, saved.current),
  );
  const { shown: drafts, latest, change, put } = kept;
  useNames(desk, view.case_id, view.applicant !== null, kept);
  const [tries, setTries] = useState(0); // to go on with what is not enough
  const standing = useStanding(policy, today, place, drafts);
  // Another officer may have changed the documents: what is typed here stays, and what is not typed follows.
  useEffect(() => {
    if (keptDrafts(view.case_id, 'applicant', policy) === null) put(draftsOf(view.documents));
  }, [view.revision]);

  const identify = async (number: string): Promise<string | null> => {
    const answer = await working.act('applicant', { number, reason: view.purpose });
    if (answer === null) return t('ui.case.wait');
    if (!answer.ok) {
      const { failure } = answer;
      if (!['case-changed', 'not-now'].includes(codeOf(failure))) working.settle(); // told beside the field
      const isNoNumber = failure.reason === 'problem' && failure.status === 422 && codeOf(failure) !== 'not-in-register';
      return isNoNumber ? t('ui.case.refused.number-wrong') : sentence(texts, failure);
    }
    return null;
  };
  const add = async (draft: Draft, reading: Reading | null): Promise<string | null> => {
    const before = latest.current;
    const known = before.find((each) => each.kind === draft.kind && each.readBy !== 'hand' && each.readBy === draft.readBy && each.facts.expires === draft.facts.expires && each.facts.issuer === draft.facts.issuer);
    // Read once more, it is the same document; its name may still be wanted.
    const again = (each: Draft): Draft => (each === known && each.facts.name_matches === undefined ? { ...each, name: draft.name, notes: draft.notes } : each);
    change(known === undefined ? [...before, { ...draft, key: nextKey(before) }] : before.map(again));
    const number = reading?.cpr_number;
    return view.applicant === null && number != null ? identify(number) : null;
  };
  const send = async (): Promise<void> => {
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
