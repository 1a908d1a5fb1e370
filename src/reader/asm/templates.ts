// Records that come again and again: the last record of a tag, with what differs from one to the next masked out. A
// record that equals it everywhere else is known through and through, and of its checksum only the part of the bytes that
// differ is left to compute.
import { crc32c, FAR, mask, slice, sliceTable } from './crc32c';
import { allocate } from './memory';

/** Bytes of an event at most. */
export const MOST_BYTES: u32 = FAR;
/** The step's varint at most, in bytes: steps below 2^49. */
const MOST_STEP_BYTES: u32 = 7;
// A template: length of the event, checksum of that length, checksum of the bytes that do not differ, where step and
// value stand, how many bytes the step has, whether the value is float64, whether a file can begin with it; then the
// bytes, then their mask, both filled up to 16 bytes.
const BYTES_AT: usize = 32;
/** All templates together: more tags than fit in are walked field by field. */
const MOST_MEMORY: u32 = 1 << 23;
let memoryUsed: u32 = 0;

@inline export function eventBytesOf(template: usize): u32 { return load<u32>(template); }
@inline export function isFirst(template: usize): bool { return load<u32>(template, 28) !== 0; }
/** Another metadata has come to the tag since. */
export function refuseAsFirst(template: usize): void {
  if (template !== 0) store<u32>(template, 0, 28);
}
@inline function paddedBytes(bytes: u32): u32 { return (bytes + 15) & ~15; }

/** A template of the event in [start, end), made where `old` was if it has room there; 0 for an event that is too long. */
export function makeTemplate(
  old: usize,
  start: usize,
  end: usize,
  header: usize,
  stepAt: u32,
  stepBytes: u32,
  valueAt: u32,
  wide: bool,
  first: bool,
): usize {
  const bytes = <u32>(end - start);
  if (bytes > MOST_BYTES || stepBytes > MOST_STEP_BYTES) return old;
  const padded = paddedBytes(bytes);
  let template = old;
  if (old === 0 || paddedBytes(load<u32>(old)) < padded) {
    if (memoryUsed > MOST_MEMORY) return old;
    template = allocate(BYTES_AT + (padded << 1));
    memoryUsed += <u32>BYTES_AT + (padded << 1);
  }
  const copy = template + BYTES_AT;
  const masks = copy + padded;
  memory.fill(copy, 0, padded);
  memory.copy(copy, start, bytes);
  memory.fill(masks, 0, padded);
  memory.fill(masks, 255, bytes);
  // Behind the key stands the wall time.
  memory.fill(masks + 1, 0, 8);
  // Of a varint the first bit of each byte says whether more follow.
  memory.fill(masks + stepAt, 128, stepBytes);
  memory.fill(masks + valueAt, 0, wide ? 8 : 4);
  for (let i: u32 = 0; i < bytes; i++) store<u8>(copy + i, load<u8>(copy + i) & load<u8>(masks + i));
  store<u32>(template, bytes);
  store<u32>(template, load<u32>(header, 8), 4);
  store<u32>(template, crc32c(copy, copy + bytes), 8);
  store<u32>(template, stepAt, 12);
  store<u32>(template, stepBytes, 16);
  store<u32>(template, valueAt, 20);
  store<u32>(template, wide ? 1 : 0, 24);
  store<u32>(template, first ? 1 : 0, 28);
  return template;
}

/**
 * What is left to compute of a checksum: `crc` is that of all bytes but four, which are `word` and have `following` bytes
 * behind them.
 */
@inline function withWord(crc: u32, word: u32, following: u32): u32 {
  const table = sliceTable(following);
  return crc ^ load<u32>(table + ((word & 255) << 2), 3072) ^ load<u32>(table + (((word >> 8) & 255) << 2), 2048)
    ^ load<u32>(table + (((word >> 16) & 255) << 2), 1024) ^ load<u32>(table + ((word >> 24) << 2));
}

@inline export function isWide(template: usize): bool { return load<u32>(template, 24) !== 0; }
@inline export function valueOffset(template: usize): u32 { return load<u32>(template, 20); }

/** The step of a record that fits. */
@inline export function stepOf(template: usize, start: usize): f64 {
  let at = start + load<u32>(template, 12);
  let step: u64 = 0;
  const bits = <u64>load<u32>(template, 16) * 7;
  for (let shift: u64 = 0; shift < bits; shift += 7) step |= <u64>(load<u8>(at++) & 127) << shift;
  return <f64>step;
}

/** Whether the record at `at`, whose event has the template's length and lies whole in the input, is such a one. */
@inline export function fits(template: usize, at: usize): bool {
  const bytes = load<u32>(template);
  if (load<u32>(at, 8) !== load<u32>(template, 4)) return false;
  const start = at + 12;
  const padded = paddedBytes(bytes);
  const copy = template + BYTES_AT;
  let differing = v128.and(v128.xor(v128.load(start), v128.load(copy)), v128.load(copy + padded));
  for (let i: u32 = 16; i < padded; i += 16) {
    differing = v128.or(
      differing,
      v128.and(v128.xor(v128.load(start + i), v128.load(copy + i)), v128.load(copy + padded + i)),
    );
  }
  if (v128.any_true(differing)) return false;
  let crc = load<u32>(template, 8);
  crc = withWord(crc, load<u32>(start, 1), bytes - 5);
  crc = withWord(crc, load<u32>(start, 5), bytes - 9);
  const valueAt = load<u32>(template, 20);
  crc = withWord(crc, load<u32>(start + valueAt), bytes - 4 - valueAt);
  if (isWide(template)) crc = withWord(crc, load<u32>(start + valueAt, 4), bytes - 8 - valueAt);
  const stepAt = load<u32>(template, 12);
  const stepEnd = stepAt + load<u32>(template, 16);
  for (let i = stepAt; i < stepEnd; i++) crc ^= slice(bytes - 1 - i, load<u8>(start + i) & 127);
  return mask(crc) === load<u32>(start + bytes);
}
