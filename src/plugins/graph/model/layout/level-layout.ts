// One scope laid out by itself: boxes and what leads from one to another, from top to bottom.
import { layout as dagreLayout, Graph, graphlib } from '@dagrejs/dagre';
import { layeredLayout } from './layered-layout.ts';

/** A box to be placed, or a place on the border: those of `in` above all boxes, of `out` below. */
export interface BoxToPlace {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly port?: 'in' | 'out';
}

export interface LineToPlace {
  readonly from: number;
  readonly to: number;
}

/** Pixels at scale 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Middles of boxes in their order, and ways of lines in theirs; everything within 0 and width, 0 and height. */
export interface LevelLayout {
  readonly boxes: readonly Point[];
  readonly lines: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

export const BETWEEN_BOXES = 24;
export const BETWEEN_RANKS = 30;
/**
 * Beyond these dagre takes too long, and deep graphs overflow its stack. 200 boxes and 300 lines take it 0.4 s, 60 and
 * 80 take 60 ms, on two loaded cores (2026-11-28).
 */
const MOST_BOXES = 120;
const MOST_LINES = 240;

/** The same for the same input. Boxes do not overlap. Lines of a box to itself have no points. */
export function levelLayout(boxes: readonly BoxToPlace[], lines: readonly LineToPlace[]): LevelLayout {
  const small = boxes.length <= MOST_BOXES && lines.length <= MOST_LINES;
  return small ? byDagre(boxes, lines) : layeredLayout(boxes, lines);
}

const TOP = 'top';
const BOTTOM = 'bottom';

function byDagre(boxes: readonly BoxToPlace[], lines: readonly LineToPlace[]): LevelLayout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: BETWEEN_BOXES, ranksep: BETWEEN_RANKS, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(String(id), { width, height });
  const drawn = lines
    .map(({ from, to }, at) => ({ from, to, name: String(at) }))
    .filter(({ from, to }) => from !== to);
  for (const { from, to, name } of drawn) graph.setEdge(String(from), String(to), {}, name);
  holdPorts(graph, boxes, drawn);
  dagreLayout(graph);
  const points = boxes.map(({ id }) => graph.node(String(id)) as Point);
  const ways = lines.map(({ from, to }, at) =>
    from === to
      ? []
      : (graph.edge(String(from), String(to), String(at)) as { points: Point[] }).points.map(({ x, y }) => ({
          x,
          y,
        })),
  );
  return withinBounds(boxes, points, ways);
}

/** Two boxes of no size hold what comes in above everything and what goes out below. */
function holdPorts(graph: Graph, boxes: readonly BoxToPlace[], lines: readonly LineToPlace[]): void {
  const hasIn = new Set(lines.map(({ to }) => to));
  const hasOut = new Set(lines.map(({ from }) => from));
  // Any box of a circle may come to stand first or last in it.
  const inCircle = new Set(graphlib.alg.findCycles(graph).flat().map(Number));
  for (const [side, name] of [
    ['in', TOP],
    ['out', BOTTOM],
  ] as const) {
    if (!boxes.some(({ port }) => port === side)) continue;
    graph.setNode(name, { width: 0, height: 0 });
    for (const { id, port } of boxes) {
      const isEnd = inCircle.has(id) || (side === 'in' ? !hasIn.has(id) : !hasOut.has(id));
      if (port !== side && (port !== undefined || !isEnd)) continue;
      const [from, to] = side === 'in' ? [name, String(id)] : [String(id), name];
      // Boxes keep off the border, where the title is.
      const tie = port === side ? { weight: 100, minlen: 1 } : { weight: 0, minlen: 2 };
      graph.setEdge(from, to, tie, `${name}${id}`);
    }
  }
}

/** Moved so that nothing lies outside. */
export function withinBounds(
  boxes: readonly BoxToPlace[],
  middles: readonly Point[],
  ways: readonly (readonly Point[])[],
): LevelLayout {
  const corners = middles.flatMap(({ x, y }, at) => {
    const { width = 0, height = 0 } = boxes[at] ?? {};
    return [
      { x: x - width / 2, y: y - height / 2 },
      { x: x + width / 2, y: y + height / 2 },
    ];
  });
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of [...corners, ...ways.flat()]) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (corners.length === 0) return { boxes: [], lines: [], width: 0, height: 0 };
  const moved = ({ x, y }: Point) => ({ x: x - left, y: y - top });
  return {
    boxes: middles.map(moved),
    lines: ways.map((way) => way.map(moved)),
    width: right - left,
    height: bottom - top,
  };
}
