// Points of a scalar series straight from its columns to JSON: what TensorBoard's page asks for most.
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { loadWasm, type WasmGlobal } from '../../src/reader/wasm-module.ts';
import { JsonText, numberJson } from './json.ts';

/** What stands before the wall time, the step, the value, and behind a point; ASCII, short. */
export type PointForm = readonly [string, string, string, string];

/** `[wall_time, step, value]`. */
export const POINT_ROWS: PointForm = ['[', ',', ',', ']'];

/** What asm/points.ts exports. Pointers are byte offsets into `memory`. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly POINTS: WasmGlobal;
  readonly TEXT_BYTES: WasmGlobal;
  wallTimesPointer(): number;
  stepsPointer(): number;
  valuesPointer(): number;
  textsPointer(): number;
  outPointer(): number;
  encode(count: number, first: number, second: number, third: number, fourth: number, whole: boolean): number;
}

const WASM = loadWasm<Exports>(new URL('./asm/points.wasm', import.meta.url))?.instance();

/**
 * A list of the points at `indices`, which are of the series. Text at once: a list of lists or objects to be encoded
 * takes many times as long.
 */
export function pointsJson(series: ScalarSeries, indices: readonly number[], form: PointForm): JsonText {
  return new JsonText(
    `[${WASM ? fastPoints(WASM, series, indices, form) : plainPoints(series, indices, form)}]`,
  );
}

/** What WebAssembly writes; the same numbers as `plainPoints`, some of them with a digit more. */
function fastPoints(
  wasm: Exports,
  series: ScalarSeries,
  indices: readonly number[],
  form: PointForm,
): string {
  // Each look at a column makes a view of it.
  const { wallTimes, steps, values } = series;
  const { buffer } = wasm.memory;
  const most = wasm.POINTS.value;
  const whole = steps instanceof BigInt64Array;
  const wallRoom = new Float64Array(buffer, wasm.wallTimesPointer(), most);
  const stepRoom = new Float64Array(buffer, wasm.stepsPointer(), most);
  const wholeRoom = new BigInt64Array(buffer, wasm.stepsPointer(), most);
  const valueRoom = new Float64Array(buffer, wasm.valuesPointer(), most);
  new TextEncoder().encodeInto(
    form.join(''),
    new Uint8Array(buffer, wasm.textsPointer(), wasm.TEXT_BYTES.value),
  );
  const [first, second, third, fourth] = form;
  let text = '';
  for (let from = 0; from < indices.length; from += most) {
    const count = Math.min(most, indices.length - from);
    for (let i = 0; i < count; i++) {
      const at = indices[from + i] ?? 0;
      wallRoom[i] = wallTimes[at] ?? 0;
      if (whole) wholeRoom[i] = steps[at] ?? 0n;
      else stepRoom[i] = steps[at] ?? 0;
      valueRoom[i] = values[at] ?? 0;
    }
    const bytes = wasm.encode(count, first.length, second.length, third.length, fourth.length, whole);
    text += `${from > 0 ? ',' : ''}${Buffer.from(buffer, wasm.outPointer(), bytes).toString('latin1')}`;
  }
  return text;
}

/** The same where WebAssembly is missing. */
export function plainPoints(
  { wallTimes, steps, values }: ScalarSeries,
  indices: readonly number[],
  [beforeWallTime, beforeStep, beforeValue, behind]: PointForm,
): string {
  let text = '';
  let before = beforeWallTime;
  for (const at of indices) {
    const [wallTime = 0, step = 0, value = 0] = [wallTimes[at], steps[at], values[at]];
    text += `${before}${numberJson(wallTime)}${beforeStep}${step}${beforeValue}${numberJson(value)}${behind}`;
    before = `,${beforeWallTime}`;
  }
  return text;
}
