// The list of keys, shown with "?". Two of them are described without saying what they are for: whoever reads over the officer's shoulder
// learns nothing. docs/desk.md says it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../i18n.ts';

// What there is a key for, in the order of the list. The same letters in every language, so that hands need not learn twice.
export const shortcuts = [
  ['Enter', 'go_on'], ['Tab', 'tab'], ['Esc', 'leave'], ['N', 'new'], ['S', 'scan'], ['H', 'by_hand'], ['1', 'seen'], ['2', 'not_seen'], ['3', 'doubt'],
  ['A', 'agree'], ['Q', 'questions'], ['W', 'witness'], ['0', 'unknown'], ['O', 'second'], ['Y', 'yes'], ['R', 'refuse'], ['L', 'letter'], ['K', 'receipt'],
  ['P', 'pause'], ['E', 'end'], ['J', 'step_next'], ['U', 'step_back'], ['F8', 'mark_one'], ['F9', 'mark_two'], ['?', 'help'],
] as const;

interface Props {
  readonly isOpen: boolean;
  readonly areOn: boolean;
  readonly setOn: (are: boolean) => void;
  readonly close: () => void;
}

export function Shortcuts({ isOpen, areOn, setOn, close }: Props): JSX.Element {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && dialog.current?.open === false) dialog.current.showModal();
    else if (!isOpen && dialog.current?.open === true) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog class="shortcuts" ref={dialog} aria-labelledby="shortcuts-title" onClose={close}>
      <h2 id="shortcuts-title">{t('ui.case.keys')}</h2>
      <dl>
        {shortcuts.map(([key, name]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(`ui.case.key.${name}`)}</dd></div>)}
      </dl>
      <div class="form-group-checkbox">
        <input type="checkbox" class="form-checkbox" id="case-keys" checked={areOn} onChange={(event) => setOn(event.currentTarget.checked)} />
        <label for="case-keys">{t('ui.queue.keys')}</label>
      </div>
      <p><button type="button" class="button button-primary" onClick={close}>{t('ui.case.close')}</button></p>
    </dialog>
  );
}
