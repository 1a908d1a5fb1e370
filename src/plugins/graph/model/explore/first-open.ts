// Which boxes are open at first sight: all of a small model, the outer ones of a large one.
import type { Hierarchy, Item } from '../structure/hierarchy.ts';

/** A picture of more boxes than these is no longer taken in at one look. */
const MOST_BOXES = 48;
/** What holds more than these stays closed where all the others of its level can be opened then. */
const MOST_IN_COMPANY = 24;
/** With fewer boxes than these there is nothing to see, so one more is opened even if that makes many. */
const FEWEST_BOXES = 4;
const MOST_OF_ONE = 300;
const AUXILIARY = /^(save|gradients|gradient_tape|init|summaries|function)(_\d+)?$/i;

/**
 * Ids, outer ones first: level by level, each as a whole, since of things that are alike some open and some closed would
 * look like a difference. A series stays closed where there is something else to see. The root is open always and not
 * among them.
 */
export function firstOpen({ items }: Hierarchy): readonly number[] {
  const open: number[] = [];
  let visible = items[0]?.children.length ?? 0;
  const childrenOf = (item: Item | undefined) => (item?.children ?? []).flatMap((id) => items[id] ?? []);
  const isOpenable = (item: Item) => item.children.length > 0 && !AUXILIARY.test(item.title);
  let level = childrenOf(items[0]).filter(isOpenable);
  while (level.length > 0) {
    const chosen = wholeLevel(level, visible) ?? oneOf(level, visible);
    for (const { id, children } of chosen) {
      visible += children.length;
      open.push(id);
    }
    const others = visible < FEWEST_BOXES ? level.filter((item) => !chosen.includes(item)) : [];
    level = chosen.length === 0 ? [] : [...chosen.flatMap(childrenOf).filter(isOpenable), ...others];
  }
  return open;
}

/** Undefined where nothing of it can be opened, or all together would be too many. */
function wholeLevel(level: readonly Item[], visible: number): readonly Item[] | undefined {
  const all = level.filter(({ kind }) => kind !== 'series');
  return [all, all.filter(({ children }) => children.length <= MOST_IN_COMPANY)].find((some) => {
    const sum = some.reduce((total, { children }) => total + children.length, 0);
    return some.length > 0 && visible + sum <= MOST_BOXES;
  });
}

/** The smallest, where next to nothing is seen yet. */
function oneOf(level: readonly Item[], visible: number): readonly Item[] {
  if (visible >= FEWEST_BOXES) return [];
  const [smallest] = level.toSorted((a, b) => a.children.length - b.children.length);
  return smallest && smallest.children.length <= MOST_OF_ONE ? [smallest] : [];
}
