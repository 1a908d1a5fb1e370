// Counts for PyTorch's default bins, found by the bits of a value: a layer's million weights in milliseconds.
import { tensorflowEdges } from './bin-edges.ts';

/**
 * The upper half of a float64's upper word: sign, exponent and 4 bits of mantissa. Values that share it lie within 1/16
 * of each other, and edges a tenth apart, so at most one edge lies among them.
 */
const CELLS = 1 << 16;

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

let binOfCell: Uint16Array | undefined;

/** By cell, the bin of its least value; 0 where that lies below all bins or is no number. */
function binsOfCells(edges: Float64Array): Uint16Array {
  const bins = new Uint16Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++) {
    const isNegative = cell >= CELLS / 2;
    words[UPPER] = ((cell << 16) | (isNegative ? 0xffff : 0)) >>> 0;
    words[1 - UPPER] = isNegative ? 0xffffffff : 0;
    const least = value[0] as number;
    const above = edges.findIndex((edge) => edge > least);
    bins[cell] = Math.max(0, (above === -1 ? edges.length - 1 : above) - 1);
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
    let bin = binOfCell[(words[UPPER] as number) >>> 16] as number;
    while (bin < lastBin && (edges[bin + 1] as number) <= each) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
