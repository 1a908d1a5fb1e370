// Opens a log folder for a program, with the same reader and store as the server's.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ArgumentError } from '../../format/argument-error.ts';
import type { Problem, ReportProblem } from '../../problem.ts';
import { EventFileLogdir } from '../event-file-logdir.ts';
import { type LogSource, openLogSource } from '../store/log-source.ts';
import type { SnapshotChange } from '../store/snapshot.ts';
import { ValueReader } from '../store/value-reader.ts';
import { type FollowOptions, followed } from './following.ts';
import { type LoggedRun, loggedRun } from './logged-run.ts';
import type { SeriesParts } from './logged-series.ts';

/** Options of `openLogdir`. */
export interface OpenLogdirOptions {
  /**
   * Goes on reading what is added, until the log is closed; the folder need not exist yet. Default false: the log is
   * read once, and again when `reload` is called.
   */
  readonly follow?: boolean;
  /** While following: seconds between two looks where the system tells of no changes. Default 5. */
  readonly pollSeconds?: number;
  /** Hears of each damage once, when it is found; `problems` lists it either way. */
  readonly onProblem?: ReportProblem;
}

/** A series that is not as it was. */
export interface ChangedSeries {
  /** The run's name. */
  readonly run: string;
  /** Its name in the run. */
  readonly tag: string;
  /** TensorBoard's plugin name. */
  readonly kind: string;
}

/** What was added to a log that is followed, since the change before. */
export interface LogdirChange {
  /** All runs now, as `OpenedLogdir.runs`. */
  readonly runs: readonly LoggedRun[];
  /** Series that are new, grew, or were begun anew; by kind, then in the order of the runs, then by tag. */
  readonly changed: readonly ChangedSeries[];
}

/** A log folder that is open for reading. Whoever opened it closes it; `await using` does. */
export interface OpenedLogdir {
  /** As it was given. */
  readonly path: string;
  /** As they are now: by start time, then by name. What is in them does not change; ask again for what is new. */
  readonly runs: readonly LoggedRun[];
  /** Damage in the log: where, what, and what was done about it; in the order in which it was found. */
  readonly problems: readonly Problem[];
  /** The run of a name as it is now; `.` for the folder itself. */
  run(name: string): LoggedRun | undefined;
  /** Looks for what is new now; resolves when it is in `runs`. */
  reload(): Promise<void>;
  /** What is there, and from then on each change. Throws ArgumentError where the log is not followed. */
  changes(options?: FollowOptions): AsyncIterable<LogdirChange>;
  /** Ends following and every iteration; resolves when nothing is read any more. What was read stays readable. */
  close(): Promise<void>;
  /** Closes, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Reads all event files of a folder, or one event file, and resolves when all that is there was read. Damage rejects
 * nothing: what is sound is there, and `problems` tells of the rest. Rejects with ArgumentError where there is no such
 * folder, unless it is to be followed.
 *
 * @example
 * import { openLogdir } from 'runboard/reader';
 *
 * await using log = await openLogdir('runs');
 * for (const run of log.runs) {
 *   for (const [tag, { steps, values }] of run.scalars) console.log(run.name, tag, steps.at(-1), values.at(-1));
 *   for (const [tag, pictures] of run.images) console.log(tag, (await pictures.at(-1)).pictures[0]?.length);
 * }
 */
export async function openLogdir(path: string, options: OpenLogdirOptions = {}): Promise<OpenedLogdir> {
  const { follow = false, pollSeconds = 5, onProblem } = options;
  if (typeof path !== 'string' || path === '')
    throw new ArgumentError('openLogdir wants the path of a folder');
  if (!(pollSeconds > 0)) throw new ArgumentError(`pollSeconds must be a number above 0, not ${pollSeconds}`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found && !follow) throw new ArgumentError(`there is no folder ${path}`);
  const source = openLogSource({
    logdir: found?.isFile() ? new EventFileLogdir(resolve(path)) : path,
    reloadIntervalSeconds: follow ? pollSeconds : 0,
    watch: follow,
    ...(onProblem && { reportProblem: onProblem }),
  });
  await source.reload();
  return new LogdirOfSource(path, source, follow);
}

class LogdirOfSource implements OpenedLogdir {
  readonly path: string;
  readonly #source: LogSource;
  readonly #closing = new AbortController();
  readonly #parts: SeriesParts;

  constructor(path: string, source: LogSource, follow: boolean) {
    this.path = path;
    this.#source = source;
    const { tensorAt } = new ValueReader();
    this.#parts = { source, tensorAt, followed: follow, closed: this.#closing.signal };
  }

  get runs(): readonly LoggedRun[] {
    const { snapshot } = this.#source;
    return snapshot.runs.map((run) => loggedRun(run, snapshot, this.#parts));
  }

  get problems(): readonly Problem[] {
    return this.#source.snapshot.problems;
  }

  run(name: string): LoggedRun | undefined {
    const { snapshot } = this.#source;
    const run = snapshot.runs.find((one) => one.name === name);
    return run && loggedRun(run, snapshot, this.#parts);
  }

  reload(): Promise<void> {
    return this.#source.reload();
  }

  changes(options: FollowOptions = {}): AsyncIterable<LogdirChange> {
    return this.#changes(followed(this.#parts, options));
  }

  async *#changes(turns: AsyncIterable<void>): AsyncGenerator<LogdirChange, void, void> {
    const { snapshot } = this.#source;
    const first = snapshot.pluginNames.flatMap((name) => snapshot.seriesOf(name));
    // Several changes may pass while nobody asks.
    let gathered: SnapshotChange['series'] = first;
    const unsubscribe = this.#source.subscribe(({ series }) => {
      gathered = gathered.length === 0 ? series : unitedOf(gathered, series);
    });
    try {
      for await (const _ of turns) {
        const changed = gathered.map(({ run, tag, pluginName }) => ({ run, tag, kind: pluginName }));
        gathered = [];
        yield { runs: this.runs, changed };
      }
    } finally {
      unsubscribe();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#source.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Each series once, where it last changed. */
function unitedOf(
  earlier: SnapshotChange['series'],
  later: SnapshotChange['series'],
): SnapshotChange['series'] {
  const keyOf = ({ run, tag }: { run: string; tag: string }) => JSON.stringify([run, tag]);
  const again = new Set(later.map(keyOf));
  return [...earlier.filter((series) => !again.has(keyOf(series))), ...later];
}
