// The fast scanner, AssemblyScript. It walks whole records in linear memory, checks both checksums, and turns values
// of tags that it was told about into rows; everything else it hands back to ../scan.ts, record by record, in order.
// Its twin there is the oracle: both give the same batches.
import { buildTables, masked, maskedOfLength } from './crc32c';
import { bad, cursor, fieldEnd, fieldKey, moveTo, skipMetadata, skipText, varint, walkFrom } from './fields';
import { allocate } from './memory';
import { addDouble, addEventNumber, addEventPlace, addNumber, beginEvent, hasRoom, packedPointer, roomForNumbers, takeBack } from './rows';
import {
  BLOBS,
  beginFile,
  file,
  findTag,
  follow,
  insertTag,
  isKnown,
  kindOf,
  lastTag,
  meet,
  nextOf,
  NUMBERS,
  setLastTag,
  tagAt,
  tagCount,
  UNKNOWN,
} from './tags';
import {
  behind,
  fits,
  isFirst,
  isWide,
  knownIn,
  makeTemplate,
  NO_TEMPLATE,
  refuseAsFirst,
  setBehind,
  setKnownIn,
  stepOf,
  tagOf,
  valueOffset,
} from './templates';
import { histogramItems, mediaItems, number, numberAt, numberWide, readNumber, tensorItems } from './tensors';

export { beginFile };
export {
  clearPlaces,
  entriesPointer,
  pack,
  packedBytes,
  packedPointer,
  placeRecordPointer,
  places,
  placeStepPointer,
  placeTagPointer,
  placeWallPointer,
} from './rows';
export { clearMet, met, metPointer } from './tags';

/** What `scan` stopped at. The record in question begins at the place that `scan` returned. */
const INCOMPLETE: i32 = 0;
const CORRUPT_LENGTH: i32 = 1;
const CORRUPT_PAYLOAD: i32 = 2;
/** Not for this scanner: an unknown tag, an event that is no summary, a value in an unusual form. */
const GENERAL: i32 = 3;
const ROWS_FULL: i32 = 4;

const MAX_SAFE: i64 = 9007199254740991;

export let status: i32 = 0;
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

/** The tag whose first metadata in this file comes with the record that the next `scan` begins at. */
let firstTag: u32 = UNKNOWN;

/** Makes a tag known in this file, its bytes standing at `tagInput()`. Tells its number, the same in every file. */
export function addTag(length: u32, kind: u32): u32 {
  return insertTag(tagInput(), length, kind);
}

/**
 * The record which comes next tells the metadata of the tag. `changed` says that they are not what they were when another
 * file told them: records that began with those are none to begin with any more.
 */
export function expectFirst(id: u32, changed: bool): void {
  if (changed) {
    for (let slot: u32 = 0; slot < SLOTS; slot++) refuseAsFirst(load<u32>(slotOf(tagAt(id), slot)));
  }
  firstTag = id;
}

/** Where the caller puts a tag's bytes for `addTag`. */
export function tagInput(): usize {
  return packedPointer();
}

/** A tag has a template for each of so many lengths: its step grows by a byte now and then, metadata come and go. */
const SLOTS: u32 = 8;
@inline function slotOf(tag: usize, bytes: u32): usize {
  return tag + 48 + ((bytes & (SLOTS - 1)) << 2);
}

// The event that is being walked.
let eventStep: f64 = 0;
let eventWall: f64 = 0;
// What a template of it needs: its tag, where step and value stand, whether the value is float64; UNKNOWN where there is
// none.
let onlyTag: u32 = UNKNOWN;
let stepAt: usize = 0;
let stepBytes: u32 = 0;
let valueAt: usize = 0;
let valueWide: bool = false;

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
  if (id === UNKNOWN || !isKnown(tagAt(id))) return false;
  follow(id);
  const kind = kindOf(tagAt(id));
  onlyTag = UNKNOWN;
  if (kind === NUMBERS) {
    let value: f64;
    if (form === 2) {
      value = load<f32>(body);
      valueAt = body;
      valueWide = false;
    } else if (form === 8 && readNumber(body, bodyEnd)) {
      value = number;
      valueAt = numberAt;
      valueWide = numberWide;
    } else return false;
    if (index === 0 && valueAt !== 0) onlyTag = id;
    return addEventNumber(id, eventStep, eventWall, value);
  }
  moveTo(body);
  let items: u32 = UNKNOWN;
  if (form === 8) items = tensorItems(bodyEnd, kind === BLOBS);
  else if (form === 5 && kind !== BLOBS) items = histogramItems(bodyEnd);
  else if (form === 4) items = mediaItems(bodyEnd, 3);
  else if (form === 6) items = mediaItems(bodyEnd, 1);
  if (items === UNKNOWN || bad) return false;
  moveTo(end);
  return addEventPlace(id, eventStep, eventWall, offset, bytes, index, items);
}

