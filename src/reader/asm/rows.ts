// What the scanner found and has not yet handed over: rows of numbers by tag, and rows of places.
import { allocate } from './memory';
import { tagAt } from './tags';

/** Rows of a tag stand in chunks of so many: steps, wall times, values, 8 bytes each, and before them the next chunk. */
const CHUNK_ROWS: u32 = 64;
const CHUNK_BYTES: usize = 16 + CHUNK_ROWS * 24;
const CHUNKS: u32 = 3072;
const chunksAt: usize = allocate(<usize>CHUNKS * CHUNK_BYTES);
let chunks: u32 = 0;
// The same rows packed for the caller, columns behind one another: first those that are kept, of whole files.
const KEPT_BYTES: usize = 1 << 20;
const packed: usize = allocate(KEPT_BYTES + <usize>CHUNKS * CHUNK_ROWS * 24);
let packedAt: usize = packed;
// Tags that have numbers, in the order of their first; then what `pack` says of each, WORDS of 4 bytes.
const WORDS: u32 = 10;
const touched: usize = allocate(CHUNKS * 4);
const entries: usize = allocate(2 * CHUNKS * WORDS * 4);
let entriesAt: usize = entries;
let touchedTags: u32 = 0;

/** What `pack` says of a tag, as bits. */
const WIDE: u32 = 1;
const UNORDERED: u32 = 2;

// Of a tag: last chunk, rows in it, chunks, whether a value is WIDE, first chunk.
@inline function rowsIn(tag: usize): u32 { return (load<u32>(tag, 28) - 1) * CHUNK_ROWS + load<u32>(tag, 24); }

/** Rows of places that fit. */
export const PLACES: u32 = 1 << 15;
const placeTag: usize = allocate(PLACES * 4);
const placeStep: usize = allocate(PLACES * 8);
const placeWall: usize = allocate(PLACES * 8);
// Offset in the input, length of the record, index of the value, items; 4 bytes each.
const placeRecord: usize = allocate(PLACES * 16);
export let places: u32 = 0;

// Tags of the numbers that the event at hand gave, so that they can be taken back.
const EVENT_ROWS: u32 = 512;
const eventTags: usize = allocate(EVENT_ROWS * 4);
let eventRows: u32 = 0;
let placesBefore: u32 = 0;

export function packedPointer(): usize { return packedAt; }
export function entriesPointer(): usize { return entriesAt; }
export function placeTagPointer(): usize { return placeTag; }
export function placeStepPointer(): usize { return placeStep; }
export function placeWallPointer(): usize { return placeWall; }
export function placeRecordPointer(): usize { return placeRecord; }

/** Forgets the places; the caller has read them. */
export function clearPlaces(): void {
  places = 0;
}

/** Whether there is room for any event that `EVENT_ROWS` lets pass. */
@inline export function hasRoom(): bool { return chunks < CHUNKS - EVENT_ROWS && places < PLACES - EVENT_ROWS; }

/** Numbers for which there is room, at least; none where there is no room for places. */
export function roomForNumbers(): i32 {
  return places < PLACES - EVENT_ROWS ? <i32>(CHUNKS - EVENT_ROWS) - <i32>chunks : 0;
}

@inline export function beginEvent(): void {
  eventRows = 0;
  placesBefore = places;
}

/** Adds a row to a tag while `hasRoom`; the caller says whether float32 would not hold the value. */
@inline export function addNumber(id: u32, step: f64, wall: f64, value: f64, wide: bool): void {
  const tag = tagAt(id);
  let at = load<u32>(tag, 24);
  let chunk: usize = load<u32>(tag, 20);
  if (chunk === 0 || at === CHUNK_ROWS) {
    chunk = addChunk(id, chunk);
    at = 0;
  }
  const row = chunk + 16 + (at << 3);
  store<f64>(row, step);
  store<f64>(row, wall, CHUNK_ROWS * 8);
  store<f64>(row, value, CHUNK_ROWS * 16);
  store<u32>(tag, at + 1, 24);
  if (wide) store<u32>(tag, WIDE, 32);
}

@inline export function addDouble(id: u32, step: f64, wall: f64, value: f64): void {
  // NaN is never equal to itself, and float32 holds it.
  addNumber(id, step, wall, value, <f64>(<f32>value) !== value && value === value);
}

