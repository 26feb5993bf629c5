// Made by tools/outlines.ts when the pages are built.
declare module 'virtual:outlines' {
  import type { Panel } from './panels.ts';
  const panels: readonly Panel[];
  export default panels;
}
