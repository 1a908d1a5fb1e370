// What a group of runs comes down to in one column.
import type { RunCell } from '../../../src/wire/run-columns.ts';
import type { RunField } from './run-fields.ts';
import type { RunValues } from './run-record.ts';
import type { GroupRow } from './run-table.ts';

export interface GroupCell {
  /** The mean of numbers, or what all runs have in common; undefined where there is neither. */
  readonly value: RunCell | undefined;
  /** Standard deviation of the sample; undefined for less than two numbers. */
  readonly deviation: number | undefined;
  /** How many runs have a number. */
  readonly count: number;
}

/** Rows are made anew with the table, and drawn many times. */
const known = new WeakMap<
  GroupRow,
  Map<RunField, { readonly values: RunValues; readonly cell: GroupCell }>
>();

export function groupCellOf(row: GroupRow, field: RunField, values: RunValues): GroupCell {
  const cells = known.get(row) ?? new Map();
  known.set(row, cells);
  let found = cells.get(field);
  if (found?.values !== values) {
    found = { values, cell: cellOf(row.records.map((record) => field.value(record, values))) };
    cells.set(field, found);
  }
  return found.cell;
}

function cellOf(values: readonly (RunCell | undefined)[]): GroupCell {
  const [first] = values;
  const numbers = values.filter((value) => typeof value === 'number' && !Number.isNaN(value)) as number[];
  if (first !== undefined && values.every((value) => value === first))
    return { value: first, deviation: undefined, count: numbers.length };
  const count = numbers.length;
  if (count === 0) return { value: undefined, deviation: undefined, count };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : undefined, count };
}
