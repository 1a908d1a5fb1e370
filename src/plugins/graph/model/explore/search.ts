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
 * Words of the query are parted by spaces, and all must be in the path or the type. Names that end with the query come
 * first, then shorter ones.
 */
export function foundIn(explorer: Explorer, query: string, most: number): readonly Found[] {
  const { hierarchy, operations, folding } = explorer;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const hits: { found: Found; rank: number }[] = [];
  const consider = (path: string, name: string, detail: string, label: string | undefined) => {
    const text = `${name} ${label ?? ''} ${detail}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return;
    const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
    const rank =
      (last === first ? 0 : last.startsWith(first) ? 1 : last.includes(first) ? 2 : 3) * 1e6 + name.length;
    hits.push({ found: { path, name: label ?? name, detail }, rank });
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