function addChunk(id: u32, last: usize): usize {
  const tag = tagAt(id);
  const chunk = chunksAt + <usize>chunks * CHUNK_BYTES;
  chunks++;
  store<u32>(chunk, 0);
  if (last === 0) {
    store<u32>(touched + (touchedTags << 2), id);
    touchedTags++;
    store<u32>(tag, <u32>chunk, 36);
    store<u32>(tag, 1, 28);
    store<u32>(tag, 0, 32);
  } else {
    store<u32>(last, <u32>chunk);
    store<u32>(tag, load<u32>(tag, 28) + 1, 28);
  }
  store<u32>(tag, <u32>chunk, 20);
  return chunk;
}


/** As `addNumber`, for an event of several values; false where it has too many. */
export function addEventNumber(id: u32, step: f64, wall: f64, value: f64): bool {
  if (eventRows === EVENT_ROWS) return false;
  store<u32>(eventTags + (eventRows << 2), id);
  eventRows++;
  addDouble(id, step, wall, value);
  return true;
}

/** As `addEventNumber`, for a value that stays in its file. */
export function addEventPlace(id: u32, step: f64, wall: f64, offset: u32, length: u32, index: u32, items: u32): bool {
  if (places - placesBefore === EVENT_ROWS) return false;
  store<u32>(placeTag + (places << 2), id);
  store<f64>(placeStep + (places << 3), step);
  store<f64>(placeWall + (places << 3), wall);
  const record = placeRecord + (places << 4);
  store<u32>(record, offset);
  store<u32>(record, length, 4);
  store<u32>(record, index, 8);
  store<u32>(record, items, 12);
  places++;
  return true;
}

/** Takes back the rows that an event gave before it turned out to be the general path's. */
export function takeBack(): void {
  places = placesBefore;
  while (eventRows > 0) {
    eventRows--;
    const tag = tagAt(load<u32>(eventTags + (eventRows << 2)));
    const at = load<u32>(tag, 24);
    if (at > 1 || load<u32>(tag, 36) === load<u32>(tag, 20)) store<u32>(tag, at - 1, 24);
    else dropChunk(tag);
  }
}

/** Makes the chunk before the last one, which is full, the last. */
function dropChunk(tag: usize): void {
  const last = load<u32>(tag, 20);
  let chunk: usize = load<u32>(tag, 36);
  while (load<u32>(chunk) !== last) chunk = load<u32>(chunk);
  store<u32>(chunk, 0);
  store<u32>(tag, <u32>chunk, 20);
  store<u32>(tag, CHUNK_ROWS, 24);
  store<u32>(tag, load<u32>(tag, 28) - 1, 28);
}

export let packedBytes: u32 = 0;

/**
 * Packs the rows of all tags, order kept within each, and forgets them. Tells how many tags have rows; of each an entry
 * says number, rows, flags, where in the packed columns its steps, wall times and values (float32 unless WIDE) begin, and
 * the least and the greatest value that is finite, else Infinity and -Infinity. Tags that were logged together share their steps.
 */
export function pack(): u32 {
  let to: usize = packedAt;
  let tags: u32 = 0;
  let stepsBefore: usize = 0;
  let rowsBefore: u32 = 0;
  let orderBefore: u32 = 0;
  for (let i: u32 = 0; i < touchedTags; i++) {
    const id = load<u32>(touched + (i << 2));
    const tag = tagAt(id);
    const rows = rowsIn(tag);
    const first: usize = load<u32>(tag, 36);
    store<u32>(tag, 0, 20);
    if (rows === 0) continue;
    if (rows !== rowsBefore || !sameSteps(first, rows, stepsBefore)) {
      stepsBefore = to;
      rowsBefore = rows;
      to = packColumn(first, rows, 0, to);
      orderBefore = areIncreasing(stepsBefore, rows) ? 0 : UNORDERED;
    }
    const flags = load<u32>(tag, 32) | orderBefore;
    const walls = to;
    to = packColumn(first, rows, CHUNK_ROWS * 8, to);
    const values = to;
    to = packValues(first, rows, (flags & WIDE) !== 0, to);
    const entry = entriesAt + tags * WORDS * 4;
    store<u32>(entry, id);
    store<u32>(entry, rows, 4);
    store<u32>(entry, flags, 8);
    store<u32>(entry, <u32>(stepsBefore - packedAt), 12);
    store<u32>(entry, <u32>(walls - packedAt), 16);
    store<u32>(entry, <u32>(values - packedAt), 20);
    store<f64>(entry, least, 24);
    store<f64>(entry, greatest, 32);
    tags++;
  }
  packedBytes = <u32>(to - packedAt);
  touchedTags = 0;
  chunks = 0;
  return tags;
}

