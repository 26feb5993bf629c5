// Keys of the case: letters that do the same as buttons, and readers that type wherever the focus is.
//
// SPEC: WCAG 2.2, 2.1.4: single letters can be switched off.
import { createContext, type JSX } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { Key as Letter } from '../queue/key.tsx';
import { scanned } from './scan.ts';
import { goesOn, hear, idle, lineMilliseconds, pauseMilliseconds, rushMilliseconds, sureLength, type Wedge } from './wedge.ts';

export interface Keys {
  readonly areOn: boolean;
  bind(key: string, does: () => void): () => void;
  catch(scan: (text: string) => void): () => void;
}

const nothing = (): void => undefined;
export const KeysContext = createContext<Keys>({ areOn: true, bind: () => nothing, catch: () => nothing });

// Does `does` when `key` is pressed outside of fields. null: not now.
export function useKey(key: string, does: (() => void) | null): void {
  const { bind } = useContext(KeysContext);
  const latest = useRef(does);
  latest.current = does;
  useLayoutEffect(() => (does === null ? undefined : bind(key, () => latest.current?.())), [key, does === null, bind]);
}

// Takes what a reader types while the focus is on no field.
export function useScans(take: (text: string) => void): void {
  const keys = useContext(KeysContext);
  const latest = useRef(take);
  latest.current = take;
  useLayoutEffect(() => keys.catch((text) => latest.current(text)), [keys.catch]);
}

// The sign of a key beside the words of a button.
export function KeySign({ letter }: { letter: string }): JSX.Element {
  const { areOn } = useContext(KeysContext);
  return <Letter letter={letter} shown={areOn} />;
}

// Focuses an element as soon as it is there, and again whenever `about` is another.
export function useFocus<E extends HTMLElement>(about: unknown, isNext = true): { current: E | null } {
  const place = useRef<E>(null);
  useLayoutEffect(() => { if (isNext) place.current?.focus(); }, [about]);
  return place;
}

// Not one that is being read: a reader is heard there.
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input:not([type=checkbox]):not([type=radio]):not([readonly]), textarea:not([readonly])') !== null;

// A key that is held says one thing. A browser presses again with each repeat, and by then the focus is on what nobody has read yet. Letters go
// on in fields for text, and a page is scrolled by a held space.
function once(event: KeyboardEvent): void {
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key !== 'Enter' && (!isLetter || isField(event.target) || event.target === document.body)) return;
  event.preventDefault();
  event.stopPropagation();
}

const isDialog = (target: EventTarget | null): boolean => target instanceof Element && target.closest('dialog') !== null;

const isZone = (typed: string): boolean => scanned(typed).what === 'zone';

let wedge: Wedge = idle; // of the one keyboard: a scan may begin on one page and end on the next

// Listens for the whole page, and gives what keys are bound to. `silent` keys work in fields too, and show nothing.
export function useKeys(areOn: boolean, silent: Readonly<Record<string, () => void>>): Keys {
  const bound = useRef(new Map<string, (() => void)[]>());
  const catcher = useRef<((text: string) => void) | null>(null);
  const state = useRef({ areOn, silent });
  state.current = { areOn, silent };
  useLayoutEffect(() => { // what is seen is heard
    let timer: ReturnType<typeof setTimeout> | undefined;
    let chosen: { readonly list: HTMLSelectElement; readonly value: string } | null = null; // before the first key of what may be a scan
    const forget = (): void => { wedge = idle; };
    const restore = (): void => {
      if (chosen === null || chosen.list.value === chosen.value) return;
      chosen.list.value = chosen.value;
      chosen.list.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const shortcut = (key: string): void => {
      wedge = idle;
      if (state.current.areOn) bound.current.get(key.toLowerCase())?.at(-1)?.();
    };
    const scan = (): void => {
      const { typed, isRead } = wedge;
      wedge = idle;
      if (!isRead) catcher.current?.(typed);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.repeat) return once(event);
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const quiet = state.current.silent[event.key];
      if (quiet !== undefined) {
        event.preventDefault();
        return quiet();
      }
      if ((isField(event.target) && !goesOn(wedge, event.key, event.timeStamp)) || isDialog(event.target)) return;
      const list = event.target instanceof HTMLSelectElement ? event.target : null; // letters choose in it, and a scan is a scan
      const isScanning = wedge.typed !== '';
      if (event.key.length !== 1 && !(event.key === 'Enter' && isScanning)) return;
      if (event.key === ' ' && !isScanning) return; // a button is pressed by it
      const heard = hear(wedge, event.key, event.timeStamp, isZone);
      if (event.key === 'Enter' && heard.is === 'waiting') return; // a button's, after a letter
      clearTimeout(timer);
      wedge = heard.wedge;
      if (heard.is === 'waiting') {
        const { key } = event;
        chosen = list === null ? null : { list, value: list.value };
        if (list !== null || event.target instanceof HTMLTextAreaElement) { // letters of a hand are meant for the field, which reads
          timer = setTimeout(forget, rushMilliseconds);
          return;
        }
        if (bound.current.has(key.toLowerCase())) event.preventDefault();
        timer = setTimeout(() => shortcut(key), rushMilliseconds);
      } else if (list !== null && wedge.typed.length < sureLength) {
        timer = setTimeout(forget, rushMilliseconds); // two letters of a fast hand
      } else {
        event.preventDefault();
        event.stopPropagation(); // nor do its letters answer what the focus is on
        restore();
        if (heard.is === 'whole') catcher.current?.(wedge.typed);
        timer = setTimeout(scan, event.key === 'Enter' ? pauseMilliseconds : lineMilliseconds);
      }
    };
    document.addEventListener('keydown', press, { capture: true });
    if (wedge.typed.length >= sureLength) timer = setTimeout(scan, wedge.isRead ? pauseMilliseconds : lineMilliseconds);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', press, { capture: true });
    };
  }, []);
  const keys = useRef<Omit<Keys, 'areOn'>>({
    bind(key, does) {
      const all = bound.current.get(key) ?? [];
      bound.current.set(key, [...all, does]);
      return () => {
        const left = (bound.current.get(key) ?? []).filter((each) => each !== does);
        if (left.length === 0) bound.current.delete(key);
        else bound.current.set(key, left);
      };
    },
    catch(scan) {
      catcher.current = scan;
      return () => { if (catcher.current === scan) catcher.current = null; };
    },
  });
  const value = useRef<Keys>({ areOn, ...keys.current });
  if (value.current.areOn !== areOn) value.current = { areOn, ...keys.current };
  return value.current;
}
