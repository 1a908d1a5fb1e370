// Batches of any length gathered into longer ones with an array for each column: what Parquet and Arrow want.
import { type Cell, type ColumnCells, cellAt, type TableColumn, type TableRead } from './table.ts';

/** Cells of a column: a typed array where none can be null, int64 as bigint either way. */
export type GatheredCells = Int32Array | BigInt64Array | Float32Array | Float64Array | Cell[];

/** Rows that belong together. */
export interface GatheredRows {
  readonly length: number;
  /** In the order of the table's columns. */
  readonly columns: readonly GatheredCells[];
}

/** Rows of a group: long enough to pack well, short enough that packing one holds up nothing for long. */
const GROUP_ROWS = 4 * 8192;
/** A group is ended early where its texts and bytes are heavier. */
const GROUP_BYTES = 16 * 2 ** 20;

/** Groups in the order of the rows; none where there are no rows. */
export async function* gathered({ columns, batches }: TableRead): AsyncGenerator<GatheredRows, void, void> {
  let gather = new Gather(columns);
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; ) {
      const to = Math.min(batch.length, from + GROUP_ROWS - gather.length);
      gather.add(batch.columns, from, to);
      from = to;
      if (gather.length < GROUP_ROWS && gather.heavyBytes < GROUP_BYTES) continue;
      yield gather.rows();
      gather = new Gather(columns);
    }
  }
  if (gather.length > 0) yield gather.rows();
}

/** One group while it fills. */
class Gather {
  length = 0;
  heavyBytes = 0;
  readonly #columns: readonly GatheredCells[];

  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns.map(emptyCells);
  }

  add(columns: readonly ColumnCells[], from: number, to: number): void {
    for (const [at, target] of this.#columns.entries()) {
      const cells = columns[at];
      if (cells !== undefined) this.#addColumn(target, cells, from, to);
    }
    this.length += to - from;
  }

  #addColumn(target: GatheredCells, cells: ColumnCells, from: number, to: number): void {
    const offset = this.length - from;
    if (target instanceof BigInt64Array) {
      for (let row = from; row < to; row++)
        target[offset + row] = BigInt(cellAt(cells, row) as number | bigint);
    } else if (Array.isArray(target)) {
      for (let row = from; row < to; row++) {
        const cell = cellAt(cells, row);
        target.push(cell);
        if (cell instanceof Uint8Array || typeof cell === 'string') this.heavyBytes += cell.length;
      }
    } else {
      for (let row = from; row < to; row++) target[offset + row] = cellAt(cells, row) as number;
    }
  }

  rows(): GatheredRows {
    const { length } = this;
    return {
      length,
      columns: this.#columns.map((cells) => (Array.isArray(cells) ? cells : cells.subarray(0, length))),
    };
  }
}

const TYPED = {
  int32: Int32Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

function emptyCells({ type, nullable }: TableColumn): GatheredCells {
  if (nullable || type === 'text' || type === 'bytes' || type === 'boolean') return [];
  return new TYPED[type](GROUP_ROWS);
}
