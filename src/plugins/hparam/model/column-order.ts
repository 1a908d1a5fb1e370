// Session groups filtered, sorted, trimmed and cut as a request's columns want it.
// Rules: tensorboard/plugins/hparams/list_session_groups.py.
import type { HParamValue, SessionGroup } from '../kind.ts';
import { RequestError } from './proto-json.ts';
import type { Column, ColumnFilter, SessionGroupsRequest } from './request.ts';
import { metricOf } from './session-groups.ts';
import { compareText } from './sweep.ts';

/** Compiles a user's pattern to a search in a text, in linear time; undefined for what is no pattern. */
export type CompileRegex = (pattern: string) => ((text: string) => boolean) | undefined;

/** One page of the groups that pass all filters; `totalSize` counts all that do. Throws RequestError. */
export function pageOfGroups(
  groups: readonly SessionGroup[],
  { columns, startIndex, sliceSize }: Pick<SessionGroupsRequest, 'columns' | 'startIndex' | 'sliceSize'>,
  compile: CompileRegex,
): { readonly sessionGroups: readonly SessionGroup[]; readonly totalSize: number } {
  const filters = columns.map((column) => filterOf(column, compile)).filter((filter) => filter !== undefined);
  const passing = groups.filter((group) => filters.every((passes) => passes(group)));
  const page = sortedGroups(passing, columns).slice(startIndex, startIndex + sliceSize);
  return { sessionGroups: trimmed(page, columns), totalSize: passing.length };
}

/** Undefined where the group has no such value. */
function columnValueOf(group: SessionGroup, { of }: Column): HParamValue | undefined {
  return 'hparam' in of ? group.hparams.get(of.hparam) : metricOf(group.metricValues, of.metric)?.value;
}

function filterOf(column: Column, compile: CompileRegex): ((group: SessionGroup) => boolean) | undefined {
  const { filter, excludeMissingValues } = column;
  if (filter === undefined && !excludeMissingValues) return undefined;
  const passes = filter === undefined ? () => true : testOf(filter, compile);
  return (group) => {
    const value = columnValueOf(group, column);
    return value === undefined ? !excludeMissingValues : passes(value);
  };
}

function testOf(filter: ColumnFilter, compile: CompileRegex): (value: HParamValue) => boolean {
  if ('regexp' in filter) {
    const isFoundIn = compile(filter.regexp);
    if (!isFoundIn)
      throw new RequestError(`filterRegexp: ${JSON.stringify(filter.regexp)} is no regular expression`);
    return (value) => {
      if (typeof value === 'string') return isFoundIn(value);
      throw new RequestError(`filterRegexp: expected a column of strings, got ${value}`);
    };
  }
  if ('discrete' in filter) {
    // As in Python, true equals 1.
    const allowed = new Set(filter.discrete.map(comparable));
    return (value) => allowed.has(comparable(value));
  }
  return (value) => {
    if (typeof value === 'string') {
      throw new RequestError(`filterInterval: expected a column of numbers, got ${JSON.stringify(value)}`);
    }
    return filter.minValue <= Number(value) && Number(value) <= filter.maxValue;
  };
}

function comparable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** By the first column that says so, then by the next …, at last by name. */
function sortedGroups(groups: readonly SessionGroup[], columns: readonly Column[]): SessionGroup[] {
  const sorting = columns.filter(({ order }) => order !== 'ORDER_UNSPECIFIED');
  const rows = groups.map((group) => ({
    group,
    keys: sorting.map((column) => columnValueOf(group, column)),
  }));
  rows.sort((a, b) => {
    for (const [i, column] of sorting.entries()) {
      const order = compareKeys(a.keys[i], b.keys[i], column);
      if (order !== 0) return order;
    }
    return compareText(a.group.name, b.group.name);
  });
  return rows.map(({ group }) => group);
}

type Key = HParamValue | undefined;

function compareKeys(a: Key, b: Key, { order, missingValuesFirst }: Column): number {
  if (a === undefined || b === undefined) {
    const missing = Number(a === undefined) - Number(b === undefined);
    return missingValuesFirst ? -missing : missing;
  }
  return order === 'ORDER_DESC' ? -compareValues(a, b) : compareValues(a, b);
}

/** Numbers and booleans before strings; NaN behind all numbers. */
function compareValues(a: HParamValue, b: HParamValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'string' || typeof b === 'string') return typeof a === 'string' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x === y ? 0 : x - y;
}

/** Where any column says whether it is wanted, only hyperparameters of columns that are not unwanted stay. */
function trimmed(groups: readonly SessionGroup[], columns: readonly Column[]): readonly SessionGroup[] {
  if (columns.every(({ includeInResult }) => includeInResult === undefined)) return groups;
  const wanted = new Set(
    columns.flatMap(({ of, includeInResult }) =>
      'hparam' in of && includeInResult !== false ? [of.hparam] : [],
    ),
  );
  return groups.map((group) => ({
    ...group,
    hparams: new Map([...group.hparams].filter(([name]) => wanted.has(name))),
  }));
}
