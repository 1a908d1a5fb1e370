// Which files workers are asked to read: many new ones at once, and large ones.
import type { FileState } from '../logdir.ts';
import type { ScannerState } from '../scan.ts';
import type { ScanPool, WantedRun } from '../scan-pool.ts';
import { type FilePart, LARGE_BYTES } from '../scan-service.ts';
import type { SplitFile } from '../split-file.ts';
import type { Ahead } from '../tail.ts';

/** Fewer new files are read sooner than workers have started. */
const MANY_FILES = 16;

/** Workers while there is something for them to do. Where they cannot be had, files are read by who wants them. */
export class ReadAhead implements Ahead {
  readonly #newPool: () => ScanPool | undefined;
  #pool: ScanPool | undefined;

  constructor(newPool: () => ScanPool | undefined) {
    this.#newPool = newPool;
  }

  /** Names of runs that are to be read, each when it is best read. Workers help if that is worth starting them. */
  async *inTurn(runs: readonly WantedRun[]): AsyncGenerator<string> {
    const files = runs.reduce((sum, { paths }) => sum + paths.length, 0);
    if (files >= MANY_FILES) this.#pool ??= this.#newPool();
    const pool = this.#pool;
    if (!pool) {
      for (const { name } of runs) yield name;
      return;
    }
    pool.want(runs);
    for (let next = await pool.nextRun(); next; next = await pool.nextRun()) yield next.name;
  }

  take(path: string): AsyncIterable<FilePart> | undefined {
    return this.#pool?.take(path);
  }

  split(
    path: string,
    opened: FileState,
    fromBytes: number,
    state: () => ScannerState,
  ): SplitFile | undefined {
    if (opened.sizeBytes - fromBytes < LARGE_BYTES) return undefined;
    this.#pool ??= this.#newPool();
    return this.#pool?.split(path, opened, fromBytes, state);
  }

  /** Ends the workers until they are wanted again. */
  end(): void {
    this.#pool?.close();
    this.#pool = undefined;
  }
}
