// Boxes and operations by a part of their names.
import type { Explorer } from './explorer.ts';

/** One hit. */
export interface Found {
  /** Of the box to jump to. */
  readonly path: string;
  /** What was found: the box in words, or a folded operation's name. */
  readonly name: string;
  readonly detail: string;
}

/**
 * Words of the query are parted by spaces, and all must be in the path, the title or the type. Names and titles that are the
 * first word come first, then those that begin with it; boxes before what is folded into them, shorter names before longer.
 */
export function foundIn(explorer: Explorer, query: string, most: number): readonly Found[] {
  const { hierarchy, operations, folding } = explorer;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const hits: { found: Found; rank: number }[] = [];
  const lastOf = (name: string, parting: string) => name.slice(name.lastIndexOf(parting) + 1).toLowerCase();
  const consider = (path: string, name: string, detail: string, label: string | undefined) => {
    const text = `${name} ${label ?? ''} ${detail}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return;
    const asNamed = nearness(lastOf(name, '/'), first);
    const near =
      label === undefined
        ? 2 * asNamed + 3
        : 2 * Math.min(asNamed, nearness(lastOf(label, '›').trim(), first));
    hits.push({ found: { path, name: label ?? name, detail }, rank: near * 1e6 + (label ?? name).length });
  };
  for (const { id, path, detail } of hierarchy.items)
    if (id > 0) consider(path, path, detail, explorer.labelOf(id));
  const userOf = new Map<number, number>();
  folding.holds.forEach((held, user) => {
    for (const at of held) if (!userOf.has(at)) userOf.set(at, user);
  });
  for (const [at, user] of userOf) {
    const path = hierarchy.items[hierarchy.itemOf[user] ?? -1]?.path;
    const operation = operations[at];
    if (path !== undefined && operation) consider(path, operation.name, operation.op, undefined);
  }
  return hits
    .sort((a, b) => a.rank - b.rank || (a.found.name < b.found.name ? -1 : 1))
    .slice(0, most)
    .map(({ found }) => found);
}

/** 0 for the word itself, 3 for a name without it. */
function nearness(name: string, word: string): number {
  if (name === word) return 0;
  return name.startsWith(word) ? 1 : name.includes(word) ? 2 : 3;
}
