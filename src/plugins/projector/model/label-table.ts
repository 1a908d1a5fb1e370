// A table of labels as text: lines and tabs as TensorBoard's page reads them, and quotes as spreadsheets write them.
import { type LabelColumn, labelColumnOf } from './label-columns.ts';

export interface Labels {
  /** In the file's order; none where there is no file. */
  readonly columns: readonly LabelColumn[];
  /** What does not fit between labels and points; undefined where all fits. */
  readonly note: string | undefined;
}

export const NO_LABELS: Labels = { columns: [], note: undefined };

/**
 * The labels of `rows` points. Several columns have their names in the first line; one column has none, unless there is
 * a line more than points. A cell that is quoted as a whole may hold separators, doubled quotes and, where the lines do not count up without it,
 * line ends. Missing cells are empty.
 */
export function labelsOf(text: string, rows: number, separator = '\t'): Labels {
  const table = rowsOf(text, rows, separator);
  const [first = []] = table;
  if (table.length === 0) return { columns: [], note: rows > 0 ? 'The file of labels is empty.' : undefined };
  const hasHeader = first.length > 1 || table.length === rows + 1;
  const names = hasHeader ? first : ['label'];
  const body = hasHeader ? table.slice(1) : table;
  const columns = names.map((name, at) =>
    labelColumnOf(name.trim() || `column ${at + 1}`, rows, (row) => body[row]?.[at] ?? ''),
  );
  const count = (length: number) => length.toLocaleString('en-US');
  const note =
    body.length === rows
      ? undefined
      : `There are ${count(rows)} points, and labels for ${count(body.length)}${first.length > 1 ? ' behind the line of names' : ''}.`;
  return { columns, note };
}

/** Lines as cells. Quotes over several lines are only looked for where the plain lines do not count up. */
function rowsOf(text: string, rows: number, separator: string): string[][] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = body.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  const plain = lines.length === rows || lines.length === rows + 1;
  if (plain || !body.includes('"')) return lines.map((line) => cellsOf(line, separator));
  const quoted = quotedRows(body, separator);
  const fits = quoted.length === rows || quoted.length === rows + 1;
  return fits ? quoted : lines.map((line) => cellsOf(line, separator));
}

function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  return quotedRows(line, separator)[0] ?? [''];
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
