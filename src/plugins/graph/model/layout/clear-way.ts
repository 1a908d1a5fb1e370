// The way of a line between two rows of boxes: straight down past the higher boxes beside its ends, and across only
// between the rows. A layout takes a row for as high as its highest box only where it leads a line through it.
import type { BoxSize } from './box-size.ts';
import type { Point } from './level-layout.ts';

/** A box by its upper left corner. */
export interface Obstacle extends BoxSize, Point {
  readonly id: number;
}

/** How far above the end of a box beside it a line may begin to turn, and where it has turned. */
const [BEFORE, BEHIND] = [8, 4];

/** The boxes of one scope. */
export class Obstacles {
  /** From top to bottom. */
  readonly #boxes: readonly Obstacle[];
  readonly #highest: number;

  constructor(boxes: Iterable<Obstacle>) {
    this.#boxes = [...boxes].sort((a, b) => a.y - b.y);
    this.#highest = this.#boxes.reduce((most, { height }) => Math.max(most, height), 0);
  }

  /** Those that stand in the rectangle between two points. */
  between(a: Point, b: Point): Obstacle[] {
    const [left, right, top, bottom] = [
      Math.min(a.x, b.x),
      Math.max(a.x, b.x),
      Math.min(a.y, b.y),
      Math.max(a.y, b.y),
    ];
    const found: Obstacle[] = [];
    for (let at = this.#firstBelow(top - this.#highest); at < this.#boxes.length; at++) {
      const box = this.#boxes[at];
      if (!box || box.y >= bottom) break;
      if (box.y + box.height > top && box.x < right && box.x + box.width > left) found.push(box);
    }
    return found;
  }

  #firstBelow(y: number): number {
    let [from, to] = [0, this.#boxes.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#boxes[middle]?.y ?? 0) < y) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/**
 * `ends` are the boxes that the line leaves and comes to, `bends` those of the layout, of which a single one is needed only
 * where a row lies between. Ways that lead up are left as they are.
 */
export function clearWay(
  obstacles: Obstacles,
  ends: readonly number[],
  start: Point,
  bends: readonly Point[],
  end: Point,
): Point[] {
  if (end.y <= start.y) return [start, ...bends, end];
  const isAcrossRow = obstacles
    .between(start, end)
    .some(({ y, height }) => y > start.y && y + height < end.y);
  const inner = bends.length > 1 || isAcrossRow ? bends : [];
  let [depart, arrive] = [start.y, end.y];
  for (const { id, y, height } of obstacles.between(start, inner[0] ?? end))
    if (y <= start.y && y + height < end.y && !ends.includes(id)) depart = Math.max(depart, y + height);
  for (const { id, y, height } of obstacles.between(inner.at(-1) ?? start, end))
    if (y > start.y && y + height >= end.y && !ends.includes(id)) arrive = Math.min(arrive, y);
  const room = Math.min(BEHIND, Math.max(0, (arrive - depart) / 3));
  const down = depart > start.y ? straight(start.x, Math.max(start.y, depart - BEFORE), depart + room) : [];
  const up = arrive < end.y ? straight(end.x, arrive - room, Math.min(end.y, arrive + BEFORE)) : [];
  return [start, ...down, ...inner, ...up, end];
}

/** Two bends one above the other, so that the curve is upright there. */
function straight(x: number, from: number, to: number): Point[] {
  return [
    { x, y: from },
    { x, y: to },
  ];
}
