// Nearest neighbours by comparing all with all: 4 queries by 8 candidates at a time, the nearest so far of each query in
// a heap whose root is the farthest of them.
import { tile, tileOut, WIDTH } from './tile';

/** Queries whose heaps are filled while a block of candidates is in the cache. */
const QUERIES: usize = 64;
/** Candidates, in panels of 8. */
const BLOCK_PANELS: usize = 64;

/** Rows into panels of `columns` x 8 rows, the last one filled up with zeros. */
export function packRows(rows: usize, count: usize, columns: usize, panels: usize): void {
  let to = panels;
  for (let first: usize = 0; first < count; first += WIDTH) {
    const here = min(WIDTH, count - first);
    for (let l: usize = 0; l < columns; l++) {
      for (let i: usize = 0; i < WIDTH; i++, to += 4) {
        store<f32>(to, i < here ? load<f32>(rows + (((first + i) * columns + l) << 2)) : 0);
      }
    }
  }
}

/** Squared length of each row; those that fill up the last panel are infinitely long, and so nobody's neighbours. */
export function squareNorms(rows: usize, count: usize, columns: usize, norms: usize): void {
  const all = (count + WIDTH - 1) & ~(WIDTH - 1);
  for (let r: usize = 0; r < all; r++) {
    let sum: f32 = 0;
    if (r >= count) sum = Infinity;
    else {
      for (let at = rows + ((r * columns) << 2), end = at + (columns << 2); at < end; at += 4) sum += load<f32>(at) * load<f32>(at);
    }
    store<f32>(norms + (r << 2), sum);
  }
}

/**
 * The `k` nearest others of rows `from` to `to`, nearest first, the lower number first where distances are equal: squared
 * distances, float32, and row numbers, `k` a query. `k` is less than `count`. Reads up to 3 rows beyond the last.
 */
export function findNeighbours(
  rows: usize, columns: usize, panels: usize, norms: usize, count: usize,
  from: usize, to: usize, k: usize, distances: usize, numbers: usize,
): void {
  for (let at = distances, end = at + (((to - from) * k) << 2); at < end; at += 4) store<f32>(at, Infinity);
  const panelCount = (count + WIDTH - 1) / WIDTH;
  for (let begin = from; begin < to; begin += QUERIES) {
    const end = min(begin + QUERIES, to);
    for (let block: usize = 0; block < panelCount; block += BLOCK_PANELS) {
      const blockEnd = min(block + BLOCK_PANELS, panelCount);
      for (let q = begin; q < end; q += 4) {
        for (let p = block; p < blockEnd; p++) {
          tile(rows + ((q * columns) << 2), columns << 2, 4, panels + ((p * columns) << 5), columns);
          const lanes = min<usize>(4, end - q);
          const n0 = v128.load(norms + (p << 5));
          const n1 = v128.load(norms + (p << 5), 16);
          for (let i: usize = 0; i < lanes; i++) {
            const heap = ((q + i - from) * k) << 2;
            // |c|² - 2 qc: the query's own length is the same for all its candidates, and comes at the end.
            const d0 = f32x4.sub(n0, f32x4.mul(f32x4.splat(2), v128.load(tileOut + (i << 5))));
            const d1 = f32x4.sub(n1, f32x4.mul(f32x4.splat(2), v128.load(tileOut + (i << 5), 16)));
            const worst = f32x4.splat(load<f32>(distances + heap));
            if (!v128.any_true(v128.or(f32x4.lt(d0, worst), f32x4.lt(d1, worst)))) continue;
            v128.store(tileOut + (i << 5), d0);
            v128.store(tileOut + (i << 5), d1, 16);
            for (let c: usize = 0; c < WIDTH; c++) {
              const distance = load<f32>(tileOut + (i << 5) + (c << 2));
              const candidate = p * WIDTH + c;
              if (distance < load<f32>(distances + heap) && candidate !== q + i) {
                replaceRoot(distances + heap, numbers + heap, k, distance, <u32>candidate);
              }
            }
          }
        }
      }
    }
    for (let q = begin; q < end; q++) finish(rows, columns, q, k, distances + (((q - from) * k) << 2), numbers + (((q - from) * k) << 2));
  }
}

/** Puts a pair in the place of the farthest and lets it sink. */
@inline function replaceRoot(distances: usize, numbers: usize, k: usize, distance: f32, number: u32): void {
  sink(distances, numbers, 0, k, distance, number);
}

function sink(distances: usize, numbers: usize, start: usize, size: usize, distance: f32, number: u32): void {
  let at = start;
  while (true) {
    let child = (at << 1) + 1;
    if (child >= size) break;
    if (child + 1 < size && load<f32>(distances + ((child + 1) << 2)) > load<f32>(distances + (child << 2))) child++;
    if (load<f32>(distances + (child << 2)) <= distance) break;
    store<f32>(distances + (at << 2), load<f32>(distances + (child << 2)));
    store<u32>(numbers + (at << 2), load<u32>(numbers + (child << 2)));
    at = child;
  }
  store<f32>(distances + (at << 2), distance);
  store<u32>(numbers + (at << 2), number);
}

/** Exact distances of those found, sorted. */
function finish(rows: usize, columns: usize, query: usize, k: usize, distances: usize, numbers: usize): void {
  const q = rows + ((query * columns) << 2);
  for (let i: usize = 0; i < k; i++) {
    const c = rows + ((<usize>load<u32>(numbers + (i << 2)) * columns) << 2);
    let sum: f32 = 0;
    for (let l: usize = 0; l < columns << 2; l += 4) {
      const difference = load<f32>(q + l) - load<f32>(c + l);
      sum += difference * difference;
    }
    // Insertion: the heap has them nearly in no order, but there are few.
    const number = load<u32>(numbers + (i << 2));
    let at = i;
    while (at > 0) {
      const before = load<f32>(distances + ((at - 1) << 2));
      if (before < sum || (before === sum && load<u32>(numbers + ((at - 1) << 2)) < number)) break;
      store<f32>(distances + (at << 2), before);
      store<u32>(numbers + (at << 2), load<u32>(numbers + ((at - 1) << 2)));
      at--;
    }
    store<f32>(distances + (at << 2), sum);
    store<u32>(numbers + (at << 2), number);
  }
}
