// The fast scanner, AssemblyScript. It walks whole records in linear memory, checks both checksums, and turns values
// of tags that it was told about into rows; everything else it hands back to ../scan.ts, record by record, in order.
// Its twin there is the oracle: both give the same batches.
import { buildTables, masked, maskedOfLength } from './crc32c';
import { bad, cursor, fieldEnd, fieldKey, moveTo, skip, skipMetadata, skipText, varint, walkFrom } from './fields';
import { allocate } from './memory';
import { addNumber, addPlace, clearRows, places, ROWS, rows, tagInput, takeBack } from './rows';
import { BLOBS, clearTags, findTag, insertTag, NUMBERS, tagAt, UNKNOWN } from './tags';
import { histogramItems, number, readNumber, tensorItems } from './tensors';

export * from './rows';

/** What `scan` stopped at. The record in question begins at the place that `scan` returned. */
const INCOMPLETE: i32 = 0;
const CORRUPT_LENGTH: i32 = 1;
const CORRUPT_PAYLOAD: i32 = 2;
/** Not for this scanner: an unknown tag, an event that is no summary, a value in an unusual form. */
const GENERAL: i32 = 3;
const ROWS_FULL: i32 = 4;

const MAX_SAFE: i64 = 9007199254740991;

export let status: i32 = 0;
/** Payload and framing of the record that `scan` stopped at, where its length is known. */
export let stoppedBytes: u32 = 0;
export let events: u32 = 0;
export let minWall: f64 = Infinity;
export let maxWall: f64 = -Infinity;

let input: usize = 0;
let inputCapacity: u32 = 0;
buildTables();

/** Makes room for `bytes` of input and tells where; keeps what is there. */
export function reserveInput(bytes: u32): usize {
  if (bytes > inputCapacity) {
    const fresh = allocate(bytes + 64);
    memory.copy(fresh, input, inputCapacity);
    input = fresh;
    inputCapacity = bytes;
  }
  return input;
}

/** Forgets all tags and rows: another file begins. */
export function reset(): void {
  clearTags();
  clearRows();
  events = 0;
  minWall = Infinity;
  maxWall = -Infinity;
}

/** Makes a tag known, its bytes standing at `tagInput()`. Tells its number, counted from 0. */
export function addTag(length: u32, kind: u32): u32 {
  return insertTag(tagInput(), length, kind);
}

/** `items` where the Image or Audio in [cursor, end) holds no field but its own. */
function mediaItems(end: usize, items: u32): u32 {
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 42) skipText(end);
    else if (key === 8 || key === 13 || key === 16 || key === 24 || key === 34) skip(key & 7, end);
    else return UNKNOWN;
  }
  return items;
}

// The event that is being walked.
let eventStep: f64 = 0;
let eventWall: f64 = 0;

/** Takes one value of a summary; false for one that is the general path's. */
function takeValue(end: usize, index: u32, offset: u32, bytes: u32): bool {
  let tag: usize = 0;
  let tagBytes: u32 = 0;
  let form: u32 = 0;
  let body: usize = 0;
  let bodyEnd: usize = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 10) {
      const tagEnd = fieldEnd(end);
      tag = cursor;
      tagBytes = <u32>(tagEnd - cursor);
      moveTo(tagEnd);
    } else if (key === 21) {
      if (form !== 0) return false;
      form = 2;
      body = cursor;
      moveTo(cursor + 4);
    } else if (key === 66 || key === 42 || key === 34 || key === 50) {
      if (form !== 0) return false;
      form = key >> 3;
      bodyEnd = fieldEnd(end);
      body = cursor;
      moveTo(bodyEnd);
    } else if (key === 74) skipMetadata(end);
    else return false;
  }
  if (bad || cursor !== end || form === 0) return false;
  const id = findTag(tag, tagBytes);
  if (id === UNKNOWN) return false;
  const kind = load<u32>(tagAt(id), 8);
  if (kind === NUMBERS) {
    if (form === 2) addNumber(id, eventStep, eventWall, load<f32>(body));
    else if (form === 8 && readNumber(body, bodyEnd)) addNumber(id, eventStep, eventWall, number);
    else return false;
    return true;
  }
  moveTo(body);
  let items: u32 = UNKNOWN;
  if (form === 8) items = tensorItems(bodyEnd, kind === BLOBS);
  else if (form === 5 && kind !== BLOBS) items = histogramItems(bodyEnd);
  else if (form === 4) items = mediaItems(bodyEnd, 3);
  else if (form === 6) items = mediaItems(bodyEnd, 1);
  if (items === UNKNOWN || bad) return false;
  addPlace(id, eventStep, eventWall, offset, bytes, index, items);
  moveTo(end);
  return true;
}

