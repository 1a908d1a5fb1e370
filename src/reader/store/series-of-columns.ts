// Columns as the reader grows them -> a series as snapshots show it.
import type { FilePlaceColumns, SeriesColumns } from '../series-columns.ts';
import type { Place } from './place.ts';
import { Pyramid } from './pyramid.ts';
import type { PlacedSeries, Series } from './series.ts';

/** The series as it is now; later rows do not show in it. `files` are the run's, by the numbers in its columns. */
export function seriesOfColumns(run: string, columns: SeriesColumns, files: readonly string[]): Series {
  const { tag, metadata } = columns;
  const { length, generation, steps, wallTimesSeconds, numbers, places } = columns.view();
  const head = {
    run,
    tag,
    pluginName: metadata.pluginName,
    displayName: metadata.displayName,
    description: metadata.description,
    pluginContent: metadata.content,
    length,
    generation,
    steps,
    wallTimes: wallTimesSeconds,
  };
  if (numbers) {
    const thinned = (from: number, to: number, limit: number) =>
      pyramidOf(columns, generation, numbers).thin(numbers, from, to, limit);
    return { ...head, storage: 'columns', values: numbers, thinned };
  }
  if (!places) throw new Error(`the series ${tag} of ${run} has neither numbers nor places`);
  return placedSeries(head, places, files);
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

/** With its places made when they are first asked for: most snapshots of a long series are never looked into. */
function placedSeries(
  head: Omit<PlacedSeries, 'storage' | 'places'>,
  columns: FilePlaceColumns,
  files: readonly string[],
): PlacedSeries {
  let places: readonly Place[] | undefined;
  return {
    ...head,
    storage: 'places',
    get places() {
      places ??= Array.from(columns.offsetsBytes, (offsetBytes, row) => ({
        file: files[columns.files[row] ?? 0] ?? '',
        offsetBytes,
        lengthBytes: columns.lengthsBytes[row] ?? 0,
        valueIndex: columns.valueIndices[row] ?? 0,
        items: columns.items[row] ?? 0,
      }));
      return places;
    },
  };
}
