// What is drawn, for Graphviz: https://graphviz.org/doc/info/lang.html.
import type { PlacedItem, Scene } from '../layout/scene.ts';

/** Open boxes are clusters. Lines lead from the innermost box to the innermost box, each once. */
export function dotOf({ items, lines }: Scene): string {
  const parts = [
    'digraph graph_of_model {',
    '  rankdir=TB;',
    '  compound=true;',
    '  node [shape=box, style=rounded];',
  ];
  const around: PlacedItem[] = [];
  const indent = () => '  '.repeat(around.length + 1);
  const closeUpTo = (depth: number) => {
    while ((around.at(-1)?.depth ?? -1) >= depth) {
      around.pop();
      parts.push(`${indent()}}`);
    }
  };
  // A box stands before those in it.
  for (const item of items) {
    closeUpTo(item.depth);
    if (item.open) {
      parts.push(`${indent()}subgraph cluster_${item.id} {`);
      around.push(item);
      parts.push(`${indent()}label=${quoted(item.title)};`);
    } else
      parts.push(
        `${indent()}n${item.id} [label=${quoted([item.title, item.detail].filter(Boolean).join('\n'))}];`,
      );
  }
  closeUpTo(0);
  const open = new Set(items.filter((item) => item.open).map(({ id }) => id));
  const drawn = new Map<string, string>();
  for (const { from, to, label, control, ends } of lines) {
    // A line that goes through borders is told once, by the boxes at its ends; only where it begins it has a label.
    const [start = from, end = to] = open.has(from) || open.has(to) ? ends : [from, to];
    const style = [...(label ? [`label=${quoted(label)}`] : []), ...(control ? ['style=dashed'] : [])];
    const edge = `n${start} -> n${end}`;
    if ((drawn.has(edge) && !label) || open.has(start) || open.has(end)) continue;
    drawn.set(edge, style.length > 0 ? ` [${style.join(', ')}]` : '');
  }
  for (const [edge, style] of drawn) parts.push(`  ${edge}${style};`);
  return `${parts.join('\n')}\n}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
