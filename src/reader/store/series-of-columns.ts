// Columns as the reader grows them -> a series as snapshots show it.
import type { ColumnsView, SeriesColumns } from '../series-columns.ts';
import type { Place } from './place.ts';
import { Pyramid } from './pyramid.ts';
import type { PlacedSeries, ScalarSeries, ScalarSummary, Series, StepColumn } from './series.ts';

/** The series as it is now; later rows do not show in it. `files` are the run's, by the numbers in its columns. */
export function seriesOfColumns(run: string, columns: SeriesColumns, files: readonly string[]): Series {
  if (columns.metadata.dataClass === 'scalar') return new Scalars(run, columns);
  return new Placed(run, columns, files);
}

/** Most series of most snapshots are never looked into: columns are put together when they are asked for. */
abstract class Columns {
  readonly run: string;
  readonly length: number;
  readonly generation: number;
  readonly columns: SeriesColumns;
  readonly view: ColumnsView;

  constructor(run: string, columns: SeriesColumns) {
    this.run = run;
    this.columns = columns;
    this.view = columns.view();
    this.length = this.view.length;
    this.generation = this.view.generation;
  }

  get tag(): string {
    return this.columns.tag;
  }
  get pluginName(): string {
    return this.columns.metadata.pluginName;
  }
  get displayName(): string {
    return this.columns.metadata.displayName;
  }
  get description(): string {
    return this.columns.metadata.description;
  }
  get pluginContent(): Uint8Array {
    return this.columns.metadata.content;
  }
  get steps(): StepColumn {
    return this.view.steps;
  }
  get wallTimes(): Float64Array {
    return this.view.wallTimesSeconds;
  }
}

class Scalars extends Columns implements ScalarSeries {
  readonly storage = 'columns';

  get values(): Float32Array | Float64Array {
    return this.view.numbers ?? new Float32Array(0);
  }

  get summary(): ScalarSummary {
    const { least, greatest } = this.view.extremes;
    return {
      last: this.view.lastNumber ?? Number.NaN,
      min: least === Number.POSITIVE_INFINITY ? undefined : least,
      max: greatest === Number.NEGATIVE_INFINITY ? undefined : greatest,
      count: this.length,
    };
  }

  thinned(from: number, to: number, limit: number): Uint32Array {
    const { values } = this;
    return pyramidOf(this.columns, this.generation, values).thin(values, from, to, limit);
  }
}

class Placed extends Columns implements PlacedSeries {
  readonly storage = 'places';
  readonly #files: readonly string[];
  #places: readonly Place[] | undefined;

  constructor(run: string, columns: SeriesColumns, files: readonly string[]) {
    super(run, columns);
    this.#files = files;
  }

  get places(): readonly Place[] {
    const columns = this.view.places;
    this.#places ??= Array.from(columns?.offsetsBytes ?? [], (offsetBytes, row) => ({
      file: this.#files[columns?.files[row] ?? 0] ?? '',
      offsetBytes,
      lengthBytes: columns?.lengthsBytes[row] ?? 0,
      valueIndex: columns?.valueIndices[row] ?? 0,
      items: columns?.items[row] ?? 0,
    }));
    return this.#places;
  }
}

const pyramids = new WeakMap<SeriesColumns, { readonly generation: number; readonly pyramid: Pyramid }>();

/** One for all snapshots of a generation, made when it is first asked for; it grows with the series. */
function pyramidOf(
  columns: SeriesColumns,
  generation: number,
  numbers: Float32Array | Float64Array,
): Pyramid {
  let known = pyramids.get(columns);
  if (known?.generation !== generation) {
    known = { generation, pyramid: new Pyramid() };
    pyramids.set(columns, known);
  }
  known.pyramid.grow(numbers);
  return known.pyramid;
}
