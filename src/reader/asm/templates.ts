// Records that come again and again: the last record of a tag, with what differs from one to the next masked out. A
// record that equals it everywhere else is known through and through, and of its checksum only the part of the bytes that
// differ is left to compute.
import { crc32c, FAR, mask, sliceTable } from './crc32c';
import { allocate } from './memory';

/** Bytes of an event at most. */
export const MOST_BYTES: u32 = FAR;
/** The step's varint at most, in bytes: steps below 2^49. */
const MOST_STEP_BYTES: u32 = 7;
// A template: length of the event as a record's header has it, checksum of that length, checksum of the bytes that do not
// differ and of those that seldom do, where value and step stand, whether the value is float64, whether a file can begin
// with it; where `word` looks for the second word of the wall time, for the last of the value, and for the second of the
// step; the template that followed last time; the step's bits; the step as it was last, without its first two bytes; the
// second word of the wall time as it was last, the tag, the file in which that is known to have numbers, filled up to 80.
// At BYTES_AT 16 bytes, then their mask, and so on, filled up to 64 bytes.
const BYTES_AT: usize = 80;
/** A step and what is left of its 8 bytes stand before the end. */
const STEP_WORDS: u32 = 8;
/** All templates together: more tags than fit in are walked field by field. */
const MOST_MEMORY: u32 = 1 << 23;
let memoryUsed: u32 = 0;

@inline export function isFirst(template: usize): bool { return load<u32>(template, 28) !== 0; }
/** No record's: no tag of it is known in any file. */
export const NO_TEMPLATE: usize = allocate(BYTES_AT);
/** The template of what came behind such a record last time; NO_TEMPLATE where that is not known. */
@inline export function behind(template: usize): usize { return load<u32>(template, 44); }
@inline export function setBehind(template: usize, next: usize): void { store<u32>(template, <u32>next, 44); }
@inline export function tagOf(template: usize): u32 { return load<u32>(template, 68); }
/** The file in which the tag is known to have numbers. */
@inline export function knownIn(template: usize): u32 { return load<u32>(template, 72); }
@inline export function setKnownIn(template: usize, file: u32): void { store<u32>(template, file, 72); }
/** Another metadata has come to the tag since. */
export function refuseAsFirst(template: usize): void {
  if (template !== 0) store<u32>(template, 0, 28);
}
@inline function paddedBytes(bytes: u32): u32 { return (bytes + 63) & ~63; }

const scratch: usize = allocate(MOST_BYTES << 1);

/** A template of the event in [start, end), made where `old` was if it has room there; 0 for an event that is too long. */
export function makeTemplate(
  old: usize,
  tag: u32,
  start: usize,
  end: usize,
  stepAt: u32,
  stepBytes: u32,
  valueAt: u32,
  wide: bool,
  first: bool,
): usize {
  const bytes = <u32>(end - start);
  if (bytes > MOST_BYTES || stepBytes > MOST_STEP_BYTES || stepAt + STEP_WORDS > bytes) return old;
  const padded = paddedBytes(bytes);
  let template = old;
  if (old === 0 || paddedBytes(load<u32>(old)) < padded) {
    if (memoryUsed > MOST_MEMORY) return old;
    template = allocate(BYTES_AT + (padded << 1));
    memoryUsed += <u32>BYTES_AT + (padded << 1);
  }
  const copy = scratch;
  const masks = scratch + MOST_BYTES;
  memory.fill(copy, 0, padded);
  memory.copy(copy, start, bytes);
  memory.fill(masks, 0, padded);
  memory.fill(masks, 255, bytes);
  // Behind the key stands the wall time.
  memory.fill(masks + 1, 0, 8);
  // Of a varint the first bit of each byte says whether more follow.
  memory.fill(masks + stepAt, 128, stepBytes);
  memory.fill(masks + valueAt, 0, wide ? 8 : 4);
  for (let i: u32 = 0; i < padded; i += 16) {
    const kept = v128.and(v128.load(copy + i), v128.load(masks + i));
    v128.store(copy + i, kept);
    v128.store(template + BYTES_AT + (i << 1), kept);
    v128.store(template + BYTES_AT + (i << 1), v128.load(masks + i), 16);
  }
  memory.fill(template, 0, BYTES_AT);
  store<u64>(template, bytes);
  store<u32>(template, load<u32>(start - 4), 8);
  store<u32>(template, crc32c(copy, copy + bytes), 12);
  store<u32>(template, valueAt, 16);
  store<u32>(template, stepAt, 20);
  store<u32>(template, wide ? 1 : 0, 24);
  store<u32>(template, first ? 1 : 0, 28);
  store<u32>(template, <u32>sliceTable(bytes - 9), 32);
  store<u32>(template, <u32>sliceTable(bytes - valueAt - (wide ? 8 : 4)), 36);
  store<u32>(template, <u32>sliceTable(bytes - stepAt - 8), 40);
  store<u32>(template, <u32>NO_TEMPLATE, 44);
  store<u64>(template, 0x007f7f7f7f7f7f7f & ((<u64>1 << (stepBytes << 3)) - 1), 48);
  store<u32>(template, tag, 68);
  return template;
}
/** What four bytes add to a checksum; `table` is where `slice` looks for as many as stand behind them. */
@inline function word(bytes: u32, table: usize): u32 {
  return load<u32>(table + ((bytes & 255) << 2), 3072) ^ load<u32>(table + (((bytes >> 8) & 255) << 2), 2048)
    ^ load<u32>(table + (((bytes >> 16) & 255) << 2), 1024) ^ load<u32>(table + ((bytes >> 24) << 2));
}
/** From the table for so many bytes to that for four more. */
const FOUR: usize = 4096;

