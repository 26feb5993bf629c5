// Leaving a case: at once, or where the desk has not answered what was done last, once it has. Whoever does not want to wait is asked.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import type { Working } from './use_case.ts';

export interface Leaving {
  readonly isAsked: boolean; // leave all the same?
  begin(): void;
  now(): void;
  stay(): void;
}

// What the browser's own way back asks: true where the case is not left yet.
export type Hold = { current: (() => boolean) | null };

export function useLeaving(working: Working, leave: () => void, hold: Hold): Leaving {
  const { isUnanswered, isOffline, wasRefused } = working;
  const [isWanted, setWanted] = useState(false);
  const begin = (): void => (isUnanswered ? setWanted(true) : leave());
  useEffect(() => {
    if (!isWanted || isUnanswered) return;
    setWanted(false);
    if (!wasRefused) leave();
  }, [isWanted, isUnanswered]);
  useLayoutEffect(() => {
    hold.current = () => {
      if (isUnanswered) setWanted(true);
      return isUnanswered;
    };
    return () => { hold.current = null; };
  }, [isUnanswered]);
  useEffect(() => {
    if (!isOffline) return undefined;
    const warn = (event: Event): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isOffline]);
  return { isAsked: isWanted && isUnanswered, begin, now: leave, stay: () => setWanted(false) };
}

// The focus is at a question while it is asked, and goes back to where it was for whoever stays.
function useFocusMeanwhile(): { readonly current: HTMLButtonElement | null } {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  return button;
}

export function EndQuestion({ working, back }: { working: Working; back: () => void }): JSX.Element {
  const { t } = useTexts();
  const button = useFocusMeanwhile();
  return (
    <div class="sure" role="group" aria-labelledby="end-title">
      <p id="end-title"><strong>{t('ui.case.end_sure')}</strong></p>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} aria-disabled={working.isBusy} onClick={() => void working.act('end')}>{t('ui.case.end_now')}<kbd>↵</kbd></button>
        <button type="button" class="button button-tertiary" onClick={back}>{t('ui.case.back')}</button>
      </p>
    </div>
  );
}

export function LeaveQuestion({ leaving }: { leaving: Leaving }): JSX.Element {
  const { t } = useTexts();
  const button = useFocusMeanwhile();
  return (
    <div class="sure" role="group" aria-labelledby="leave-title">
      <p id="leave-title"><strong>{t('ui.case.unsent_sure')}</strong></p>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} onClick={leaving.stay}>{t('ui.case.unsent_stay')}<kbd>↵</kbd></button>
        <button type="button" class="button button-tertiary" onClick={leaving.now}>{t('ui.case.unsent_leave')}</button>
      </p>
    </div>
  );
}
