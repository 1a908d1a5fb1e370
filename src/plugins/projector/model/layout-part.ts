// UMAP's layout, by one member: each step changes what the next one sees.
import type { Engine } from './engine.ts';

export interface LayoutPart {
  readonly components: 2 | 3;
  /** Row-major. */
  readonly positions: Float32Array;
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** Epochs from one turn of an edge to the next, 1 or more. */
  readonly periods: Float32Array;
  readonly a: number;
  readonly b: number;
  readonly seed: number;
}

export interface EpochPart {
  readonly epoch: number;
  readonly rate: number;
}

/** Pointers into the engine, and what stays the same in all epochs. */
export interface LayoutState {
  readonly part: Pick<LayoutPart, 'components' | 'a' | 'b'>;
  readonly rows: number;
  readonly edges: number;
  readonly positions: number;
  readonly heads: number;
  readonly tails: number;
  readonly periods: number;
  readonly due: number;
  readonly dueNegative: number;
}

/** Pushes of an edge for each of its pulls; the kernel's own number. */
const NEGATIVES = 5;

export function enterLayout(engine: Engine, part: LayoutPart): LayoutState {
  engine.kernels.seedLayout(part.seed >>> 0, Math.floor(part.seed / 2 ** 32) >>> 0);
  return {
    part,
    rows: part.positions.length / part.components,
    edges: part.heads.length,
    positions: engine.put(part.positions),
    heads: engine.put(part.heads),
    tails: engine.put(part.tails),
    periods: engine.put(part.periods),
    due: engine.put(part.periods),
    dueNegative: engine.put(part.periods.map((period) => period / NEGATIVES)),
  };
}

/** Positions after the epoch, row-major. */
export function layoutEpoch(engine: Engine, state: LayoutState, { epoch, rate }: EpochPart): Float32Array {
  const { part, rows, edges } = state;
  engine.kernels.layoutEpoch(
    state.positions,
    rows,
    part.components,
    state.heads,
    state.tails,
    state.periods,
    state.due,
    state.dueNegative,
    edges,
    epoch,
    rate,
    part.a,
    part.b,
  );
  return engine.floats(state.positions, rows * part.components).slice();
}
