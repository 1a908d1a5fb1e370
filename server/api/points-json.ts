// Points of a scalar series straight from its columns to JSON: what TensorBoard's page asks for most.
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { loadWasm, type WasmGlobal } from '../../src/reader/wasm-module.ts';
import { JsonBytes, JsonText, numberJson } from './json.ts';

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

/** A list of the points at `indices`, which are of the series; a list of lists or objects to be encoded takes many times as long. */
export function pointsJson(
  series: ScalarSeries,
  indices: readonly number[],
  form: PointForm,
): JsonText | JsonBytes {
  const wasm = WASM;
  if (wasm) return new JsonBytes(() => fastPoints(wasm, series, indices, form));
  return new JsonText(`[${plainPoints(series, indices, form)}]`);
}

/** What WebAssembly writes; the same numbers as `plainPoints`, some of them with a digit more. */
function* fastPoints(
  wasm: Exports,
  series: ScalarSeries,
  indices: readonly number[],
  form: PointForm,
): Iterable<Uint8Array> {
  // Each look at a column makes a view of it.
  const { wallTimes, steps, values } = series;
  const whole = steps instanceof BigInt64Array;
  yield OPEN;
  for (let from = 0; from < indices.length; ) {
    // Others may have put theirs there since the last piece.
    const rooms = roomsIn(wasm);
    const [first, second, third, fourth] = textLengths(rooms, form);
    const count = Math.min(rooms.values.length, indices.length - from);
    if (indices.length === values.length) {
      const to = from + count;
      rooms.wallTimes.set(wallTimes.subarray(from, to));
      if (whole) rooms.wholeSteps.set(steps.subarray(from, to));
      else rooms.steps.set(steps.subarray(from, to));
      rooms.values.set(values.subarray(from, to));
    } else {
      for (let i = 0; i < count; i++) {
        const at = indices[from + i] ?? 0;
        rooms.wallTimes[i] = wallTimes[at] ?? 0;
        if (whole) rooms.wholeSteps[i] = steps[at] ?? 0n;
        else rooms.steps[i] = steps[at] ?? 0;
        rooms.values[i] = values[at] ?? 0;
      }
    }
    yield rooms.out.subarray(0, wasm.encode(count, first, second, third, fourth, whole));
    from += count;
    if (from < indices.length) yield COMMA;
  }
  yield CLOSE;
}

const [OPEN, COMMA, CLOSE] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')];

/** Columns and text as WebAssembly sees them. */
interface Rooms {
  readonly memory: ArrayBuffer;
  readonly wallTimes: Float64Array;
  readonly steps: Float64Array;
  /** The same bytes as `steps`. */
  readonly wholeSteps: BigInt64Array;
  readonly values: Float64Array;
  readonly texts: Uint8Array;
  readonly out: Buffer;
}

/** Made once; anew where the memory grew, which leaves views of it without a length. */
function roomsIn(wasm: Exports): Rooms {
  const { buffer } = wasm.memory;
  if (knownRooms?.memory === buffer) return knownRooms;
  const most = wasm.POINTS.value;
  knownForm = undefined;
  knownRooms = {
    memory: buffer,
    wallTimes: new Float64Array(buffer, wasm.wallTimesPointer(), most),
    steps: new Float64Array(buffer, wasm.stepsPointer(), most),
    wholeSteps: new BigInt64Array(buffer, wasm.stepsPointer(), most),
    values: new Float64Array(buffer, wasm.valuesPointer(), most),
    texts: new Uint8Array(buffer, wasm.textsPointer(), wasm.TEXT_BYTES.value),
    out: Buffer.from(buffer, wasm.outPointer()),
  };
  return knownRooms;
}

let knownRooms: Rooms | undefined;
let knownForm: PointForm | undefined;

/** Puts the texts of a form where WebAssembly reads them, if they are not there; tells how long each is. */
function textLengths({ texts }: Rooms, form: PointForm): readonly [number, number, number, number] {
  if (form !== knownForm) new TextEncoder().encodeInto(form.join(''), texts);
  knownForm = form;
  return [form[0].length, form[1].length, form[2].length, form[3].length];
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
