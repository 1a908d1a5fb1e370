// The nearest points of the one that is chosen, asked of a worker that holds the table.
import type { PointTable } from './data/point-table.ts';
import { type Metric, type Neighbor, Neighborhood } from './projections.ts';

export interface NeighborQuery {
  readonly table: PointTable;
  readonly row: number;
  readonly count: number;
  readonly metric: Metric;
}

/** Made by a view, which calls `stop` when it is left. */
export class NeighborSearch {
  /** Of the newest question; undefined while it is open. */
  found: readonly Neighbor[] | undefined;
  readonly #changed: () => void;
  #neighborhood: Neighborhood | undefined;
  #values: Float32Array | undefined;
  #asked: NeighborQuery | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Undefined where no neighbours are wanted. */
  want(query: NeighborQuery | undefined): void {
    const before = this.#asked;
    if (query === undefined) {
      this.found = undefined;
      this.#asked = undefined;
      return;
    }
    const isSame =
      before?.table.values === query.table.values &&
      before.row === query.row &&
      before.count === query.count &&
      before.metric === query.metric;
    if (isSame) return;
    if (before?.row !== query.row || before.table.values !== query.table.values) this.found = undefined;
    this.#asked = query;
    void this.#ask(query);
  }

  async #ask(query: NeighborQuery): Promise<void> {
    const { rows, dimensions, values } = query.table;
    if (values !== this.#values) {
      this.#neighborhood?.close();
      this.#neighborhood = new Neighborhood({ rows, dimensions, values });
      this.#values = values;
    }
    const answer = this.#neighborhood?.nearest(query.row, query.count, query.metric);
    // Rejects only when the neighbourhood is closed.
    const found = await answer?.catch(() => undefined);
    if (this.#asked !== query) return;
    this.found = found;
    this.#changed();
  }

  stop(): void {
    this.#neighborhood?.close();
    this.#neighborhood = undefined;
    this.#values = undefined;
    this.#asked = undefined;
    this.found = undefined;
  }
}
