// Who is measured, in which modes, over how many cases, and what each could not say.

export interface EngineMode {
  readonly peer: string;
  readonly mode: string;
  readonly cases: number; // timed a round; every mode is checked on all cases first
  readonly name: string;
  readonly group: 'ours' | 'whole' | 'lists';
  readonly tells: string;
  readonly note: string;
}

const all = 100_000;
// Worked out for every peer; documents and reasons, where they aren't told, would be more expressions or policies.
const outside = 'calendar months';

export const engines: readonly EngineMode[] = [
  { peer: 'ours', mode: 'explained', cases: all, name: 'Skranke, `policy::decide`', group: 'ours',
    tells: 'list, documents, lines, reasons', note: '' },
  { peer: 'ours', mode: 'advised', cases: all, name: '… and up to 20 sets of advice', group: 'ours', tells: '… and advice', note: '' },
  { peer: 'ours', mode: 'text', cases: all, name: '… from JSON text to JSON text', group: 'ours', tells: 'as the first', note: '' },
  { peer: 'ours', mode: 'text_advised', cases: all, name: '… with advice', group: 'ours', tells: '… and advice', note: '' },
  { peer: 'clips', mode: 'whole', cases: all, name: 'CLIPS 6.30 (C, Rete)', group: 'whole', tells: 'list, documents',
    note: `${outside}; exceptions of a condition` },
  { peer: 'clips', mode: 'explained', cases: all, name: '… with reasons', group: 'whole', tells: 'list, documents, reasons',
    note: 'a rule for each reason of each kind' },
  { peer: 'cel', mode: 'whole', cases: all, name: 'CEL, cel-js 8.0.0', group: 'whole', tells: 'list',
    note: `${outside}; one value comes out` },
  { peer: 'zen', mode: 'whole', cases: 20_000, name: 'GoRules zen 0.54.0 (Rust)', group: 'whole', tells: 'list',
    note: outside },
  { peer: 'cedar', mode: 'whole_list_only', cases: 5_000, name: 'Cedar 4.13.0 (Rust, WebAssembly)', group: 'whole', tells: 'list',
    note: `${outside}; no quantifier: each position and pair is written out, for 4 documents at most; a rejection has no reasons` },
  { peer: 'cedar', mode: 'whole', cases: 5_000, name: '… a policy for each position', group: 'whole', tells: 'list, documents', note: 'as above' },
  { peer: 'rules_engine', mode: 'whole', cases: 2_000, name: 'json-rules-engine 7.3.1', group: 'whole', tells: 'list',
    note: `${outside}; the fields of one document together: it runs for each, then over what was found` },
  { peer: 'cel', mode: 'lists', cases: all, name: 'CEL, lists only', group: 'lists', tells: 'list', note: '' },
  { peer: 'clips', mode: 'lists', cases: all, name: 'CLIPS, lists only', group: 'lists', tells: 'list, documents', note: '' },
  { peer: 'zen', mode: 'lists', cases: 20_000, name: 'zen, lists only', group: 'lists', tells: 'list', note: '' },
  { peer: 'cedar', mode: 'lists', cases: 20_000, name: 'Cedar, lists only', group: 'lists', tells: 'list', note: '' },
  { peer: 'rules_engine', mode: 'lists', cases: 5_000, name: 'json-rules-engine, lists only', group: 'lists', tells: 'list', note: '' },
];
