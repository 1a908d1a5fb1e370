// Groups of runs: by a field, or by what a regular expression catches in their names.
import type { RunGroup } from '../../plugin-host.ts';
import { compileRegex } from '../linear-regex.ts';
import { runColor } from '../run-colors.ts';
import { invalidText } from '../run-selection.ts';
import type { RunField } from './run-fields.ts';
import { compareCells } from './run-order.ts';
import type { RunRecord, RunValues } from './run-record.ts';

/** What to group by, as it stands in addresses: a field's id, or a pattern between slashes, `/^(\w+)_/`. */
export interface Grouping {
  /** Undefined for a run that belongs to no group. */
  readonly keyOf: (record: RunRecord, values: RunValues) => string | number | boolean | undefined;
  /** Stands before a group's value: `lr`; empty for a pattern. */
  readonly label: string;
  readonly field: RunField | undefined;
  readonly invalid: string | undefined;
}

const isPattern = (text: string) => text.length > 1 && text.startsWith('/') && text.endsWith('/');

/** Undefined where nothing is to be grouped, or by a field that there is not. */
export function groupingOf(text: string, fields: readonly RunField[]): Grouping | undefined {
  if (!isPattern(text)) {
    const field = fields.find(({ id }) => id === text);
    return field && { keyOf: field.value, label: field.label, field, invalid: undefined };
  }
  const regex = compileRegex(text.slice(1, -1));
  return {
    keyOf: (record) => (regex.kind === 'compiled' ? regex.capture(record.name) : undefined),
    label: '',
    field: undefined,
    invalid: regex.kind === 'invalid' ? invalidText(regex.why) : undefined,
  };
}

/** Groups by the name of each run in one. Values in their order take the colours in theirs. */
export function groupsOf(
  records: readonly RunRecord[],
  values: RunValues,
  grouping: Grouping,
  mean: boolean,
): ReadonlyMap<string, RunGroup> {
  const keys = new Map<string, string | number | boolean>();
  for (const record of records) {
    const key = grouping.keyOf(record, values);
    if (key !== undefined) keys.set(record.name, key);
  }
  const groups = new Map(
    [...new Set(keys.values())].sort(compareCells).map((key, index): [typeof key, RunGroup] => {
      const label = grouping.label === '' ? String(key) : `${grouping.label} ${key}`;
      return [key, { label: label || '(empty)', color: runColor(index), mean }];
    }),
  );
  const ofRun = [...keys].map(([name, key]) => [name, groups.get(key)] as const);
  return new Map(ofRun.flatMap(([name, group]) => (group ? [[name, group] as const] : [])));
}
