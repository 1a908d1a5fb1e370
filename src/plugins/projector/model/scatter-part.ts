// A member's part of a covariance matrix: some bands of 8 of its rows, for the points of each block in turn.
import type { Engine } from './engine.ts';
import type { PointSet } from './point-set.ts';

/** Rows that are packed at once: their panels fit the first cache, and float32 sums over so many are exact enough. */
export const BLOCK_ROWS = 256;
/** Numbers in a panel's row. */
export const PANEL = 8;

export interface ScatterPart {
  readonly mean: Float32Array;
  /** Which of the held points. The first part of a matrix begins at 0. */
  readonly from: number;
  readonly to: number;
  /** The member's first band, and how many bands further its next one is. */
  readonly first: number;
  readonly step: number;
}

/** `columns`, filled up to whole panels. */
export function paddedTo(columns: number): number {
  return Math.ceil(columns / PANEL) * PANEL;
}

/** Where a member's sums lie in its engine from its first part to its last. */
export interface ScatterState {
  sums: number;
}

/**
 * Adds to the sums, and answers with them after the last point: the member's bands one behind the other, each 8 rows of
 * padded length of which those left of the band's own columns are 0.
 */
export function scatter(
  engine: Engine,
  state: ScatterState,
  points: PointSet,
  part: ScatterPart,
): Float64Array | undefined {
  const { dimensions, rows, values } = points;
  const size = paddedTo(dimensions);
  if (part.from === 0) {
    state.sums = engine.allocate(size * size * 8);
    engine.doubles(state.sums, size * size).fill(0);
  }
  const { kernels } = engine;
  engine.within(() => {
    const mean = engine.put(part.mean);
    const block = engine.allocate(BLOCK_ROWS * dimensions * 4);
    const panels = engine.allocate(BLOCK_ROWS * size * 4);
    for (let from = part.from; from < part.to; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, part.to - from);
      engine
        .floats(block, count * dimensions)
        .set(values.subarray(from * dimensions, (from + count) * dimensions));
      kernels.centre(block, count, dimensions, mean);
      kernels.packColumns(block, count, dimensions, panels);
      kernels.addScatter(panels, count, dimensions, state.sums, part.first, part.step);
    }
  });
  if (part.to < rows) return undefined;
  const bands = bandsOf(size, part);
  const answer = new Float64Array(bands.length * PANEL * size);
  const sums = engine.doubles(state.sums, size * size);
  bands.forEach((band, i) => {
    answer.set(sums.subarray(band * PANEL * size, (band + 1) * PANEL * size), i * PANEL * size);
  });
  return answer;
}

/** The numbers of a member's bands. */
export function bandsOf(size: number, { first, step }: Pick<ScatterPart, 'first' | 'step'>): number[] {
  const bands: number[] = [];
  for (let band = first; band < size / PANEL; band += step) bands.push(band);
  return bands;
}