/** Takes one event; false for one that is the general path's. */
function takeEvent(start: usize, end: usize, offset: u32, bytes: u32): bool {
  walkFrom(start);
  eventWall = 0;
  eventStep = 0;
  let summary: usize = 0;
  let summaryEnd: usize = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 9) {
      if (cursor + 8 > end) return false;
      eventWall = load<f64>(cursor);
      moveTo(cursor + 8);
    } else if (key === 16) {
      const step = <i64>varint(end);
      if (step > MAX_SAFE || step < -MAX_SAFE) return false;
      eventStep = <f64>step;
    } else if (key === 42) {
      if (summary !== 0) return false;
      summaryEnd = fieldEnd(end);
      summary = cursor;
      moveTo(summaryEnd);
    } else return false;
  }
  if (bad || cursor !== end || summary === 0) return false;
  moveTo(summary);
  let index: u32 = 0;
  while (cursor < summaryEnd) {
    if (fieldKey(summaryEnd) !== 10) return false;
    const valueEnd = fieldEnd(summaryEnd);
    if (bad || rows === ROWS || places === ROWS) return false;
    if (!takeValue(valueEnd, index, offset, bytes)) return false;
    moveTo(valueEnd);
    index++;
  }
  return !bad;
}

@inline function count(wall: f64): void {
  events++;
  if (wall < minWall) minWall = wall;
  if (wall > maxWall) maxWall = wall;
}

/** Whether metadata of nothing but a short plugin's name fills [start, end). */
@inline function isPluginName(start: usize, end: usize): bool {
  const keys = load<u64>(start);
  const bytes = <u32>(end - start) - 2;
  if (end - start < 7 || bytes > 127 || (keys & 0xff00ff00ff) !== 0x0a000a004a) return false;
  if (<u32>(keys >> 8 & 255) !== bytes || <u32>(keys >> 24 & 255) !== bytes - 2) return false;
  if (<u32>(keys >> 40 & 255) !== bytes - 4) return false;
  let odd: u32 = 0;
  for (let p = start + 6; p < end; p++) odd |= load<u8>(p);
  return odd < 128;
}

/**
 * Takes an event in the form in which nearly all scalars come: wall time, small step, one value with a short tag and a
 * simple_value or a TF 2 tensor of one float. False for any other, which `takeEvent` then walks field by field.
 */
@inline function takeCommon(start: usize, end: usize): bool {
  if (load<u8>(start) !== 9 || end - start < 22) return false;
  let p = start + 9;
  let step: u32 = 0;
  if (load<u8>(p) === 16) {
    let byte: u32 = load<u8>(p, 1);
    step = byte & 127;
    p += 2;
    let shift: u32 = 7;
    while (byte > 127 && shift < 28) {
      byte = load<u8>(p++);
      step |= (byte & 127) << shift;
      shift += 7;
    }
    if (byte > 127) return false;
  }
  // Summary, value and tag: each a key and a length of one byte, each filling the one around it.
  const keys = load<u64>(p);
  if ((keys & 0xff80ff80ff) !== 0x0a000a002a) return false;
  const summaryBytes = <u32>(keys >> 8) & 255;
  const tagBytes = <u32>(keys >> 40) & 255;
  if (((<u32>(keys >> 24)) & 255) + 2 !== summaryBytes || p + 2 + summaryBytes !== end) return false;
  p += 6;
  const rest = p + tagBytes;
  if (tagBytes > 127 || rest + 5 > end) return false;
  let value: f64;
  if (load<u8>(rest) === 21 && rest + 5 === end) value = load<f32>(rest, 1);
  else {
    // Tensor of dtype float, shape [], four bytes of content or one packed float_val; then metadata or nothing.
    if (rest + 12 > end || (load<u64>(rest) & 0xfff7ffffffffffff) !== 0x0422001201080a42) return false;
    if (rest + 12 !== end && !isPluginName(rest + 12, end)) return false;
    value = load<f32>(rest, 8);
  }
  const id = findTag(p, tagBytes);
  if (id === UNKNOWN || load<u32>(tagAt(id), 8) !== NUMBERS) return false;
  const wall = load<f64>(start, 1);
  addNumber(id, <f64>step, wall, value);
  count(wall);
  return true;
}

/**
 * Scans the records in the first `length` bytes of the input, from `from` on. Tells how many bytes it is done with;
 * `status` says why it stopped there.
 */
export function scan(from: u32, length: u32): u32 {
  const end = input + length;
  let at = input + from;
  for (;;) {
    stoppedBytes = 0;
    if (at + 12 > end) {
      status = INCOMPLETE;
      break;
    }
    const payload = load<u64>(at);
    if (maskedOfLength(payload, at) !== load<u32>(at, 8) || payload > 0x7fffffff) {
      status = CORRUPT_LENGTH;
      break;
    }
    const bytes = <u32>payload + 16;
    stoppedBytes = bytes;
    if (<u64>bytes > <u64>(end - at)) {
      status = INCOMPLETE;
      break;
    }
    const start = at + 12;
    const stop = start + <u32>payload;
    if (rows + 8 > ROWS || places + 8 > ROWS) {
      status = ROWS_FULL;
      break;
    }
    if (masked(start, stop) !== load<u32>(stop)) {
      status = CORRUPT_PAYLOAD;
      break;
    }
    if (takeCommon(start, stop)) {
      at += bytes;
      continue;
    }
    const rowsBefore = rows;
    const placesBefore = places;
    if (!takeEvent(start, stop, <u32>(at - input), bytes)) {
      takeBack(rowsBefore, placesBefore);
      status = GENERAL;
      break;
    }
    count(eventWall);
    at += bytes;
  }
  return <u32>(at - input);
}
