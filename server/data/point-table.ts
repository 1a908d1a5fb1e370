// Tables with a row, or several, for each point of the series of a kind.
import { type Tensor, TensorError } from '../../src/format/tensor.ts';
import type { DataKind } from '../../src/kind.ts';
import { type PlacedSeries, type Series, stepAt } from '../../src/reader/store/series.ts';
import { StoredValueError } from '../../src/reader/store/stored-value-error.ts';
import { selectedPoints, selectedSeries } from './selection.ts';
import {
  BATCH_ROWS,
  batchesOfRows,
  type Cell,
  type DataTable,
  type TableBatch,
  type TableColumn,
  type TableRequest,
} from './table.ts';

/** What every row begins with that belongs to a point. */
export const POINT_COLUMNS: readonly TableColumn[] = [
  { name: 'run', type: 'text', description: 'The run; . for the logdir itself.' },
  { name: 'tag', type: 'text', description: 'The tag.' },
  { name: 'step', type: 'int64', description: 'The step, exact.' },
  { name: 'wall_time', type: 'float64', description: "Seconds since the Unix epoch, by the writer's clock." },
];

/** A kind whose values lie in files, as a table. */
export interface ValueTable {
  readonly kind: DataKind;
  readonly name: string;
  readonly description: string;
  /** Columns behind those of the point. Each is null in the one row of a value that cannot be read. */
  readonly columns: readonly TableColumn[];
  /** Rows of one value, with a cell for each of `columns`. May throw TensorError. */
  rows(tensor: Tensor, series: PlacedSeries): Iterable<readonly Cell[]>;
}

/** A table of a row, or several, for each value. Values are read one after the other, when their rows are wanted. */
export function valueTable({ kind, name, description, columns, rows }: ValueTable): DataTable {
  return {
    name,
    description: `${description} A value that cannot be read has one row of nulls.`,
    choice: ['run', 'tag', 'step'],
    columns: [...POINT_COLUMNS, ...columns.map((column) => ({ ...column, nullable: true as const }))],
    read(request) {
      const { snapshot, selection } = request;
      const all = snapshot.seriesOf(kind.pluginName).filter((series) => series.storage === 'places');
      const selected = selectedSeries(snapshot, selection, all, name);
      return { columns: this.columns, batches: batchesOfValues(selected, this.columns, rows, request) };
    },
  };
}

/** Batches of series, each value read when it is its turn. */
export async function* batchesOfValues(
  series: readonly PlacedSeries[],
  columns: readonly TableColumn[],
  rows: ValueTable['rows'],
  request: TableRequest,
): AsyncGenerator<TableBatch, void, void> {
  const nulls = columns.slice(POINT_COLUMNS.length).map(() => null);
  for (const one of series) {
    const { from, to, indices } = selectedPoints(one, request.selection);
    for (let at = 0; at < (indices?.length ?? to - from); at++) {
      const index = indices?.[at] ?? from + at;
      const cells = (await rowsOrUndefined(one, index, rows, request)) ?? [nulls];
      const batch = batchesOfRows(columns.slice(POINT_COLUMNS.length), cells);
      for await (const { length, columns: values } of batch) {
        yield { length, columns: [...pointCells(one, index), ...values] };
      }
    }
  }
}

function pointCells(series: Series, index: number): { readonly repeated: Cell }[] {
  const { run, tag, wallTimes } = series;
  return [
    { repeated: run },
    { repeated: tag },
    { repeated: stepAt(series, index) },
    { repeated: wallTimes[index] ?? Number.NaN },
  ];
}

async function rowsOrUndefined(
  series: PlacedSeries,
  index: number,
  rows: ValueTable['rows'],
  { tensorAt }: TableRequest,
): Promise<readonly (readonly Cell[])[] | undefined> {
  try {
    return [...rows(await tensorAt(series, index), series)];
  } catch (error) {
    if (error instanceof StoredValueError || error instanceof TensorError) return undefined;
    throw error;
  }
}

/** Batches of a series of numbers: `value` for each point. */
export function* batchesOfNumbers(
  series: Extract<Series, { storage: 'columns' }>,
  { selection }: TableRequest,
): Generator<TableBatch, void, void> {
  const { run, tag, steps, wallTimes, values } = series;
  const { from, to, indices } = selectedPoints(series, selection);
  const count = indices?.length ?? to - from;
  for (let at = 0; at < count; at += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, count - at);
    const some = indices?.slice(at, at + length);
    const column = (
      numbers: ArrayLike<number | bigint> & { subarray(from: number, to: number): ArrayLike<Cell> },
    ) => (some ? some.map((index) => numbers[index] ?? 0) : numbers.subarray(from + at, from + at + length));
    yield {
      length,
      columns: [{ repeated: run }, { repeated: tag }, column(steps), column(wallTimes), column(values)],
    };
  }
}
