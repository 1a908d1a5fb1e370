// The readers of all runs of a logdir: which to read next, from where, and what to do with those that are gone.
import { setImmediate } from 'node:timers/promises';
import { fileFailureOf } from '../file-failure.ts';
import type { EventFile, ListedRun, Listing, Soon } from '../logdir.ts';
import type { OrdinaryRun } from '../ordinary-files.ts';
import type { RunLoader } from '../run-loader.ts';
import { type RunEnd, RunReader, type RunReading } from '../run-reader.ts';
import type { IndexKeeper } from './index-keeper.ts';
import type { KnownFiles } from './known-files.ts';
import { ReadAhead } from './read-ahead.ts';
import type { Store } from './store.ts';

/** What readers work with. */
interface RunReadersParts {
  readonly store: Store;
  readonly known: KnownFiles;
  /** All runs are read with it. */
  readonly reading: RunReading;
  readonly ahead?: ReadAhead;
  readonly index?: IndexKeeper;
  /** The logdir is to be walked: a file is gone. */
  readonly wantList: () => void;
  /** There is a run to be read anew. */
  readonly wantWork: () => void;
  /** Lets others have a turn if it is time to; undefined where it is not. */
  readonly giveWay: () => Promise<void> | undefined;
  /** The same, and shows what was read so far if it is time to. */
  readonly pause: () => Promise<void> | undefined;
}

/** To look at the clock takes a part of what a run of an index takes: so many are taken in far less than a turn. */
const AT_ONCE_RUNS = 16;

/** One for each source of snapshots. */
export class RunReaders {
  readonly #parts: RunReadersParts;
  readonly #ahead: ReadAhead;
  readonly #readers = new Map<string, RunReader>();
  /** Runs that have files which were never read, or lost some. */
  readonly #unread = new Set<string>();
  /** Runs of which the index turned out to be damaged. */
  readonly #damaged = new Set<string>();
  /** A generation for a run of this name that comes again. */
  readonly #generations = new Map<string, number>();

  constructor(parts: RunReadersParts) {
    this.#parts = parts;
    this.#ahead = parts.ahead ?? new ReadAhead(() => undefined);
  }

  /** Whether there are runs to be read anew, since the index of them is damaged. */
  get anyDamaged(): boolean {
    return this.#damaged.size > 0;
  }

