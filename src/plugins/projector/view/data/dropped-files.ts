// What a user drops on the page: points, labels, or a table that holds both.
import { coordinateOf } from '../../model/coordinate.ts';
import { labelColumnOf, textAt } from '../../model/label-columns.ts';
import { type Labels, labelsOf, lineCountOf, NO_LABELS, tableBodyOf } from '../../model/label-table.ts';
import { isNpy, pointsOfNpy } from '../../model/npy.ts';
import { PointsError } from '../../model/points-error.ts';
import { RowReader } from '../../model/row-reader.ts';
import { roomForValues } from '../room.ts';
import type { PointTable } from './point-table.ts';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Matrix = Pick<PointTable, 'rows' | 'dimensions' | 'values'>;
type Read =
  | { readonly kind: 'points'; readonly points: Matrix }
  | { readonly kind: 'table'; readonly name: string; readonly bytes: Uint8Array; readonly separator: string };

/**
 * One table of what the files hold. A file of numbers is points; one with other texts in it is labels of these points, or,
 * where there are none, or `before` has another number of rows, points and labels in one. Throws PointsError.
 */
export function tableOfFiles(files: readonly GivenFile[], before: PointTable | undefined): PointTable {
  const read = files.map(readFile);
  const points = read.find(({ kind }) => kind === 'points') as (Read & { kind: 'points' }) | undefined;
  const table = read.find(({ kind }) => kind === 'table') as (Read & { kind: 'table' }) | undefined;
  if (points) {
    const labels = table ? labelsOf(table.bytes, points.points.rows, table.separator) : NO_LABELS;
    return { ...points.points, labels, sprite: undefined };
  }
  if (!table) throw new PointsError('There is nothing in the files.');
  const body = tableBodyOf(table.bytes);
  const rows = lineCountOf(body);
  // Several columns have a line of names.
  const isOneColumn = !firstLineOf(body).includes(table.separator);
  if (before && (rows === before.rows + 1 || (isOneColumn && rows === before.rows))) {
    return { ...before, labels: labelsOf(body, before.rows, table.separator) };
  }
  return tableWithLabels(table.name, labelsOf(body, rows - 1, table.separator), rows - 1);
}

function readFile({ name, bytes }: GivenFile): Read {
  try {
    if (isNpy(bytes)) return { kind: 'points', points: pointsOfNpy(bytes) };
    const head = new TextDecoder().decode(bytes.subarray(0, 2 ** 16));
    if (head.includes('\0')) throw new PointsError('it is neither text nor an NPY file');
    const [first = ''] = head.split(/\r?\n/, 1);
    const separator = ['\t', ',', ';', ' '].find((one) => first.includes(one)) ?? '\t';
    const isNumbers = first.split(separator).every((cell) => coordinateOf(cell) !== undefined);
    if (!isNumbers) return { kind: 'table', name, bytes, separator };
    const reader = new RowReader(separator);
    const parts = [reader.push(bytes), reader.end()];
    const values = roomForValues(reader.rows * reader.columns);
    values.set(parts[0] ?? [], 0);
    values.set(parts[1] ?? [], parts[0]?.length ?? 0);
    return { kind: 'points', points: { rows: reader.rows, dimensions: reader.columns, values } };
  } catch (error) {
    if (!(error instanceof PointsError)) throw error;
    throw new PointsError(`${name}: ${error.message}.`, { cause: error });
  }
}

function firstLineOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(10);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}

/** Columns of numbers are coordinates, all others labels. */
function tableWithLabels(name: string, { columns, note }: Labels, rows: number): PointTable {
  const coordinates = columns.filter(({ numbers }) => numbers);
  if (coordinates.length < 2) {
    throw new PointsError(
      `${name} holds no points: fewer than two of its columns are numbers. Drop it together with a file of points, or on points with as many rows.`,
    );
  }
  const dimensions = coordinates.length;
  const values = roomForValues(rows * dimensions);
  coordinates.forEach(({ numbers }, column) => {
    for (let row = 0; row < rows; row++) values[row * dimensions + column] = numbers?.[row] ?? 0;
  });
  const others = columns.filter(({ numbers }) => !numbers);
  const kept = others.map((column) => labelColumnOf(column.name, rows, (row) => textAt(column, row)));
  return { rows, dimensions, values, labels: { columns: kept, note }, sprite: undefined };
}
