// How points are projected, as the address says it; what it does not say is as the logdir's default has it, else ours.
import type { Preparation } from './projections.ts';

export type MethodName = 'pca' | 'tsne' | 'umap' | 'custom' | 'raw';

export interface MethodSettings {
  readonly name: MethodName;
  /** Components along x, y and, in space, z. Of PCA and of the data as they are. */
  readonly axes: readonly number[];
  readonly prepare: Preparation;
  readonly seed: number;
  readonly perplexity: number;
  /** 0 where it follows from the number of points. */
  readonly learningRate: number;
  readonly exaggeration: number;
  readonly iterations: number;
  /** Column whose texts pull their points together; empty for none. */
  readonly supervise: string;
  /** 0 to 1. */
  readonly weight: number;
  readonly neighbors: number;
  readonly minDistance: number;
  /** 0 where it follows from the number of points. */
  readonly epochs: number;
  /** Patterns of the ends of the axes that the user defines. */
  readonly ends: Readonly<Record<'xfrom' | 'xto' | 'yfrom' | 'yto', string>>;
}

type View = Readonly<Record<string, string>>;

/** Names in the address that say how points are projected: what a default keeps. */
const METHOD_NAMES = [
  'method',
  'dims',
  'axes',
  'prepare',
  'seed',
  'perplexity',
  'rate',
  'exaggeration',
  'iterations',
  'supervise',
  'weight',
  'neighbors',
  'mindist',
  'epochs',
  'xfrom',
  'xto',
  'yfrom',
  'yto',
] as const;

/** Most components of PCA that axes are chosen among. */
export const MOST_COMPONENTS = 10;
const NAMES: readonly MethodName[] = ['pca', 'tsne', 'umap', 'custom', 'raw'];

/** `dimensions` of the points; `flat` for a picture of two. What is no number of use is as if it were not there. */
export function methodSettingsOf(view: View, dimensions: number, flat: boolean): MethodSettings {
  const asked = NAMES.find((name) => name === view['method']);
  const name = asked ?? (dimensions <= 3 ? 'raw' : 'pca');
  const number = (key: string, fallback: number, min: number, max: number) => {
    const value = Number(view[key] ?? Number.NaN);
    return value >= min && value <= max ? value : fallback;
  };
  const most = name === 'raw' ? dimensions : Math.min(MOST_COMPONENTS, dimensions);
  const prepare = view['prepare'];
  return {
    name,
    axes: axesOf(view['axes'], flat ? 2 : 3, most),
    prepare: prepare === 'normalise' || prepare === 'sphere' ? prepare : 'none',
    seed: Math.trunc(number('seed', 42, 0, 2 ** 31 - 1)),
    perplexity: number('perplexity', 30, 1, 1000),
    learningRate: number('rate', 0, 0, 1e6),
    exaggeration: number('exaggeration', 12, 1, 100),
    iterations: Math.trunc(number('iterations', 750, 1, 100_000)),
    supervise: view['supervise'] ?? '',
    weight: number('weight', 0.5, 0, 1),
    neighbors: Math.trunc(number('neighbors', 15, 2, 200)),
    minDistance: number('mindist', 0.1, 0, 1),
    epochs: Math.trunc(number('epochs', 0, 0, 100_000)),
    ends: {
      xfrom: view['xfrom'] ?? '',
      xto: view['xto'] ?? '',
      yfrom: view['yfrom'] ?? '',
      yto: view['yto'] ?? '',
    },
  };
}

/** `0,1,2` as the address has it; axes that are not there are replaced by the first that are not taken. */
function axesOf(text: string | undefined, count: number, most: number): readonly number[] {
  const asked = (text ?? '').split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  const axes: number[] = [];
  for (let at = 0; at < Math.min(count, most); at++) {
    const axis = asked[at] ?? Number.NaN;
    axes.push(axis < most ? axis : (firstFree(axes, most) ?? 0));
  }
  return axes;
}

function firstFree(taken: readonly number[], most: number): number | undefined {
  for (let axis = 0; axis < most; axis++) if (!taken.includes(axis)) return axis;
  return undefined;
}

/** The view with the default under it. */
export function withDefault(view: View, kept: View | undefined): View {
  return kept ? { ...kept, ...view } : view;
}

/** Settings of the logdir's document, as an address has them; what a user has written there may be anything. */
export function textsOf(
  settings: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  const entries = Object.entries(settings ?? {}).filter(([, value]) =>
    ['string', 'number'].includes(typeof value),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** What of the address says how points are projected. */
export function methodTextsOf(view: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    METHOD_NAMES.flatMap((name): [string, string][] => {
      const value = view[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
