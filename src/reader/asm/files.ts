// The table of files that were scanned whole: a row of numbers for each, beside the packed rows of rows.ts.
import { allocate } from './memory';
import { dropPacked, keepPacked, keptBytes, keptEntriesBytes, keptFull } from './rows';

/** Files of a table. */
export const FILES: u32 = 256;
/** Numbers of a row. */
const FIELDS: u32 = 12;
/** Where in a row, in bytes, the file's columns and entries begin. */
const COLUMNS_AT: usize = 72;
const ENTRIES_AT: usize = 80;
/** Bytes before the end of a file that are kept. */
const MARK_BYTES: u32 = 32;
const rows: usize = allocate(FILES * FIELDS * 8);
const marks: usize = allocate(FILES * MARK_BYTES);
export let files: u32 = 0;

export function rowsPointer(): usize { return rows; }
export function marksPointer(): usize { return marks; }

/** Whether the table must be fetched before anything else is scanned. */
export function isFull(): bool {
  return files === FILES || keptFull();
}

@inline function rowAt(file: u32): usize { return rows + <usize>(file * FIELDS) * 8; }

/**
 * Adds a file of `size` bytes, which end at `end`, and of which `tags` have packed rows; the caller knows it by `number`
 * and read it at a time of its own.
 */
export function addFile(number: f64, readMs: f64, size: u32, end: usize, tags: u32, events: f64, minWall: f64, maxWall: f64): void {
  const row = rowAt(files);
  store<f64>(row, number);
  store<f64>(row, readMs, 8);
  store<f64>(row, size, 16);
  // Device, inode, and when it was modified: not looked at.
  for (let field: u32 = 3; field < 6; field++) store<f64>(row + (field << 3), NaN);
  store<f64>(row, events, 48);
  store<f64>(row, minWall, 56);
  store<f64>(row, maxWall, 64);
  store<f64>(row, keptBytes(), COLUMNS_AT);
  store<f64>(row, keptEntriesBytes(), ENTRIES_AT);
  store<f64>(row, tags, 88);
  memory.copy(marks + files * MARK_BYTES, end - MARK_BYTES, MARK_BYTES);
  keepPacked(tags);
  files++;
}

/** Forgets the files from `first` on. */
export function dropFiles(first: u32): void {
  if (first >= files) return;
  files = first;
  dropPacked(<u32>load<f64>(rowAt(first), COLUMNS_AT), <u32>load<f64>(rowAt(first), ENTRIES_AT));
}
