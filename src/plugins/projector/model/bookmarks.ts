// Bookmarks as TensorBoard's projector keeps them: JSON, a list of states of its page. After class State in
// tensorboard/plugins/projector/vz_projector/data.ts; what is not known there, it passes over, and so do we.

/** Where a camera stands, in a scene from -1 to 1. */
export interface CameraDef {
  /** Whether the picture is flat. */
  readonly orthographic: boolean;
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly zoom: number;
}

/** TensorBoard's methods; the data as they are have none. */
export type BookmarkedMethod = 'pca' | 'tsne' | 'umap' | 'custom';

/** One state of the page. */
export interface Bookmark {
  readonly label: string;
  readonly method: BookmarkedMethod;
  /** Points and dimensions of the data: a bookmark is of no use for others. Undefined where the file does not say. */
  readonly shape: readonly [rows: number, dimensions: number] | undefined;
  readonly flat: boolean;
  readonly camera: CameraDef | undefined;
  /** Columns of `coordinates` along x, y and z. */
  readonly axes: readonly number[];
  /** Row-major, NaN for points without any; empty where the file has none. */
  readonly coordinates: Float32Array;
  readonly components: number;
  readonly selected: readonly number[];
  /** Rows that are looked at alone; undefined for all. */
  readonly isolated: readonly number[] | undefined;
  readonly labelColumn: string | undefined;
  readonly colorColumn: string | undefined;
  readonly categorical: boolean;
  /** Settings of the methods, as the address has them. */
  readonly settings: Readonly<Record<string, string>>;
}

const METHODS: readonly BookmarkedMethod[] = ['pca', 'tsne', 'umap', 'custom'];
/** Names of the file for settings of the address. */
const SETTINGS = {
  tSNEPerplexity: 'perplexity',
  tSNELearningRate: 'rate',
  umapNeighbors: 'neighbors',
  umapMinDist: 'mindist',
  customXLeftText: 'xfrom',
  customXRightText: 'xto',
  customYDownText: 'yfrom',
  customYUpText: 'yto',
} as const;
const NUMERIC: ReadonlySet<string> = new Set(['perplexity', 'rate', 'neighbors', 'mindist']);
const MOST_COMPONENTS = 10;

type Fields = Readonly<Record<string, unknown>>;

/** The bookmarks of a file, in its order. Throws an Error worded for the user for what is none. */
export function readBookmarks(json: string): readonly Bookmark[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw new Error('The file of bookmarks is no JSON.', { cause });
  }
  const states = Array.isArray(parsed) ? parsed : [parsed];
  return states.map((state, at) => {
    if (typeof state !== 'object' || state === null || Array.isArray(state))
      throw new Error(`Bookmark ${at + 1} of the file is no object.`);
    return bookmarkOf(state as Fields, at);
  });
}

function bookmarkOf(state: Fields, at: number): Bookmark {
  const method = METHODS.find((one) => one === state['selectedProjection']) ?? 'pca';
  const shape = numbersOf(state['dataSetDimensions']);
  const axes = numbersOf(state['pcaComponentDimensions']);
  const flat =
    (method === 'tsne' && state['tSNEis3d'] === false) ||
    (method === 'umap' && state['umapIs3d'] === false) ||
    method === 'custom' ||
    (method === 'pca' && axes?.length === 2);
  const projections = Array.isArray(state['projections']) ? (state['projections'] as unknown[]) : [];
  const { components, coordinates } = coordinatesOf(projections, prefixOf(method));
  const filtered = numbersOf(state['filteredPoints']);
  return {
    label: textOf(state['label']) ?? `Bookmark ${at + 1}`,
    method,
    shape: shape?.length === 2 ? [shape[0] as number, shape[1] as number] : undefined,
    flat,
    camera: cameraOf(state['cameraDef']),
    axes: method === 'pca' && axes && axes.length > 0 ? axes : [0, 1, 2].slice(0, flat ? 2 : 3),
    coordinates,
    components,
    selected: numbersOf(state['selectedPoints']) ?? [],
    isolated: filtered && filtered.length > 0 ? filtered : undefined,
    labelColumn: textOf(state['selectedLabelOption']),
    colorColumn: textOf(state['selectedColorOptionName']),
    categorical: state['forceCategoricalColoring'] === true,
    settings: settingsOf(state),
  };
}

