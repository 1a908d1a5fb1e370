// A search that runs anew when it asks for something else, and keeps what it found.
import type { LabelColumn } from '../model/label-columns.ts';
import { matcherOf, matchingRows } from './search.ts';

export interface RowQuery {
  readonly columns: readonly LabelColumn[];
  readonly rows: number;
  readonly pattern: string;
  readonly isRegex: boolean;
}

/** Made by a view, which calls `stop` when it is left. */
export class RowSearch {
  /** Ascending; undefined while nothing is asked for, or nothing was found out yet. */
  found: Uint32Array | undefined;
  invalid: string | undefined;
  busy = false;
  readonly #changed: () => void;
  #query: RowQuery | undefined;
  #abort = new AbortController();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** An empty pattern asks for nothing. What was found before stays until there is news. */
  want(query: RowQuery): void {
    const before = this.#query;
    const isSame =
      before?.pattern === query.pattern &&
      before.isRegex === query.isRegex &&
      before.rows === query.rows &&
      before.columns.length === query.columns.length &&
      before.columns.every((column, at) => column === query.columns[at]);
    if (isSame) return;
    this.stop();
    const matcher = query.pattern === '' ? undefined : matcherOf(query.pattern, query.isRegex);
    this.invalid = matcher?.kind === 'invalid' ? matcher.why : undefined;
    if (matcher?.kind === 'pending') return;
    this.#query = query;
    if (matcher?.kind === 'ready') void this.#run(query, matcher.test);
    else this.found = undefined;
  }

  async #run({ columns, rows }: RowQuery, test: (text: string) => boolean): Promise<void> {
    const { signal } = this.#abort;
    this.busy = true;
    const found = await matchingRows(columns, rows, test, signal).catch(() => undefined);
    // Nothing but the abort rejects.
    if (signal.aborted) return;
    this.found = found;
    this.busy = false;
    this.#changed();
  }

  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#query = undefined;
    this.busy = false;
  }
}
