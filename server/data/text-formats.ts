// Tables as text: CSV as in RFC 4180, and JSON as a list of objects.
import { encodeJson } from '../api/json.ts';
import { type Cell, type ColumnCells, cellAt, type TableBatch, type TableRead } from './table.ts';

/** Lines end in CRLF. Null is an empty cell; numbers that are not finite are NaN, Infinity and -Infinity; bytes are base64. */
export function csvOf(read: TableRead): AsyncGenerator<Uint8Array, void, void> {
  const head = `${read.columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return texts(read, { head, tail: '', between: '', cell: csvCell, row: line });
}

/** Numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity"; int64 are all their digits. */
export function jsonOf(read: TableRead): AsyncGenerator<Uint8Array, void, void> {
  const names = read.columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const object = (cells: readonly string[]) =>
    `{${cells.map((cell, at) => `${names[at]}${cell}`).join(',')}}`;
  return texts(read, { head: '[', tail: ']\n', between: ',\n', cell: jsonCell, row: object });
}

interface TextForm {
  readonly head: string;
  readonly tail: string;
  /** Between two rows. */
  readonly between: string;
  readonly cell: (cell: Cell) => string;
  readonly row: (cells: readonly string[]) => string;
}

async function* texts(
  { batches }: TableRead,
  { head, tail, between, cell, row }: TextForm,
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  let text = head;
  let first = true;
  for await (const { length, columns } of batches as AsyncIterable<TableBatch>) {
    const written = columns.map((cells) => writtenCells(cells, cell));
    for (let at = 0; at < length; at++) {
      text += (first ? '' : between) + row(written.map((cellOf) => cellOf(at)));
      first = false;
    }
    // Many batches have a row or two.
    if (text.length < 2 ** 16) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text + tail);
}

/** A cell that all rows have is written once. */
function writtenCells(cells: ColumnCells, write: (cell: Cell) => string): (row: number) => string {
  if (!('repeated' in cells)) return (row) => write(cellAt(cells, row));
  const written = write(cells.repeated);
  return () => written;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Uint8Array) return base64(cell);
  const text = withZeroSign(cell, String);
  return typeof cell === 'string' && /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonCell(cell: Cell): string {
  return withZeroSign(cell, (other) => encodeJson(other instanceof Uint8Array ? base64(other) : other));
}

/** A zero keeps its sign, which JavaScript would not write. */
function withZeroSign(cell: Cell, write: (cell: Cell) => string): string {
  return Object.is(cell, -0) ? '-0' : write(cell);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
