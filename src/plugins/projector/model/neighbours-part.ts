// A member's part of a graph of nearest neighbours, exact: all points with all.
import type { Engine } from './engine.ts';
import { paddedTo } from './scatter-part.ts';

export interface NeighboursPart {
  readonly count: number;
  /** Whose neighbours. */
  readonly from: number;
  readonly to: number;
}

/** Row-major, `count` a point, nearest first: numbers of the neighbours and squared distances. */
export interface NeighbourLists {
  readonly numbers: Int32Array;
  readonly squares: Float32Array;
}

/** Where the points lie in a member's engine. */
export interface SpaceState {
  rows: number;
  dimensions: number;
  values: number;
  panels: number;
  norms: number;
}

/** What is compared: few coordinates a point, row-major. */
export interface SpacePart {
  readonly rows: number;
  readonly dimensions: number;
  readonly values: Float32Array;
}

export function enterSpace(engine: Engine, { rows, dimensions, values }: SpacePart): SpaceState {
  const all = paddedTo(rows);
  // The kernel looks up to 3 rows beyond the last.
  const at = engine.allocate((rows + 3) * dimensions * 4);
  engine.floats(at, values.length).set(values);
  const panels = engine.allocate(all * dimensions * 4);
  const norms = engine.allocate(all * 4);
  engine.kernels.packRows(at, rows, dimensions, panels);
  engine.kernels.squareNorms(at, rows, dimensions, norms);
  return { rows, dimensions, values: at, panels, norms };
}

export function findNeighbours(engine: Engine, space: SpaceState, part: NeighboursPart): NeighbourLists {
  const { count, from, to } = part;
  const length = (to - from) * count;
  return engine.within(() => {
    const squares = engine.allocate(length * 4);
    const numbers = engine.allocate(length * 4);
    const { values, dimensions, panels, norms, rows } = space;
    engine.kernels.findNeighbours(values, dimensions, panels, norms, rows, from, to, count, squares, numbers);
    return {
      numbers: engine.ints(numbers, length).slice(),
      squares: engine.floats(squares, length).slice(),
    };
  });
}
