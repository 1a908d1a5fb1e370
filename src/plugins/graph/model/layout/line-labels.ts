// Where the words of lines stand: beside the curve, near its middle, clear of boxes and of one another where there is room.
import type { Obstacles } from './clear-way.ts';
import type { Point } from './level-layout.ts';
import { bendsOf } from './line-path.ts';

/** From the curve to its words. */
const BESIDE = 5;
/** Half of what the letters take from top to bottom. */
const HALF_HEIGHT = 6;
/** Shorter lines bear none. */
const LEAST_HEIGHT = 20;
/** Words whose middles are in the same band are compared. */
const BAND = 2 * HALF_HEIGHT;
/** Pieces that are higher than this have more than one place. */
const LONG_PIECE = 4 * BAND;

/** Pixels of the words at a line, as wide as they may become in any font. */
export function labelWidthOf(label: string): number {
  let width = 0;
  for (const letter of label) width += letter === '×' ? 8.4 : 6.4;
  return width;
}

/** The words of one scope's lines; each takes the room that the ones before left. */
export class LineLabels {
  readonly #boxes: Obstacles;
  readonly #taken = new Map<number, { readonly at: Point; readonly width: number }[]>();

  constructor(boxes: Obstacles) {
    this.#boxes = boxes;
  }

  /** Left end and middle of the words; undefined where there is no room in which they can be read. */
  place(points: readonly Point[], label: string): Point | undefined {
    const [start, end] = [points[0], points.at(-1)];
    if (!start || !end || Math.abs(end.y - start.y) < LEAST_HEIGHT) return undefined;
    const width = labelWidthOf(label);
    const at = placesOf(points).find((one) => this.#isFree(one, width));
    if (at) this.#take(at, width);
    return at;
  }

  #isFree(at: Point, width: number): boolean {
    const [top, bottom] = [at.y - HALF_HEIGHT, at.y + HALF_HEIGHT];
    if (this.#boxes.between({ x: at.x, y: top }, { x: at.x + width, y: bottom }).length > 0) return false;
    const band = Math.floor(at.y / BAND);
    return [band - 1, band, band + 1].every((one) =>
      (this.#taken.get(one) ?? []).every(
        (other) =>
          Math.abs(other.at.y - at.y) >= BAND ||
          other.at.x >= at.x + width ||
          other.at.x + other.width <= at.x,
      ),
    );
  }

  #take(at: Point, width: number) {
    const band = Math.floor(at.y / BAND);
    const before = this.#taken.get(band);
    if (before) before.push({ at, width });
    else this.#taken.set(band, [{ at, width }]);
  }
}

/** Best first: steep pieces before flat ones, which run through their words; among them the nearest to the line's middle. */
function placesOf(points: readonly Point[]): Point[] {
  const bends = points.length === 2 ? points : bendsOf(points);
  const middle = (bends.length - 2) / 2;
  const pieces = bends.slice(1).flatMap((to, at) => {
    const from = bends[at] ?? to;
    const [right, down] = [to.x - from.x, to.y - from.y];
    const shares = Math.abs(down) > LONG_PIECE ? [0.5, 0.25, 0.75] : [0.5];
    return shares.map((share) => ({
      x: from.x + right * share + BESIDE,
      y: from.y + down * share,
      flat: Math.abs(right) > Math.abs(down),
      far: Math.abs(at + share - 0.5 - middle),
    }));
  });
  return pieces
    .sort((a, b) => Number(a.flat) - Number(b.flat) || a.far - b.far)
    .map(({ x, y }) => ({ x, y }));
}
