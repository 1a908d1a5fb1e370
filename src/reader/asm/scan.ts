// The fast scanner, AssemblyScript. It walks whole records in linear memory, checks both checksums, and turns values
// of tags that it was told about into rows; everything else it hands back to ../scan.ts, record by record, in order.
// Its twin there is the oracle: both give the same batches.
import { buildTables, masked, maskedOfLength } from './crc32c';
import { eventWall, onlyTag, stepAt, stepBytes, takeEvent, valueAt, valueWide } from './events';
import { addFile, isFull } from './files';
import { allocate } from './memory';
import {
  addDouble,
  addNumber,
  clearPlaces,
  hasRoom,
  pack,
  packedPointer,
  places,
  roomForNumbers,
  takeBack,
} from './rows';
import {
  beginFile,
  clearMet,
  file,
  insertTag,
  isKnown,
  kindOf,
  lastTag,
  meet,
  met,
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

export { beginFile };
export { dropFiles, marksPointer, rowsPointer } from './files';
export {
  clearPlaces,
  entriesPointer,
  keptBytes,
  keptEntriesBytes,
  keptEntriesPointer,
  keptPointer,
  pack,
  packedBytes,
  packedPointer,
  placeRecordPointer,
  places,
  placeStepPointer,
  placeTagPointer,
  placeWallPointer,
} from './rows';
export { usedBytes } from './memory';
export { clearMet, met, metPointer } from './tags';

/** What `scan` stopped at. The record in question begins at the place that `scan` returned. */
const INCOMPLETE: i32 = 0;
const CORRUPT_LENGTH: i32 = 1;
const CORRUPT_PAYLOAD: i32 = 2;
/** Not for this scanner: an unknown tag, an event that is no summary, a value in an unusual form. */
const GENERAL: i32 = 3;
const ROWS_FULL: i32 = 4;

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

/** What `scanWhole` tells. */
const NOT_ORDINARY: i32 = 0;
const ADDED: i32 = 1;
/** And the table must be fetched before anything else is scanned. */
const ADDED_LAST: i32 = 2;

/**
 * Scans a file of `length` bytes, which are the first of the input, and adds it to the table, with its packed rows and
 * what the caller knows of it. Not where it holds anything but ordinary records of numbers, all tags of which begin as
 * they did in another file: then nothing is kept of it. One call, since most files of many are so short that each call
 * counts.
 */
export function scanWhole(length: u32, number: f64, readMs: f64): i32 {
  beginFile();
  firstTag = UNKNOWN;
  events = 0;
  minWall = Infinity;
  maxWall = -Infinity;
  const isOrdinary = scan(0, length) === length && status === INCOMPLETE && places === 0 && met > 0;
  const tags = pack();
  clearPlaces();
  clearMet();
  if (!isOrdinary || tags === 0) return NOT_ORDINARY;
  addFile(number, readMs, length, input + length, tags, events, minWall, maxWall);
  return isFull() ? ADDED_LAST : ADDED;
}
