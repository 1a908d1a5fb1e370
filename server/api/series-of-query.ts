// What nearly every route begins with: its query's run and tag, and the series that they name.
import { contentVersionOf } from '../../src/format/plugin-content.ts';
import type { DataKind } from '../../src/kind.ts';
import type { PlacedSeries, ScalarSeries, Series } from '../../src/reader/store/series.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import { HttpError } from './http-error.ts';

/** Series as a kind says that they are stored. */
type SeriesOf<Kind extends DataKind> = Kind['storage'] extends 'columns'
  ? ScalarSeries
  : Kind['storage'] extends 'places'
    ? PlacedSeries
    : Series;

/** A parameter that must be there. Throws HttpError 400. */
export function queryOf(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null) throw new HttpError(400, `Invalid argument: the parameter ${name} is missing`);
  return value;
}

/** The series of the kind that `run` and `tag` name. Throws HttpError 400 or 404. */
export function seriesOfQuery<Kind extends DataKind>(
  kind: Kind,
  snapshot: Snapshot,
  query: URLSearchParams,
): SeriesOf<Kind> {
  const run = queryOf(query, 'run');
  const tag = queryOf(query, 'tag');
  const series = snapshot.series(run, tag);
  if (!isOf(kind, series)) {
    const names = `run=${JSON.stringify(run)}, tag=${JSON.stringify(tag)}`;
    throw new HttpError(404, `Not found: no ${kind.pluginName} data for ${names}`);
  }
  return series;
}

/** Whether the series is there, is of the kind, and is stored as the kind says. */
export function isOf<Kind extends DataKind>(
  kind: Kind,
  series: Series | undefined,
): series is SeriesOf<Kind> {
  return series !== undefined && series.pluginName === kind.pluginName && series.storage === kind.storage;
}

/**
 * Series of a kind by run, runs in the snapshot's order, tags by code point. As in TensorBoard's listings, series of
 * a newer version are left out, yet their run stays.
 */
export function listedSeries<Kind extends DataKind>(
  kind: Kind,
  snapshot: Snapshot,
): Map<string, SeriesOf<Kind>[]> {
  const byRun = new Map<string, SeriesOf<Kind>[]>();
  for (const series of snapshot.seriesOf(kind.pluginName)) {
    if (!isOf(kind, series)) continue;
    const list = byRun.get(series.run) ?? [];
    byRun.set(series.run, list);
    if (contentVersionOf(series.pluginContent) === 0) list.push(series);
  }
  return byRun;
}
