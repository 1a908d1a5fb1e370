// Which files workers are asked to read: many new ones at once, and large ones.
import type { FileState, Soon } from '../logdir.ts';
import type { ScanPool, WantedRun } from '../scan-pool.ts';
import { type FilePart, LARGE_BYTES } from '../scan-service.ts';
import type { ScannerState } from '../scanner.ts';
import type { SplitFile } from '../split-file.ts';
import type { Ahead } from '../tail.ts';

/** Fewer new files are read sooner than workers have started. */
export const MANY_FILES = 16;

/** Workers while there is something for them to do. Where they cannot be had, files are read by who wants them. */
export class ReadAhead implements Ahead {
  readonly splitBytes = LARGE_BYTES;
  readonly #newPool: () => ScanPool | undefined;
  #pool: ScanPool | undefined;
  /** Runs that are left to read where there are no workers, the last first. */
  #alone: WantedRun[] = [];

  constructor(newPool: () => ScanPool | undefined) {
    this.#newPool = newPool;
  }

  /** Starts workers: there will be much to read. */
  prepare(): void {
    this.#pool ??= this.#newPool();
  }

  /** Takes runs that are to be read, each when it is best read. Workers help if that is worth starting them. */
  begin(runs: readonly WantedRun[]): void {
    const files = runs.reduce((sum, { paths }) => sum + paths.length, 0);
    if (files >= MANY_FILES) this.prepare();
    this.#pool?.want(runs);
    this.#alone = this.#pool ? [] : runs.toReversed();
  }

  /** The run to read next; undefined behind the last. */
  next(): Soon<WantedRun | undefined> {
    return this.#alone.pop() ?? this.#pool?.nextRun();
  }

  take(path: string): FilePart | AsyncIterable<FilePart> | undefined {
    return this.#pool?.take(path);
  }

  split(
    path: string,
    opened: FileState,
    fromBytes: number,
    state: () => ScannerState,
  ): SplitFile | undefined {
    this.prepare();
    return this.#pool?.split(path, opened, fromBytes, state);
  }

  /** Ends the workers until they are wanted again. */
  end(): void {
    this.#pool?.close();
    this.#pool = undefined;
  }
}
