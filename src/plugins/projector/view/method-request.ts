// From settings to what is asked of the projections.
import type { LabelColumn } from '../model/label-columns.ts';
import type { PointTable } from './data/point-table.ts';
import { type MethodSettings, MOST_COMPONENTS } from './method-settings.ts';
import type { ProjectionRequest } from './projection-runner.ts';
import type { Method } from './projections.ts';

/** What stands in a request besides the settings. */
export interface RequestParts {
  /** Tells the table apart from others. */
  readonly tableKey: string;
  readonly table: PointTable;
  /** Rows that are looked at alone, ascending. */
  readonly isolated: Uint32Array | undefined;
  readonly flat: boolean;
  /** Of the axes that the user defines, where these are what is asked for; `key` changes with them. */
  readonly linear: { readonly method: Method; readonly key: string } | undefined;
}

/** `linear` must be there for the method `custom`. */
export function requestOf(settings: MethodSettings, parts: RequestParts): ProjectionRequest {
  const { table, isolated, tableKey, linear } = parts;
  const { name, seed } = settings;
  // Axes and the data as they are need no points to be left out; what is hidden is hidden in the picture.
  const places = name === 'custom' || name === 'raw' ? undefined : isolated;
  const method = linear?.method ?? methodOf(settings, parts, places);
  const prepare = name === 'raw' ? 'none' : settings.prepare;
  const rows = places?.length ?? table.rows;
  const own = method && { ...method, supervision: settings.supervise, weight: settings.weight };
  const key = JSON.stringify([
    tableKey,
    name === 'custom' ? [settings.ends, linear?.key] : own,
    prepare,
    seed,
    places && [rows, hashOf(places)],
  ]);
  return { key, table, places, method, prepare, seed };
}

function methodOf(
  settings: MethodSettings,
  { table, flat }: RequestParts,
  places: Uint32Array | undefined,
): Method | undefined {
  const { name, learningRate, epochs, supervise, weight } = settings;
  const components = flat ? 2 : 3;
  switch (name) {
    case 'pca':
      return { kind: 'pca', components: Math.min(MOST_COMPONENTS, table.dimensions) };
    case 'tsne': {
      const column = table.labels.columns.find((one) => one.name === supervise);
      const labels = column && codesOf(column, places);
      return {
        kind: 'tsne',
        components,
        perplexity: settings.perplexity,
        learningRate: learningRate === 0 ? 'auto' : learningRate,
        earlyExaggeration: settings.exaggeration,
        iterations: settings.iterations,
        ...(labels && { supervision: { labels, weight } }),
      };
    }
    case 'umap':
      return {
        kind: 'umap',
        components,
        neighbors: settings.neighbors,
        minDistance: settings.minDistance,
        ...(epochs > 0 && { epochs }),
      };
    default:
      return undefined;
  }
}

/** A number a category; -1 for an empty text, which is no label. */
function codesOf(
  { codes, categories }: LabelColumn,
  places: Uint32Array | undefined,
): Int32Array | undefined {
  if (!codes || !categories) return undefined;
  const codeOf = (row: number) => (categories[codes[row] ?? 0] === '' ? -1 : (codes[row] ?? -1));
  return places ? Int32Array.from(places, codeOf) : Int32Array.from(codes, (_, row) => codeOf(row));
}

/** FNV-1a over the rows: tells choices of equally many apart. */
function hashOf(rows: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < rows.length; at++) hash = Math.imul(hash ^ (rows[at] as number), 0x01000193);
  return hash >>> 0;
}
