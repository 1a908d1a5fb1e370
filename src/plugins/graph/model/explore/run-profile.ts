// What a run of the graph cost, by operation: from the step stats of a RunMetadata.
import type { tensorboard } from '../../../../../proto/messages.ts';

/** Of one operation, over all devices. */
export interface Cost {
  /** From the moment it was begun to the moment all was done, in microseconds. */
  readonly micros: number;
  /** What it asked for, or what its outputs take where that was not noted. */
  readonly bytes: number;
}

/** By name of the operation; empty where nothing was measured. A label behind a colon, `MatMul:MatMul`, is left off. */
export function costsOf(metadata: tensorboard.RunMetadata.$Properties): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost>();
  for (const { nodeStats } of metadata.stepStats?.devStats ?? [])
    for (const node of nodeStats ?? []) {
      const name = (node.nodeName ?? '').replace(/:.*$/, '');
      const before = costs.get(name) ?? { micros: 0, bytes: 0 };
      const nanos = Number(node.allEndRelNanos ?? 0);
      const micros = nanos > 0 ? nanos / 1000 : Number(node.allEndRelMicros ?? 0);
      costs.set(name, { micros: before.micros + micros, bytes: before.bytes + bytesOf(node) });
    }
  return costs;
}

function bytesOf({ memory, output }: tensorboard.NodeExecStats.$Properties): number {
  const asked = (memory ?? []).reduce((sum, { totalBytes }) => sum + Math.max(0, Number(totalBytes ?? 0)), 0);
  if (asked > 0) return asked;
  return (output ?? []).reduce(
    (sum, { tensorDescription }) =>
      sum + Number(tensorDescription?.allocationDescription?.requestedBytes ?? 0),
    0,
  );
}
