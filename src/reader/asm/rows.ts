// What the scanner found and has not yet handed over: rows of numbers and rows of places.
import { allocate } from './memory';
import { tagAt } from './tags';

/** Rows of each sort that fit. */
export const ROWS: u32 = 1 << 15;

// Numbers, in the order of the file: tag, step, wall time, value; 8 bytes each.
const rowsAt: usize = allocate(ROWS * 32);
// The same, grouped by tag.
const outStep: usize = allocate(ROWS * 8);
const outWall: usize = allocate(ROWS * 8);
const outValue: usize = allocate(ROWS * 8);
// Tags that have numbers: tag, first row in the grouped columns, rows, whether float64 is needed.
const touched: usize = allocate(ROWS * 16);
const placeTag: usize = allocate(ROWS * 4);
const placeStep: usize = allocate(ROWS * 8);
const placeWall: usize = allocate(ROWS * 8);
// Offset in the input, length of the record, index of the value, items; 4 bytes each.
const placeRecord: usize = allocate(ROWS * 16);

export let rows: u32 = 0;
export let places: u32 = 0;
let touchedTags: u32 = 0;
let stamp: u32 = 1;

/** Forgets the rows; the caller has read them. */
export function clearRows(): void {
  rows = 0;
  places = 0;
  touchedTags = 0;
  stamp++;
}

/** Where the caller puts a tag's bytes for `addTag`: the grouped columns, which are empty then. */
export function tagInput(): usize { return outStep; }

export function rowsPointer(): usize { return touched; }
export function stepsPointer(): usize { return outStep; }
export function wallsPointer(): usize { return outWall; }
export function valuesPointer(): usize { return outValue; }
export function placeTagPointer(): usize { return placeTag; }
export function placeStepPointer(): usize { return placeStep; }
export function placeWallPointer(): usize { return placeWall; }
export function placeRecordPointer(): usize { return placeRecord; }

@inline export function addNumber(id: u32, step: f64, wall: f64, value: f64): void {
  const tag = tagAt(id);
  if (load<u32>(tag, 16) !== stamp) {
    store<u32>(tag, stamp, 16);
    store<u32>(tag, 0, 20);
    store<u32>(tag, 0, 28);
    store<u32>(touched + (touchedTags << 4), id);
    touchedTags++;
  }
  store<u32>(tag, load<u32>(tag, 20) + 1, 20);
  // NaN is never equal to itself, and float32 holds it.
  if (<f64>(<f32>value) !== value && value === value) store<u32>(tag, 1, 28);
  const row = rowsAt + (rows << 5);
  store<u32>(row, id);
  store<f64>(row, step, 8);
  store<f64>(row, wall, 16);
  store<f64>(row, value, 24);
  rows++;
}

export function addPlace(id: u32, step: f64, wall: f64, offset: u32, length: u32, index: u32, items: u32): void {
  store<u32>(placeTag + (places << 2), id);
  store<f64>(placeStep + (places << 3), step);
  store<f64>(placeWall + (places << 3), wall);
  const record = placeRecord + (places << 4);
  store<u32>(record, offset);
  store<u32>(record, length, 4);
  store<u32>(record, index, 8);
  store<u32>(record, items, 12);
  places++;
}

/** Sorts the rows of numbers by tag, order kept within each. Tells how many tags have rows. */
export function group(): u32 {
  let at: u32 = 0;
  for (let i: u32 = 0; i < touchedTags; i++) {
    const entry = touched + (i << 4);
    const tag = tagAt(load<u32>(entry));
    const count = load<u32>(tag, 20);
    store<u32>(entry, at, 4);
    store<u32>(entry, count, 8);
    store<u32>(entry, load<u32>(tag, 28), 12);
    store<u32>(tag, at, 24);
    at += count;
  }
  for (let i: u32 = 0; i < rows; i++) {
    const row = rowsAt + (i << 5);
    const tag = tagAt(load<u32>(row));
    const to = load<u32>(tag, 24);
    store<u32>(tag, to + 1, 24);
    store<f64>(outStep + (to << 3), load<f64>(row, 8));
    store<f64>(outWall + (to << 3), load<f64>(row, 16));
    store<f64>(outValue + (to << 3), load<f64>(row, 24));
  }
  return touchedTags;
}

/** Takes back the rows that an event gave before it turned out to be the general path's. */
export function takeBack(rowsBefore: u32, placesBefore: u32): void {
  while (rows > rowsBefore) {
    rows--;
    const tag = tagAt(load<u32>(rowsAt + (rows << 5)));
    store<u32>(tag, load<u32>(tag, 20) - 1, 20);
  }
  places = placesBefore;
}

