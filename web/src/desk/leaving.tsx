// Leaving a case: at once, or where the desk has not answered what was done last, once it has. Whoever does not want to wait is asked.
import type { JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
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

interface Choice {
  readonly label: string;
  readonly does: () => void;
}

// A question in between. The focus is at its first choice while it is asked, and goes back to where it was for whoever stays.
function Sure({ question, first, isBusy = false, other }: { question: string; first: Choice; isBusy?: boolean; other: Choice }): JSX.Element {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  return (
    <div class="sure" role="group" aria-labelledby={id}>
      <p id={id}><strong>{question}</strong></p>
      <p class="button-row">
        <button type="button" class="button button-primary" ref={button} aria-disabled={isBusy} onClick={first.does}>{first.label}<kbd>↵</kbd></button>
        <button type="button" class="button button-tertiary" onClick={other.does}>{other.label}</button>
      </p>
    </div>
  );
}

export function EndQuestion({ working, back }: { working: Working; back: () => void }): JSX.Element {
  const { t } = useTexts();
  const end = { label: t('ui.case.end_now'), does: () => void working.act('end') };
  return <Sure question={t('ui.case.end_sure')} first={end} isBusy={working.isBusy} other={{ label: t('ui.case.back'), does: back }} />;
}

export function LeaveQuestion({ leaving }: { leaving: Leaving }): JSX.Element {
  const { t } = useTexts();
  return <Sure question={t('ui.case.unsent_sure')} first={{ label: t('ui.case.unsent_stay'), does: leaving.stay }} other={{ label: t('ui.case.unsent_leave'), does: leaving.now }} />;
}
