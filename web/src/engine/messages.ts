// What the page and the worker with the engine say to each other.

export interface Start {
  readonly code: ArrayBuffer; // engine.wasm
  readonly rules: ArrayBuffer; // GET /api/v1/policies/{id}/program
}

export interface Asked {
  readonly id: number;
  readonly text: string | Uint8Array; // the case as JSON
  readonly today: string;
}

export type Said =
  | { readonly ready: true }
  | { readonly ready: false; readonly why: string }
  | { readonly id: number; readonly line: string } // as `skranke check --jsonl --advice all --next` has it
  | { readonly id: number; readonly broken: string };
