// Which files workers are asked to read: many new ones at once, and large ones.
import type { EventFile } from '../logdir.ts';
import type { ScanPool } from '../scan-pool.ts';
import type { FilePart } from '../scan-service.ts';

/** Fewer new files are read sooner than workers have started. */
const MANY_FILES = 16;
/** A file of this size is given to a worker, so that requests are answered while it is scanned. */
const LARGE_BYTES = 2 ** 24;

/** Workers while there is something for them to do. Where they cannot be had, files are read by who wants them. */
export class ReadAhead {
  readonly #newPool: () => ScanPool | undefined;
  #pool: ScanPool | undefined;

  constructor(newPool: () => ScanPool | undefined) {
    this.#newPool = newPool;
  }

  /** Lets workers begin with files that are going to be read, in this order, if that is worth starting them. */
  begin(files: readonly EventFile[]): void {
    if (files.length < MANY_FILES) return;
    this.#pool ??= this.#newPool();
    this.#pool?.want(files.map(({ path }) => path));
  }

  /** What workers read of a file, once. One that is known to be large is given to them now. */
  take(path: string, sizeBytes = 0): AsyncIterable<FilePart> | undefined {
    const early = this.#pool?.take(path);
    if (early || sizeBytes < LARGE_BYTES) return early;
    this.#pool ??= this.#newPool();
    this.#pool?.want([path]);
    return this.#pool?.take(path);
  }

  /** Ends the workers until they are wanted again. */
  end(): void {
    this.#pool?.close();
    this.#pool = undefined;
  }
}