@inline export function isWide(template: usize): bool { return load<u32>(template, 24) !== 0; }
@inline export function valueOffset(template: usize): u32 { return load<u32>(template, 16); }

/** The bytes of the step's varint, without what says whether more follow. */
@inline function stepBits(template: usize, start: usize): u64 {
  return load<u64>(start + load<u32>(template, 20)) & load<u64>(template, 48);
}

/** The step of a record that fits. */
@inline export function stepOf(template: usize, start: usize): f64 {
  let bits = stepBits(template, start);
  // Groups of 7 bits come together: two, four, eight of them.
  bits = (bits & 0x007f007f007f007f) | ((bits & 0x7f007f007f007f00) >> 1);
  bits = (bits & 0x00003fff00003fff) | ((bits & 0x3fff00003fff0000) >> 2);
  return <f64>(<i64>((bits & 0x0fffffff) | ((bits >> 32) << 28)));
}

/** Bits in which 16 bytes of an event differ from those of a template, where they may not. */
@inline function differs(event: usize, bytes: usize): v128 {
  return v128.and(v128.xor(v128.load(event), v128.load(bytes)), v128.load(bytes, 16));
}

/** Whether a record lies whole in the input from `at` to `end` that differs from the template only where it may. */
@inline export function fits(template: usize, at: usize, end: usize): bool {
  if (load<u64>(at) !== load<u64>(template) || load<u32>(at, 8) !== load<u32>(template, 8)) return false;
  const bytes = load<u32>(template);
  const start = at + 12;
  if (start + bytes + 4 > end) return false;
  const copy = template + BYTES_AT;
  // Most events have at most 64 bytes: without a loop there is no end of it to guess. Behind the input are as many.
  let differing = v128.or(
    v128.or(differs(start, copy), differs(start + 16, copy + 32)),
    v128.or(differs(start + 32, copy + 64), differs(start + 48, copy + 96)),
  );
  for (let i: u32 = 64; i < bytes; i += 16) {
    differing = v128.or(differing, differs(start + i, copy + (i << 1)));
  }
  if (v128.any_true(differing)) return false;
  const wallTable: usize = load<u32>(template, 32);
  const valueTable: usize = load<u32>(template, 36);
  const stepTable: usize = load<u32>(template, 40);
  const value = start + valueOffset(template);
  const step = stepBits(template, start);
  const wall = load<u32>(start, 5);
  const seldom = step & ~0xffff;
  if ((<u64>(wall ^ load<u32>(template, 64)) | (seldom ^ load<u64>(template, 56))) !== 0) {
    changeSeldom(template, wall, seldom);
  }
  let crc = load<u32>(template, 12) ^ word(load<u32>(start, 1), wallTable + FOUR)
    ^ load<u32>(stepTable + FOUR + ((<u32>step & 255) << 2), 3072)
    ^ load<u32>(stepTable + FOUR + ((<u32>step >> 8 & 255) << 2), 2048);
  if (isWide(template)) crc ^= word(load<u32>(value), valueTable + FOUR) ^ word(load<u32>(value, 4), valueTable);
  else crc ^= word(load<u32>(value), valueTable);
  return mask(crc) === load<u32>(start + bytes);
}

/**
 * The second word of the wall time changes every 1,024 seconds, a step's third byte every 16,384 steps: their part of the
 * checksum is kept. A checksum is linear, so what they were is taken out in the same way.
 */
function changeSeldom(template: usize, wall: u32, seldom: u64): void {
  const step = seldom ^ load<u64>(template, 56);
  const stepTable: usize = load<u32>(template, 40);
  let crc = load<u32>(template, 12) ^ word(wall ^ load<u32>(template, 64), load<u32>(template, 32))
    ^ word(<u32>step, stepTable + FOUR);
  if (step >> 32 !== 0) crc ^= word(<u32>(step >> 32), stepTable);
  store<u32>(template, crc, 12);
  store<u32>(template, wall, 64);
  store<u64>(template, seldom, 56);
}
