// The rows and columns that are shown, as files.
import type { Cell, DownloadTable } from '../model/download.ts';
import { csvOf, latexOf } from '../model/download.ts';
import type { TableView } from './table-view.ts';

/** By the end of the file's name. */
const FORMATS = {
  csv: { label: 'CSV', type: 'text/csv', textOf: csvOf },
  json: { label: 'JSON', type: 'application/json', textOf: jsonOf },
  tex: { label: 'LaTeX', type: 'application/x-latex', textOf: latexOf },
} as const;

export type Format = keyof typeof FORMATS;
export const DOWNLOADS = Object.entries(FORMATS).map(([format, { label }]) => ({
  format: format as Format,
  label,
}));

/** The session's name, then the shown columns; rows in the order in which they are shown. */
export function downloadOf({ shown, rows }: TableView): DownloadTable {
  return {
    header: ['session', ...shown.map(({ column }) => column.label)],
    rows: rows.map((row) => [
      row.name,
      ...shown.map(({ at, column }): Cell => row.values[at] ?? (column.isNumeric ? null : '')),
    ]),
  };
}

/** JSON has no word for what is not finite; as everywhere here it is a string. */
function jsonOf(table: DownloadTable): string {
  return JSON.stringify(
    table,
    (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );
}

/** Hands the file to the browser, which asks or saves as its user likes. */
export function download(view: TableView, format: Format): void {
  const { type, textOf } = FORMATS[format];
  const url = URL.createObjectURL(new Blob([textOf(downloadOf(view))], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `hparams.${format}`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
