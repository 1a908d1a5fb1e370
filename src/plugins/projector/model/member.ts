// One thread of a team: it holds the points and does its part of each task.
import { Engine, type Kernels } from './engine.ts';
import { type EdgesState, enterEdges, forces } from './forces-part.ts';
import { enterLayout, type LayoutState, layoutEpoch } from './layout-part.ts';
import { multiply } from './multiply-part.ts';
import { enterSpace, findNeighbours, type SpaceState } from './neighbours-part.ts';
import type { PointSet } from './point-set.ts';
import { type ScatterState, scatter } from './scatter-part.ts';
import type { Parts } from './team.ts';

/** What does each kind of part. */
export type PartHandlers = { readonly [K in keyof Parts]: (part: Parts[K]['part']) => Parts[K]['answer'] };

/** Handlers that share one engine; parts of one task come in the order that its file states. */
export function memberOf(kernels: Kernels): PartHandlers {
  const engine = new Engine(kernels);
  const empty = kernels.mark();
  const scattered: ScatterState = { sums: 0 };
  let points: PointSet = { rows: 0, dimensions: 0, values: new Float32Array(0) };
  let space: SpaceState | undefined;
  let edges: EdgesState | undefined;
  let layout: LayoutState | undefined;
  return {
    hold: (held) => {
      // A task begins with its points: what the last one left in the engine is garbage.
      kernels.release(empty);
      points = held;
      return undefined;
    },
    scatter: (part) => scatter(engine, scattered, points, part),
    multiply: (part) => multiply(engine, points, part),
    space: (part) => {
      kernels.release(empty);
      space = enterSpace(engine, part);
      return undefined;
    },
    neighbours: (part) => findNeighbours(engine, entered(space), part),
    edges: (part) => {
      kernels.release(empty);
      edges = enterEdges(engine, part);
      return undefined;
    },
    forces: (part) => forces(engine, entered(edges), part),
    layout: (part) => {
      kernels.release(empty);
      layout = enterLayout(engine, part);
      return undefined;
    },
    epoch: (part) => layoutEpoch(engine, entered(layout), part),
  };
}

function entered<State>(state: State | undefined): State {
  if (state === undefined) throw new Error('a part came before what it works on');
  return state;
}
