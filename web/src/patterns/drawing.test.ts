// What is drawn of an alert.
import { expect, test } from 'vitest';
import type { Alert, Statement } from './alerts.ts';
import { draw, path, shortName } from './drawing.ts';

function alertOf(rule: string, pairs: readonly (readonly [string, string])[], more: Partial<Statement> = {}): Alert {
  const statements = pairs.map(([witness, applicant]) => ({
    day: '2026-03-01', witness, applicant, officer: 'o', centre: 'c', face_bound: false, professional: false, ...more,
  }));
  return { rule, first_day: '2026-03-01', last_day: '2026-03-01', persons: [...new Set(pairs.flat())], officers: ['o'], centres: ['c'], statements };
}

test('a chain reads from left to right', () => {
  const { nodes, edges, left } = draw(alertOf('chain', [['c', 'd'], ['a', 'b'], ['b', 'c']]));
  expect([...nodes].sort((a, b) => a.x - b.x).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  expect(edges.length).toBe(3);
  expect(left).toBe(0);
});

test('in a ring every statement has its edge, the way back too', () => {
  const { nodes, edges } = draw(alertOf('cycle', [['a', 'b'], ['b', 'c'], ['c', 'a']]));
  expect(nodes.length).toBe(3);
  expect(edges.map(({ from, to }) => [from, to])).toContainEqual(['person c', 'person a']);
  for (const { points } of edges) expect(points.length).toBeGreaterThan(1);
});

test('two who vouch for each other have two edges', () => {
  expect(draw(alertOf('reciprocal', [['a', 'b'], ['b', 'a']])).edges.length).toBe(2);
});

test('statements of the same two are one edge with their number', () => {
  const { edges } = draw(alertOf('star', [['a', 'b'], ['a', 'b'], ['a', 'c']]));
  expect(edges.map(({ count }) => count)).toEqual([2, 1]);
});

test('the officer or the centre stands in between where the rule is about them', () => {
  expect(draw(alertOf('same-officer', [['a', 'b'], ['a', 'c']])).nodes.map(({ kind }) => kind).sort()).toEqual(['officer', 'person', 'person', 'person']);
  expect(draw(alertOf('centre-burst', [['a', 'b']])).edges.map(({ to }) => to)).toEqual(['centre c', 'person b']);
});

test('an id is an id, whatever it is called', () => {
  const { nodes, edges } = draw(alertOf('star', [['__proto__', 'constructor'], ['person a', 'officer o']]));
  expect(nodes.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'person a', 'officer o']);
  expect(edges.length).toBe(2);
});

test('everything lies inside of the drawing, the bends of its lines too', () => {
  const star = Array.from({ length: 40 }, (_, index) => ['w', `a${index}`] as const);
  const all = ['a', 'b', 'c', 'd', 'e'];
  const everybody = all.flatMap((from) => all.filter((to) => to !== from).map((to) => [from, to] as const));
  for (const pairs of [star, everybody]) {
    const { width, height, nodes, edges } = draw(alertOf('dense-group', pairs));
    for (const { x, y } of [...nodes, ...edges.flatMap(({ points }) => points)]) {
      expect(x > 0 && x < width && y > 0 && y < height, `${x} ${y} in ${width} ${height}`).toBe(true);
    }
  }
});

test('a crowd is drawn in part, and the rest is counted', () => {
  const pairs = Array.from({ length: 1000 }, (_, index) => ['w', `a${index}`] as const);
  const { nodes, left } = draw(alertOf('professional-load', pairs));
  expect(nodes.length).toBe(151);
  expect(left).toBe(850);
});

test('a line goes through its ends', () => {
  expect(path([{ x: 0, y: 0 }, { x: 10, y: 5 }])).toBe('M0 0L10 5');
  expect(path([{ x: 0, y: 0 }, { x: 10, y: 5 }, { x: 20, y: 0 }])).toBe('M0 0Q10 5 20 0');
});

test('a long id is shown by its ends', () => {
  expect(shortName('short')).toBe('short');
  expect(shortName('0123456789abcdef0123')).toBe('012345…ef0123');
});
