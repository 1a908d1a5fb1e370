// A member's part of the forces of t-SNE: attraction of some rows, repulsion of some points along the tree's curve.
import type { Engine } from './engine.ts';

/** Edges of rows: those of row i stand from begins[i] to begins[i + 1], a multiple of 4. */
export interface EdgeLists {
  readonly begins: Uint32Array;
  readonly numbers: Int32Array;
  readonly weights: Float32Array;
}

/** What stays the same in all steps. `edges` are those of the rows `from` to `to` alone. */
export interface EdgesPart {
  readonly rows: number;
  readonly components: 2 | 3;
  readonly from: number;
  readonly to: number;
  readonly edges: EdgeLists;
  /** Points along the curve that this member repels, in pieces of `CURVE_PIECE`. */
  readonly curveFrom: number;
  readonly curveTo: number;
  /** 0 looks at each pair of points. */
  readonly theta: number;
}

/** Points whose sums are added up apart, so that the total does not depend on how many members there are. */
export const CURVE_PIECE = 256;

/** Coordinate by coordinate: all x, then all y. */
export interface ForcesPart {
  readonly positions: Float32Array;
  readonly withLog: boolean;
}

/** Coordinate by coordinate, as long as the member's share. */
export interface Forces {
  readonly attraction: Float32Array;
  readonly repulsion: Float32Array;
  /** Which point each element of `repulsion` belongs to. */
  readonly order: Int32Array;
  /** Of 1 / (1 + d²) over the pairs of each piece of the curve, each point with itself included. */
  readonly pairSums: Float64Array;
  /** Of p log(1 + d²) over the member's edges, each row apart from nothing; 0 where it was not asked for. */
  readonly logSum: number;
}

/** What a member keeps from step to step: pointers into its engine. */
export interface EdgesState {
  readonly part: Omit<EdgesPart, 'edges'>;
  readonly begins: number;
  readonly numbers: number;
  readonly weights: number;
  readonly positions: number;
  readonly attraction: number;
  readonly repulsion: number;
}

export function enterEdges(engine: Engine, { edges, ...part }: EdgesPart): EdgesState {
  const { rows, components, from, to, curveFrom, curveTo } = part;
  engine.kernels.prepareTree(rows, components);
  return {
    part,
    begins: engine.put(edges.begins),
    numbers: engine.put(edges.numbers),
    weights: engine.put(edges.weights),
    positions: engine.allocate(rows * components * 4),
    attraction: engine.allocate((to - from) * components * 4),
    repulsion: engine.allocate((curveTo - curveFrom + 4) * components * 4),
  };
}

export function forces(engine: Engine, state: EdgesState, { positions, withLog }: ForcesPart): Forces {
  const { kernels } = engine;
  const { rows, components, from, to, curveFrom, curveTo, theta } = state.part;
  engine.floats(state.positions, positions.length).set(positions);
  kernels.attract(
    state.positions,
    rows,
    components,
    from,
    to,
    state.begins,
    state.numbers,
    state.weights,
    state.attraction,
    withLog,
  );
  kernels.plant(state.positions);
  const share = curveTo - curveFrom;
  const repulsion = new Float32Array(share * components);
  const pairSums = new Float64Array(Math.ceil(share / CURVE_PIECE));
  for (let piece = 0; piece < pairSums.length; piece++) {
    const begin = curveFrom + piece * CURVE_PIECE;
    const end = Math.min(curveTo, begin + CURVE_PIECE);
    kernels.repel(begin, end, theta, state.repulsion);
    pairSums[piece] = kernels.pairSum.value;
    const room = Math.ceil((end - begin) / 4) * 4;
    for (let c = 0; c < components; c++) {
      const found = engine.floats(state.repulsion + c * room * 4, end - begin);
      repulsion.set(found, c * share + begin - curveFrom);
    }
  }
  return {
    attraction: engine.floats(state.attraction, (to - from) * components).slice(),
    repulsion,
    order: engine.ints((kernels.orderPointer() >>> 0) + curveFrom * 4, share).slice(),
    pairSums,
    logSum: kernels.logSum.value,
  };
}
