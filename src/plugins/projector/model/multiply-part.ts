// A member's part of the products of centred points with a few vectors.
import type { Engine } from './engine.ts';
import type { PointSet } from './point-set.ts';
import { BLOCK_ROWS, PANEL, paddedTo } from './scatter-part.ts';

export interface MultiplyPart {
  readonly mean: Float32Array;
  /** Which of the held points. */
  readonly from: number;
  readonly to: number;
  readonly vectors: readonly Float32Array[];
}

/** The part's coordinates along the vectors, row-major. */
export function multiply(engine: Engine, points: PointSet, part: MultiplyPart): Float32Array {
  const { dimensions, values } = points;
  const count = part.vectors.length;
  const answer = new Float32Array((part.to - part.from) * count);
  const { kernels } = engine;
  engine.within(() => {
    const mean = engine.put(part.mean);
    const vectors = engine.put(panelsOf(part.vectors, dimensions));
    // The kernel looks up to 3 rows beyond the last.
    const block = engine.allocate((BLOCK_ROWS + 3) * dimensions * 4);
    const out = engine.allocate((BLOCK_ROWS + 3) * count * 4);
    for (let from = part.from; from < part.to; from += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, part.to - from);
      const held = values.subarray(from * dimensions, (from + rows) * dimensions);
      engine.floats(block, held.length).set(held);
      kernels.centre(block, rows, dimensions, mean);
      kernels.multiply(block, rows, dimensions, vectors, count, out);
      answer.set(engine.floats(out, rows * count), (from - part.from) * count);
    }
  });
  return answer;
}

/** Vectors as the kernel reads them: 8 side by side. */
function panelsOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const panels = new Float32Array(paddedTo(vectors.length) * dimensions);
  vectors.forEach((vector, i) => {
    const begin = Math.floor(i / PANEL) * PANEL * dimensions + (i % PANEL);
    for (let l = 0; l < dimensions; l++) panels[begin + l * PANEL] = vector[l] ?? 0;
  });
  return panels;
}
