// The model as a table, a row a box, like torchinfo's summary.
import { outputShapeTextsOf } from '../structure/operations.ts';
import type { Explorer } from './explorer.ts';

export interface ModuleRow {
  readonly path: string;
  readonly title: string;
  /** Type of the operation, or of the module. */
  readonly type: string;
  /** 0 for the outermost. */
  readonly depth: number;
  /** Shape of what the last operation in it gives; empty where it is not known. */
  readonly output: string;
  readonly parameters: number;
  /** Whether it has weights whose number is not known. */
  readonly isLeast: boolean;
  readonly operations: number;
}

/** In the order of the graph, at most `most`. */
export function moduleTable(
  { hierarchy, operations, parameters }: Explorer,
  most: number,
): readonly ModuleRow[] {
  const { items, itemOf } = hierarchy;
  const sums = new Float64Array(items.length);
  const unknown = new Uint8Array(items.length);
  const last = new Int32Array(items.length).fill(-1);
  operations.forEach((_, at) => {
    for (let id = itemOf[at] ?? -1; id >= 0; id = items[id]?.parent ?? -1) {
      sums[id] = (sums[id] ?? 0) + (parameters[at] ?? 0);
      if (parameters[at] === undefined) unknown[id] = 1;
      last[id] = at;
    }
  });
  return items.slice(1, most + 1).map(({ id, path, title, detail, depth, operation, operations: count }) => {
    const own = operations[operation ?? last[id] ?? -1];
    return {
      path,
      title,
      type: operation === undefined && /^[\d,]+ operations?$/.test(detail) ? '' : detail,
      depth: depth - 1,
      output: (own && outputShapeTextsOf(own)[0]) ?? '',
      parameters: sums[id] ?? 0,
      isLeast: unknown[id] === 1,
      operations: count,
    };
  });
}
