// Between what is shown and a bookmark of it.
import type { Bookmark, CameraDef } from '../model/bookmarks.ts';
import type { LabelColumn } from '../model/label-columns.ts';
import type { PointTable } from './data/point-table.ts';
import type { MethodSettings } from './method-settings.ts';
import type { Picture } from './projection-runner.ts';

/** What a bookmark is made of. */
export interface ShownView {
  readonly table: PointTable;
  readonly picture: Picture;
  readonly settings: MethodSettings;
  /** The address, with defaults. */
  readonly view: Readonly<Record<string, string>>;
  readonly flat: boolean;
  readonly camera: CameraDef | undefined;
  readonly selected: Uint32Array;
  readonly isolated: Uint32Array | undefined;
  readonly labelColumn: LabelColumn | undefined;
  readonly colorColumn: LabelColumn | undefined;
}

const SETTING_NAMES = ['perplexity', 'rate', 'neighbors', 'mindist', 'xfrom', 'xto', 'yfrom', 'yto'] as const;

/** The data as they are have no method in a bookmark: TensorBoard takes their coordinates for those of PCA. */
export function bookmarkOf(shown: ShownView): Omit<Bookmark, 'label'> {
  const { table, picture, settings, view, flat } = shown;
  const used = settings.name === 'raw' ? settings.axes : undefined;
  const { components, coordinates } = spread(table.rows, picture, used);
  return {
    method: settings.name === 'raw' ? 'pca' : settings.name,
    shape: [table.rows, table.dimensions],
    flat,
    camera: shown.camera,
    axes: settings.name === 'pca' ? settings.axes : [0, 1, 2].slice(0, flat ? 2 : 3),
    components,
    coordinates,
    selected: [...shown.selected],
    isolated: shown.isolated && [...shown.isolated],
    labelColumn: shown.labelColumn?.name,
    colorColumn: shown.colorColumn?.name,
    categorical: view['as'] === 'category',
    settings: Object.fromEntries(
      SETTING_NAMES.flatMap((name): [string, string][] => {
        const value = view[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** Coordinates of all rows, NaN for those without; `used` picks components. */
function spread(
  rows: number,
  { components, coordinates, places }: Picture,
  used: readonly number[] | undefined,
): { readonly components: number; readonly coordinates: Float32Array } {
  const picked = used ?? Array.from({ length: components }, (_, at) => at);
  const all = new Float32Array(rows * picked.length).fill(Number.NaN);
  const count = components > 0 ? coordinates.length / components : 0;
  for (let at = 0; at < count; at++) {
    const to = (places ? (places[at] as number) : at) * picked.length;
    picked.forEach((component, i) => {
      all[to + i] = coordinates[at * components + component] as number;
    });
  }
  return { components: picked.length, coordinates: all };
}

/** What opening a bookmark changes in the address. */
export function viewOfBookmark(bookmark: Bookmark): Readonly<Record<string, string>> {
  const { method, flat, axes, labelColumn, colorColumn, categorical, settings } = bookmark;
  return {
    ...Object.fromEntries(SETTING_NAMES.map((name) => [name, settings[name] ?? ''])),
    method,
    dims: flat ? '2' : '',
    axes: method === 'pca' ? axes.join(',') : '',
    label: labelColumn ?? '',
    color: colorColumn ?? '-',
    as: categorical ? 'category' : '',
  };
}
