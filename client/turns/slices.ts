// Long loops in slices, so that the page stays answerable.
import { taskTurn } from './task-turn.ts';

/** Made where a loop begins, which asks between two of its steps: `if (slices.isOver) await slices.next();`. */
export class Slices {
  readonly #longestMs: number;
  #sinceMs = performance.now();

  /** A slice takes about so long. */
  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  get isOver(): boolean {
    return performance.now() - this.#sinceMs >= this.#longestMs;
  }

  /** Ends the task; resolves in the one in which the next slice begins. */
  async next(): Promise<void> {
    await taskTurn();
    this.#sinceMs = performance.now();
  }
}
