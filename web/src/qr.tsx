// A QR code as one SVG path.
import { encode } from 'uqr';
import type { JSX } from 'preact';

// The modules of `text`, true for dark, with the quiet zone of four that readers need; null where it is too long.
export function modules(text: string): readonly (readonly boolean[])[] | null {
  try {
    return encode(text, { ecc: 'M', border: 4 }).data;
  } catch {
    return null; // more than the largest symbol holds
  }
}

export function QrCode({ text, label }: { text: string; label: string }): JSX.Element | null {
  const rows = modules(text);
  if (rows === null) return null;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
