// From a logdir to snapshots: lists it, reads what is new, publishes; again whenever something changed.
import { setImmediate } from 'node:timers/promises';
import { type Problem, problemText, type ReportProblem } from '../../problem.ts';
import { DiskLogdir } from '../disk-logdir.ts';
import type { DirectoryState, Listing, Logdir, Soon } from '../logdir.ts';
import { OrdinaryFileScanner } from '../ordinary-file-scanner.ts';
import type { RunLoader } from '../run-loader.ts';
import { PlainScanner } from '../scan.ts';
import { ScanEngine } from '../scan-engine.ts';
import { newScanPool, type ScanPool } from '../scan-pool.ts';
import type { NewScanner } from '../tail.ts';
import { DirectoryWatch } from '../watch.ts';
import { FolderProblems } from './folder-problems.ts';
import { IndexKeeper, type IndexOptions } from './index-keeper.ts';
import { KnownFiles } from './known-files.ts';
import { LookPlan } from './look-plan.ts';
import { ReadAhead } from './read-ahead.ts';
import { RunReaders } from './run-readers.ts';
import type { Snapshot, SnapshotChange, SnapshotSource } from './snapshot.ts';
import { Store } from './store.ts';

/** While much is read, snapshots come this often; less often where making them would take more than a part of the time. */
const PUBLISH_MS = 75;
const PUBLISH_PART = 1 / 10;
/** Requests wait this long at most behind reading; to give way after each of many small files would cost more than them. */
const GIVE_WAY_MS = 4;
/** Writes that come in a burst are read this often. */
const READ_GAP_MS = 15;
/** Names that come and go in a burst cause a walk this often; longer where a walk itself takes long. */
const LIST_GAP_MS = 100;

/** This thread's, for all files in turn. */
const ENGINE = ScanEngine.load();

export interface LogSourceOptions {
  /** Path of a directory, or a Logdir; it need not exist yet. */
  readonly logdir: string | Logdir;
  /**
   * Between the end of one look at everything and the next; two minutes where the system tells of every change, and told of
   * none. 0 means to load once.
   */
  readonly reloadIntervalSeconds: number;
  /** Hears of each problem once, when it is found. */
  readonly reportProblem?: ReportProblem;
  /** Now, in milliseconds since the Unix epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** Whether the system is asked to tell of changes. Default true for a directory that is not loaded just once. */
  readonly watch?: boolean;
  readonly newScanner?: NewScanner;
  /** An index to start from and to keep. Default: none. */
  readonly index?: IndexOptions;
  /** Workers that read ahead. Default: one for each core, while a look finds many new files. */
  readonly newPool?: () => ScanPool | undefined;
}

/** Snapshots of a logdir, until it is closed. */
export interface LogSource extends SnapshotSource {
  /** Stops watching and polling; resolves when nothing is read any more. */
  close(): Promise<void>;
}

/** Begins to load at once; the first snapshots are empty, with `loading` set. */
export function openLogSource(options: LogSourceOptions): LogSource {
  return new LogdirSource(options);
}