/** What is kept begins here. */
export function keptPointer(): usize { return packed; }
export function keptEntriesPointer(): usize { return entries; }
/** Bytes of the columns and of the entries that are kept. */
export function keptBytes(): u32 { return <u32>(packedAt - packed); }
export function keptEntriesBytes(): u32 { return <u32>(entriesAt - entries); }
/** Whether there may be no room for what is packed next. */
export function keptFull(): bool { return packedAt >= packed + KEPT_BYTES || entriesAt >= entries + CHUNKS * WORDS * 4; }

/** Keeps what was packed last, of so many tags: what is packed next lies behind it. */
export function keepPacked(tags: u32): void {
  packedAt += packedBytes;
  entriesAt += tags * WORDS * 4;
}

/** Keeps so many bytes of columns and of entries, no more. */
export function dropPacked(columnBytes: u32, entryBytes: u32): void {
  packedAt = packed + columnBytes;
  entriesAt = entries + entryBytes;
}

function sameSteps(first: usize, rows: u32, steps: usize): bool {
  let chunk = first;
  for (let left = rows; left > 0; ) {
    const here = min(left, CHUNK_ROWS);
    let differing = i64x2.splat(0);
    // Behind an odd number, one more is not looked at.
    for (let i: u32 = 0; i + 1 < here; i += 2) {
      differing = v128.or(differing, v128.xor(v128.load(chunk + 16 + (i << 3)), v128.load(steps + (i << 3))));
    }
    const last = (here - 1) << 3;
    if (v128.any_true(differing) || load<u64>(chunk + 16 + last) !== load<u64>(steps + last)) return false;
    steps += here << 3;
    left -= here;
    chunk = load<u32>(chunk);
  }
  return true;
}

/** Whether each of the packed steps is above the one before. */
function areIncreasing(steps: usize, rows: u32): bool {
  let increasing = i64x2.splat(-1);
  let i: u32 = 0;
  for (; i + 2 < rows; i += 2) {
    const at = steps + (i << 3);
    increasing = v128.and(increasing, f64x2.lt(v128.load(at), v128.load(at, 8)));
  }
  return i64x2.all_true(increasing) && (i + 1 >= rows || load<f64>(steps + (i << 3)) < load<f64>(steps + (i << 3), 8));
}

/** Copies the column that stands at `column` of each chunk. Tells where it ends. */
function packColumn(first: usize, rows: u32, column: usize, to: usize): usize {
  let chunk = first;
  for (let left = rows; left > 0; ) {
    const here = min(left, CHUNK_ROWS);
    const from = chunk + 16 + column;
    // A call of memory.copy takes longer than so few rows. Behind an odd number, one more is copied: the next covers it.
    for (let i: u32 = 0; i < here; i += 2) v128.store(to + (i << 3), v128.load(from + (i << 3)));
    to += here << 3;
    left -= here;
    chunk = load<u32>(chunk);
  }
  return to;
}

let least: f64 = 0;
let greatest: f64 = 0;

/** Copies the values, as float32 unless they are `wide`, filled up to 8 bytes; finds the least and the greatest. */
function packValues(first: usize, rows: u32, wide: bool, to: usize): usize {
  const none = f64x2.splat(Infinity);
  const noneAbove = f64x2.splat(-Infinity);
  let low = none;
  let high = noneAbove;
  let chunk = first;
  for (let left = rows; left > 0; ) {
    const here = min(left, CHUNK_ROWS);
    const from = chunk + 16 + CHUNK_ROWS * 16;
    // The second of an odd number is the first once more; the next, or what is filled up, covers it.
    if ((here & 1) !== 0) store<f64>(from + (here << 3), load<f64>(from));
    for (let i: u32 = 0; i < here; i += 2) {
      const values = v128.load(from + (i << 3));
      const finite = f64x2.lt(f64x2.abs(values), none);
      low = f64x2.pmin(low, v128.bitselect(values, none, finite));
      high = f64x2.pmax(high, v128.bitselect(values, noneAbove, finite));
      if (wide) v128.store(to + (i << 3), values);
      else v128.store64_lane(to + (i << 2), f32x4.demote_f64x2_zero(values), 0);
    }
    to += here << (wide ? 3 : 2);
    left -= here;
    chunk = load<u32>(chunk);
  }
  least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  greatest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  return (to + 7) & ~7;
}
