// Which boxes are open at first sight: all of a small model, the outer ones of a large one.
import type { Hierarchy, Item } from '../structure/hierarchy.ts';

/** A picture of more boxes than these is no longer taken in at one look. */
const MOST_BOXES = 48;
/** With fewer boxes than these there is nothing to see, so one more is opened even if that makes many. */
const FEWEST_BOXES = 4;
const MOST_OF_ONE = 300;
const AUXILIARY = /^(save|gradients|gradient_tape|init|summaries|function)(_\d+)?$/i;

/** Ids, outer ones first. The root is open always and not among them. */
export function firstOpen({ items }: Hierarchy): readonly number[] {
  const open: number[] = [];
  let visible = items[0]?.children.length ?? 0;
  const childrenOf = (item: Item | undefined) => (item?.children ?? []).flatMap((id) => items[id] ?? []);
  const isOpenable = (item: Item) => item.children.length > 0 && !AUXILIARY.test(item.title);
  let waiting = childrenOf(items[0]).filter(isOpenable);
  while (waiting.length > 0) {
    const next: Item[] = [];
    for (const item of waiting.toSorted((a, b) => a.children.length - b.children.length)) {
      const isEmptyPicture = visible < FEWEST_BOXES && item.children.length <= MOST_OF_ONE;
      if (visible + item.children.length > MOST_BOXES && !isEmptyPicture) continue;
      visible += item.children.length;
      open.push(item.id);
      next.push(...childrenOf(item).filter(isOpenable));
    }
    waiting = next;
  }
  return open;
}
