// The table that is shown: of the log, or of files that the user gave. One is on its way at a time.
import type { Api } from '../../../../../client/plugin-host.ts';
import type { Choice } from './choice.ts';
import type { LoadProgress, PointTable } from './point-table.ts';
import { readTable } from './table-loader.ts';
import type { LabelEdit } from './table-worker.ts';

/** Tables of steps that were looked at last, so that the slider goes back and forth without asking again. */
const KEPT_VALUES = 32e6;

export class TableSource {
  table: PointTable | undefined;
  /** Of what `table` is. */
  key = '';
  progress: LoadProgress | undefined;
  error: string | undefined;
  /** Names of the user's own files; undefined for what the log has. */
  files: string | undefined;
  readonly #changed: () => void;
  #wanted = '';
  #abort = new AbortController();
  #kept = new Map<string, PointTable>();

  /** `changed` is called after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Loads what is chosen, unless it is there or on its way. The table before stays until then. */
  want(api: Api, { series, at }: Choice): void {
    const { run, tag } = series;
    const info = series.steps[at]?.info;
    if (!info || this.files !== undefined) return;
    const key = JSON.stringify([run, tag, info.name]);
    if (key === this.#wanted) return;
    const kept = this.#kept.get(key);
    if (kept) {
      this.#begin(key);
      this.#end(key, kept);
      return;
    }
    const query = { run, name: info.name };
    const task = {
      kind: 'fetch',
      pointsUrl: api.url('projector/points', query),
      labelsUrl: info.hasLabels ? api.url('projector/labels', query) : undefined,
    } as const;
    const { picture: single } = info;
    const sprite =
      single && (() => api.file('projector/sprite', query).then((picture) => ({ picture, single })));
    void this.#load(key, (signal) => this.#read(task, signal), sprite);
  }

  /** Shows what the user's files hold, until `forgetFiles`. What cannot be read leaves all as it is. */
  give(files: readonly File[]): void {
    const names = files.map(({ name }) => name).join(', ');
    const { table: before, files: filesBefore } = this;
    this.files = names;
    void this.#load(JSON.stringify([names, performance.now()]), async (signal) => {
      try {
        return await this.#read({ kind: 'files', files, before }, signal);
      } catch (error) {
        if (!signal.aborted) {
          this.files = filesBefore;
          this.#wanted = this.key;
        }
        throw error;
      }
    });
  }

  /** Writes labels; they are kept as long as the page, or until the table is loaded anew. */
  async edit(edit: LabelEdit): Promise<void> {
    const { table, key } = this;
    if (!table) return;
    // Points and picture stay here; only labels go to the worker and come back.
    const labelsOnly = { ...table, dimensions: 0, values: new Float32Array(0), sprite: undefined };
    const { signal } = this.#abort;
    try {
      const { labels } = await this.#read({ kind: 'edit', table: labelsOnly, edit }, signal);
      if (this.table !== table) return;
      this.table = { ...table, labels };
      this.#keep(key, this.table);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.#changed();
  }

  forgetFiles(): void {
    this.files = undefined;
    this.#wanted = '';
    this.error = undefined;
    this.#changed();
  }

  /** After an error. */
  retry(): void {
    this.#wanted = '';
    this.error = undefined;
    this.#changed();
  }

  #read(task: Parameters<typeof readTable>[0], signal: AbortSignal): Promise<PointTable> {
    return readTable(task, {
      signal,
      onProgress: (progress) => {
        this.progress = progress;
        this.#changed();
      },
    });
  }

  #begin(key: string): AbortSignal {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#wanted = key;
    this.error = undefined;
    this.progress = { phase: 'Loading points', done: 0, total: 0 };
    return this.#abort.signal;
  }

  async #load(
    key: string,
    read: (signal: AbortSignal) => Promise<PointTable>,
    sprite?: () => Promise<NonNullable<PointTable['sprite']>>,
  ): Promise<void> {
    const signal = this.#begin(key);
    this.#changed();
    try {
      let fault: string | undefined;
      const pictures = sprite?.().catch((error: unknown) => {
        fault = `There are no pictures of these points: ${error instanceof Error ? error.message : String(error)}`;
        return undefined;
      });
      const [table, picture] = await Promise.all([read(signal), pictures]);
      if (signal.aborted) return;
      this.#end(key, picture ? { ...table, sprite: picture } : table);
      if (fault === undefined) return;
      this.error = fault;
      this.#changed();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Error ? error.message : String(error);
      this.progress = undefined;
      this.#changed();
    }
  }

  #end(key: string, table: PointTable): void {
    this.table = table;
    this.key = key;
    this.progress = undefined;
    this.#keep(key, table);
    this.#changed();
  }

  #keep(key: string, table: PointTable): void {
    this.#kept.delete(key);
    this.#kept.set(key, table);
    let values = [...this.#kept.values()].reduce((sum, one) => sum + one.values.length, 0);
    for (const [oldest, one] of this.#kept) {
      if (values <= KEPT_VALUES || oldest === key) break;
      this.#kept.delete(oldest);
      values -= one.values.length;
    }
  }

  /** Stops what is on its way. */
  stop(): void {
    this.#abort.abort();
    this.#wanted = this.key;
    this.progress = undefined;
  }
}
