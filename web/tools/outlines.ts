// The outlines of the realm, taken out of world-atlas (Natural Earth, public domain) when the pages are built, and drawn: of the 3.6 MB of
// the whole world a page gets three paths.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { GeoConicProjection } from 'd3-geo';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { conic, frames, type Frame, type Panel } from '../src/centres/panels.ts';

const id = 'virtual:outlines';
const margin = 10;
const detail = 1.4; // shorter steps of a coast, in the units of the panel, are left out
const island = 2; // and islands that are smaller than that

export function outlines(): Plugin {
  return {
    name: 'outlines',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (loaded) => (loaded === `\0${id}` ? `export default ${JSON.stringify(makePanels())};` : null),
  };
}

export function makePanels(): Panel[] {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const world = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  const countries = feature(world, world.objects.countries).features;
  return frames.map((frame) => {
    const found = countries.find((each) => each.id === frame.country);
    if (found === undefined) throw new Error(`world-atlas has no country ${frame.country}`);
    return makePanel(frame, found as Feature<MultiPolygon | Polygon>);
  });
}

function makePanel(frame: Frame, country: Feature<MultiPolygon | Polygon>): Panel {
  const projection = conic(frame).fitExtent([[margin, margin], [frame.width - margin, frame.height - margin]], country);
  const { geometry } = country;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const path = polygons.map((polygon) => polygon.map((ring) => ringPath(projection, ring)).join('')).join('');
  return { ...frame, path, scale: projection.scale(), translate: projection.translate() };
}

// A ring as a closed path, without the points that nobody would see; empty for an island of that size.
function ringPath(projection: GeoConicProjection, ring: readonly Position[]): string {
  const kept: [number, number][] = [];
  for (const [longitude = 0, latitude = 0] of ring) {
    const point = projection([longitude, latitude]);
    const last = kept.at(-1);
    if (point !== null && (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= detail)) kept.push(point);
  }
  const span = (values: number[]): number => Math.max(...values) - Math.min(...values);
  if (kept.length < 3 || Math.max(span(kept.map(([x]) => x)), span(kept.map(([, y]) => y))) < island) return '';
  return `M${kept.map(([x, y]) => `${round(x)},${round(y)}`).join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
