// Counts for PyTorch's default bins, found by the bits of a value: a layer's million weights in milliseconds.
import { binOf, tensorflowEdges } from './bin-edges.ts';

/**
 * Values that share sign, exponent and 6 bits of mantissa of a float64's upper word lie within 1/64 of each other, and
 * edges a tenth apart: few such cells have an edge inside, none has two. The first call makes the table, in some 15 ms.
 */
const CELL_SHIFT = 14;
const CELLS = 2 ** (32 - CELL_SHIFT);

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

let binOfCell: Uint16Array | undefined;

/** By cell, the bin of its least value; 0 where that lies below all bins or is no number. */
function binsOfCells(edges: Float64Array): Uint16Array {
  const bins = new Uint16Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++) {
    const isNegative = cell >= CELLS / 2;
    words[UPPER] = (cell << CELL_SHIFT) | (isNegative ? 2 ** CELL_SHIFT - 1 : 0);
    words[1 - UPPER] = isNegative ? 0xffffffff : 0;
    bins[cell] = binOf(edges, value[0] as number);
  }
  return bins;
}

/**
 * How many values lie in each bin of `tensorflowEdges`: its left edge belongs to it, its right edge only to the last.
 * NaN and values beyond the edges are left out.
 */
export function defaultCountsOf(data: ArrayLike<number>): Float64Array {
  const edges = tensorflowEdges();
  binOfCell ??= binsOfCells(edges);
  const lastBin = edges.length - 2;
  const first = edges[0] as number;
  const last = edges[lastBin + 1] as number;
  const counts = new Float64Array(lastBin + 1);
  for (let i = 0; i < data.length; i++) {
    const each = data[i] as number;
    if (!(each >= first && each <= last)) continue;
    value[0] = each;
    let bin = binOfCell[(words[UPPER] as number) >>> CELL_SHIFT] as number;
    while (bin < lastBin && (edges[bin + 1] as number) <= each) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
