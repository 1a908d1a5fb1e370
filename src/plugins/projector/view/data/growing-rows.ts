// Rows that come block by block, put together without knowing how many there will be.
import { roomForValues } from '../room.ts';

/** What came so far tells how much room all will take, so that most tables are copied once. */
export class GrowingRows {
  rows = 0;
  readonly #dimensions: number;
  #values: Float32Array = new Float32Array(0);

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  /** `share` is how much of the source has been read with these, 0 to 1. Throws RangeError where memory is short. */
  push(numbers: Float32Array, share: number): void {
    const filled = this.rows * this.#dimensions;
    const needed = filled + numbers.length;
    if (needed > this.#values.length) {
      const expected = share > 0 && share <= 1 ? Math.ceil((needed / share) * 1.02) : 2 * needed;
      // A beginning that is not like the rest must not ask for more than the machine has.
      const larger = roomForValues(Math.max(needed, Math.min(expected, 16 * needed + 2 ** 16)));
      larger.set(this.#values.subarray(0, filled));
      this.#values = larger;
    }
    this.#values.set(numbers, filled);
    this.rows += numbers.length / this.#dimensions;
  }

  table(): { readonly rows: number; readonly dimensions: number; readonly values: Float32Array } {
    const length = this.rows * this.#dimensions;
    // A view of what is shared would be sent as all of it.
    const values = length === this.#values.length ? this.#values : roomForValues(length);
    if (values !== this.#values) values.set(this.#values.subarray(0, length));
    return { rows: this.rows, dimensions: this.#dimensions, values };
  }
}
