// Typing a code of arrival: on the screen, on a keyboard, or by a scanner that types.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { codeFrom, codeSize, grouped, letters, normalized } from '../day/code.ts';
import { useTexts } from '../i18n.ts';

const scannedMax = 400; // a link with its secret

interface Props {
  readonly typed: string;
  readonly change: (typed: string) => void;
  readonly send: (code: string) => void;
  readonly isSending: boolean;
}

export function Keypad({ typed, change, send, isSending }: Props): JSX.Element {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const code = codeFrom(typed);
  // What a keyboard or a scanner types is left as it comes: a hyphen put into it would break a secret in two.
  const press = (letter: string): void => {
    if (normalized(typed).length < codeSize) change(grouped(normalized(typed) + letter));
  };
  return (
    <form
      class="keypad"
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== null && !isSending) send(code);
      }}
    >
      <label class="form-label" for="arrival-code">{t('ui.arrive.code')}</label>
      <span class="form-hint" id="arrival-code-hint">{t('ui.arrive.code_hint')}</span>
      <input
        class="form-input keypad-code"
        id="arrival-code"
        ref={input}
        value={typed}
        maxLength={scannedMax}
        inputMode="none"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="arrival-code-hint"
        onInput={(event) => change(event.currentTarget.value)}
      />
      <div class="keypad-keys" role="group" aria-label={t('ui.arrive.keys')}>
        {[...letters].map((letter) => <button key={letter} type="button" class="keypad-key" onClick={() => press(letter)}>{letter}</button>)}
      </div>
      <p class="button-row">
        <button type="button" class="button button-secondary" onClick={() => change(grouped(normalized(typed).slice(0, -1)))}>{t('ui.arrive.delete')}</button>
        <button type="submit" class="button button-primary" disabled={code === null || isSending}>{t('ui.arrive.send')}</button>
      </p>
    </form>
  );
}
