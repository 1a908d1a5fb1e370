// What of the picture leaves the page as files.
import { Slices } from '../../../../client/turns/slices.ts';
import { type LabelColumn, textAt } from '../model/label-columns.ts';

/** Leaves most of a frame to the page. */
const SLICE_MS = 8;
const LINES_A_PART = 512;

/** Offers a file to the user under this name. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file of one line a row, made in slices. */
async function linesOf(head: string, rows: Iterable<number>, lineOf: (row: number) => string): Promise<Blob> {
  const parts: string[] = [head];
  let lines: string[] = [];
  const slices = new Slices(SLICE_MS);
  for (const row of rows) {
    lines.push(lineOf(row));
    if (lines.length < LINES_A_PART) continue;
    parts.push(lines.join(''));
    lines = [];
    if (slices.isOver) await slices.next();
  }
  parts.push(lines.join(''));
  return new Blob(parts, { type: 'text/tab-separated-values' });
}

/** As TensorBoard reads labels: a line of names where there are several columns; tabs and line ends become spaces. */
export function labelsFile(columns: readonly LabelColumn[], rows: Iterable<number>): Promise<Blob> {
  const cellOf = (text: string) => text.replace(/[\t\r\n]+/g, ' ') || '-';
  const head = columns.length > 1 ? `${columns.map(({ name }) => cellOf(name)).join('\t')}\n` : '';
  return linesOf(head, rows, (row) => `${columns.map((column) => cellOf(textAt(column, row))).join('\t')}\n`);
}

/** Places in the picture, `dimensions` of them a point, behind a line of names; rows without a place are left out. */
export function coordinatesFile(
  positions: Float32Array,
  dimensions: number,
  rows: Iterable<number>,
  columns: readonly LabelColumn[],
): Promise<Blob> {
  const axes = ['x', 'y', 'z'].slice(0, dimensions);
  const head = `${['row', ...axes, ...columns.map(({ name }) => name)].join('\t')}\n`;
  return linesOf(head, rows, (row) => {
    const places = axes.map((_, at) => positions[row * 3 + at] as number);
    if (places.some(Number.isNaN)) return '';
    const texts = columns.map((column) => textAt(column, row).replace(/[\t\r\n]+/g, ' '));
    return `${[row, ...places, ...texts].join('\t')}\n`;
  });
}

/** 0, 1, … up to `count`. */
export function* firstRows(count: number): Generator<number> {
  for (let row = 0; row < count; row++) yield row;
}
