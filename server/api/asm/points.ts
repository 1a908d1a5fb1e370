// Points as JSON, AssemblyScript: numbers are nearly all of the text, and to make a string of each costs more than all else.
import { buildPowers, NUMBER_BYTES, putInteger, putNumber } from './decimal';

/** Points at once. */
export const POINTS: u32 = 4096;
/** Bytes of a point's four texts together, at most. */
export const TEXT_BYTES: u32 = 128;

const wallTimes = memory.data(4096 * 8, 8);
const steps = memory.data(4096 * 8, 8);
const values = memory.data(4096 * 8, 8);
const texts = memory.data(128 + 16);
const out: usize = heap.alloc(<usize>POINTS * (TEXT_BYTES + 3 * NUMBER_BYTES));
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

/**
 * Writes `count` points, a comma between two. `first` to `fourth` are the lengths of the texts; `whole` says that the
 * steps are int64 instead of float64. Tells how many bytes that are, all of them ASCII.
 */
export function encode(count: u32, first: u32, second: u32, third: u32, fourth: u32, whole: bool): u32 {
  let at = out;
  for (let i: u32 = 0; i < count; i++) {
    if (i > 0) store<u8>(at++, 44);
    at = putNumber(putText(at, texts, first), load<f64>(wallTimes + (i << 3)));
    at = putText(at, texts + first, second);
    const step = steps + (i << 3);
    at = putInteger(at, whole ? load<i64>(step) : <i64>load<f64>(step));
    at = putNumber(putText(at, texts + first + second, third), load<f64>(values + (i << 3)));
    at = putText(at, texts + first + second + third, fourth);
  }
  return <u32>(at - out);
}