/** Takes one event; false for one that is the general path's. */
function takeEvent(start: usize, end: usize, offset: u32, bytes: u32): bool {
  beginEvent();
  walkFrom(start);
  eventWall = 0;
  eventStep = 0;
  onlyTag = UNKNOWN;
  stepAt = start;
  stepBytes = 0;
  let summary: usize = 0;
  let summaryEnd: usize = 0;
  let versions: u32 = 0;
  let walls: u32 = 0;
  while (cursor < end && !bad) {
    const key = fieldKey(end);
    if (key === 9) {
      if (cursor + 8 > end) return false;
      eventWall = load<f64>(cursor);
      moveTo(cursor + 8);
      walls++;
    } else if (key === 16) {
      stepAt = cursor;
      const step = <i64>varint(end);
      stepBytes = <u32>(cursor - stepAt);
      if (step > MAX_SAFE || step < -MAX_SAFE) return false;
      eventStep = <f64>step;
    } else if (key === 42) {
      if (summary !== 0) return false;
      summaryEnd = fieldEnd(end);
      summary = cursor;
      moveTo(summaryEnd);
    } else if (key === 26) {
      skipText(end);
      versions++;
    } else return false;
  }
  if (bad || cursor !== end || (summary === 0) === (versions === 0)) return false;
  if (summary === 0) return true;
  moveTo(summary);
  let index: u32 = 0;
  while (cursor < summaryEnd) {
    if (fieldKey(summaryEnd) !== 10) return false;
    const valueEnd = fieldEnd(summaryEnd);
    if (bad || !takeValue(valueEnd, index, offset, bytes)) return false;
    moveTo(valueEnd);
    index++;
  }
  if (index !== 1 || walls !== 1 || load<u8>(start) !== 9) onlyTag = UNKNOWN;
  return !bad;
}

@inline function count(wall: f64): void {
  events++;
  if (wall < minWall) minWall = wall;
  if (wall > maxWall) maxWall = wall;
}

/** The template of the last record; NO_TEMPLATE where it has none. */
let lastTemplate: usize = NO_TEMPLATE;

/**
 * Takes records from `at` on for as long as each is what came behind its tag's record last time, and differs from what
 * that tag's records are in wall time, step and value alone. Tells where that ends.
 */
function takeLikely(begin: usize, end: usize): usize {
  if (lastTag >= tagCount) return begin;
  let at = begin;
  let taken: u32 = 0;
  let least = minWall;
  let greatest = maxWall;
  let last = lastTemplate;
  const inFile = file;
  for (let room = roomForNumbers(); at + 16 < end; room--) {
    if (room <= 0) {
      room = roomForNumbers();
      if (room <= 0) break;
    }
    let template = behind(last);
    if (knownIn(template) !== inFile || !fits(template, at, end)) {
      template = another(last === NO_TEMPLATE ? lastTag : tagOf(last), at, end);
      if (template === 0) break;
      if (last !== NO_TEMPLATE) setBehind(last, template);
    }
    const start = at + 12;
    const wall = load<f64>(start, 1);
    const value = start + valueOffset(template);
    if (isWide(template)) addDouble(tagOf(template), stepOf(template, start), wall, load<f64>(value));
    else addNumber(tagOf(template), stepOf(template, start), wall, load<f32>(value), false);
    if (wall < least) least = wall;
    if (wall > greatest) greatest = wall;
    last = template;
    taken++;
    at += load<u32>(template) + 16;
  }
  if (taken > 0) setLastTag(tagOf(last));
  lastTemplate = last;
  events += taken;
  minWall = least;
  maxWall = greatest;
  return at;
}

/** The template that the record at `at` fits, if it is one of the tag that came behind the tag `last` last time; else 0. */
function another(last: u32, at: usize, end: usize): usize {
  const id = nextOf(tagAt(last));
  if (id >= tagCount) return 0;
  const tag = tagAt(id);
  const template: usize = load<u32>(slotOf(tag, load<u32>(at)));
  if (template === 0) return 0;
  const known = isKnown(tag);
  if (known ? kindOf(tag) !== NUMBERS : !isFirst(template)) return 0;
  if (!fits(template, at, end) || (!known && !meet(id))) return 0;
  setKnownIn(template, file);
  return template;
}

/** Remembers the event in [start, end) as its tag's likely one, if its form allows that. */
function learn(start: usize, end: usize, first: bool): void {
  lastTemplate = NO_TEMPLATE;
  if (onlyTag === UNKNOWN) return;
  const slot = slotOf(tagAt(onlyTag), <u32>(end - start));
  const template = makeTemplate(
    load<u32>(slot),
    onlyTag,
    start,
    end,
    <u32>(stepAt - start),
    stepBytes,
    <u32>(valueAt - start),
    valueWide,
    first && onlyTag === firstTag,
  );
  store<u32>(slot, <u32>template);
  if (template !== 0) lastTemplate = template;
}

/**
 * Scans the records in the first `length` bytes of the input, from `from` on. Tells how many bytes it is done with;
 * `status` says why it stopped there.
 */
export function scan(from: u32, length: u32): u32 {
  const end = input + length;
  const begin = input + from;
  let at = begin;
  for (;;) {
    // What a file begins with is learned as such, whether it came in the middle of another or not.
    if (at !== begin || firstTag === UNKNOWN) at = takeLikely(at, end);
    if (at + 12 > end) {
      status = INCOMPLETE;
      break;
    }
    if (!hasRoom()) {
      status = ROWS_FULL;
      break;
    }
    const payload = load<u64>(at);
    if (maskedOfLength(payload, at) !== load<u32>(at, 8) || payload > 0x7fffffff) {
      status = CORRUPT_LENGTH;
      break;
    }
    const bytes = <u32>payload + 16;
    if (<u64>bytes > <u64>(end - at)) {
      status = INCOMPLETE;
      break;
    }
    const start = at + 12;
    const stop = start + <u32>payload;
    if (masked(start, stop) !== load<u32>(stop)) {
      status = CORRUPT_PAYLOAD;
      break;
    }
    if (!takeEvent(start, stop, <u32>(at - input), bytes)) {
      takeBack();
      lastTemplate = NO_TEMPLATE;
      status = GENERAL;
      break;
    }
    learn(start, stop, at === begin);
    count(eventWall);
    at += bytes;
  }
  firstTag = UNKNOWN;
  return <u32>(at - input);
}
