// The sweep as our page shows it: a row for each session group, a column for each hyperparameter and metric; filtering,
// ordering, and which row is best. Everything is pure, so that table, charts and downloads show the same.
import { compareNaturally } from '../../../natural-order.ts';
import type { HParamTable, HParamValue, MetricName, Status } from '../kind.ts';
import { runOfMetric } from './sweep.ts';

/** One column. `key` is unique, and stands in links. */
export interface Column {
  readonly key: string;
  readonly label: string;
  /** What the writer says of it; may be empty. */
  readonly description: string;
  readonly kind: 'status' | 'hparam' | 'metric';
  /** Whether its values are numbers. */
  readonly isNumeric: boolean;
  /** Whether rows have different values. */
  readonly differs: boolean;
  /** Whether its values are above 0 and lie crowded at the low end: then a logarithmic axis shows more. */
  readonly isWide: boolean;
  /** Of metrics only. */
  readonly metric?: MetricName;
}

/** A session group. */
export interface Row {
  readonly name: string;
  /** Runs of its sessions, in the order of runs. */
  readonly runs: readonly string[];
  readonly startTimeSecs: number;
  /** 0 where no session is over. */
  readonly endTimeSecs: number;
  /** Empty where the writer gave none. */
  readonly monitorUrl: string;
  /** A value for each column; metrics of several sessions are their mean. */
  readonly values: readonly (HParamValue | undefined)[];
}

export interface SessionTable {
  /** The status, hyperparameters (those that differ first), metrics. */
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** What a row's value in a column must be. */
export type Filter =
  | { readonly kind: 'interval'; readonly min: number; readonly max: number }
  /** Values as text. */
  | { readonly kind: 'values'; readonly values: ReadonlySet<string> };

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  STATUS_UNKNOWN: 'unknown',
  STATUS_SUCCESS: 'success',
  STATUS_FAILURE: 'failed',
  STATUS_RUNNING: 'running',
};

/** Rows of the sessions whose runs are visible, or that have metrics in runs which are. */
export function rowsOf(table: HParamTable, isVisible: (run: string) => boolean): Row[] {
  const groups = new Map<string, number[]>();
  for (const [at, { run, group }] of table.sessions.entries()) {
    const shown = isVisible(run) || table.metrics.some(({ name }) => isVisible(runOfMetric(run, name.group)));
    if (!shown) continue;
    const members = groups.get(group);
    if (members) members.push(at);
    else groups.set(group, [at]);
  }
  const hparams = table.hparamColumns.map((column, at) =>
    table.hparams[at]?.type === 'DATA_TYPE_FLOAT64'
      ? column.map(numberOf)
      : column.map((value) => value ?? undefined),
  );
  const metrics = table.metricColumns.map((column) => column.map(numberOf));
  return [...groups].map(([name, members]): Row => {
    const [first = 0] = members;
    const sessions = members.flatMap((at) => table.sessions[at] ?? []);
    return {
      name,
      runs: sessions.map(({ run }) => run),
      startTimeSecs: Math.min(...sessions.map(({ startTimeSecs }) => startTimeSecs)),
      endTimeSecs: Math.max(...sessions.map(({ endTimeSecs }) => endTimeSecs)),
      monitorUrl: sessions[0]?.monitorUrl ?? '',
      values: [
        statusOf(sessions.map(({ status }) => status)),
        ...hparams.map((column) => column[first]),
        ...metrics.map((column) => mean(members.map((at) => column[at]))),
      ],
    };
  });
}

/** One word for all sessions of a group: whatever is not over or failed is what matters. */
function statusOf(statuses: readonly Status[]): string {
  const telling = (['STATUS_RUNNING', 'STATUS_FAILURE', 'STATUS_UNKNOWN'] as const).find((one) =>
    statuses.includes(one),
  );
  return STATUS_WORDS[telling ?? 'STATUS_SUCCESS'];
}

