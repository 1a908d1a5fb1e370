// Where the values of a column lie on an axis, and the ticks beside it. For parallel coordinates and scatter plots alike.
import { formatValue } from '../../../../client/charts/number-format.ts';
import { linearTicks, logTicks } from '../../../../client/charts/ticks.ts';
import type { HParamValue } from '../kind.ts';
import { compareValues, type Filter, type Row, valueText } from '../model/session-table.ts';
import type { PlacedColumn } from './table-view.ts';

/** An axis from 0 to 1. Categories stand at equal distances, in natural order. */
export interface AxisScale {
  readonly placed: PlacedColumn;
  /** Where a row's value lies. Undefined where it has no place: missing, not finite, or not above 0 on a logarithmic axis. */
  at(row: Row): number | undefined;
  ticks(count: number): readonly { readonly at: number; readonly label: string }[];
  /** The filter that lets through what lies between two places. */
  filterBetween(low: number, high: number): Filter;
  /** The part that the column's own filter lets through; undefined where there is no filter. */
  readonly kept: { readonly low: number; readonly high: number } | undefined;
}

export function axisScaleOf(placed: PlacedColumn, rows: readonly Row[]): AxisScale {
  const values = rows.map((row) => row.values[placed.at]);
  const scale = placed.column.isNumeric ? numberScale(placed, values) : categoryScale(placed, values);
  // Each line and dot asks for it, many times.
  const places = new Map(rows.map((row, i) => [row, scale.placeOf(values[i])]));
  return { ...scale, at: (row) => places.get(row) };
}

type ValueScale = Omit<AxisScale, 'at'> & { placeOf(value: HParamValue | undefined): number | undefined };

function numberScale(placed: PlacedColumn, values: readonly (HParamValue | undefined)[]): ValueScale {
  const { filter } = placed;
  const logarithmic = placed.logarithmic && values.some((value) => typeof value === 'number' && value > 0);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value) || (logarithmic && value <= 0)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (min > max) [min, max] = [0, 1];
  const few = fewValues(values, min);
  const onAxis = logarithmic ? Math.log10 : (value: number) => value;
  const [low, high] = [onAxis(min), onAxis(max)];
  const spread = high - low;
  // A column with one value has it in the middle.
  const placeOfNumber = (value: number) => (spread === 0 ? 0.5 : (onAxis(value) - low) / spread);
  const valueAt = (place: number) => {
    const value = low + place * spread;
    return Number((logarithmic ? 10 ** value : value).toPrecision(6));
  };
  const interval = filter?.kind === 'interval' ? filter : undefined;
  const inside = (value: number) =>
    Math.min(1, Math.max(0, placeOfNumber(Math.min(max, Math.max(min, value)))));
  return {
    placed,
    placeOf: (value) =>
      typeof value !== 'number' || !Number.isFinite(value) || (logarithmic && value <= 0)
        ? undefined
        : placeOfNumber(value),
    ticks: (count) => {
      if (spread === 0) return [{ at: 0.5, label: formatValue(min) }];
      if (few)
        return spaced(
          few.map((value) => ({ at: placeOfNumber(value), label: formatValue(value) })),
          count,
        );
      const ticks = logarithmic ? logTicks({ min, max }, count) : linearTicks({ min, max }, count);
      return ticks.map(({ value, label }) => ({ at: placeOfNumber(value), label }));
    },
    filterBetween: (from, to) => ({
      kind: 'interval',
      min: from <= 0 ? Number.NEGATIVE_INFINITY : valueAt(from),
      max: to >= 1 ? Number.POSITIVE_INFINITY : valueAt(to),
    }),
    kept: interval && { low: inside(interval.min), high: inside(interval.max) },
  };
}

/** Layers, batch sizes: ticks at the values that there are say more than round numbers between them. */
const MOST_TICKS = 12;

/** The different values from `min` upwards, ascending; undefined where there are many. */
function fewValues(values: readonly (HParamValue | undefined)[], min: number): readonly number[] | undefined {
  const found = new Set<number>();
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < min) continue;
    found.add(value);
    if (found.size > MOST_TICKS) return undefined;
  }
  return found.size === 0 ? undefined : [...found].sort((a, b) => a - b);
}

/** Those of ascending ticks that stand apart, where there is room for about `count`; the greatest is always there. */
function spaced<Tick extends { readonly at: number }>(
  ticks: readonly Tick[],
  count: number,
): readonly Tick[] {
  const apart = 0.6 / Math.max(1, count);
  let next = Number.POSITIVE_INFINITY;
  return ticks
    .toReversed()
    .filter(({ at }) => {
      if (next - at < apart) return false;
      next = at;
      return true;
    })
    .reverse();
}

function categoryScale(placed: PlacedColumn, values: readonly (HParamValue | undefined)[]): ValueScale {
  const known = [
    ...new Map(values.filter((value) => value !== undefined).map((value) => [valueText(value), value])),
  ];
  const texts = known.sort(([, a], [, b]) => compareValues(a, b)).map(([text]) => text);
  const places = new Map(texts.map((text, i) => [text, texts.length === 1 ? 0.5 : i / (texts.length - 1)]));
  const { filter } = placed;
  const kept = texts.filter((text) => filter?.kind === 'values' && filter.values.has(text));
  const room = texts.length > 1 ? 0.35 / (texts.length - 1) : 0.1;
  const span = kept.map((text) => places.get(text) ?? 0);
  return {
    placed,
    placeOf: (value) => (value === undefined ? undefined : places.get(valueText(value))),
    ticks: (count) => {
      const every = Math.max(1, Math.ceil(texts.length / Math.max(count * 2, 1)));
      return texts.filter((_, i) => i % every === 0).map((label) => ({ at: places.get(label) ?? 0, label }));
    },
    filterBetween: (low, high) => ({
      kind: 'values',
      values: new Set(
        texts.filter((text) => (places.get(text) ?? 0) >= low && (places.get(text) ?? 0) <= high),
      ),
    }),
    kept: filter && { low: Math.min(1, ...span) - room, high: Math.max(0, ...span) + room },
  };
}