class LogdirSource implements LogSource {
  readonly #store = new Store();
  readonly #logdir: Logdir;
  readonly #options: LogSourceOptions;
  readonly #watch: DirectoryWatch | undefined;
  /** Directories are watched once something is shown: to begin takes time in which the first look shows what there is. */
  #watches = false;
  /** What an index holds was asked for. */
  #recalled = false;
  readonly #readers: RunReaders;
  readonly #listeners = new Set<(change: SnapshotChange) => void>();
  readonly #reported = new Set<string>();
  readonly #folderProblems = new FolderProblems();
  readonly #looks: LookPlan;
  readonly #known = new KnownFiles();
  #busy = false;
  #working: Promise<void> | undefined;
  #lookWanted = false;
  /** Whether the next walk looks also where nothing seems to have changed. */
  #anewWanted = false;
  #listing: Listing | undefined;
  #listWanted = false;
  #changedFiles = new Set<string>();
  #waiters: (() => void)[] = [];
  #publishAtMs = 0;
  #gaveWayAtMs = 0;
  #listedAtMs = 0;
  #listGapMs = LIST_GAP_MS;
  #listTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: LogSourceOptions) {
    this.#options = options;
    const { logdir, reloadIntervalSeconds } = options;
    this.#logdir = typeof logdir === 'string' ? new DiskLogdir(logdir) : logdir;
    // Workers, and who starts from an index, read from the disk.
    const { onDisk } = this.#logdir;
    const ordinary = options.newScanner || !ENGINE ? undefined : new OrdinaryFileScanner(ENGINE);
    const ahead = onDisk
      ? new ReadAhead(options.newPool ?? (() => newScanPool(ENGINE)), ordinary)
      : undefined;
    const index =
      onDisk && options.index
        ? new IndexKeeper(options.index, this.#logdir, (problem) => {
            this.#report(problem);
            this.#publish();
          })
        : undefined;
    this.#readers = new RunReaders({
      store: this.#store,
      known: this.#known,
      ...(ahead && { ahead }),
      ...(index && { index }),
      reading: {
        logdir: this.#logdir,
        newScanner: options.newScanner ?? ((state) => new PlainScanner(ENGINE, state)),
        ...(ahead && { ahead }),
        clock: options.clock ?? Date.now,
        report: (problem) => this.#report(problem),
        retract: (problem) => this.#store.removeProblem(problem),
        paused: (loader) => this.#pauseIn(loader),
      },
      wantList: () => this.#wantList(),
      wantWork: () => this.#work(),
      giveWay: () => this.#giveWay(),
      pause: () => this.#pause(),
    });
    this.#looks = new LookPlan({
      intervalSeconds: reloadIntervalSeconds,
      look: () => void this.#lookSoon(),
      wouldBeTold: () =>
        this.#watch?.tellsAll === true && this.#listing?.unreadable.length === 0 && !this.#readers.awaitsLook,
      quiet: (isQuiet) => {
        if (this.#watch) this.#watch.quiet = isQuiet;
      },
    });
    if ((options.watch ?? typeof logdir === 'string') && reloadIntervalSeconds > 0) {
      this.#watch = new DirectoryWatch({
        changed: (path) => this.#changed(path),
        failed: (why) => {
          this.#looks.plan();
          this.#report({
            file: 'the logdir',
            what: `changes cannot all be watched for (${why})`,
            done: `they are looked for every ${reloadIntervalSeconds} s instead`,
          });
        },
      });
    }
    void this.reload();
  }

  get snapshot(): Snapshot {
    return this.#store.snapshot;
  }

  subscribe(listener: (change: SnapshotChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  reload(): Promise<void> {
    this.#anewWanted = true;
    return this.#lookSoon();
  }

  #lookSoon(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#lookWanted = true;
    const seen = new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#work();
    return seen;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#looks.end();
    clearTimeout(this.#listTimer);
    this.#watch?.close();
    this.#readers.end();
    await this.#working;
    await this.#readers.close();
    this.#listeners.clear();
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  #changed(path: string): void {
    if (this.#closed) return;
    this.#looks.changed();
    if (this.#known.runOf(path) !== undefined) this.#changedFiles.add(path);
    else this.#wantList();
    this.#work();
  }

  #wantList(): void {
    if (this.#listWanted || this.#listTimer) return;
    const waitMs = this.#listedAtMs + this.#listGapMs - performance.now();
    if (waitMs <= 0) {
      this.#listWanted = true;
      return;
    }
    this.#listTimer = setTimeout(() => {
      this.#listTimer = undefined;
      this.#listWanted = true;
      this.#work();
    }, waitMs);
  }

  /** Works until nothing is wanted; one worker at a time, so that a file is never read twice at once. */
  #work(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#working = this.#workUntilDone();
  }

  async #workUntilDone(): Promise<void> {
    while (!this.#closed) {
      const files = this.#changedFiles;
      this.#changedFiles = new Set();
      if (this.#lookWanted) await this.#look();
      else if (this.#listWanted || files.size > 0 || this.#readers.anyDamaged) await this.#follow(files);
      else break;
    }
    // In the same turn in which nothing was wanted, so that no wish falls between.
    this.#busy = false;
  }

  /** Looks at everything. */
  async #look(): Promise<void> {
    this.#looks.begin();
    this.#lookWanted = false;
    const served = this.#waiters.length;
    if (!this.#recalled) await this.#recall();
    await this.#list(true);
    await this.#readers.readAll(() => !this.#closed);
    if (this.#closed) return;
    this.#store.setLoading(false);
    this.#publish();
    await this.#readers.joinAll(() => !this.#closed);
    this.#publish();
    await this.#readers.checkIndex(() => !this.#closed);
    if (this.#watch && !this.#watches) {
      // At once, so that what changed meanwhile is not missed.
      this.#watches = true;
      this.#lookWanted = true;
    }
    if (this.#readers.anyDamaged) await this.#readers.readChanged(new Set());
    this.#publish();
    this.#readers.keepIndex();
    for (const resolve of this.#waiters.splice(0, served)) resolve();
    this.#looks.plan();
  }

  /** Shows what an index holds of files that did not change, before the logdir is walked. */
  async #recall(): Promise<void> {
    this.#recalled = true;
    this.#watches = await this.#readers.recall(() => !this.#closed);
    this.#publish();
  }

  /** Reads files that were told to have changed, and those that are new. */
  async #follow(changed: ReadonlySet<string>): Promise<void> {
    const begunMs = performance.now();
    if (this.#listWanted) await this.#list(false);
    await this.#readers.readChanged(changed);
    this.#publish();
    const restMs = READ_GAP_MS - (performance.now() - begunMs);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }

  /** Walks the logdir; forgets runs that are gone, notes those with files to read: `all` of them are read next. */
  async #list(all: boolean): Promise<void> {
    this.#listWanted = false;
    const begunMs = performance.now();
    const newlyWatched = new Set<string>();
    const watch = this.#watches ? this.#watch : undefined;
    const anew = this.#anewWanted;
    this.#anewWanted = false;
    const listing = await this.#logdir.list({
      anew,
      ...(watch && {
        enter: (directory: string, state?: DirectoryState) => {
          if (watch.add(directory, state)) newlyWatched.add(directory);
        },
      }),
      ...(all && { found: (runs) => this.#readers.expect(runs) }),
    });
    this.#listedAtMs = performance.now();
    this.#listGapMs = Math.max(LIST_GAP_MS, 4 * (this.#listedAtMs - begunMs));
    if (listing !== this.#listing) this.#take(listing, all);
    if (all) return;
    // What was written to them before they were watched was not told.
    for (const path of this.#known.pathsIn(newlyWatched)) this.#changedFiles.add(path);
  }

  #take(listing: Listing, readsAll: boolean): void {
    this.#listing = listing;
    this.#watch?.retain(listing);
    const folders = this.#folderProblems.update(listing);
    for (const problem of folders.over) this.#store.removeProblem(problem);
    for (const problem of folders.now) this.#report(problem);
    this.#readers.update(listing, readsAll);
  }

  /** Between two blocks of a run. */
  #pauseIn(loader: RunLoader): Soon<boolean> {
    this.#readers.show(loader);
    const turn = this.#pause();
    return turn ? turn.then(() => !this.#closed) : !this.#closed;
  }

  /** Requests are answered, and once in a while what was read so far is shown. */
  #pause(): Promise<void> | undefined {
    const nowMs = performance.now();
    if (nowMs >= this.#publishAtMs) this.#publish();
    return this.#giveWay(nowMs);
  }

  /** Lets others have a turn if it is time to; undefined where it is not. */
  #giveWay(nowMs = performance.now()): Promise<void> | undefined {
    if (nowMs - this.#gaveWayAtMs < GIVE_WAY_MS) return undefined;
    return setImmediate().then(() => {
      this.#gaveWayAtMs = performance.now();
    });
  }

  #report(problem: Problem): void {
    this.#store.addProblem(problem);
    const text = problemText(problem);
    if (this.#reported.has(text)) return;
    this.#reported.add(text);
    this.#options.reportProblem?.(problem);
  }

  #publish(): void {
    if (this.#closed) return;
    const begunMs = performance.now();
    const change = this.#store.publish();
    if (change) for (const listener of [...this.#listeners]) listener(change);
    const nowMs = performance.now();
    this.#publishAtMs = nowMs + Math.max(PUBLISH_MS, (nowMs - begunMs) / PUBLISH_PART);
  }
}
