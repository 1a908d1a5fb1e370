// Labels of points as the lines of a table, which the projector's page splits at tabs.
import { ArgumentError, described } from '../../../format/argument-error.ts';

/** What a label can be; anything but text is written as JavaScript prints it. */
export type Label = string | number | bigint | boolean | null;

/**
 * One line a point. With several columns `header` names them and comes first; a table of one column has no header, as the
 * page takes a first line without a tab for the first point. Tabs and line ends in a label become spaces, an empty label
 * `-`: the page would lose count of either. Throws ArgumentError where rows and header do not fit together.
 */
export function labelLines(
  labels: readonly (Label | readonly Label[])[],
  header: readonly string[] | undefined,
): string {
  const rows = labels.map((label) => (Array.isArray(label) ? label : [label]) as readonly Label[]);
  const columns = header?.length ?? 1;
  const wrong = rows.findIndex((row) => row.length !== columns);
  if (wrong >= 0) {
    const expected = header
      ? `${columns} labels a point, as metadataHeader has`
      : 'metadataHeader for several labels a point';
    throw new ArgumentError(`expected ${expected}, got ${rows[wrong]?.length} for point ${wrong}`);
  }
  const lines = header && columns > 1 ? [header, ...rows] : rows;
  return lines.map((row) => `${row.map(cellOf).join('\t')}\n`).join('');
}

function cellOf(label: Label): string {
  if (typeof label === 'object' ? label !== null : typeof label === 'function' || label === undefined) {
    throw new ArgumentError(`expected labels to be strings or numbers, got ${described(label)}`);
  }
  const text = String(label).replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ');
  return text.trim() === '' ? '-' : text;
}
