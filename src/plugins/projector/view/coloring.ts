// Colours of points by a column of labels: one a category, or a ramp of values; and the legend that says so.
import { RUN_COLORS, runColor } from '../../../../client/data/run-colors.ts';
import type { LabelColumn } from '../model/label-columns.ts';

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
  /** Red, green and blue of each row. */
  readonly tints: Uint8Array;
  readonly legend: Legend;
}

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
  const tints = new Uint8Array(rows * 3);
  const own = column && (way ?? ownWayOf(column));
  if (column?.categories && column.codes && own === 'category')
    return { tints, legend: paintCategories(tints, column.categories, column.codes, colors) };
  if (column?.numbers && own === 'value')
    return { tints, legend: paintValues(tints, column.numbers, colors) };
  for (let at = 0; at < tints.length; at += 3) tints.set(colors.plain, at);
  return { tints, legend: { kind: column ? 'too many' : 'plain' } };
}

function paintCategories(
  tints: Uint8Array,
  categories: readonly string[],
  codes: Uint16Array,
  { missing }: RampColors,
): Legend {
  const palette = Array.from({ length: Math.min(categories.length, MOST_COLORS) }, (_, at) =>
    categoryColor(at),
  );
  const channels = palette.map(channelsOf);
  const counts = new Array<number>(categories.length).fill(0);
  codes.forEach((code, row) => {
    const color = channels[code] ?? missing;
    const at = row * 3;
    tints[at] = color[0];
    tints[at + 1] = color[1];
    tints[at + 2] = color[2];
    counts[code] = (counts[code] ?? 0) + 1;
  });
  const entries = palette.map((color, at) => ({ text: categories[at] ?? '', count: counts[at] ?? 0, color }));
  // In the order in which people look for them, not that of how many there are.
  entries.sort((a, b) => COLLATOR.compare(a.text, b.text));
  return { kind: 'category', entries, others: categories.length - palette.length };
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

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

function paintValues(tints: Uint8Array, numbers: Float64Array, { ramp, missing }: RampColors): Legend {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let absent = 0;
  for (const number of numbers) {
    if (!Number.isFinite(number)) absent++;
    else {
      if (number < min) min = number;
      if (number > max) max = number;
    }
  }
  const scale = max > min ? 1 / (max - min) : 0;
  const [low, middle, high] = ramp;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] as number;
    if (!Number.isFinite(number)) {
      tints.set(missing, row * 3);
      continue;
    }
    const share = (number - min) * scale;
    const [from, to, part] = share < 0.5 ? [low, middle, share * 2] : [middle, high, share * 2 - 1];
    for (let i = 0; i < 3; i++)
      tints[row * 3 + i] = (from[i] as number) + ((to[i] as number) - (from[i] as number)) * part;
  }
  return { kind: 'value', min, max, missing: absent };
}

/** Of `#rrggbb`, or `#rgb` as the build shortens it. */
export function channelsOf(hex: string): Channels {
  const digits = hex.length < 7 ? hex.replace(/[^#]/g, '$&$&') : hex;
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16) || 0;
  return [channel(1), channel(3), channel(5)];
}
