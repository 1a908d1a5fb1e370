// Colours of boxes, and what they mean.
import { formatBytes, formatDuration, formatValue } from '../../../../client/charts/number-format.ts';
import { RUN_COLORS } from '../../../../client/data/run-colors.ts';
import type { BoxValues } from '../model/explore/box-values.ts';
import type { PlacedItem, Scene } from '../model/layout/scene.ts';

export const COLOR_MODES = {
  structure: 'Structure',
  op: 'Operation type',
  device: 'Device',
  cluster: 'XLA cluster',
  parameters: 'Parameters',
  time: 'Compute time',
  memory: 'Memory',
  difference: 'Difference',
  plain: 'No colour',
} as const;
export type ColorMode = keyof typeof COLOR_MODES;

/** One colour, and what it stands for. */
export interface LegendEntry {
  readonly color: string;
  readonly label: string;
}

export interface BoxColors {
  /** `#rrggbb`; undefined for a plain box. */
  readonly colorOf: (item: PlacedItem) => string | undefined;
  readonly legend: readonly LegendEntry[];
  /** Said in place of a legend; empty for nothing. */
  readonly note: string;
}

/** Added, removed, changed. */
const DIFFERENCE_COLORS = ['#2e9e5b', '#d43f3a', '#d9972a'] as const;
const MOST_IN_LEGEND = 12;
const PLAIN: BoxColors = { colorOf: () => undefined, legend: [], note: '' };
/** From least to most. */
const RAMP = ['#f3d35c', '#f0a03a', '#e2662d', '#c02c38', '#7d1545'] as const;
const UNKNOWN: Readonly<Partial<Record<ColorMode, string>>> = {
  device: 'The graph names no devices.',
  cluster: 'The graph has no XLA clusters.',
  parameters: 'The graph tells no parameters.',
  time: 'No compute times were logged for this graph.',
  memory: 'No memory was logged for this graph.',
};

/** Colours of structures that were drawn, which one graph keeps: a box that opens or closes changes no other's colour. */
export type StructureColors = Map<number, string>;

/** `values` are undefined while they are looked up, and for structure. Adds to `structures`. */
export function boxColors(
  mode: ColorMode,
  scene: Scene | undefined,
  values: BoxValues | undefined,
  structures: StructureColors,
): BoxColors {
  if (mode === 'plain' || !scene) return PLAIN;
  if (mode === 'structure') return structureColors(scene, structures);
  if (!values) return PLAIN;
  return values.kind === 'classes' ? classColors(mode, values) : amountColors(mode, scene, values.of);
}

const colorAt = (at: number) => RUN_COLORS[at % RUN_COLORS.length] ?? RUN_COLORS[0];

/** Structures that were seen more than once have a colour each, in the order of the drawing; the others have none. */
function structureColors({ items }: Scene, colors: StructureColors): BoxColors {
  const counts = new Map<number, number>();
  for (const { structure } of items) counts.set(structure, (counts.get(structure) ?? 0) + 1);
  for (const [structure, count] of counts)
    if (count > 1 && !colors.has(structure)) colors.set(structure, colorAt(colors.size));
  return { colorOf: ({ structure }) => colors.get(structure), legend: [], note: '' };
}

function classColors(mode: ColorMode, { labels, of }: Extract<BoxValues, { kind: 'classes' }>): BoxColors {
  const color = (at: number) => (mode === 'difference' ? DIFFERENCE_COLORS[at] : undefined) ?? colorAt(at);
  const legend = labels.slice(0, MOST_IN_LEGEND).map((label, at) => ({ color: color(at), label }));
  const more = labels.length - legend.length;
  const note = labels.length === 0 ? (UNKNOWN[mode] ?? '') : more > 0 ? `and ${more} more` : '';
  const colorOf = ({ id }: PlacedItem) => {
    const at = of[id] ?? -1;
    return at < 0 ? undefined : color(at);
  };
  return { colorOf, legend, note };
}

/** Shades by the share of the greatest closed box that is drawn. */
function amountColors(mode: ColorMode, { items }: Scene, of: Float64Array): BoxColors {
  const closed = items.filter(({ open }) => !open).flatMap(({ id }) => of[id] ?? []);
  const most = closed.reduce((greatest, one) => (one > greatest ? one : greatest), 0);
  if (most === 0) return { ...PLAIN, note: UNKNOWN[mode] ?? '' };
  const colorOf = ({ id, open }: PlacedItem) => {
    const value = of[id] ?? Number.NaN;
    if (open || !(value > 0)) return undefined;
    return RAMP[Math.min(RAMP.length - 1, Math.floor((value / most) * RAMP.length))];
  };
  const legend = RAMP.map((color, at) => ({
    color,
    label: at === RAMP.length - 1 ? amountText(mode, most) : at === 0 ? '0' : '',
  }));
  return { colorOf, legend, note: '' };
}

/** In the unit of the mode. */
export function amountText(mode: ColorMode, value: number): string {
  if (mode === 'time') return formatDuration(value / 1e6);
  return mode === 'memory' ? formatBytes(value) : formatValue(value);
}
