// Keys of the queue page: letters that do the same as buttons, told from what a reader types wherever the focus is.
//
// SPEC: WCAG 2.2, 2.1.4: single letters can be switched off.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hear, idle, lineMilliseconds, pauseMilliseconds, rushMilliseconds, sureLength, type Wedge } from '../desk/wedge.ts';

interface Doing {
  readonly wish: (key: string) => (() => void) | null; // what a letter does as things stand now; null: nothing
  readonly scanned: (text: string) => void;
}

const isIn = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;
const fields = 'input:not([type=checkbox]):not([type=radio]), select, textarea';
const pressed = 'button, summary, a[href]';

// Listens for the whole page, and to nothing while a dialog is over it.
export function useKeys(doing: Doing): void {
  const latest = useRef(doing);
  latest.current = doing;
  useLayoutEffect(() => {
    let wedge: Wedge = idle;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (does: () => void, milliseconds: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        wedge = idle;
        if (document.querySelector('dialog[open]') === null) does();
      }, milliseconds);
    };
    const scanned = (): void => {
      const { typed } = wedge;
      later(() => { if (typed.length >= sureLength) latest.current.scanned(typed); }, typed.endsWith('\n') ? pauseMilliseconds : lineMilliseconds);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      // A key held down is one wish: what it pressed may be gone, and the focus on something else.
      if (event.repeat) {
        if ((event.key === 'Enter' || event.key === ' ') && isIn(event.target, pressed)) event.preventDefault();
        return;
      }
      if (document.querySelector('dialog[open]') !== null || isIn(event.target, fields)) return;
      const isScanning = wedge.typed !== '';
      if (event.key.length !== 1 && !(event.key === 'Enter' && isScanning)) return;
      if (event.key === ' ' && !isScanning) return; // a button is pressed by it
      const heard = hear(wedge, event.key, event.timeStamp);
      if (event.key === 'Enter' && heard.is === 'waiting') return; // a button's, after a letter
      wedge = heard.wedge;
      if (heard.is === 'waiting') {
        const wish = latest.current.wish(event.key);
        if (wish !== null) event.preventDefault();
        later(() => wish?.(), rushMilliseconds);
      } else {
        event.preventDefault();
        event.stopPropagation(); // nor do its letters press what the focus is on
        scanned();
      }
    };
    document.addEventListener('keydown', press, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', press, { capture: true });
    };
  }, []);
}
