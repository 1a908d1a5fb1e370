// The order of runs in the table.
import { compareNames } from '../../../src/natural-order.ts';
import type { RunCell } from '../../../src/wire/run-columns.ts';
import type { RunField } from './run-fields.ts';
import type { RunRecord, RunValues } from './run-record.ts';

/** What to sort by. */
export interface RunOrder {
  readonly field: RunField;
  readonly descending: boolean;
}

/** Runs without the value last, whichever way; equal ones as they were. Nothing is sorted without a field. */
export function ordered(
  records: readonly RunRecord[],
  values: RunValues,
  field: RunField | undefined,
  descending: boolean,
): readonly RunRecord[] {
  if (!field) return records;
  const sign = descending ? -1 : 1;
  return records
    .map((record) => ({ record, value: field.value(record, values) }))
    .sort((a, b) => {
      const missing = Number(isMissing(a.value)) - Number(isMissing(b.value));
      return missing || sign * compareCells(a.value, b.value) || a.record.index - b.record.index;
    })
    .map(({ record }) => record);
}

const isMissing = (value: RunCell | undefined) => value === undefined || Number.isNaN(value);

/** Numbers before texts; texts in natural order. */
export function compareCells(a: RunCell | undefined, b: RunCell | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b || 0;
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
  return compareNames(String(a), String(b));
}

/** `-loss` in an address is descending by the field `loss`; undefined where there is no such field. */
export function orderOf(text: string, fields: readonly RunField[]): RunOrder | undefined {
  const descending = text.startsWith('-');
  const id = descending ? text.slice(1) : text;
  const field = fields.find((candidate) => candidate.id === id);
  return field && { field, descending };
}

/** What a click on a column's head asks for: ascending, descending, then as they come. */
export function nextOrder(text: string, id: string): string {
  if (text === id) return `-${id}`;
  return text === `-${id}` ? '' : id;
}
