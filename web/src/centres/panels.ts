// The parts of the realm as panels of a map, each with a projection of its own: on one map of all three, Denmark would be a
// dot beside Greenland.
import { geoConicEqualArea, type GeoConicProjection } from 'd3-geo';
import type { Part } from './centres.ts';

export interface Frame {
  readonly part: Part;
  readonly country: string; // ISO 3166-1 numeric, as the outlines are named
  readonly width: number;
  readonly height: number;
  readonly parallels: readonly [number, number]; // along which the conic projection is true
  readonly meridian: number; // upright in the middle
}

export const frames: readonly Frame[] = [
  { part: 'DK', country: '208', width: 560, height: 460, parallels: [55, 57.3], meridian: 11.5 },
  { part: 'GL', country: '304', width: 270, height: 460, parallels: [64, 79], meridian: -42 },
  { part: 'FO', country: '234', width: 270, height: 320, parallels: [61.5, 62.3], meridian: -6.9 },
];

// A panel as it is drawn: the outline, and where the projection puts things.
export interface Panel extends Frame {
  readonly path: string; // of SVG
  readonly scale: number;
  readonly translate: readonly [number, number];
}

export function conic({ parallels: [south, north], meridian }: Frame): GeoConicProjection {
  return geoConicEqualArea().parallels([south, north]).rotate([-meridian, 0]);
}

// Where a place is in the panel, in its units.
export function place(panel: Panel, latitude: number, longitude: number): { x: number; y: number } {
  const [x, y] = conic(panel).scale(panel.scale).translate([...panel.translate])([longitude, latitude]) ?? [0, 0];
  return { x, y };
}
