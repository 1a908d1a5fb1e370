// Points of a scalar series straight from its columns to JSON: what TensorBoard's page asks for most.
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { JsonText, numberJson } from './json.ts';

/** What stands before the wall time, the step, the value, and behind a point. */
export type PointForm = readonly [string, string, string, string];

/** `[wall_time, step, value]`. */
export const POINT_ROWS: PointForm = ['[', ',', ',', ']'];

/**
 * A list of the points at `indices`, which are of the series. Text at once: a list of lists or objects to be encoded
 * takes three times as long.
 */
export function pointsJson(
  series: ScalarSeries,
  indices: readonly number[],
  [beforeWallTime, beforeStep, beforeValue, behind]: PointForm,
): JsonText {
  // Each look at a column makes a view of it.
  const { wallTimes, steps, values } = series;
  let text = '[';
  let before = beforeWallTime;
  for (const at of indices) {
    const [wallTime = 0, step = 0, value = 0] = [wallTimes[at], steps[at], values[at]];
    text += `${before}${numberJson(wallTime)}${beforeStep}${step}${beforeValue}${numberJson(value)}${behind}`;
    before = `,${beforeWallTime}`;
  }
  return new JsonText(`${text}]`);
}
