// Points as JSON, AssemblyScript: numbers are nearly all of the text, and to make a string of each costs more than all else.
import { buildPowers, NUMBER_BYTES, putInteger, putNumber } from './decimal';

/** Points at once. */
export const POINTS: u32 = 4096;
/** Bytes that they take at once, at most. */
const OUT_BYTES: u32 = 1 << 18;
/** Bytes of a point's four texts together, at most. */
export const TEXT_BYTES: u32 = 128;

const wallTimes = memory.data(4096 * 8, 8);
const steps = memory.data(4096 * 8, 8);
const values = memory.data(4096 * 8, 8);
const texts = memory.data(128 + 16);
const out: usize = heap.alloc(OUT_BYTES);
buildPowers();

export function wallTimesPointer(): usize { return wallTimes; }
export function stepsPointer(): usize { return steps; }
export function valuesPointer(): usize { return values; }
/** What stands before the wall time, before the step, before the value, and behind a point, one behind the other. */
export function textsPointer(): usize { return texts; }
/** Where the text is. */
export function outPointer(): usize { return out; }

/** Copies a short text. */
@inline function putText(at: usize, from: usize, length: u32): usize {
  if (length <= 16) v128.store(at, v128.load(from));
  else memory.copy(at, from, length);
  return at + length;
}

/** Lengths of the texts. */
let first: u32 = 0;
let second: u32 = 0;
let third: u32 = 0;
let fourth: u32 = 0;

/** Tells the lengths of the texts. */
export function setTexts(one: u32, two: u32, three: u32, four: u32): void {
  first = one;
  second = two;
  third = three;
  fourth = four;
}

/** How many points were written the last time. */
export let points: u32 = 0;

/**
 * Writes `count` points, or as many as surely fit into `roomBytes`, of which there are enough for one; a comma between two,
 * and before the first where there are `more` before it. `whole` says that the steps are int64 instead of float64, `narrow`
 * that the values are float32. Tells how many bytes that are, all of them ASCII.
 */
export function encode(count: u32, whole: bool, narrow: bool, more: bool, roomBytes: u32): u32 {
  const most = 1 + first + second + third + fourth + 3 * NUMBER_BYTES;
  const last = out + min(roomBytes, OUT_BYTES) - most;
  let at = out;
  let i: u32 = 0;
  for (; i < count && at <= last; i++) {
    if (i > 0 || more) store<u8>(at++, 44);
    at = putNumber(putText(at, texts, first), load<f64>(wallTimes + (i << 3)));
    at = putText(at, texts + first, second);
    const step = steps + (i << 3);
    at = putInteger(at, whole ? load<i64>(step) : <i64>load<f64>(step));
    const value = narrow ? <f64>load<f32>(values + (i << 2)) : load<f64>(values + (i << 3));
    at = putNumber(putText(at, texts + first + second, third), value);
    at = putText(at, texts + first + second + third, fourth);
  }
  points = i;
  return <u32>(at - out);
}
