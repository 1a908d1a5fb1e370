// When to draw how many points: a picture is begun anew after each change, with as many as a machine draws in a moment, and
// the others are added when the camera rests.
import { nextShare } from './draw-order.ts';

const FIRST_SHARE = 20_000;
/** A camera that has not moved for so long rests, and what is still missing is drawn. */
const REST_MS = 120;

/** Belongs to one painter. */
export class DrawPasses {
  /** How many points are to be seen. */
  total = 0;
  readonly #render: (from: number, count: number) => void | Promise<void>;
  readonly #drawn: (points: number, of: number) => void;
  #frame = 0;
  /** How many points are drawn at once. */
  #share = FIRST_SHARE;
  /** How many are in the picture; undefined where it is to be begun anew. */
  #done: number | undefined;
  #isDrawing = false;
  #movedAt = Number.NEGATIVE_INFINITY;

  /**
   * `render` draws `count` points from the one at `from` on, on a clean canvas where that is the first, and resolves when they
   * are there; `drawn` is called after each.
   */
  constructor(
    render: (from: number, count: number) => void | Promise<void>,
    drawn: (points: number, of: number) => void,
  ) {
    this.#render = render;
    this.#drawn = drawn;
  }

  change(): void {
    this.#done = undefined;
    this.#drawSoon();
  }

  /** The camera was moved. */
  move(): void {
    this.#movedAt = performance.now();
    this.change();
  }

  /** All points at once; `take` takes the picture in the same task, later its canvas may be another frame's. */
  async all<Picture>(take: () => Promise<Picture>): Promise<Picture> {
    const rendered = this.#render(0, this.total);
    const picture = take();
    this.#done = this.total;
    await rendered;
    return picture;
  }

  #drawSoon(): void {
    if (this.#frame === 0 && !this.#isDrawing) this.#frame = requestAnimationFrame(() => void this.#draw());
  }

  async #draw(): Promise<void> {
    this.#frame = 0;
    const from = this.#done ?? 0;
    const count = Math.min(this.#share, this.total - from);
    const begun = performance.now();
    this.#isDrawing = true;
    this.#done = from + count;
    await this.#render(from, count);
    this.#isDrawing = false;
    if (count === this.#share) this.#share = nextShare(count, performance.now() - begun);
    this.#drawn(from + count, this.total);
    if (this.#done === undefined) this.#drawSoon();
    else if (this.#done < this.total) this.#drawRest();
  }

  #drawRest(): void {
    const rest = this.#movedAt + REST_MS - performance.now();
    if (rest <= 0) this.#drawSoon();
    else
      setTimeout(() => {
        if (this.#done !== undefined && this.#done < this.total) this.#drawSoon();
      }, rest);
  }
}
