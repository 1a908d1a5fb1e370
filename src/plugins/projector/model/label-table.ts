// A table of labels as text: lines and tabs as TensorBoard's page reads them, and quotes as spreadsheets write them.
import { type LabelColumn, LabelColumnBuilder } from './label-columns.ts';

export interface Labels {
  /** In the file's order; none where there is no file. */
  readonly columns: readonly LabelColumn[];
  /** What does not fit between labels and points; undefined where all fits. */
  readonly note: string | undefined;
}

export const NO_LABELS: Labels = { columns: [], note: undefined };

/**
 * The labels of `rows` points, of UTF-8. Several columns have their names in the first line; one column has none, unless
 * there is a line more than points. A cell that is quoted as a whole may hold separators, doubled quotes and, where the lines
 * do not count up without it, line ends. Missing cells are empty.
 */
export function labelsOf(file: Uint8Array, rows: number, separator = '\t'): Labels {
  const bytes = tableBodyOf(file);
  if (bytes.length === 0) {
    return { columns: [], note: rows > 0 ? 'The file of labels is empty.' : undefined };
  }
  const lines = lineCountOf(bytes);
  const table = quotedTable(bytes, rows, separator, lines) ?? plainTable(bytes, separator, lines);
  const first = table.cells();
  const hasHeader = first.length > 1 || table.lines === rows + 1;
  const names = hasHeader ? first : ['label'];
  const builders = names.map((name, at) => new LabelColumnBuilder(name.trim() || `column ${at + 1}`, rows));
  if (!hasHeader) builders[0]?.pushText(first[0] ?? '');
  for (let row = hasHeader ? 0 : 1; row < rows; row++) table.push(builders);
  const columns = builders.map((builder) => builder.column());
  const body = table.lines - (hasHeader ? 1 : 0);
  const count = (length: number) => length.toLocaleString('en-US');
  const note =
    body === rows
      ? undefined
      : `There are ${count(rows)} points, and labels for ${count(body)}${first.length > 1 ? ' behind the line of names' : ''}.`;
  return { columns, note };
}

/** Lines that are read one after the other. */
interface LineTable {
  readonly lines: number;
  /** The next line's; none behind the last. */
  cells(): readonly string[];
  /** The next line's cells to as many columns; empty texts where it has fewer. */
  push(columns: readonly LabelColumnBuilder[]): void;
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const decoder = new TextDecoder();

/** A table's bytes without a mark of byte order and line ends behind the last line. */
export function tableBodyOf(file: Uint8Array): Uint8Array {
  const begin = BYTE_ORDER_MARK.every((byte, at) => file[at] === byte) ? 3 : 0;
  let end = file.length;
  while (end > begin && file[end - 1] === NEWLINE) {
    end--;
    if (end > begin && file[end - 1] === CARRIAGE_RETURN) end--;
  }
  return file.subarray(begin, end);
}

/** Lines of what `tableBodyOf` gives. */
export function lineCountOf(bytes: Uint8Array): number {
  let lines = bytes.length > 0 ? 1 : 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** Quotes over several lines are only looked for where the plain lines do not count up. */
function quotedTable(
  bytes: Uint8Array,
  rows: number,
  separator: string,
  lines: number,
): LineTable | undefined {
  if (lines === rows || lines === rows + 1 || !bytes.includes(QUOTE)) return undefined;
  const quoted = quotedRows(decoder.decode(bytes), separator);
  if (quoted.length !== rows && quoted.length !== rows + 1) return undefined;
  let line = 0;
  const cells = () => quoted[line++] ?? [];
  return { lines: quoted.length, cells, push: (columns) => pushTexts(cells(), columns) };
}

function pushTexts(cells: readonly string[], columns: readonly LabelColumnBuilder[]): void {
  columns.forEach((column, at) => {
    column.pushText(cells[at] ?? '');
  });
}

function plainTable(bytes: Uint8Array, separator: string, lines: number): LineTable {
  const split = separator.charCodeAt(0);
  let start = 0;
  let quoteAt = -1;
  /** Where the next line ends, and the one after it begins. */
  const nextLine = () => {
    const found = bytes.indexOf(NEWLINE, start);
    const next = found < 0 ? bytes.length + 1 : found + 1;
    let end = Math.min(next - 1, bytes.length);
    if (found >= 0 && end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
    return { end, next };
  };
  const hasQuote = (end: number) => {
    if (quoteAt < start && quoteAt < bytes.length) {
      const found = bytes.indexOf(QUOTE, start);
      quoteAt = found < 0 ? bytes.length : found;
    }
    return quoteAt < end;
  };
  const cells = () => {
    if (start > bytes.length) return [];
    const { end, next } = nextLine();
    const text = decoder.decode(bytes.subarray(start, end));
    start = next;
    return text.includes('"') ? (quotedRows(text, separator)[0] ?? ['']) : text.split(separator);
  };
  const push = (columns: readonly LabelColumnBuilder[]) => {
    const { end, next } = nextLine();
    if (start > bytes.length || hasQuote(end)) {
      pushTexts(cells(), columns);
      return;
    }
    let from = start;
    for (const column of columns) {
      let to = from;
      while (to < end && bytes[to] !== split) to++;
      // Behind the line's end `from` is beyond `to`: an empty text.
      column.push(bytes, from, to);
      from = to + 1;
    }
    start = next;
  };
  return { lines, cells, push };
}

/** RFC 4180; a quote that is not closed before a separator is a character as any. */
function quotedRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const closed = text[at] === '"' ? closingQuote(text, at, separator) : -1;
    let end: number;
    if (closed >= 0) {
      row.push(text.slice(at + 1, closed).replaceAll('""', '"'));
      end = closed + 1;
    } else {
      end = at;
      while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
      row.push(text.slice(at, text[end] === '\n' && text[end - 1] === '\r' ? end - 1 : end));
    }
    if (text[end] === '\r') end++;
    if (text[end] !== separator) {
      rows.push(row);
      row = [];
      if (end >= text.length - 1) break;
    }
    at = end + 1;
  }
  return rows;
}

/** Where the cell's last quote is, if a separator, a line's end or nothing follows it; else -1. */
function closingQuote(text: string, start: number, separator: string): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1];
    if (next === '"') at++;
    else return next === undefined || next === separator || next === '\n' || next === '\r' ? at : -1;
  }
  return -1;
}
