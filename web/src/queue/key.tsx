// The letter that does the same as a button.
import type { JSX } from 'preact';

export function Key({ letter, shown }: { letter: string; shown: boolean }): JSX.Element | null {
  return shown ? <>{' '}<kbd>{letter.toUpperCase()}</kbd></> : null;
}
