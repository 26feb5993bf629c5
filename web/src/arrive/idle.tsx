// A screen that many people use goes back to its start when nobody is there any more, and says so first.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';

// Seconds until the start, anew after each touch and each key. Counts only while it `runs`, from the beginning; `step` is a new one when the page has changed.
export function useIdle(runs: boolean, seconds: number, step: unknown, over: () => void): { left: number; again: () => void } {
  const [left, setLeft] = useState(seconds);
  const again = (): void => setLeft(seconds);
  useEffect(again, [seconds, step, runs]);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setLeft((before) => before - 1), 1000);
    document.addEventListener('pointerdown', again);
    document.addEventListener('keydown', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('pointerdown', again);
      document.removeEventListener('keydown', again);
    };
  }, [runs, seconds]);
  useEffect(() => {
    if (runs && left <= 0) over();
  }, [runs, left]);
  return { left, again };
}

// Over the page, so that nobody is thrown out unawares.
export function StillThere({ left, again }: { left: number; again: () => void }): JSX.Element {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="still-there" role="alertdialog" aria-labelledby="still-title" onCancel={again}>
      <h2 id="still-title">{t('ui.arrive.still_there')}</h2>
      <p aria-hidden="true">{t('ui.arrive.starts_anew', { seconds: left })}</p>
      <p><button type="button" class="button button-primary" onClick={again}>{t('ui.arrive.still_yes')}</button></p>
    </dialog>
  );
}
