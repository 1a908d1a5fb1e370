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
