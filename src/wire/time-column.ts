// Wall times in half their bytes, without loss. From 2004 to 2038 a clock in seconds lies between 2^30 and 2^31, where
// doubles are 2^-22 apart: the way from one time to the next is a whole number of these.
//   u32 x 2: bits of the first time · u32 per further time: its distance from the one before, in units of 2^-22 s

const UNITS_PER_SECOND = 2 ** 22;
const FIRST_SECOND = 2 ** 30;
const FIRST_WORDS = 2;

/** `times` as words; undefined where they are none of these years, go back, or lie a quarter of an hour apart. */
export function packedTimes(times: Float64Array): Uint32Array | undefined {
  const first = times[0];
  if (first === undefined) return undefined;
  const words = new Uint32Array(FIRST_WORDS + times.length - 1);
  new Float64Array(words.buffer, 0, 1)[0] = first;
  let before = first * UNITS_PER_SECOND;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (!(time >= FIRST_SECOND && time < 2 * FIRST_SECOND)) return undefined;
    const units = time * UNITS_PER_SECOND;
    const distance = units - before;
    if (distance < 0 || distance >= 2 ** 32) return undefined;
    if (i > 0) words[FIRST_WORDS + i - 1] = distance;
    before = units;
  }
  return words;
}

/** The inverse of `packedTimes`. Reads `length` times at `offsetBytes`, a multiple of 8. */
export function unpackedTimes(buffer: ArrayBuffer, offsetBytes: number, length: number): Float64Array {
  const times = new Float64Array(length);
  const distances = new Uint32Array(buffer, offsetBytes + 4 * FIRST_WORDS, length - 1);
  let units = (new Float64Array(buffer, offsetBytes, 1)[0] as number) * UNITS_PER_SECOND;
  times[0] = units / UNITS_PER_SECOND;
  for (let i = 0; i < distances.length; i++) {
    units += distances[i] as number;
    times[i + 1] = units / UNITS_PER_SECOND;
  }
  return times;
}
