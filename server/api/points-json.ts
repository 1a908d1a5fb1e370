// Points of a scalar series straight from its columns to JSON: what TensorBoard's page asks for most.
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { loadWasm, type WasmGlobal } from '../../src/reader/wasm-module.ts';
import type { BytesWriter } from './bytes-writer.ts';
import { JsonBytes, JsonText, numberJson } from './json.ts';
import { sampleIndices } from './sample.ts';

/** What stands before the wall time, the step, the value, and behind a point; ASCII, short. */
export type PointForm = readonly [string, string, string, string];

/** `[wall_time, step, value]`. */
export const POINT_ROWS: PointForm = ['[', ',', ',', ']'];

/** Which of a series; undefined where all. */
type Indices = readonly number[] | undefined;

/** What asm/points.ts exports. Pointers are byte offsets into `memory`. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly POINTS: WasmGlobal;
  readonly TEXT_BYTES: WasmGlobal;
  readonly points: WasmGlobal;
  wallTimesPointer(): number;
  stepsPointer(): number;
  valuesPointer(): number;
  textsPointer(): number;
  outPointer(): number;
  setTexts(first: number, second: number, third: number, fourth: number): void;
  encode(count: number, whole: boolean, narrow: boolean, more: boolean, roomBytes: number): number;
}

const WASM = loadWasm<Exports>(new URL('./asm/points.wasm', import.meta.url))?.instance();

/** A list of the points of a series, `limit` at most; a list of lists or objects to be encoded takes many times as long. */
export function pointsJson(series: ScalarSeries, limit: number, form: PointForm): JsonText | JsonBytes {
  // Nearly always it is all of them: to list those would take a tenth of the time of an answer (2026-11-29).
  const indices = series.length > limit ? sampleIndices(series.length, limit) : undefined;
  const wasm = WASM;
  if (wasm) return new JsonBytes(() => new PointsWriter(wasm, series, indices, form));
  return new JsonText(`[${plainPoints(series, indices, form)}]`);
}

/** Brackets and a point, at most. */
const LEAST_ROOM_BYTES = 512;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** What WebAssembly writes; the same numbers as `plainPoints`, some of them with a digit more. */
class PointsWriter implements BytesWriter {
  readonly #wasm: Exports;
  readonly #series: ScalarSeries;
  readonly #indices: Indices;
  readonly #form: PointForm;
  readonly #length: number;
  #written = 0;
  done = false;

  constructor(wasm: Exports, series: ScalarSeries, indices: Indices, form: PointForm) {
    this.#wasm = wasm;
    this.#series = series;
    this.#indices = indices;
    this.#form = form;
    this.#length = indices?.length ?? series.length;
  }

  write(chunk: Buffer, at: number): number {
    if (chunk.length - at < LEAST_ROOM_BYTES) return at;
    let end = at;
    if (this.#written === 0) chunk[end++] = OPEN;
    end += this.#writePoints(chunk, end);
    this.done = this.#written === this.#length;
    if (this.done) chunk[end++] = CLOSE;
    return end;
  }

  /** As many as there is room for with a byte behind them; tells how many bytes they are. */
  #writePoints(chunk: Buffer, at: number): number {
    const wasm = this.#wasm;
    // Others may have put theirs there since the last time.
    const rooms = roomsIn(wasm);
    putTexts(wasm, rooms, this.#form);
    // Each look at a column may make a view of it.
    const { wallTimes, steps, values } = this.#series;
    const whole = steps instanceof BigInt64Array;
    const narrow = values instanceof Float32Array;
    const valuesRoom = narrow ? rooms.narrowValues : rooms.values;
    const indices = this.#indices;
    const from = this.#written;
    const count = Math.min(rooms.values.length, this.#length - from);
    if (indices) {
      for (let i = 0; i < count; i++) {
        const index = indices[from + i] ?? 0;
        rooms.wallTimes[i] = wallTimes[index] ?? 0;
        if (whole) rooms.wholeSteps[i] = steps[index] ?? 0n;
        else rooms.steps[i] = steps[index] ?? 0;
        valuesRoom[i] = values[index] ?? 0;
      }
    } else {
      rooms.wallTimes.set(part(wallTimes, from, count));
      if (whole) rooms.wholeSteps.set(part(steps, from, count));
      else rooms.steps.set(part(steps, from, count));
      valuesRoom.set(part(values, from, count));
    }
    const bytes = wasm.encode(count, whole, narrow, from > 0, chunk.length - at - 1);
    chunk.set(rooms.out.subarray(0, bytes), at);
    this.#written += wasm.points.value;
    return bytes;
  }
}

/** The column itself where it is all of it: a view of it costs as much as to copy it. */
function part<C extends Float64Array | BigInt64Array | Float32Array>(
  column: C,
  from: number,
  count: number,
): C {
  return column.length === count ? column : (column.subarray(from, from + count) as C);
}

/** Columns and text as WebAssembly sees them. */
interface Rooms {
  readonly memory: ArrayBuffer;
  readonly wallTimes: Float64Array;
  readonly steps: Float64Array;
  /** The same bytes as `steps`. */
  readonly wholeSteps: BigInt64Array;
  readonly values: Float64Array;
  /** The same bytes as `values`. */
  readonly narrowValues: Float32Array;
  readonly texts: Uint8Array;
  readonly out: Uint8Array;
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
    narrowValues: new Float32Array(buffer, wasm.valuesPointer(), most),
    texts: new Uint8Array(buffer, wasm.textsPointer(), wasm.TEXT_BYTES.value),
    out: new Uint8Array(buffer, wasm.outPointer()),
  };
  return knownRooms;
}

let knownRooms: Rooms | undefined;
let knownForm: PointForm | undefined;

/** Puts the texts of a form where WebAssembly reads them, if they are not there. */
function putTexts(wasm: Exports, { texts }: Rooms, form: PointForm): void {
  if (form === knownForm) return;
  new TextEncoder().encodeInto(form.join(''), texts);
  wasm.setTexts(form[0].length, form[1].length, form[2].length, form[3].length);
  knownForm = form;
}

/** The same where WebAssembly is missing. */
export function plainPoints(
  { length, wallTimes, steps, values }: ScalarSeries,
  indices: Indices,
  [beforeWallTime, beforeStep, beforeValue, behind]: PointForm,
): string {
  let text = '';
  let before = beforeWallTime;
  for (let i = 0; i < (indices?.length ?? length); i++) {
    const at = indices?.[i] ?? i;
    const [wallTime = 0, step = 0, value = 0] = [wallTimes[at], steps[at], values[at]];
    text += `${before}${numberJson(wallTime)}${beforeStep}${step}${beforeValue}${numberJson(value)}${behind}`;
    before = `,${beforeWallTime}`;
  }
  return text;
}
