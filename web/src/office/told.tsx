// What was done last, or why it was not, as the pages of administrators say it; and a deed that is asked once more.
import type { JSX, Ref } from 'preact';
import type { Failure } from '../api.ts';
import { codeOf } from '../day/tickets.ts';
import { useTexts, type Texts } from '../i18n.ts';

export interface Said {
  readonly text: string;
  readonly isBad: boolean;
  readonly undo?: (() => Promise<void>) | null; // what takes it back
}

// `focus`: where the focus can go when what was pressed is gone.
export function Told({ said, focus }: { said: Said | null; focus?: Ref<HTMLDivElement> }): JSX.Element {
  const { t } = useTexts();
  const undo = said?.undo ?? null;
  return (
    <div role="status" ref={focus ?? null} tabIndex={focus === undefined ? undefined : -1}>
      {said !== null && (
        <div class={`alert ${said.isBad ? 'alert-warning' : 'alert-info'}`}>
          <p class="alert-text">{said.text}{undo !== null && <> <button type="button" class="link-button" onClick={() => void undo()}>{t('ui.people.undo')}</button></>}</p>
        </div>
      )}
    </div>
  );
}

// In the page's own words where it has some for what the server says; `known` are the codes that it has.
export function refusalText({ t }: Texts, failure: Failure, known: readonly string[], own: (code: string) => string): string {
  if (failure.reason === 'unreachable') return t('ui.error.unreachable');
  const code = codeOf(failure);
  return known.includes(code) ? own(code) : failure.text;
}

// Whether they are sure.
export function Sure({ text, now, yes, no }: { text: string; now: string; yes: () => void; no: () => void }): JSX.Element {
  const { t } = useTexts();
  return (
    <div class="alert alert-warning" role="alert">
      <p class="alert-text">{text}</p>
      <p class="button-row">
        <button type="button" class="button button-primary" onClick={yes}>{now}</button>
        <button type="button" class="button button-secondary" onClick={no}>{t('ui.staff.cancel')}</button>
      </p>
    </div>
  );
}
