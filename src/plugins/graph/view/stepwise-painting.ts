// A painting at once, or in several tasks where its code and its letters are new to the browser.
import { Slices } from '../../../../client/turns/slices.ts';

const LONGEST_MS = 5;

/** Belongs to one canvas: of two paintings only the later one is finished. */
export class StepwisePainting {
  #begun = 0;

  /** Between two steps the canvas is as a step needs it. `done` gets what the steps return. */
  start<Result>(
    steps: Generator<void, Result>,
    pace: 'at once' | 'in tasks',
    done: (result: Result) => void,
  ): void {
    const turn = ++this.#begun;
    if (pace === 'in tasks') void this.#inTasks(steps, turn, done);
    else {
      let step = steps.next();
      while (!step.done) step = steps.next();
      done(step.value);
    }
  }

  /** What was begun is not finished. */
  stop(): void {
    this.#begun++;
  }

  async #inTasks<Result>(
    steps: Generator<void, Result>,
    turn: number,
    done: (result: Result) => void,
  ): Promise<void> {
    const slices = new Slices(LONGEST_MS);
    // Behind the frame in which it was asked for: that has style and layout to do.
    await slices.next();
    while (turn === this.#begun) {
      const step = steps.next();
      if (step.done) return done(step.value);
      if (slices.isOver) await slices.next();
    }
  }
}
