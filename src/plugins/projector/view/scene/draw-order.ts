// In which order points are drawn, and how many at once: a machine without a GPU shows some of a million while the camera
// moves, spread evenly, and all of them when it rests.
import { MARK } from './point-material.ts';

/** As many are drawn at once on any machine. */
export const FEWEST = 10_000;
/** What one picture should take, in milliseconds. */
const PICTURE_MS = 28;
/** A machine that was busy once is not slow. */
const MOST_CHANGE = 2;

/**
 * Rows that are to be seen: marked ones first, then the others in an order of which any beginning is spread evenly over all
 * (steps of the golden ratio). The same for the same marks.
 */
export function drawOrderOf(marks: Uint8Array): Uint32Array {
  const rows = marks.length;
  const order = new Uint32Array(rows);
  let filled = 0;
  marks.forEach((mark, row) => {
    if (mark >= MARK.neighbor) order[filled++] = row;
  });
  if (filled === 0 && rows <= FEWEST) {
    // As they are given.
    for (let row = 0; row < rows; row++) if (marks[row] !== MARK.hidden) order[filled++] = row;
    return order.subarray(0, filled);
  }
  const step = coprimeNear(rows * 0.618033988749895, rows);
  for (let i = 0, row = 0; i < rows; i++, row = (row + step) % rows) {
    const mark = marks[row] as number;
    if (mark !== MARK.hidden && mark < MARK.neighbor) order[filled++] = row;
  }
  return order.subarray(0, filled);
}

function coprimeNear(wanted: number, count: number): number {
  for (let step = Math.max(1, Math.round(wanted)); ; step++) {
    let [a, b] = [step, count];
    while (b > 0) [a, b] = [b, a % b];
    if (a === 1 || count <= 1) return step;
  }
}

/** How many points to draw next, where `points` took so many milliseconds. */
export function nextShare(points: number, milliseconds: number): number {
  const change = Math.min(MOST_CHANGE, Math.max(1 / MOST_CHANGE, PICTURE_MS / Math.max(1, milliseconds)));
  return Math.max(FEWEST, Math.round(points * change));
}
