// Several graphs as one; after merge_graph_defs of tensorboard/plugins/graph/graph_util.py.
import type { tensorboard } from '../../../../proto/messages.ts';
import { TensorError } from '../../../format/tensor.ts';

type Graph = tensorboard.GraphDef.$Properties;

/**
 * A single graph as it is. Of several, nodes and inputs are named below `graph_1/`, `graph_2/`, …, and functions
 * `graph_1_…`: names are unique only within each. Throws TensorError where their versions differ.
 */
export function mergedGraph(graphs: readonly Graph[]): Graph {
  const [first] = graphs;
  if (first && graphs.length === 1) return first;
  const merged: Graph = { node: [] };
  if (first?.versions?.producer) merged.versions = first.versions;
  graphs.forEach((graph, index) => {
    const [mine, theirs] = [merged.versions?.producer ?? 0, graph.versions?.producer ?? 0];
    if (mine !== theirs) {
      throw new TensorError(`graphs of the versions ${mine} and ${theirs} cannot be drawn as one`);
    }
    addRenamed(merged, graph, `graph_${index + 1}`);
  });
  return merged;
}

function addRenamed(merged: Graph, graph: Graph, prefix: string): void {
  const nodes = (graph.node ?? []).map((node) => {
    const called = node.op === 'PartitionedCall' ? node.attr?.['f'] : undefined;
    return {
      ...node,
      name: `${prefix}/${node.name ?? ''}`,
      input: (node.input ?? []).map((input) => `${prefix}/${input}`),
      ...(called
        ? {
            attr: {
              ...node.attr,
              f: { func: { ...called.func, name: `${prefix}_${called.func?.name ?? ''}` } },
            },
          }
        : {}),
    };
  });
  merged.node = [...(merged.node ?? []), ...nodes];
  const functions = graph.library?.function ?? [];
  const gradients = graph.library?.gradient ?? [];
  if (functions.length + gradients.length === 0) return;
  const library = merged.library ?? {};
  merged.library = {
    ...library,
    function: [
      ...(library.function ?? []),
      ...functions.map((one) => ({
        ...one,
        signature: { ...one.signature, name: `${prefix}_${one.signature?.name ?? ''}` },
      })),
    ],
    gradient: [
      ...(library.gradient ?? []),
      ...gradients.map((one) => ({
        functionName: `${prefix}_${one.functionName ?? ''}`,
        gradientFunc: `${prefix}_${one.gradientFunc ?? ''}`,
      })),
    ],
  };
}
