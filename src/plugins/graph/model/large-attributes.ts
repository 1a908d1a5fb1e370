// Leaves attributes out that are too long for a page; after prepare_graph_for_ui of tensorboard/backend/process_graph.py.
import { tensorboard } from '../../../../proto/messages.ts';

/**
 * Takes from every node of `graph` the attributes whose encoded value is longer than `limitBytes`, and notes their names
 * in the list of strings that is the attribute `key`. Changes `graph`.
 */
export function dropLargeAttributes(
  graph: tensorboard.GraphDef.$Properties,
  limitBytes: number,
  key: string,
): void {
  for (const node of graph.node ?? []) {
    for (const [name, value] of Object.entries(node.attr ?? {})) {
      if (tensorboard.AttrValue.encode(value).len <= limitBytes) continue;
      delete node.attr?.[name];
      const listed = node.attr?.[key]?.list?.s ?? [];
      node.attr = { ...node.attr, [key]: { list: { s: [...listed, new TextEncoder().encode(name)] } } };
    }
  }
}
