// Documents of the applicant or of a witness: scanned, photographed or told by hand, each with its facts, and the verdict beside them.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { documentName } from '../check/words.ts';
import type { Desk } from '../day/desk.tsx';
import { Drawing } from '../drawings.tsx';
import { useTexts } from '../i18n.ts';
import { kindText, type Policy } from '../policy.ts';
import { draftFrom, type Reading } from './commands.ts';
import { begun, documentsMax, isNameRule, nextKey, unknownFacts, type Draft } from './draft.ts';
import { factId, FactsForm } from './facts_form.tsx';
import { KeySign, useKey } from './keys.tsx';
import { ScanField } from './scan_field.tsx';
import { caseOf, VerdictShown, type Standing } from './verdict.tsx';

interface Props {
  readonly desk: Desk;
  readonly policy: Policy;
  readonly today: string;
  readonly place: string;
  readonly waiting: { current: readonly string[] }; // scans that are read after the one that is
  readonly scanId: string;
  readonly scanLabel: string;
  readonly scanHint: string;
  readonly drafts: readonly Draft[];
  readonly standing: Standing;
  readonly change: (drafts: readonly Draft[]) => void;
  readonly add: (draft: Draft, reading: Reading | null) => Promise<string | null>; // what is wrong, or null
  readonly number: ((number: string) => Promise<string | null>) | null;
  readonly goOn: { readonly label: string; readonly does: () => void } | null; // null: not before something else
  readonly tries: number; // after each, the focus goes to what is open
  readonly children?: JSX.Element | null; // more to say before going on
}

// Most used first, as counters see them; the policy's order for the rest.
const often = ['passport', 'driving-licence', 'health-card', 'residence-permit', 'residence-certificate', 'personal-certificate', 'national-id-card', 'birth-certificate'];

export function kindsByUse(policy: Policy): readonly string[] {
  const known = policy.kinds.map(({ id }) => id);
  return [...often.filter((id) => known.includes(id)), ...known.filter((id) => !often.includes(id))];
}

// Where hands are needed next: in an empty field of the document that came last, or at the button that goes on.
function focusNext(policy: Policy, drafts: readonly Draft[], button: HTMLButtonElement | null): void {
  for (const draft of [...drafts].reverse()) {
    // Whether the name is the register's is being asked, and the officer need not say it.
    const [fact] = unknownFacts(policy, draft).filter((each) => each !== 'name_matches' || draft.name === null);
    const field = fact === undefined ? null : document.getElementById(factId(draft.key, fact))?.querySelector<HTMLElement>('input, select');
    if (field != null) return field.focus();
  }
  button?.focus();
}

