// The map's outlines: each part is there, drawn small, and its towns lie on its land.
import { expect, test } from 'vitest';
import { place, type Panel } from '../src/centres/panels.ts';
import { makePanels } from './outlines.ts';

const panels = makePanels();

test('each part of the realm has its panel, and together they are light', () => {
  expect(panels.map(({ part }) => part)).toEqual(['DK', 'GL', 'FO']);
  expect(JSON.stringify(panels).length).toBeLessThan(64_000);
});

test('an outline stays within its panel and fills it', () => {
  for (const { path, width, height } of panels) {
    const points = [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    expect(points.length).toBeGreaterThan(50);
    for (const { x, y } of points) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
    const span = (values: number[]): number => Math.max(...values) - Math.min(...values);
    expect(span(points.map(({ x }) => x)) > width - 25 || span(points.map(({ y }) => y)) > height - 25).toBe(true);
  }
});

// Towns well inland, by their part.
const towns: readonly [string, number, number][] = [['DK', 56.136, 8.977], ['DK', 55.436, 11.79], ['GL', 72.58, -38.46], ['FO', 62.2, -7.08]];

test('a town inland lies within the outline', () => {
  for (const [part, latitude, longitude] of towns) {
    const panel = panels.find((each) => each.part === part) as Panel;
    const { x, y } = place(panel, latitude, longitude);
    expect(isWithin(panel.path, x, y), `${part} ${latitude}`).toBe(true);
  }
});

test('west is left and north is up', () => {
  const [denmark] = panels as [Panel];
  const [esbjerg, bornholm, skagen] = [place(denmark, 55.47, 8.45), place(denmark, 55.1, 14.7), place(denmark, 57.72, 10.58)];
  expect(esbjerg.x).toBeLessThan(bornholm.x);
  expect(skagen.y).toBeLessThan(esbjerg.y);
});

// By the even-odd rule.
function isWithin(path: string, x: number, y: number): boolean {
  let inside = false;
  for (const ring of path.split('Z')) {
    const points = [...ring.matchAll(/([\d.]+),([\d.]+)/g)].map(([, a, b]) => [Number(a), Number(b)] as const);
    points.forEach(([ax, ay], index) => {
      const [bx, by] = points[(index + 1) % points.length] as readonly [number, number];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    });
  }
  return inside;
}
