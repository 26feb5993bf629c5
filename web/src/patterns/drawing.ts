// Where the persons and statements of an alert stand when it is drawn.
//
// The places are those of dagre's layered layout, from witness to applicant, so that a chain reads from left to right, a star fans out
// and a ring shows the way back. Pure: the same alert gives the same drawing.
import { Graph, layout } from '@dagrejs/dagre';
import type { Alert, Statement } from './alerts.ts';

export type NodeKind = 'person' | 'officer' | 'centre';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Node extends Point {
  readonly id: string; // of the node: unique in the drawing
  readonly kind: NodeKind;
  readonly name: string; // the opaque id of whom or what it stands for; x and y are its middle
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly count: number; // statements
  readonly faceBound: boolean; // for all of them, a face was compared with a picture
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly left: number; // statements that are not drawn
}

export const nodeWidth = 132;
export const nodeHeight = 36;
const margin = 12;
const statementsMax = 150; // more than that can't be told apart in a drawing, and takes long

// Rules about where or before whom a witness vouched are drawn with the centre or the officer in between.
const between: Readonly<Record<string, Exclude<NodeKind, 'person'>>> = { 'same-officer': 'officer', 'centre-burst': 'centre' };

export function draw(alert: Alert): Drawing {
  const drawn = alert.statements.slice(0, statementsMax);
  const graph = new Graph({ directed: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 72 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = new Map<string, { kind: NodeKind; name: string }>();
  const node = (kind: NodeKind, name: string): string => {
    const id = `${kind} ${name}`;
    if (!nodes.has(id)) {
      nodes.set(id, { kind, name });
      graph.setNode(id, { width: nodeWidth, height: nodeHeight });
    }
    return id;
  };
  const edges = new Map<string, { from: string; to: string; statements: Statement[] }>();
  const connect = (from: string, to: string, statement: Statement): void => {
    const id = JSON.stringify([from, to]);
    const edge = edges.get(id) ?? { from, to, statements: [] };
    edge.statements.push(statement);
    edges.set(id, edge);
    graph.setEdge(from, to, {});
  };
  const via = between[alert.rule];
  for (const statement of drawn) {
    const witness = node('person', statement.witness);
    const applicant = node('person', statement.applicant);
    if (via === undefined) connect(witness, applicant, statement);
    else {
      const middle = node(via, statement[via]);
      connect(witness, middle, statement);
      connect(middle, applicant, statement);
    }
  }
  layout(graph);
  return framed({
    nodes: [...nodes].map(([id, { kind, name }]) => {
      const { x, y } = graph.node(id) as Point;
      return { id, kind, name, x, y };
    }),
    edges: [...edges.values()].map(({ from, to, statements }) => ({
      from,
      to,
      count: statements.length,
      faceBound: statements.every((each) => each.face_bound),
      points: (graph.edge(from, to) as { points: Point[] }).points,
    })),
    left: alert.statements.length - drawn.length,
  });
}

// Moved so that all of it lies right and below of the corner: the layout's own frame leaves out where edges bend.
function framed({ nodes, edges, left }: Omit<Drawing, 'width' | 'height'>): Drawing {
  const bends = edges.flatMap(({ points }) => points);
  const xs = [...nodes.flatMap(({ x }) => [x - nodeWidth / 2, x + nodeWidth / 2]), ...bends.map(({ x }) => x)];
  const ys = [...nodes.flatMap(({ y }) => [y - nodeHeight / 2, y + nodeHeight / 2]), ...bends.map(({ y }) => y)];
  const [top, start] = [Math.min(...ys) - margin, Math.min(...xs) - margin];
  const moved = <T extends Point>(point: T): T => ({ ...point, x: point.x - start, y: point.y - top });
  return {
    width: Math.ceil(Math.max(...xs) + margin - start),
    height: Math.ceil(Math.max(...ys) + margin - top),
    nodes: nodes.map(moved),
    edges: edges.map((edge) => ({ ...edge, points: edge.points.map(moved) })),
    left,
  };
}

// A line through the points, round at its bends.
export function path(points: Edge['points']): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    const last = index === rest.length - 2;
    const end = last ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
  });
  const [only] = rest;
  const straight = rest.length === 1 && only !== undefined ? `L${round(only.x)} ${round(only.y)}` : '';
  return `M${round(first.x)} ${round(first.y)}${straight}${bends.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

// What fits into a node; the whole is said by its title and by the table.
export function shortName(name: string): string {
  const most = 14;
  return name.length <= most ? name : `${name.slice(0, 6)}…${name.slice(-6)}`;
}
