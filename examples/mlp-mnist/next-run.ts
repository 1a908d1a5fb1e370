// Which run the demo trains next: mnist_experiment, then mnist_experiment_2 and so on.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A run that is not there yet; `number` counts from 1. */
export interface NextRun {
  readonly number: number;
  /** Its folder's name below the logdir. */
  readonly name: string;
}

/** The first run that `logdir` does not hold. */
export function nextRunIn(logdir: string): NextRun {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'mnist_experiment' : `mnist_experiment_${number}`;
    if (!existsSync(join(logdir, name))) return { number, name };
  }
}
