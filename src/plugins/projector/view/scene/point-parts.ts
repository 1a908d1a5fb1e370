// Places, colours and marks of all points, as the thread of a scene derives them from what the page tells it: of a million
// points each of them takes longer than the page may stand still.
import { alignedTo } from '../../model/procrustes.ts';
import type { Tinting } from '../coloring.ts';
import { placed } from './placement.ts';
import { MARK } from './point-material.ts';
import type { Chosen, Placement } from './scene-messages.ts';

/** x, y and z of each row, as near to how `like` lies as turning brings them; NaN for rows without a place. */
export function positionsOf(own: Placement, like: Placement | undefined): Float32Array {
  const positions = placedAs(own);
  return like ? alignedTo(placedAs(like), positions) : positions;
}

function placedAs({ rows, coordinates, components, axes, places }: Placement): Float32Array {
  return placed(rows, coordinates, components, axes, places);
}

/** Red, green and blue of each row. */
export function tintsOf(tinting: Tinting): Uint8Array {
  if (tinting.kind === 'category') return categoryTints(tinting);
  if (tinting.kind === 'value') return valueTints(tinting);
  const tints = new Uint8Array(tinting.rows * 3);
  for (let at = 0; at < tints.length; at += 3) tints.set(tinting.color, at);
  return tints;
}

function categoryTints({ codes, palette, missing }: Tinting & { readonly kind: 'category' }): Uint8Array {
  const tints = new Uint8Array(codes.length * 3);
  for (let row = 0; row < codes.length; row++) {
    const color = palette[codes[row] as number] ?? missing;
    tints[row * 3] = color[0];
    tints[row * 3 + 1] = color[1];
    tints[row * 3 + 2] = color[2];
  }
  return tints;
}

function valueTints({ numbers, min, max, ramp, missing }: Tinting & { readonly kind: 'value' }): Uint8Array {
  const tints = new Uint8Array(numbers.length * 3);
  const scale = max > min ? 1 / (max - min) : 0;
  const [low, middle, high] = ramp;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] as number;
    if (!Number.isFinite(number)) {
      tints.set(missing, row * 3);
      continue;
    }
    const share = (number - min) * scale;
    const [from, to, part] = share < 0.5 ? [low, middle, share * 2] : [middle, high, share * 2 - 1];
    for (let i = 0; i < 3; i++)
      tints[row * 3 + i] = (from[i] as number) + ((to[i] as number) - (from[i] as number)) * part;
  }
  return tints;
}

/** A MARK of each row. */
export function marksOf(positions: Float32Array, chosen: Chosen): Uint8Array {
  const { selected, neighbors, passing, isolated } = chosen;
  const plain = selected.length > 0 ? MARK.faded : MARK.plain;
  const marks = new Uint8Array(positions.length / 3);
  const lists = [passing, isolated].filter((list) => list !== undefined);
  // How many of the lists each row is in, before it becomes a mark.
  for (const list of lists)
    for (let at = 0; at < list.length; at++) {
      const row = list[at] as number;
      marks[row] = (marks[row] ?? 0) + 1;
    }
  for (let row = 0; row < marks.length; row++)
    marks[row] = marks[row] === lists.length && isPlaced(positions, row) ? plain : MARK.hidden;
  const mark = (row: number, as: number) => {
    if (row < marks.length && marks[row] !== MARK.hidden) marks[row] = as;
  };
  for (let at = 0; at < neighbors.length; at++) mark(neighbors[at] as number, MARK.neighbor);
  for (let at = 0; at < selected.length; at++) mark(selected[at] as number, MARK.selected);
  return marks;
}

function isPlaced(positions: Float32Array, row: number): boolean {
  const at = row * 3;
  const sum = (positions[at] as number) + (positions[at + 1] as number) + (positions[at + 2] as number);
  return Number.isFinite(sum);
}