/** Columns for these rows. */
export function columnsOf(table: HParamTable, rows: readonly Row[]): Column[] {
  const status = { key: 'status', label: 'Status', description: '', kind: 'status' } as const;
  const hparams = table.hparams.map(({ name, displayName, description }) => ({
    key: name,
    label: displayName || name,
    description,
    kind: 'hparam' as const,
  }));
  const metrics = table.metrics.map(({ name, displayName, description }) => ({
    key: name.group === '' ? name.tag : `${name.group}/${name.tag}`,
    label: displayName || (name.group === '' ? name.tag : `${name.group}/${name.tag}`),
    description,
    kind: 'metric' as const,
    metric: name,
  }));
  const taken = new Set<string>();
  return [status, ...hparams, ...metrics].map((column, at) => {
    const values = rows.map((row) => row.values[at]);
    const known = values.filter((value) => value !== undefined);
    const isNumeric =
      column.kind === 'metric' || (known.length > 0 && known.every((value) => typeof value === 'number'));
    const isWide = isNumeric && column.kind === 'hparam' && isCrowded(known.map(Number));
    return {
      ...column,
      key: uniqueKey(column.key, taken),
      isNumeric,
      isWide,
      differs: new Set(values).size > 1,
    };
  });
}

/** Two powers of ten or more, with half of the values in the lowest fifth: learning rates, not shares of one. */
function isCrowded(values: readonly number[]): boolean {
  const ordered = Float64Array.from(values.filter((value) => Number.isFinite(value))).sort();
  const [least = 0, middle = 0, most = 0] = [ordered[0], ordered[ordered.length >> 1], ordered.at(-1)];
  return least > 0 && most >= 100 * least && middle <= most / 5;
}

function uniqueKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let n = 2; taken.has(key); n++) key = `${wanted} (${n})`;
  taken.add(key);
  return key;
}

/** JSON spells numbers that are not finite as strings. */
function numberOf(value: HParamValue | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** A value as text: what filters of values compare. */
export function valueText(value: HParamValue | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Whether a value passes. Nothing but a filter of values lets through what is missing. */
export function passes(value: HParamValue | undefined, filter: Filter): boolean {
  if (filter.kind === 'values') return filter.values.has(valueText(value));
  return typeof value === 'number' && value >= filter.min && value <= filter.max;
}

/** Rows that pass all filters, in their order. Filters of columns that are not there are passed over. */
export function filteredRows(
  { columns, rows }: SessionTable,
  filters: ReadonlyMap<string, Filter>,
): readonly Row[] {
  const wanted = columns.flatMap(({ key }, at) => {
    const filter = filters.get(key);
    return filter ? [{ at, filter }] : [];
  });
  return wanted.length === 0
    ? rows
    : rows.filter((row) => wanted.every(({ at, filter }) => passes(row.values[at], filter)));
}

/** Rows by their value at index `at`; what is missing or no number comes last in either direction. */
export function sortedRows(rows: readonly Row[], at: number, descending: boolean): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [a.values[at], b.values[at]];
    const [noX, noY] = [isMissing(x), isMissing(y)];
    if (noX || noY) return Number(noX) - Number(noY);
    return sign * compareValues(x, y);
  });
}

/** Numbers by size, all else as text, in natural order. */
export function compareValues(a: HParamValue | undefined, b: HParamValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : Number(a > b);
  return compareNaturally(valueText(a), valueText(b));
}

function isMissing(value: HParamValue | undefined): boolean {
  return value === undefined || (typeof value === 'number' && Number.isNaN(value));
}

export type Goal = 'max' | 'min';

/** What is most likely wanted of a metric of this name. */
export function likelyGoal(name: string): Goal {
  return /loss|error|err\b|perplexity|\bmse\b|\bmae\b|rmse|\bwer\b|latency|time/i.test(name) ? 'min' : 'max';
}

/** The row with the best finite number at index `at`; of equals the first. */
export function bestRow(rows: readonly Row[], at: number, goal: Goal): Row | undefined {
  let best: Row | undefined;
  let reached = goal === 'max' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const value = row.values[at];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (best && (goal === 'max' ? value <= reached : value >= reached)) continue;
    best = row;
    reached = value;
  }
  return best;
}
