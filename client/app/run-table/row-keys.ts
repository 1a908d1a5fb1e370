// Moving through rows with the keyboard.

/** The row that a key leads to from `current`, within 0 to `last`; `page` rows are in sight. Undefined for other keys. */
export function rowAfter(key: string, current: number, page: number, last: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: last,
  };
  const to = moves[key];
  return to === undefined ? undefined : Math.max(0, Math.min(last, to));
}

/** For the list of shortcuts, two spaces between different keys. */
export const ROW_SHORTCUTS: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: 'ArrowUp  ArrowDown', what: 'Previous or next row; with Shift select on the way' },
  { keys: 'PageUp  PageDown', what: 'A screen back or on' },
  { keys: 'Home  End', what: 'First or last row' },
  { keys: 'Space', what: 'Show or hide the run' },
  { keys: 'Enter', what: 'Show only this run' },
  { keys: 'x', what: 'Select or unselect the run' },
  { keys: 'Ctrl + a', what: 'Select all' },
  { keys: 'ArrowLeft  ArrowRight', what: 'Close or open the group' },
  { keys: 'Escape', what: 'Select none' },
];
