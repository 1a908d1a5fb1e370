// Runs that are selected for an action, as files are in a file manager.

export interface Selection {
  readonly names: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | undefined;
}

export const NOTHING_SELECTED: Selection = { names: new Set(), anchor: undefined };

/**
 * The selection after a click on `names`, one run or a group's. Plain: these and no others, or none where they were all
 * of it. With Ctrl or Cmd: these beside the others, or no longer. With Shift: all from the anchor on, in the order of `all`.
 */
export function clicked(
  before: Selection,
  names: readonly string[],
  all: readonly string[],
  keys: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>,
): Selection {
  const anchor = names[0];
  const selected = names.every((name) => before.names.has(name));
  if (keys.shiftKey && before.anchor !== undefined && all.includes(before.anchor)) {
    const ends = [before.anchor, ...names].map((name) => all.indexOf(name));
    const range = all.slice(Math.min(...ends), Math.max(...ends) + 1);
    return { names: new Set(range), anchor: before.anchor };
  }
  if (keys.ctrlKey || keys.metaKey) {
    const next = new Set(before.names);
    for (const name of names)
      if (selected) next.delete(name);
      else next.add(name);
    return { names: next, anchor };
  }
  return selected && before.names.size === names.length
    ? NOTHING_SELECTED
    : { names: new Set(names), anchor };
}
