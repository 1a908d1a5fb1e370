// A log's data as tables with typed columns, which every format writes: for `/api/v1/data` and `runboard export`.
import type { Tensor } from '../../src/format/tensor.ts';
import type { PlacedSeries } from '../../src/reader/store/series.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import type { Selection } from './selection.ts';

/** `bytes` are bytes in Parquet and Arrow, base64 in JSON and CSV; int64 is exact everywhere. */
export type ColumnType = 'text' | 'int32' | 'int64' | 'float32' | 'float64' | 'boolean' | 'bytes';

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** A sentence. */
  readonly description: string;
  /** Whether cells may be null. */
  readonly nullable?: true;
}

export type Cell = string | number | bigint | boolean | Uint8Array | null;

/** The cells of one column: an array of them, or one that all rows have. */
export type ColumnCells = ArrayLike<Cell> | { readonly repeated: Cell };

/** Some rows, as many as `length`; columns in the order of the table's. */
export interface TableBatch {
  readonly length: number;
  readonly columns: readonly ColumnCells[];
}

/** One answer: its columns, then its rows, batch by batch, which are made when they are asked for. */
export interface TableRead {
  readonly columns: readonly TableColumn[];
  readonly batches: AsyncIterable<TableBatch>;
}

/** What a table is asked for. */
export interface TableRequest {
  readonly snapshot: Snapshot;
  readonly selection: Selection;
  /** Reads a heavy value; rejects with StoredValueError. */
  tensorAt(series: PlacedSeries, index: number): Promise<Tensor>;
}

/** One table. It holds no state: all that it tells comes from the request. */
export interface DataTable {
  /** Its place below `/api/v1/data`, and what `runboard export --table` is told. */
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly description: string;
  /** What can be chosen of it; empty where it is always whole. */
  readonly choice: readonly ('run' | 'tag' | 'step')[];
  /** Columns that every answer has. A float64 may come as float32 where all of it was stored so. */
  readonly columns: readonly TableColumn[];
  /** What further columns are, where an answer has some that the log names. */
  readonly furtherColumns?: string;
  /** Throws HttpError 404 for a run or tag that is not there. */
  read(request: TableRequest): TableRead;
}

/** Rows in a batch: few enough that making one holds up nothing. */
export const BATCH_ROWS = 8192;

/** The cell of a row. */
export function cellAt(cells: ColumnCells, row: number): Cell {
  return 'repeated' in cells ? cells.repeated : (cells[row] ?? null);
}

/** Batches of the rows of a list; each row has a cell for each column. */
export async function* batchesOfRows(
  columns: readonly TableColumn[],
  rows: Iterable<readonly Cell[]>,
): AsyncGenerator<TableBatch, void, void> {
  let some: (readonly Cell[])[] = [];
  const batch = (): TableBatch => ({
    length: some.length,
    columns: columns.map((_, at) => some.map((row) => row[at] ?? null)),
  });
  for (const row of rows) {
    some.push(row);
    if (some.length < BATCH_ROWS) continue;
    yield batch();
    some = [];
  }
  if (some.length > 0) yield batch();
}
