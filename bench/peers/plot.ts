// The table as a picture: a bar for each engine on a logarithmic axis, our own the shortest.
import type { EngineMode } from './engines.ts';

export interface Row extends EngineMode {
  readonly ns: number;
  readonly least: number;
  readonly most: number;
  readonly times: number; // ours, in the same round
  readonly load_ms: number;
}

const width = 760;
const left = 250;
const right = width - 70;
const row_height = 26;
const top = 58;
const ns_min = 10;
const ns_max = 1e7;

const xOf = (ns: number): number => left + (Math.log10(ns / ns_min) / Math.log10(ns_max / ns_min)) * (right - left);
const fixed = (value: number): string => value.toFixed(1);
const timeOf = (ns: number): string => (ns < 1e3 ? `${ns} ns` : ns < 1e6 ? `${ns / 1e3} µs` : `${ns / 1e6} ms`);

function text(x: number, y: number, anchor: string, words: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${words}</text>\n`;
}

function bar(row: Row, y: number): string {
  const start = xOf(ns_min);
  const times = row.times === 1 ? '' : `${Math.round(row.times).toLocaleString('en')} ×`;
  return text(left - 8, y + 14, 'end', row.name.replaceAll('`', '')) +
    `<rect class="${row.group}" x="${fixed(start)}" y="${fixed(y)}" width="${fixed(xOf(row.ns) - start)}" height="18"/>\n` +
    `<line class="spread" x1="${fixed(xOf(row.least))}" x2="${fixed(xOf(row.most))}" y1="${fixed(y + 9)}" y2="${fixed(y + 9)}"/>\n` +
    text(Math.max(xOf(row.most), xOf(row.ns)) + 6, y + 14, 'start', times);
}

export function draw(rows: readonly Row[]): string {
  const shown = rows.filter(({ peer, mode, group }) => group !== 'ours' || (peer === 'ours' && (mode === 'explained' || mode === 'advised')));
  const bottom = top + shown.length * row_height;
  const ticks = [10, 100, 1e3, 1e4, 1e5, 1e6, 1e7];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 52}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="13">
<title id="title">Processor time of one decision in six engines, logarithmic, with how many times ours it is</title>
<style>
text{fill:#222}.grid{stroke:#888;stroke-opacity:.35}.ours{fill:#1f6feb}.whole{fill:#d97706}.lists{fill:#9aa0a6}.spread{stroke:#222;stroke-width:2}
@media (prefers-color-scheme:dark){text{fill:#eee}.spread{stroke:#eee}}
</style>
${text(12, 24, 'start', 'One decision, one core')}<rect class="ours" x="250" y="13" width="12" height="12"/>
${text(268, 24, 'start', 'ours')}<rect class="whole" x="330" y="13" width="12" height="12"/>
${text(348, 24, 'start', 'the whole policy')}<rect class="lists" x="480" y="13" width="12" height="12"/>
${text(498, 24, 'start', 'the lists only')}${ticks.map((ns) => `<line class="grid" x1="${fixed(xOf(ns))}" x2="${fixed(xOf(ns))}" y1="${top - 8}" y2="${bottom}"/>\n${text(xOf(ns), bottom + 18, 'middle', timeOf(ns))}`).join('')}${shown.map((row, index) => bar(row, top + index * row_height)).join('')}${text((left + right) / 2, bottom + 40, 'middle', 'Processor time a case (logarithmic)')}</svg>
`;
}
