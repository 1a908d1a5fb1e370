// Colours of sessions by their metric: faint for the worst, strong for the best.
import type { Goal, Row } from '../model/session-table.ts';

const SHADES = 16;

/** Shades from worst to best, read from the theme at an element. Plain colours: a canvas parses each anew. */
export function shadesOf(element: Element): readonly string[] {
  const style = getComputedStyle(element);
  const stops = ['low', 'middle', 'high'].map((name) =>
    channelsOf(style.getPropertyValue(`--rb-ramp-${name}`)),
  );
  return Array.from({ length: SHADES }, (_, i) => {
    const at = (i / (SHADES - 1)) * (stops.length - 1);
    const [from = [], to = from] = stops.slice(Math.floor(at));
    const mixed = from.map((channel, c) => Math.round(channel + ((to[c] ?? channel) - channel) * (at % 1)));
    return `rgb(${mixed.join(' ')})`;
  });
}

/** Red, green and blue of `#rrggbb`, as theme.css spells the ramp. */
function channelsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.trim().slice(at, at + 2), 16));
}

/**
 * The shade of each row by its rank, so that one outlier does not make all others alike; 0 where the metric is missing.
 * Parallel to `rows`.
 */
export function shadeIndices(rows: readonly Row[], metricAt: number | undefined, goal: Goal): Uint8Array {
  const shades = new Uint8Array(rows.length);
  const valued = rows.flatMap((row, index) => {
    const value = metricAt === undefined ? undefined : row.values[metricAt];
    return typeof value === 'number' && !Number.isNaN(value) ? [{ index, value }] : [];
  });
  const distinct = [...new Set(valued.map(({ value }) => value))].sort((a, b) =>
    goal === 'max' ? a - b : b - a,
  );
  const rank = new Map(distinct.map((value, i) => [value, i]));
  const last = Math.max(1, distinct.length - 1);
  for (const { index, value } of valued)
    shades[index] = Math.round(
      ((distinct.length === 1 ? last : (rank.get(value) ?? 0)) / last) * (SHADES - 1),
    );
  return shades;
}
