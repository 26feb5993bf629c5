// A drawing for each kind of document: its shape and one sign, our own, after no real document and with no emblem.
import type { JSX } from 'preact';

type Sheet = 'card' | 'yellow-card' | 'booklet' | 'paper';

// Signs stand in a square of 16 by 16.
const signs = {
  car: 'M1.5 10V8l2-3.5h8L14 8v2.5H1.5M4.5 12.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M11 12.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3',
  globe: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M1.5 8h13M8 1.5c-4 4-4 9 0 13 4-4 4-9 0-13',
  house: 'M2 8 8 2.5 14 8M4 7v6.5h8V7M7 13.5V10h2v3.5',
  columns: 'M1.5 6 8 2l6.5 4zM3.5 6v6M8 6v6M12.5 6v6M1.5 13.5h13',
  tower: 'M3 14V6h3V2.5h4V6h3v8zM7 14v-3h2v3M8 2.5V.8',
  cross: 'M6 2h4v4h4v4h-4v4H6v-4H2V6h4z',
  star: 'm8 1.5 2 4.3 4.6.6-3.4 3.2.9 4.7L8 12l-4.1 2.3.9-4.7L1.4 6.4l4.6-.6z',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14.5c0-7 11-7 11 0z',
  drop: 'M8 1.5c3 4 4.5 6 4.5 8.5a4.5 4.5 0 0 1-9 0C3.5 7.5 5 5.5 8 1.5',
  cradle: 'M2 7h12c0 6-12 6-12 0M9 7c0-4 5-4 5 0M2 14.5q6-3 12 0',
  name: 'M1.5 4h13v8.5h-13zM4 9.5h8M4 7h5',
  digits: 'M1.5 5h5.5v6H1.5zM9 5h5.5v6H9zM3.3 5v6M5.1 5v6M10.8 5v6M12.6 5v6M7 8h2',
  percent: 'M13 3 3 13M4.5 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M11.5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  forecast: 'M2 4h12v10H2zM2 7h12M5 2v3M11 2v3M5 10.5h5M8.5 9l1.5 1.5L8.5 12',
  coins: 'M6 7.5c2.5 0 4.5-1 4.5-2.2S8.5 3 6 3 1.5 4 1.5 5.3 3.5 7.5 6 7.5M1.5 5.3V9c0 1.2 2 2.2 4.5 2.2M10.5 5.3v1.5M10 13c2.5 0 4.5-1 4.5-2.2s-2-2.3-4.5-2.3-4.5 1-4.5 2.3S7.5 13 10 13M5.5 10.8V13c0 1.2 2 2.2 4.5 2.2s4.5-1 4.5-2.2v-2.2',
  question: 'M5 6c0-4.5 6.5-4.5 6.5-.5C11.5 8 8 8 8 10.5M8 13v1',
} as const;

const drawings: Readonly<Record<string, { sheet: Sheet; sign: readonly (keyof typeof signs)[] }>> = {
  'driving-licence': { sheet: 'card', sign: ['car'] },
  passport: { sheet: 'booklet', sign: ['globe'] },
  'residence-permit': { sheet: 'card', sign: ['house'] },
  'foreign-ministry-id-card': { sheet: 'card', sign: ['columns'] },
  'national-id-card': { sheet: 'card', sign: ['globe'] },
  'municipal-id-card': { sheet: 'card', sign: ['tower'] },
  'health-card': { sheet: 'yellow-card', sign: ['cross'] },
  'special-health-card': { sheet: 'yellow-card', sign: ['star'] },
  'residence-certificate': { sheet: 'paper', sign: ['house'] },
  'personal-certificate': { sheet: 'paper', sign: ['person'] },
  'baptism-certificate': { sheet: 'paper', sign: ['drop'] },
  'birth-certificate': { sheet: 'paper', sign: ['cradle'] },
  'birth-and-baptism-certificate': { sheet: 'paper', sign: ['cradle', 'drop'] },
  'birth-and-name-certificate': { sheet: 'paper', sign: ['cradle', 'name'] },
  'cpr-certificate': { sheet: 'paper', sign: ['digits'] },
  'tax-assessment-notice': { sheet: 'paper', sign: ['percent'] },
  'preliminary-income-assessment': { sheet: 'paper', sign: ['forecast'] },
  'public-benefit-documentation': { sheet: 'paper', sign: ['coins'] },
};

// The drawing of a kind; a kind that has none yet gets a sheet with a question mark.
export function Drawing({ kind }: { kind: string }): JSX.Element {
  const { sheet, sign } = drawings[kind] ?? { sheet: 'paper', sign: ['question'] };
  return (
    <svg class={`drawing drawing-${sheet}`} viewBox="0 0 64 48" aria-hidden="true" focusable="false">
      {sheets[sheet]}
      {sign.map((each, index) => {
        const place = sign.length === 1 ? places[sheet] : places[sheet] + index * 15 - 9;
        const size = sign.length === 1 ? 1 : 0.8;
        return <path key={each} class="drawing-sign" d={signs[each]} transform={`translate(${place} ${sheet === 'paper' ? 10 : 16}) scale(${size})`} />;
      })}
    </svg>
  );
}

const places: Readonly<Record<Sheet, number>> = { card: 38, 'yellow-card': 40, booklet: 24, paper: 24 };

const face = (
  <>
    <rect class="drawing-field" x="9" y="13" width="17" height="22" rx="2" />
    <path class="drawing-face" d="M17.5 23.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M11 33.5c0-10 13-10 13 0z" />
  </>
);

const sheets: Readonly<Record<Sheet, JSX.Element>> = {
  card: (
    <>
      <rect class="drawing-sheet" x="3" y="6" width="58" height="36" rx="4" />
      {face}
      <path class="drawing-line" d="M31 36.5h24" />
    </>
  ),
  'yellow-card': (
    <>
      <rect class="drawing-sheet" x="3" y="6" width="58" height="36" rx="4" />
      <path class="drawing-line" d="M9 15h22M9 21h26M9 27h16M9 36h20" />
    </>
  ),
  booklet: (
    <>
      <rect class="drawing-sheet" x="15" y="2" width="34" height="44" rx="3" />
      <path class="drawing-line" d="M22 9h20M24 39h16" />
    </>
  ),
  paper: (
    <>
      <path class="drawing-sheet" d="M13 2h29l9 9v35H13z" />
      <path class="drawing-line" d="M42 2v9h9M20 32h24M20 37h24M20 42h15" />
    </>
  ),
};
