// Which files workers are asked to read: many new ones at once, and large ones.

import type { Ahead } from '../ahead.ts';
import type { FileState, ListedRun, Soon } from '../logdir.ts';
import type { OrdinaryFileScanner } from '../ordinary-file-scanner.ts';
import type { NextRun, ScanPool } from '../scan-pool.ts';
import { type FilePart, LARGE_BYTES } from '../scan-service.ts';
import type { ScannerState } from '../scanner.ts';
import type { SplitFile } from '../split-file.ts';

/** Fewer new files are read sooner than workers have started. */
const MANY_FILES = 16;
/** Workers are asked for so many runs at once while a walk goes on. */
const MANY_RUNS = 16;

/** Workers while there is something for them to do. Where they cannot be had, files are read by who wants them. */
export class ReadAhead implements Ahead {
  readonly splitBytes = LARGE_BYTES;
  readonly #newPool: () => ScanPool | undefined;
  readonly #ordinary: OrdinaryFileScanner | undefined;
  #pool: ScanPool | undefined;
  /** There are no workers to be had: nobody asks again before the end. */
  #none = false;
  /** Runs that a walk has met, and that workers were not asked for. */
  #expected: ListedRun[] = [];
  /** Names of those that they were asked for. */
  readonly #asked = new Set<string>();
  /** Runs to read where there are no workers, and how many of them were given. */
  #alone: readonly ListedRun[] = [];
  #given = 0;

  /** `ordinary` is this thread's, where there is an engine. */
  constructor(newPool: () => ScanPool | undefined, ordinary?: OrdinaryFileScanner) {
    this.#newPool = newPool;
    this.#ordinary = ordinary;
  }

  /** Hears of runs that will be among those of `begin`: where there are many, workers are asked for them now. */
  expect(runs: readonly ListedRun[]): void {
    if (this.#none) return;
    this.#expected.push(...runs);
    if (this.#expected.length < MANY_RUNS) return;
    this.#prepare();
    this.#pool?.want(this.#expected, true);
    if (this.#pool) for (const { name } of this.#expected) this.#asked.add(name);
    this.#expected = [];
  }

  /** Takes runs that are to be read, each when it is best read. Workers help if that is worth starting them. */
  begin(runs: readonly ListedRun[]): void {
    const fileCount = runs.reduce((sum, { files }) => sum + files.length, 0);
    if (fileCount >= MANY_FILES) this.#prepare();
    this.#pool?.want(runs.filter(({ name }) => !this.#asked.has(name)));
    this.#alone = this.#pool ? [] : runs;
    this.#given = 0;
    this.#forgetExpected();
  }

  #prepare(): void {
    if (this.#pool || this.#none) return;
    this.#pool = this.#newPool();
    this.#none = !this.#pool;
  }

  #forgetExpected(): void {
    this.#expected = [];
    this.#asked.clear();
  }

  /** The run to read next, or one that was read by now; undefined behind the last. */
  next(): Soon<NextRun | undefined> {
    const alone = this.#alone[this.#given];
    if (alone) {
      this.#given++;
      return this.#read({ run: alone });
    }
    const next = this.#pool?.nextRun();
    return next instanceof Promise ? next.then((run) => this.#read(run)) : this.#read(next);
  }

  #read(next: NextRun | undefined): NextRun | undefined {
    if (!next || next.found || next.begun) return next;
    const { run } = next;
    return { run, found: this.#ordinary?.readRun(run.files) };
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
    this.#prepare();
    return this.#pool?.split(path, opened, fromBytes, state);
  }

  /** Ends the workers until they are wanted again. */
  end(): void {
    this.#pool?.close();
    this.#pool = undefined;
    this.#none = false;
    this.#alone = [];
    this.#forgetExpected();
  }
}
