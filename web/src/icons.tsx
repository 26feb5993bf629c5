// Small signs beside words; the words carry the meaning.
import type { JSX } from 'preact';

export function Tick(): JSX.Element {
  return sign('m5 12.5 4.5 4.5L19 7');
}

export function Cross(): JSX.Element {
  return sign('m6 6 12 12M18 6 6 18');
}

export function Question(): JSX.Element {
  return sign('M8.5 9c0-5 8-5 8-.5 0 3-4 3-4 6.5M12.5 18.5v.5');
}

function sign(path: string): JSX.Element {
  return (
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
