// The run table as it stands: which rows it has, and which runs the tabs show.
import type { RunInfo } from '../../../src/wire/api.ts';
import type { RunNotes } from '../../../src/wire/run-notes.ts';
import type { RunGroup, VisibleRun } from '../../plugin-host.ts';
import { remembered } from '../remembered.ts';
import { isTicked, type RunTicks } from '../run-selection.ts';
import { FieldNames, type RunField } from './run-fields.ts';
import { type Grouping, groupingOf, groupsOf } from './run-groups.ts';
import { ordered, orderOf, type RunOrder } from './run-order.ts';
import { runQueryOf } from './run-query.ts';
import { type RunRecord, type RunValues, recordsOf } from './run-record.ts';

/** What the table is made of. It is made anew where one of the parts is another object, and only then. */
export interface RunTableParts {
  readonly runs: readonly RunInfo[];
  readonly notes: RunNotes | undefined;
  readonly fields: readonly RunField[];
  readonly values: RunValues;
  readonly filter: string;
  readonly ticks: RunTicks;
  /** As in the address: see `orderOf` and `groupingOf`. */
  readonly order: string;
  readonly grouping: string;
  readonly mean: boolean;
  /** Names of runs. */
  readonly pinned: ReadonlySet<string>;
  readonly baseline: string;
  /** Ignored runs are listed too, to be brought back; the tabs still leave them out. */
  readonly withIgnored: boolean;
  /** Labels of the groups whose runs are not listed; they are shown in the tabs all the same. */
  readonly collapsed: ReadonlySet<string>;
  /** Raised when the regex engine has come. */
  readonly engine: boolean;
}

/** One run's row. */
export interface RunRow {
  readonly kind: 'run';
  readonly record: RunRecord;
  readonly color: string;
  readonly ticked: boolean;
  readonly pinned: boolean;
  readonly group: RunGroup | undefined;
}

/** The row above a group's runs. */
export interface GroupRow {
  readonly kind: 'group';
  /** Undefined for the runs that are in none. */
  readonly group: RunGroup | undefined;
  readonly names: readonly string[];
  readonly records: readonly RunRecord[];
  /** How many of them are ticked. */
  readonly ticked: number;
  readonly collapsed: boolean;
}

export interface RunTable {
  /** Pinned ones first, then by group and order. */
  readonly rows: readonly (RunRow | GroupRow)[];
  /** Names of all runs that pass the filter, in the order of the rows, those of collapsed groups too. */
  readonly names: readonly string[];
  /** Those of the rows that are ticked and not ignored. */
  readonly visible: readonly VisibleRun[];
  readonly baseline: RunRecord | undefined;
  readonly order: RunOrder | undefined;
  readonly grouping: Grouping | undefined;
  /** Why filter or grouping cannot be used. */
  readonly invalidFilter: string | undefined;
  readonly invalidGrouping: string | undefined;
  /** Fields whose values are needed besides those of the shown columns. */
  readonly needed: readonly RunField[];
  /** Runs with and without the ignored ones. */
  readonly total: number;
  readonly ignored: number;
}

let lastRecords: readonly RunRecord[] = [];
/** Typing into the filter neither joins nor sorts anew. */
const recordsNow = remembered((runs: readonly RunInfo[], notes: RunNotes | undefined) => {
  lastRecords = recordsOf(runs, notes, lastRecords);
  return lastRecords;
});
const orderedNow = remembered(ordered);

export function runTableOf(parts: RunTableParts): RunTable {
  const { values, fields, ticks, pinned } = parts;
  const records = recordsNow(parts.runs, parts.notes);
  const query = runQueryOf(parts.filter, new FieldNames(fields));
  const order = orderOf(parts.order, fields);
  const grouping = groupingOf(parts.grouping, fields);
  const kept = records.filter(({ note }) => !note.ignored);
  // Of all runs, so that a group's colour does not change with the filter.
  const groups = grouping ? groupsOf(kept, values, grouping, parts.mean) : new Map<string, RunGroup>();
  const runRows: RunRow[] = [];
  for (const record of orderedNow(records, values, order?.field, order?.descending === true)) {
    if (record.note.ignored && !parts.withIgnored) continue;
    if (!query.matches(record, values)) continue;
    const group = groups.get(record.name);
    runRows.push({
      kind: 'run',
      record,
      color: group?.color ?? record.color,
      ticked: isTicked(ticks, record.name) && !record.note.ignored,
      pinned: pinned.has(record.name),
      group,
    });
  }
  const first = pinned.size === 0 ? [] : runRows.filter((row) => row.pinned);
  const rest = first.length === 0 ? runRows : runRows.filter((row) => !row.pinned);
  const groupRows = grouping ? membersByGroup(rest) : [];
  const unpinned = grouping ? groupRows.flatMap(([, members]) => members) : rest;
  const inOrder = first.length === 0 ? unpinned : [...first, ...unpinned];
  return {
    rows: grouping
      ? [...first, ...groupRows.flatMap((group) => rowsOfGroup(group, parts.collapsed))]
      : inOrder,
    names: inOrder.map(({ record }) => record.name),
    visible: inOrder.filter(({ ticked }) => ticked).map((row) => visibleRunOf(row, parts.baseline)),
    baseline: records.find(({ name }) => name === parts.baseline),
    order,
    grouping,
    invalidFilter: query.invalid,
    invalidGrouping: grouping?.invalid,
    needed: [...query.fields, ...(order ? [order.field] : []), ...(grouping?.field ? [grouping.field] : [])],
    total: records.length,
    ignored: records.length - kept.length,
  };
}

type Members = readonly [RunGroup | undefined, readonly RunRow[]];

/** Groups in the order of their first run, those in none last. */
function membersByGroup(rows: readonly RunRow[]): Members[] {
  const groups = new Map<RunGroup | undefined, RunRow[]>();
  for (const row of rows) {
    const members = groups.get(row.group);
    if (members) members.push(row);
    else groups.set(row.group, [row]);
  }
  return [...groups].sort(([a], [b]) => Number(a === undefined) - Number(b === undefined));
}

function rowsOfGroup([group, members]: Members, collapsed: ReadonlySet<string>): (RunRow | GroupRow)[] {
  const row: GroupRow = {
    kind: 'group',
    group,
    names: members.map(({ record }) => record.name),
    records: members.map(({ record }) => record),
    ticked: members.reduce((count, { ticked }) => count + Number(ticked), 0),
    collapsed: collapsed.has(group?.label ?? ''),
  };
  return row.collapsed ? [row] : [row, ...members];
}

function visibleRunOf({ record, color, group }: RunRow, baseline: string): VisibleRun {
  const { name, label, startTimeSeconds } = record;
  return {
    name,
    color,
    startTimeSeconds,
    ...(label === name ? {} : { label }),
    ...(group ? { group } : {}),
    ...(name === baseline ? { baseline: true } : {}),
  };
}
