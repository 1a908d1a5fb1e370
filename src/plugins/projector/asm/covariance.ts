// Scatter matrix of centred rows, a block of rows at a time, and products of rows with few vectors.
import { tile, tileOut, WIDTH } from './tile';

/** Floats of `columns`, filled up to whole panels. */
@inline export function padded(columns: usize): usize { return (columns + WIDTH - 1) & ~(WIDTH - 1); }

/** Takes `mean`, float32, off each row in place. */
export function centre(rows: usize, count: usize, columns: usize, mean: usize): void {
  let at = rows;
  const vector = columns & ~3;
  for (let r: usize = 0; r < count; r++) {
    for (let c: usize = 0; c < vector; c += 4, at += 16) {
      v128.store(at, f32x4.sub(v128.load(at), v128.load(mean + (c << 2))));
    }
    for (let c = vector; c < columns; c++, at += 4) store<f32>(at, load<f32>(at) - load<f32>(mean + (c << 2)));
  }
}

/** Rows into panels of `count` x 8, one for each 8 columns; what a panel has beyond the last column is 0. */
export function packColumns(rows: usize, count: usize, columns: usize, panels: usize): void {
  let to = panels;
  for (let first: usize = 0; first < columns; first += WIDTH) {
    const here = min(WIDTH, columns - first);
    let row = rows + (first << 2);
    for (let r: usize = 0; r < count; r++) {
      if (here === WIDTH) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
      } else {
        v128.store(to, f32x4.splat(0));
        v128.store(to, f32x4.splat(0), 16);
        memory.copy(to, row, here << 2);
      }
      to += 32;
      row += columns << 2;
    }
  }
}

/**
 * Adds the products of a block's columns to `sums`, float64 of padded x padded: of panels `first`, `first + step`, … with
 * themselves and all later ones.
 */
export function addScatter(panels: usize, rows: usize, columns: usize, sums: usize, first: usize, step: usize): void {
  const size = padded(columns);
  const count = size / WIDTH;
  const panelBytes = rows << 5;
  for (let i = first; i < count; i += step) {
    for (let j = i; j < count; j++) {
      for (let half: usize = 0; half < 8; half += 4) {
        tile(panels + i * panelBytes + (half << 2), 4, 32, panels + j * panelBytes, rows);
        for (let r: usize = 0; r < 4; r++) {
          const to = sums + (((i * WIDTH + half + r) * size + j * WIDTH) << 3);
          const out = tileOut + (r << 5);
          for (let c: usize = 0; c < 8; c += 2) {
            const pair = f64x2.promote_low_f32x4(v128.load64_zero(out + (c << 2)));
            v128.store(to + (c << 3), f64x2.add(v128.load(to + (c << 3)), pair));
          }
        }
      }
    }
  }
}

/**
 * Coordinates of rows along `count` vectors, which are panels of `columns` x 8: float32, `count` a row. Reads, and writes
 * rubbish, up to 3 rows beyond the last.
 */
export function multiply(rows: usize, rowCount: usize, columns: usize, vectors: usize, count: usize, to: usize): void {
  const rowBytes = columns << 2;
  for (let r: usize = 0; r < rowCount; r += 4) {
    let panel = vectors;
    for (let first: usize = 0; first < count; first += WIDTH, panel += rowBytes << 3) {
      tile(rows + r * rowBytes, rowBytes, 4, panel, columns);
      const here = min(WIDTH, count - first);
      for (let i: usize = 0; i < 4; i++) {
        memory.copy(to + (((r + i) * count + first) << 2), tileOut + (i << 5), here << 2);
      }
    }
  }
}