  /** Whether the next look is awaited: not all is settled that was read. */
  get awaitsLook(): boolean {
    for (const reader of this.#readers.values()) if (reader.awaitsLook) return true;
    return this.#unread.size > 0;
  }

  /** Hears of runs while a walk goes on: of many, workers read the first then, unless all was read before. */
  expect(runs: readonly ListedRun[]): void {
    if (this.#readers.size === 0 && !this.#parts.index?.any) this.#ahead.expect(runs);
  }

  /** Takes what a walk found; forgets runs that are gone, notes those with files to read, unless all are read next. */
  update(listing: Listing, readsAll: boolean): void {
    const { store, known } = this.#parts;
    const { gone, changedRuns } = known.update(listing);
    store.removeProblemsOf(new Set(gone.map((file) => file.name)));
    const first = readsAll && this.#readers.size === 0;
    if (!first) for (const run of changedRuns) this.#unread.add(run);
    for (const name of [...this.#readers.keys()]) if (!listing.runs.has(name)) this.#forget(name);
  }

  #forget(name: string): void {
    const reader = this.#readers.get(name);
    if (reader) this.#generations.set(name, reader.loader.nextGeneration);
    this.#readers.delete(name);
    this.#parts.store.removeRun(name);
  }

  /** Shows what a loader has by now, unless it is one that reads a run anew. */
  show(loader: RunLoader): void {
    if (this.#readers.get(loader.name)?.loader === loader) this.#parts.store.setRun(loader);
  }

  /** Reads what is new in all runs, while `goesOn`; those first that were read before. */
  async readAll(goesOn: () => boolean): Promise<void> {
    const names = this.#parts.known.runNames;
    const fresh = names.filter((name) => !this.#readers.has(name));
    for (const name of names) {
      if (!goesOn()) return;
      const reader = this.#readers.get(name);
      if (!reader) continue;
      if (!this.#isUnchanged(name, reader)) await this.#read(name);
      const turn = this.#parts.giveWay();
      if (turn) await turn;
    }
    await this.#readFresh(fresh, goesOn);
    this.#ahead.end();
  }

  #isUnchanged(name: string, reader: RunReader): boolean {
    try {
      return !this.#unread.has(name) && reader.isUnchanged(this.#parts.known.filesOf(name));
    } catch (error) {
      // Whoever reads the run next tells.
      fileFailureOf(error);
      return false;
    }
  }

  /** Reads runs that were never read, each when it is best read. Awaits only what is not there at once. */
  async #readFresh(names: readonly string[], goesOn: () => boolean): Promise<void> {
    const { index, pause } = this.#parts;
    this.#ahead.begin(index?.any ? await this.#leftByIndex(names) : names.map((name) => this.#wanted(name)));
    while (goesOn()) {
      const coming = this.#ahead.next();
      const next = coming instanceof Promise ? await coming : coming;
      if (!next) return;
      if (next.found) this.#take(next.run, next.found);
      else await this.#read(next.run.name);
      const turn = pause();
      if (turn) await turn;
    }
  }

  #wanted(name: string): ListedRun {
    return { name, files: this.#parts.known.filesOf(name) };
  }

  /** Starts runs from the index; gives back those that it does not have. */
  async #leftByIndex(names: readonly string[]): Promise<readonly ListedRun[]> {
    const left: ListedRun[] = [];
    for (const name of names) {
      const wanted = this.#wanted(name);
      const started = this.#startFromIndex(name, wanted.files);
      if (!started) left.push(wanted);
      else if (started.grown) await this.#read(name);
      const turn = this.#parts.giveWay();
      if (turn) await turn;
    }
    return left;
  }

  /** Takes a run all files of which were found to be ordinary. */
  #take({ name, files }: ListedRun, found: OrdinaryRun): void {
    const { reading, store } = this.#parts;
    this.#unread.delete(name);
    const generation = this.#generations.get(name) ?? 0;
    const reader = RunReader.found(reading, name, files, generation, found);
    this.#readers.set(name, reader);
    store.setRun(reader.loader);
  }

  /**
   * Takes the runs of an index, before any walk, of whose files nothing tells of a change; tells whether there were any.
   * What else there is, and which of them are gone, the first walk finds.
   */
  async recall(goesOn: () => boolean): Promise<boolean> {
    const { index, known, giveWay } = this.#parts;
    const recalled = new Map<string, readonly EventFile[]>();
    let left = AT_ONCE_RUNS;
    for (const { name, files } of index?.runs ?? []) {
      if (this.#startFromIndex(name, undefined)) recalled.set(name, files);
      if (--left > 0) continue;
      left = AT_ONCE_RUNS;
      const turn = giveWay();
      if (turn) await turn;
      if (!goesOn()) break;
    }
    known.update({ runs: recalled });
    return recalled.size > 0;
  }

  /**
   * Takes a run as the index has it, if it does; tells whether there is more to read. With no `files` from a walk only
   * where nothing tells of a change.
   */
  #startFromIndex(
    name: string,
    files: readonly EventFile[] | undefined,
  ): { readonly grown: boolean } | undefined {
    const { reading, index, store, wantWork } = this.#parts;
    const generation = this.#generations.get(name) ?? 0;
    const found = index?.readerOf(name, files, reading, generation, () => {
      this.#damaged.add(name);
      wantWork();
    });
    if (!found) return undefined;
    this.#unread.delete(name);
    this.#readers.set(name, found.reader);
    store.setRun(found.reader.loader);
    return found;
  }

  /** Reads files that were told to have changed, and those that are new. */
  async readChanged(changed: ReadonlySet<string>): Promise<void> {
    const { known } = this.#parts;
    const runs = new Set<string>(this.#unread);
    for (const path of changed) {
      const run = known.runOf(path);
      if (run !== undefined) runs.add(run);
    }
    for (const name of this.#damaged) {
      this.#damaged.delete(name);
      const reader = this.#readers.get(name);
      if (reader) await this.#reread(reader, known.filesOf(name));
    }
    for (const name of runs) await this.#read(name, changed);
    this.#ahead.end();
  }

  /** Joins what was read and nobody looked at, while `goesOn`: what does not fit together is told then. */
  async joinAll(goesOn: () => boolean): Promise<void> {
    for (const { loader } of this.#readers.values()) {
      if (loader.joined) continue;
      loader.join();
      await this.#parts.giveWay();
      if (!goesOn()) return;
    }
  }

  /** Looks, while `goesOn`, into files of which the index was believed since nothing told of a change. */
  async checkIndex(goesOn: () => boolean): Promise<void> {
    await this.#parts.index?.check(async () => {
      // Behind each: the first page is being asked for, and what it shows is most likely right.
      await setImmediate();
      return goesOn();
    });
  }

  /** Writes the index anew, in a while, if it is worth it. */
  keepIndex(): void {
    this.#parts.index?.keep(this.#readers, async () => this.#parts.giveWay());
  }

  /** Reads what is new in a run: in all files, or in those of `only` and those that were never read. */
  #read(name: string, only?: ReadonlySet<string>): Soon<void> {
    const { known, store, wantList } = this.#parts;
    this.#unread.delete(name);
    const files = known.filesOf(name);
    if (files.length === 0) return;
    const reader = this.#readers.get(name);
    if (reader) return this.#readOn(reader, files, only);
    const fresh = this.#newReader(name, this.#generations.get(name) ?? 0);
    this.#readers.set(name, fresh);
    fresh.follow(files);
    const take = ({ kind }: RunEnd) => {
      if (kind === 'lost') wantList();
      store.setRun(fresh.loader);
    };
    const reading = fresh.read();
    return reading instanceof Promise ? reading.then(take) : take(reading);
  }

  async #readOn(reader: RunReader, files: readonly EventFile[], only?: ReadonlySet<string>): Promise<void> {
    const { store, reading, wantList } = this.#parts;
    if (reader.covers(files)) {
      reader.follow(files);
      const end = await reader.read(only);
      store.setRun(reader.loader);
      if (end.kind === 'read') return;
      // A file that is gone shows in the next walk.
      if (!end.problem) return wantList();
      store.removeProblemsOf(new Set(files.map((file) => file.name)));
      reading.report(end.problem);
    }
    await this.#reread(reader, files);
  }

  /** Reads a run from the start; what was known of it is shown until that is done. */
  async #reread(reader: RunReader, files: readonly EventFile[]): Promise<void> {
    const { name } = reader.loader;
    const fresh = this.#newReader(name, reader.loader.nextGeneration);
    fresh.follow(files);
    if ((await fresh.read()).kind === 'lost') this.#parts.wantList();
    this.#readers.set(name, fresh);
    this.#parts.store.setRun(fresh.loader);
  }

  #newReader(name: string, firstGeneration: number): RunReader {
    return new RunReader(this.#parts.reading, name, firstGeneration);
  }

  /** Ends the workers. */
  end(): void {
    this.#ahead.end();
  }

  /** Resolves when no index is written any more. */
  async close(): Promise<void> {
    await this.#parts.index?.close();
  }
}