const prefixOf = (method: BookmarkedMethod) => (method === 'custom' ? 'linear' : method);

function settingsOf(state: Fields): Readonly<Record<string, string>> {
  const entries = Object.entries(SETTINGS).flatMap(([field, name]): [string, string][] => {
    const value = state[field];
    const isSaid = (typeof value === 'number' && value > 0) || (typeof value === 'string' && value !== '');
    return isSaid ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(entries);
}

/** Each point has an object with `pca-0`, `pca-1`, … */
function coordinatesOf(
  projections: readonly unknown[],
  prefix: string,
): { readonly components: number; readonly coordinates: Float32Array } {
  const componentOf = (point: unknown, component: number): number => {
    const value =
      typeof point === 'object' && point !== null ? (point as Fields)[`${prefix}-${component}`] : undefined;
    return typeof value === 'number' ? value : Number.NaN;
  };
  let components = 0;
  while (
    components < MOST_COMPONENTS &&
    projections.some((point) => !Number.isNaN(componentOf(point, components)))
  )
    components++;
  const coordinates = new Float32Array(projections.length * components);
  projections.forEach((point, row) => {
    for (let i = 0; i < components; i++) coordinates[row * components + i] = componentOf(point, i);
  });
  return { components, coordinates };
}

function cameraOf(camera: unknown): CameraDef | undefined {
  if (typeof camera !== 'object' || camera === null) return undefined;
  const { orthographic, position, target, zoom } = camera as Fields;
  const [p, t] = [numbersOf(position), numbersOf(target)];
  if (p?.length !== 3 || t?.length !== 3) return undefined;
  return {
    orthographic: orthographic === true,
    position: p as unknown as CameraDef['position'],
    target: t as unknown as CameraDef['target'],
    zoom: typeof zoom === 'number' && zoom > 0 ? zoom : 1,
  };
}

function numbersOf(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.every((one) => Number.isFinite(one)) ? (value as number[]) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The file that holds these bookmarks; TensorBoard's page takes it. */
export function writeBookmarks(bookmarks: readonly Bookmark[]): string {
  return JSON.stringify(bookmarks.map(stateOf));
}

function stateOf(bookmark: Bookmark): Fields {
  const { method, components, coordinates, camera, settings, flat } = bookmark;
  const rows = components > 0 ? coordinates.length / components : 0;
  const projections = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      Array.from({ length: components }, (_, i): [string, number] => [
        `${prefixOf(method)}-${i}`,
        coordinates[row * components + i] as number,
      ]).filter(([, value]) => Number.isFinite(value)),
    ),
  );
  const own = Object.entries(SETTINGS).flatMap(([field, name]): [string, unknown][] => {
    const value = settings[name];
    return value === undefined ? [] : [[field, NUMERIC.has(name) ? Number(value) : value]];
  });
  return {
    label: bookmark.label,
    isSelected: false,
    selectedProjection: method,
    tSNEIteration: 0,
    tSNEPerplexity: 0,
    tSNELearningRate: 0,
    tSNEis3d: !(method === 'tsne' && flat),
    umapIs3d: !(method === 'umap' && flat),
    umapNeighbors: 15,
    umapMinDist: 0.1,
    ...Object.fromEntries(own),
    pcaComponentDimensions: method === 'pca' ? bookmark.axes : [0, 1, 2].slice(0, flat ? 2 : 3),
    projections,
    ...(bookmark.shape && { dataSetDimensions: bookmark.shape }),
    selectedPoints: bookmark.selected,
    ...(bookmark.isolated && { filteredPoints: bookmark.isolated }),
    shuffledDataIndices: Array.from({ length: rows }, (_, row) => row),
    ...(camera && { cameraDef: camera }),
    ...(bookmark.labelColumn !== undefined && { selectedLabelOption: bookmark.labelColumn }),
    ...(bookmark.colorColumn !== undefined && { selectedColorOptionName: bookmark.colorColumn }),
    forceCategoricalColoring: bookmark.categorical,
  };
}
