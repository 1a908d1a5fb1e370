// Everything that a box depends on.
import type { Explorer } from './explorer.ts';
import { operationsIn } from './item-details.ts';

/** Paths of the box, of all boxes whose values reach it, and of those around them. */
export function traceOf(explorer: Explorer, id: number): readonly string[] {
  const { hierarchy, folding } = explorer;
  const waiting = [...operationsIn(explorer, id)];
  const seen = new Set(waiting);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { from, control } of folding.inputs[at] ?? [])
      if (!control && !seen.has(from)) {
        seen.add(from);
        waiting.push(from);
      }
  const items = new Set([id]);
  for (const at of seen)
    for (
      let item = hierarchy.itemOf[at] ?? -1;
      item > 0 && !items.has(item);
      item = hierarchy.items[item]?.parent ?? -1
    )
      items.add(item);
  for (let item = id; item > 0; item = hierarchy.items[item]?.parent ?? -1) items.add(item);
  return [...items].flatMap((item) => hierarchy.items[item]?.path ?? []);
}
