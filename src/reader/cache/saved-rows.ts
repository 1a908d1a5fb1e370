// The rows of a series as an index keeps them: steps apart, since series share them, and all other columns behind one
// another, to be read and checked at once. Little-endian.
import type { StepColumn } from '../batch.ts';
import type { Rows } from '../column-segments.ts';

/** Of the form of rows: which columns there are besides wall times, and how wide they are. */
const EXACT_STEPS = 1;
const WIDE_NUMBERS = 2;
const NARROW_NUMBERS = 4;
const PLACES = 8;
/** What stands in the same number may begin here. */
export const FORMS = 16;

/** Bytes of a row in each column of places, all together. */
const PLACES_BYTES = 24;

export function formOf({ steps, numbers, places }: Rows): number {
  return (
    (steps instanceof BigInt64Array ? EXACT_STEPS : 0) |
    (numbers instanceof Float64Array ? WIDE_NUMBERS : 0) |
    (numbers instanceof Float32Array ? NARROW_NUMBERS : 0) |
    (places ? PLACES : 0)
  );
}

/** Bytes of a step. */
export const STEP_BYTES = 8;

/** Bytes of a row in all columns but the steps. */
export function rowBytes(form: number): number {
  return (
    Float64Array.BYTES_PER_ELEMENT +
    (form & WIDE_NUMBERS ? Float64Array.BYTES_PER_ELEMENT : 0) +
    (form & NARROW_NUMBERS ? Float32Array.BYTES_PER_ELEMENT : 0) +
    (form & PLACES ? PLACES_BYTES : 0)
  );
}

/** All columns but the steps, in their order. The widest first: so each begins at a multiple of its width. */
export function columnsOf({
  wallTimesSeconds,
  numbers,
  places,
}: Rows): (Float64Array | Float32Array | Uint32Array)[] {
  const narrow = numbers instanceof Float32Array;
  return [
    wallTimesSeconds,
    ...(numbers && !narrow ? [numbers] : []),
    ...(places ? [places.offsetsBytes] : []),
    ...(narrow ? [numbers] : []),
    ...(places ? [places.lengthsBytes, places.valueIndices, places.items, places.files] : []),
  ];
}

export function stepsOf(form: number, { buffer, byteOffset, byteLength }: Uint8Array): StepColumn {
  const length = byteLength / STEP_BYTES;
  return form & EXACT_STEPS
    ? new BigInt64Array(buffer, byteOffset, length)
    : new Float64Array(buffer, byteOffset, length);
}

/** The rows, of which `bytes` holds all columns but the steps; views of it. */
export function rowsOf(form: number, steps: StepColumn, { buffer, byteOffset }: Uint8Array): Rows {
  const { length } = steps;
  let end = byteOffset;
  const next = (width: number) => {
    const at = end;
    end += width * length;
    return at;
  };
  const wallTimesSeconds = new Float64Array(buffer, next(8), length);
  let numbers: Rows['numbers'];
  if (form & WIDE_NUMBERS) numbers = new Float64Array(buffer, next(8), length);
  const offsetsAt = form & PLACES ? next(8) : 0;
  if (form & NARROW_NUMBERS) numbers = new Float32Array(buffer, next(4), length);
  if (!(form & PLACES)) return { steps, wallTimesSeconds, numbers, places: undefined };
  const places = {
    offsetsBytes: new Float64Array(buffer, offsetsAt, length),
    lengthsBytes: new Uint32Array(buffer, next(4), length),
    valueIndices: new Uint32Array(buffer, next(4), length),
    items: new Uint32Array(buffer, next(4), length),
    files: new Uint32Array(buffer, next(4), length),
  };
  return { steps, wallTimesSeconds, numbers, places };
}
