// A dialog over the whole page: what is behind it stays, unseen and out of reach.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly labelledby: string;
  readonly cancel?: () => void; // without: only what is in it leads out
  readonly children: ComponentChildren;
}

export function Over({ labelledby, cancel, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  // A browser lets Escape through the second time, whatever was said the first.
  const keep = (event: KeyboardEvent): void => {
    event.stopPropagation(); // the page's own keys are behind it
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel?.();
  };
  return (
    <dialog ref={dialog} class={cancel === undefined ? 'over over-all' : 'over'} aria-labelledby={labelledby} onCancel={(event) => { event.preventDefault(); cancel?.(); }} onKeyDown={keep}>
      {children}
    </dialog>
  );
}
