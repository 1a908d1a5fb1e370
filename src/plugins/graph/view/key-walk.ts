// Where an arrow key leads from one box. Pure.
import type { PlacedItem, Scene } from '../model/layout/scene.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The nearest box in the direction, among those that are in the same box if there is one, else among all; from nowhere, the
 * uppermost. Straight ahead counts as nearer than aside.
 */
export function neighbourInDirection(
  { items }: Pick<Scene, 'items'>,
  from: PlacedItem | undefined,
  direction: Direction,
): PlacedItem | undefined {
  if (!from) return items.toSorted((a, b) => a.y - b.y || a.x - b.x)[0];
  const start = middleOf(from, from);
  const sign = direction === 'down' || direction === 'right' ? 1 : -1;
  const isUpright = direction === 'up' || direction === 'down';
  let best: { item: PlacedItem; cost: number } | undefined;
  for (const item of items) {
    if (item.id === from.id) continue;
    const to = middleOf(item, from);
    const [ahead, aside] = isUpright ? [to.y - start.y, to.x - start.x] : [to.x - start.x, to.y - start.y];
    if (ahead * sign <= 1) continue;
    const cost = ahead * sign + 2.5 * Math.abs(aside) + (item.depth === from.depth ? 0 : 60);
    if (!best || cost < best.cost) best = { item, cost };
  }
  return best?.item;
}

/** An open box is where its title is, seen from one that is not in it. */
function middleOf({ x, y, width, height, open }: PlacedItem, _from: PlacedItem) {
  return { x: x + width / 2, y: open ? y + 14 : y + height / 2 };
}
