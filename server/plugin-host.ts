// What a plugin's routes get and must give. A route reads one snapshot and returns plain data.
import type { Tensor } from '../src/format/tensor.ts';
import type { DataKind } from '../src/kind.ts';
import type { PlacedSeries } from '../src/reader/store/series.ts';
import type { Snapshot } from '../src/reader/store/snapshot.ts';
import type { DocumentKind } from '../src/wire/documents.ts';
import type { RunCell, RunColumnInfo } from '../src/wire/run-columns.ts';
import type { DataTable } from './data/table.ts';
import type { FileBeside, RunFolder } from './run-files.ts';

export {
  type PlacedSeries,
  type ScalarSeries,
  type Series,
  stepAt,
  stepsAt,
} from '../src/reader/store/series.ts';
export type { Snapshot } from '../src/reader/store/snapshot.ts';
export { HttpError } from './api/http-error.ts';
export type { JsonBytes, JsonText } from './api/json.ts';
export { labelledTags } from './api/labelled-tags.ts';
export { POINT_ROWS, type PointForm, pointsJson } from './api/points-json.ts';
export { type UserRegex, userRegexOf } from './api/regex.ts';
export { sampleIndices, spreadIndices } from './api/sample.ts';
export { isOf, listedSeries, queryOf, seriesOfQuery } from './api/series-of-query.ts';
export { firstIndex, indexOfStep, indexOfStepInQuery, wholeNumberOf } from './api/step-of-query.ts';
export { batchesOfNumbers, POINT_COLUMNS, valueTable } from './data/point-table.ts';
export { requireRuns, selectedSeries, wantsRun } from './data/selection.ts';
export { batchesOfRows, type Cell, type DataTable, type TableColumn } from './data/table.ts';
export type { FileBeside, RunFolder } from './run-files.ts';
export { Slices } from './turns.ts';

/** One request, with everything a route may look at. */
export interface RouteRequest {
  readonly method: string;
  /** What of the request's path leads to the server: prefix and experiment, empty where there is neither. */
  readonly scriptRoot: string;
  readonly snapshot: Snapshot;
  readonly query: URLSearchParams;
  /** Fields of a posted form, multipart or urlencoded; empty for any other body. */
  readonly form: URLSearchParams;
  /** The body as text, whatever its content type; empty for a form. */
  readonly body: string;
  /** A header of the request; names in lower case. */
  header(name: string): string | undefined;
  /** Reads a heavy value from its file. Rejects with HttpError 410 where the file is no longer what was indexed. */
  tensorAt(series: PlacedSeries, index: number): Promise<Tensor>;
  /**
   * The bytes of a file in a run's folder, beside the event files; undefined where there is none. Rejects with HttpError
   * 400 where the path, its links followed, leads out of the folder, 413 where the file is longer.
   */
  readBeside(folder: RunFolder, path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** The same file, however long, to be read piece by piece; the route closes it. */
  openBeside(folder: RunFolder, path: string): Promise<FileBeside | undefined>;
  /** Markdown as TensorBoard renders it: sanitised HTML, safe to insert into a page. */
  markdown(text: string): string;
  /**
   * The same for our page: code says its language, and pictures stand as text, so that no log makes the page ask for any.
   * With `math`, formulas are code that says so.
   */
  markdownForPage(text: string, math: boolean): string;
  /** Text that may hold HTML, without Markdown: what TensorBoard's allow-list does not know is shown as text. */
  safeHtml(text: string): string;
  /** How many steps of a series a TensorBoard route may answer, after `--samples_per_plugin`. */
  sampleLimit(pluginName: string, fallback: number): number;
}

/** JSON may hold NaN, infinities and bigint steps: the server spells them as TensorBoard does. */
export type RouteAnswer =
  | { readonly json: unknown }
  | { readonly text: string; readonly contentType: string }
  | { readonly bytes: Uint8Array; readonly contentType: string }
  /** Sent as it is made; `fileName` is what a browser calls it, where it is to be kept. */
  | {
      readonly chunks: AsyncIterable<Uint8Array>;
      readonly contentType: string;
      readonly fileName?: string;
    };

/** Throws HttpError for a request that cannot be answered. */
export type Route = (request: RouteRequest) => RouteAnswer | Promise<RouteAnswer>;

/** What a kind knows of each run as one value, for the run table. */
export interface RunColumns {
  /** What there is, in the order in which to offer it. */
  list(snapshot: Snapshot): readonly Omit<RunColumnInfo, 'source'>[];
  /** Values by run, runs without one left out; undefined for a column that is not listed. */
  values(snapshot: Snapshot, name: string, aspect: string): ReadonlyMap<string, RunCell> | undefined;
}

/** All routes of one kind. Paths begin with `/`. */
export interface PluginRoutes {
  readonly kind: DataKind;
  /** Most things to choose among at one step, as pictures; a kind that has one thing a step leaves it out. */
  readonly items?: (series: PlacedSeries) => number;
  /** Whether the tab is active, for a kind whose data lie beside the event files; asked where `kind.shows` finds nothing. */
  readonly active?: (request: RouteRequest) => Promise<boolean>;
  /** Columns of the run table; served without the kind's doing, below `/api/v1/run-columns`. */
  readonly runColumns?: RunColumns;
  /** Documents that its view keeps beside the logs; served without the kind's doing, below `/api/v1/documents`. */
  readonly documents?: readonly DocumentKind[];
  /** Its values for programs: served below `/api/v1/data`, written by `runboard export`. */
  readonly table?: DataTable;
  /** TensorBoard's own, below `/data/plugin/<plugin name>`. They answer any HTTP method. */
  readonly tensorboard: Readonly<Record<string, Route>>;
  /** For our page, below `/api/v1/<plugin name>`. */
  readonly page: Readonly<Record<string, Route>>;
  /** Paths of `page` that may be asked over the live socket too; their routes take a JSON body and answer with bytes. */
  readonly overSocket?: readonly string[];
}
