// One thread of a team: it holds the points and does its part of each task.
import { Engine, type Kernels } from './engine.ts';
import { multiply } from './multiply-part.ts';
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
  return {
    hold: (held) => {
      // A task begins with its points: what the last one left in the engine is garbage.
      kernels.release(empty);
      points = held;
      return undefined;
    },
    scatter: (part) => scatter(engine, scattered, points, part),
    multiply: (part) => multiply(engine, points, part),
  };
}
