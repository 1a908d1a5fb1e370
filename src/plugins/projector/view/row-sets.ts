// Choices of rows, which may be all of a million: numbers in one piece of memory, and no objects.

export const NO_ROWS = new Uint32Array(0);

/** Rows of both, each once: those of `first` in their order, then what `second` adds. `count` rows there are. */
export function unionOf(first: Uint32Array, second: Uint32Array, count: number): Uint32Array {
  const seen = new Uint8Array(count);
  const all = new Uint32Array(first.length + second.length);
  let filled = 0;
  for (const rows of [first, second])
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      if (row >= count || seen[row] === 1) continue;
      seen[row] = 1;
      all[filled++] = row;
    }
  return all.subarray(0, filled);
}

const MOST_IN_TEXT = 100;

/** Rows as an address has them, `3.17.4`; empty for none, and for more than a hundred. */
export function textOfRows(rows: Uint32Array): string {
  return rows.length > MOST_IN_TEXT ? '' : rows.join('.');
}

/** The rows that the text names, without those from `count` on. */
export function rowsOfText(text: string, count: number): Uint32Array {
  const rows = text.split('.').filter((part) => /^\d{1,9}$/.test(part));
  return Uint32Array.from(rows.map(Number).filter((row) => row < count)).subarray(0, MOST_IN_TEXT);
}

/** The same rows ascending, each once, without those from `count` on. */
export function ascending(rows: Iterable<number> & ArrayLike<number>, count: number): Uint32Array {
  const wanted = new Uint8Array(count);
  for (let at = 0; at < rows.length; at++) wanted[rows[at] as number] = 1; // beyond its end nothing is written
  return rowsWhere(wanted, 1);
}

/** Rows at which `codes` has this one, ascending. */
export function rowsWhere(codes: Uint8Array | Uint16Array, code: number): Uint32Array {
  const rows = new Uint32Array(codes.length);
  let filled = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] === code) rows[filled++] = row;
  return rows.slice(0, filled);
}
