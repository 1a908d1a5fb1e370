// A series thinned for drawing: per block of points the places of its least, its greatest and its first number that
// is not finite; blocks of blocks above, so that a thinned view costs what it shows and not what the series holds.

const BASE = 32;
const FANOUT = 8;
/** Entries of a block: index of the least, of the greatest, and of the first that is not finite. */
const WIDTH = 3;
const NONE = 0xffffffff;

type Values = Float32Array | Float64Array;

/**
 * Grows with its series: made by whoever serves the series, fed by `grow`, and replaced when a generation ends.
 * Invariant: level k holds one entry for each *whole* block of BASE * FANOUT^k points.
 */
export class Pyramid {
  #levels: { entries: Uint32Array; blocks: number }[] = [];
  #length = 0;

  /** Takes in the points behind those it knows. `values` is the whole column. */
  grow(values: Values): void {
    this.#length = values.length;
    const wanted = Math.floor(values.length / BASE);
    const base = this.#level(0);
    reserve(base, wanted);
    for (; base.blocks < wanted; base.blocks++) {
      const start = base.blocks * BASE;
      putExtremes(base.entries, base.blocks * WIDTH, values, start, start + BASE);
    }
    for (let level = 1; ; level++) {
      const below = this.#level(level - 1);
      const whole = Math.floor(below.blocks / FANOUT);
      if (whole === 0) return;
      const here = this.#level(level);
      reserve(here, whole);
      for (; here.blocks < whole; here.blocks++) {
        const entry = here.blocks * WIDTH;
        here.entries.fill(NONE, entry, entry + WIDTH);
        for (let child = 0; child < FANOUT; child++) {
          merge(here.entries, entry, below.entries, (here.blocks * FANOUT + child) * WIDTH, values);
        }
      }
    }
  }

  /**
   * Indices, ascending, of at most `limit` (at least 8) points of [from, to): all of them where they are few, else the
   * first, the last, and of each of many equal stretches the least, the greatest and one that is not finite.
   */
  thin(values: Values, from: number, to: number, limit: number): Uint32Array {
    const count = to - from;
    if (to > this.#length || from < 0)
      throw new RangeError(`[${from}, ${to}) is beyond ${this.#length} points`);
    if (count <= limit) return Uint32Array.from({ length: Math.max(0, count) }, (_, i) => from + i);
    // Each stretch gives up to three points; two are kept for the ends, two stretches for the ragged ones.
    const stretches = Math.max(1, Math.floor((limit - 2) / WIDTH) - 2);
    const picked: number[] = [from];
    const entry = new Uint32Array(WIDTH);
    const span = Math.max(1, Math.ceil(count / stretches));
    // Stretches end on multiples of their span, so that a view that moves with new points does not flicker.
    for (let start = from; start < to; ) {
      const end = Math.min(to, (Math.floor(start / span) + 1) * span);
      entry.fill(NONE);
      this.#extremes(entry, values, start, end);
      for (const index of entry.sort())
        if (index !== NONE && index > (picked.at(-1) ?? -1)) picked.push(index);
      start = end;
    }
    if (picked.at(-1) !== to - 1) picked.push(to - 1);
    return Uint32Array.from(picked);
  }

  /** Merges what is known of [start, end) into `entry`, by the largest blocks that fit. */
  #extremes(entry: Uint32Array, values: Values, start: number, end: number): void {
    let at = start;
    while (at < end) {
      let level = -1;
      let size = BASE;
      while (at % size === 0 && at + size <= end && at / size < (this.#levels[level + 1]?.blocks ?? 0)) {
        level++;
        size *= FANOUT;
      }
      const block = this.#levels[level];
      if (block === undefined) {
        const stop = Math.min(end, (Math.floor(at / BASE) + 1) * BASE);
        const scratch = new Uint32Array(WIDTH);
        putExtremes(scratch, 0, values, at, stop);
        merge(entry, 0, scratch, 0, values);
        at = stop;
      } else {
        const blockSize = size / FANOUT;
        merge(entry, 0, block.entries, (at / blockSize) * WIDTH, values);
        at += blockSize;
      }
    }
  }

  #level(level: number): { entries: Uint32Array; blocks: number } {
    const known = this.#levels[level];
    if (known) return known;
    const fresh = { entries: new Uint32Array(0), blocks: 0 };
    this.#levels[level] = fresh;
    return fresh;
  }
}

function reserve(level: { entries: Uint32Array }, blocks: number): void {
  if (level.entries.length >= blocks * WIDTH) return;
  const larger = new Uint32Array(Math.max(blocks, Math.ceil((level.entries.length / WIDTH) * 1.5)) * WIDTH);
  larger.set(level.entries);
  level.entries = larger;
}

function putExtremes(entries: Uint32Array, at: number, values: Values, start: number, end: number): void {
  let least = NONE;
  let greatest = NONE;
  let odd = NONE;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      if (odd === NONE) odd = i;
      continue;
    }
    if (value < low) {
      low = value;
      least = i;
    }
    if (value > high) {
      high = value;
      greatest = i;
    }
  }
  entries[at] = least;
  entries[at + 1] = greatest;
  entries[at + 2] = odd;
}

function merge(into: Uint32Array, to: number, from: Uint32Array, at: number, values: Values): void {
  const value = (index: number) => values[index] as number;
  const least = from[at] as number;
  if (least !== NONE && (into[to] === NONE || value(least) < value(into[to] as number))) into[to] = least;
  const greatest = from[at + 1] as number;
  if (greatest !== NONE && (into[to + 1] === NONE || value(greatest) > value(into[to + 1] as number))) {
    into[to + 1] = greatest;
  }
  if (into[to + 2] === NONE) into[to + 2] = from[at + 2] as number;
}