export function DocumentsEditor(props: Props): JSX.Element {
  const { desk, policy, today, place, waiting, scanId, scanLabel, scanHint, drafts, standing, change, add, number, goOn, tries, children } = props;
  const texts = useTexts();
  const { t, find } = texts;
  const button = useRef<HTMLButtonElement>(null);
  const [count, setCount] = useState(drafts.length);
  const [turns, setTurns] = useState(0); // answers by keys: after each, on to what is not known
  const kase = caseOf(today, place, drafts);
  const isFull = drafts.length >= documentsMax;
  const isComparing = drafts.some(({ name }) => name !== null); // a name is held against the register's, which changes what is to be said
  const wasComparing = useRef(isComparing);
  // With the change itself, so that a key pressed right after it goes to the new place.
  useLayoutEffect(() => {
    // What a late answer brings takes the focus from nobody who is at something.
    const isLate = wasComparing.current && !isComparing && drafts.length === count && ![document.body, button.current].includes(document.activeElement as HTMLElement);
    wasComparing.current = isComparing;
    if (isLate) return;
    // Who it is comes first: after a scan, the number is typed into the same field.
    const isNumberNext = goOn === null && drafts.at(-1)?.readBy !== 'hand';
    if (!isNumberNext && (turns > 0 || drafts.length > count || (goOn !== null && drafts.length > 0))) focusNext(policy, drafts, button.current);
    setCount(drafts.length);
  }, [drafts.length, goOn === null, isComparing, tries, turns]);

  const read = async (reading: Reading, by: 'zone' | 'stripe'): Promise<string | null> => {
    if (reading.valid === false) return t('ui.case.scan.check_digits');
    const draft = draftFrom(policy, reading, by, nextKey(drafts));
    return draft === null ? t('ui.case.scan.no_document') : add(draft, reading);
  };
  const bringIn = (
    <div class="bring-in">
      <ScanField desk={desk} waiting={waiting} id={scanId} label={scanLabel} hint={scanHint} isNext={goOn === null || drafts.length === 0} read={read} number={number} />
      {isFull ? <p class="note">{t('ui.documents.full', { count: documentsMax })}</p> : (
        <ByHand policy={policy} add={(kind) => void add(begun(policy, kind, {}, 'hand', null, nextKey(drafts)), null)} />
      )}
    </div>
  );
  const canGoOn = goOn !== null && drafts.length > 0;
  const isWaiting = canGoOn && isComparing; // nobody confirms what they have not seen
  return (
    <div class="editor">
      {!canGoOn && bringIn}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWaiting) goOn?.does();
        }}
      >
        <div aria-live="polite"><VerdictShown policy={policy} standing={standing} /></div>
        <ul class="plain drafts">
          {drafts.map((draft, index) => {
            const name = documentName(texts, policy, kase, index);
            const open = standing.judged?.verdict.open_facts.filter(({ document }) => document === index).map(({ fact }) => fact) ?? [];
            return (
              <li key={draft.key} class={(standing.judged?.verdict.documents[index]?.refused.length ?? 0) > 0 ? 'draft draft-refused' : 'draft'}>
                <div class="draft-head">
                  <Drawing kind={draft.kind} />
                  <h3>{name}<span class="draft-by"> {t(`ui.case.read_by.${draft.readBy}`)}</span></h3>
                  <button type="button" class="link-button" aria-label={t('ui.documents.remove_label', { document: name })} onClick={() => change(drafts.filter(({ key }) => key !== draft.key))}>
                    {t('ui.documents.remove')}
                  </button>
                </div>
                <div aria-live="polite">{draft.notes.filter((note) => !isNameRule(note)).map((note) => <p key={note} class="draft-note">{find(note)}</p>)}</div>
                <FactsForm policy={policy} draft={draft} today={today} open={open} change={(next) => change(drafts.map((each) => (each.key === next.key ? next : each)))} next={() => setTurns(turns + 1)} />
              </li>
            );
          })}
        </ul>
        {children}
        {canGoOn && <p class="button-row"><button type="submit" class="button button-primary" aria-disabled={isWaiting} ref={button}>{goOn.label}<kbd>↵</kbd></button></p>}
      </form>
      {canGoOn && bringIn}
    </div>
  );
}

function ByHand({ policy, add }: { policy: Policy; add: (kind: string) => void }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [kind, setKind] = useState('');
  const field = useRef<HTMLSelectElement>(null);
  useKey('h', () => field.current?.focus());
  const take = (): void => {
    if (kind === '') return field.current?.focus();
    setKind('');
    add(kind);
  };
  return (
    <form
      class="entry by-hand"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <div class="form-group">
        <label class="form-label" for="by-hand">{t('ui.case.by_hand')}<KeySign letter="h" /></label>
        <select
          class="form-select"
          id="by-hand"
          ref={field}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') return field.current?.blur();
            if (event.key !== 'Enter' || kind === '') return;
            event.preventDefault();
            take();
          }}
        >
          <option value="">{t('ui.case.choose')}</option>
          {kindsByUse(policy).map((id) => <option key={id} value={id}>{kindText(texts, policy, id)}</option>)}
        </select>
      </div>
      <button type="submit" class="button button-secondary" disabled={kind === ''}>{t('ui.case.add')}</button>
    </form>
  );
}
