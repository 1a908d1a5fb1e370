// Colours of points by a column of labels: one a category, or a ramp of values; and the legend that says so.
import { RUN_COLORS, runColor } from '../../../../client/data/run-colors.ts';
import { compareNaturally } from '../../../natural-order.ts';
import type { LabelColumn, NumberRange } from '../model/label-columns.ts';

export type Channels = readonly [red: number, green: number, blue: number];

/** How a column is taken. */
export type ColorWay = 'category' | 'value';

export type Legend =
  | { readonly kind: 'plain' }
  | { readonly kind: 'category'; readonly entries: readonly LegendEntry[]; readonly others: number }
  | { readonly kind: 'value'; readonly min: number; readonly max: number; readonly missing: number }
  /** The column has too many different texts to tell them apart by colour. */
  | { readonly kind: 'too many' };

export interface LegendEntry {
  readonly text: string;
  readonly count: number;
  /** `#rrggbb`. */
  readonly color: string;
}

export interface Coloring {
  readonly tinting: Tinting;
  readonly legend: Legend;
}

/** How each row is to be coloured; `missing` is for categories without a colour and values that are none. */
export type Tinting =
  | { readonly kind: 'plain'; readonly rows: number; readonly color: Channels }
  | {
      readonly kind: 'category';
      readonly codes: Uint16Array;
      readonly palette: readonly Channels[];
      readonly missing: Channels;
    }
  | {
      readonly kind: 'value';
      readonly numbers: Float64Array;
      readonly min: number;
      readonly max: number;
      readonly ramp: RampColors['ramp'];
      readonly missing: Channels;
    };

export interface RampColors {
  readonly plain: Channels;
  readonly missing: Channels;
  /** From the least to the most. */
  readonly ramp: readonly [Channels, Channels, Channels];
}

/** Numbers of few kinds are classes rather than amounts. */
const FEW_CATEGORIES = 20;
/** Colours that can be told apart, more or less; further categories share one. */
export const MOST_COLORS = 60;

/** What suits the column; undefined for one that only can be read. */
export function ownWayOf({ categories, numbers }: LabelColumn): ColorWay | undefined {
  if (categories && (categories.length <= FEW_CATEGORIES || !numbers)) return 'category';
  return numbers ? 'value' : undefined;
}

/** `column` is undefined for one colour for all; `way` where the column's own is meant. */
export function coloringOf(
  rows: number,
  column: LabelColumn | undefined,
  way: ColorWay | undefined,
  colors: RampColors,
): Coloring {
  const own = column && (way ?? ownWayOf(column));
  if (column?.categories && column.codes && own === 'category')
    return byCategory(column.categories, column.counts ?? [], column.codes, colors);
  if (column?.numbers && own === 'value') return byValue(column.numbers, column.range, colors);
  return {
    tinting: { kind: 'plain', rows, color: colors.plain },
    legend: { kind: column ? 'too many' : 'plain' },
  };
}

function byCategory(
  categories: readonly string[],
  counts: readonly number[],
  codes: Uint16Array,
  { missing }: RampColors,
): Coloring {
  const names = Array.from({ length: Math.min(categories.length, MOST_COLORS) }, (_, at) =>
    categoryColor(at),
  );
  const entries = names.map((color, at) => ({ text: categories[at] ?? '', count: counts[at] ?? 0, color }));
  // In the order in which people look for them, not that of how many there are.
  entries.sort((a, b) => compareNaturally(a.text, b.text));
  return {
    tinting: { kind: 'category', codes, palette: names.map(channelsOf), missing },
    legend: { kind: 'category', entries, others: categories.length - names.length },
  };
}

function byValue(numbers: Float64Array, range: NumberRange | undefined, colors: RampColors): Coloring {
  const { min, max, missing } = range ?? { min: Number.NaN, max: Number.NaN, missing: numbers.length };
  return {
    tinting: { kind: 'value', numbers, min, max, ramp: colors.ramp, missing: colors.missing },
    legend: { kind: 'value', min, max, missing },
  };
}

/** The runs' colours first, then others around the wheel by the golden angle. */
function categoryColor(at: number): string {
  if (at < RUN_COLORS.length) return runColor(at);
  const hue = (at * 137.508) % 360;
  const lightness = [0.45, 0.6, 0.72][at % 3] ?? 0.6;
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12;
    const chroma = 0.6 * Math.min(lightness, 1 - lightness);
    const value = lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** Of `#rrggbb`, or `#rgb` as the build shortens it. */
export function channelsOf(hex: string): Channels {
  const digits = hex.length < 7 ? hex.replace(/[^#]/g, '$&$&') : hex;
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16) || 0;
  return [channel(1), channel(3), channel(5)];
}
