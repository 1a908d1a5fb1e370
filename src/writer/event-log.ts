// What all of SummaryWriter's methods share: the checks of tag, step and wall time, and the names in messages.
import { ArgumentError, described } from '../format/argument-error.ts';
import type { SummaryValue } from '../format/event.ts';
import type { Step } from '../format/step.ts';
import type { AddOptions } from './add-options.ts';
import { checkStep, problem } from './argument-checks.ts';
import { OWN_RUN, type RunFiles } from './run-files.ts';

/** Adds to files what was checked. Life: that of its SummaryWriter, which closes the files. */
export class EventLog {
  readonly #files: RunFiles;

  constructor(files: RunFiles) {
    this.#files = files;
  }

  /**
   * Takes a float32 scalar whose arguments are as they mostly are. False, and nothing taken, for all others: `add` takes
   * them or says what is wrong.
   */
  addPlainScalar(
    tag: string,
    value: unknown,
    step: unknown = 0,
    wallTime: unknown = Date.now() / 1000,
  ): boolean {
    if (typeof value !== 'number' || typeof tag !== 'string' || tag === '' || this.#files.closed)
      return false;
    if (typeof step !== 'number' || !Number.isSafeInteger(step) || step < 0) return false;
    if (typeof wallTime !== 'number' || !Number.isFinite(wallTime) || wallTime === 0) return false;
    this.#files.addScalar(OWN_RUN, tag, wallTime, step, value);
    return true;
  }

  /** One event with one value. */
  add(
    method: string,
    tag: string,
    step: Step | undefined,
    options: AddOptions,
    encode: () => SummaryValue,
    run = OWN_RUN,
  ): void {
    this.addEvents(method, tag, step, options, () => [[encode()]], run);
  }

  /** An event for each list of values: all of them, or none where `encode` throws. */
  addEvents(
    method: string,
    tag: string,
    step: Step = 0,
    { wallTime = Date.now() / 1000 }: AddOptions,
    encode: () => readonly (readonly SummaryValue[])[],
    run = OWN_RUN,
  ): void {
    this.checked(method, tag, step, { wallTime }, () => {
      for (const values of encode()) this.#files.add(run, { wallTimeSeconds: wallTime, step, values });
    });
  }

  /** Adds where the arguments that all methods share are right; what is wrong names the method and the tag. */
  checked(
    method: string,
    tag: string,
    step: Step,
    { wallTime = Date.now() / 1000 }: AddOptions,
    add: (wallTimeSeconds: number) => void,
  ): void {
    try {
      if (this.#files.closed) throw new ArgumentError('the writer is closed; make a new one');
      if (typeof tag !== 'string' || tag === '') {
        throw new ArgumentError(`expected the tag to be a string that is not empty, got ${described(tag)}`);
      }
      checkStep(step, 'expected the step to be');
      if (!Number.isFinite(wallTime)) {
        throw new ArgumentError(`expected wallTime to be seconds since 1970, got ${described(wallTime)}`);
      }
      add(wallTime);
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
      throw problem(method, tag, error.message, error);
    }
  }
}
