// How the sweep is looked at, as a link carries it: what is shown, which columns in which order, filters, the metric that
// counts, and the open session.
import { pinnedOf } from '../../../../client/data/card-groups.ts';
import { namesOf, textOf } from '../../../../client/data/name-list.ts';
import { matcherOf } from '../../../../client/data/run-selection.ts';
import {
  bestRow,
  type Column,
  type Filter,
  filteredRows,
  type Goal,
  likelyGoal,
  type Row,
  type SessionTable,
  sortedRows,
} from '../model/session-table.ts';

/** A dashboard's own settings, as `rb-view-change` carries them. */
type View = Readonly<Record<string, string>>;

export const SHOWS = [
  { value: 'table', label: 'Table' },
  { value: 'parallel', label: 'Parallel coordinates' },
  { value: 'scatter', label: 'Scatter plots' },
  { value: 'importance', label: 'Importance' },
] as const;
type Show = (typeof SHOWS)[number]['value'];

/** A column, and what is known of it beside its values. */
export interface PlacedColumn {
  readonly column: Column;
  /** Index into a row's values. */
  readonly at: number;
  readonly filter: Filter | undefined;
  readonly logarithmic: boolean;
}

/** Everything that is drawn. Made anew whenever table or settings change. */
export interface TableView {
  readonly show: Show;
  /** All that there are, in the table's order. */
  readonly all: readonly PlacedColumn[];
  /** Those to show, in the order in which they are shown. */
  readonly shown: readonly PlacedColumn[];
  /** Why the filter of columns cannot be used. */
  readonly invalid: string | undefined;
  /** All rows, in the table's order. */
  readonly everyRow: readonly Row[];
  /** Rows that pass the filters, ordered. */
  readonly rows: readonly Row[];
  /** Rows that stay above all others in the table, whatever filters say, in the order in which they were pinned. */
  readonly pinned: readonly Row[];
  /** The metric that counts, and whether it is to be high or low. */
  readonly metric: PlacedColumn | undefined;
  readonly goal: Goal;
  readonly best: Row | undefined;
  readonly order: { readonly key: string; readonly descending: boolean } | undefined;
  /** Name of the row whose curves are shown. */
  readonly open: string | undefined;
}

/** At first so many columns are shown: what fits. */
const FIRST_HPARAMS = 10;
const FIRST_METRICS = 6;

export function tableViewOf(table: SessionTable, view: View): TableView {
  const switched = namesOf(view['log']);
  const all = table.columns.map((column, at): PlacedColumn => {
    const filter = filterOf(column, view[`f:${column.key}`]);
    const logarithmic = column.isNumeric && switched.has(column.key) !== column.isWide;
    return { column, at, filter, logarithmic };
  });
  const { matches, invalid } = matcherOf(view['tag'] ?? '');
  const shown = chosen(all, view['columns']).filter(({ column }) => matches(column.key));
  const filters = new Map(all.flatMap(({ column, filter }) => (filter ? [[column.key, filter]] : [])));
  const metrics = all.filter(({ column }) => column.kind === 'metric');
  const metric = metrics.find(({ column }) => column.key === view['metric']) ?? metrics[0];
  const goal =
    view['goal'] === 'max' || view['goal'] === 'min' ? view['goal'] : likelyGoal(metric?.column.key ?? '');
  const rows = filteredRows(table, filters);
  const order = orderOf(view['sort']) ?? (metric && { key: metric.column.key, descending: goal === 'max' });
  const orderAt = all.find(({ column }) => column.key === order?.key)?.at;
  return {
    show: SHOWS.find(({ value }) => value === view['show'])?.value ?? 'table',
    all,
    shown,
    invalid,
    everyRow: table.rows,
    pinned: pinnedRows(table, view),
    rows: orderAt === undefined || !order ? rows : sortedRows(rows, orderAt, order.descending),
    metric,
    goal,
    best: metric && bestRow(rows, metric.at, goal),
    order,
    open: view['session'],
  };
}

function pinnedRows({ rows }: SessionTable, view: View): readonly Row[] {
  const names = pinnedOf(view);
  if (names.size === 0) return [];
  const byName = new Map(rows.map((row) => [row.name, row]));
  return [...names].flatMap((name) => byName.get(name) ?? []);
}

/** What to change so that a row is pinned, behind the others, or no longer. */
export function viewWithPinnedRow({ pinned }: TableView, row: Row, pin: boolean): View {
  const names = pinned.map(({ name }) => name).filter((name) => name !== row.name);
  return { pin: textOf(pin ? [...names, row.name] : names) };
}

function chosen(all: readonly PlacedColumn[], text: string | undefined): readonly PlacedColumn[] {
  if (text === undefined || text === '') return firstColumns(all);
  const byKey = new Map(all.map((placed) => [placed.column.key, placed]));
  return [...namesOf(text)].flatMap((key) => byKey.get(key) ?? []);
}

/** Hyperparameters that differ, or all where none does, and metrics; the status where it tells sessions apart. */
function firstColumns(all: readonly PlacedColumn[]): readonly PlacedColumn[] {
  const of = (kind: Column['kind']) => all.filter(({ column }) => column.kind === kind);
  const differing = of('hparam').filter(({ column }) => column.differs);
  return [
    ...of('status').filter(({ column }) => column.differs),
    ...(differing.length > 0 ? differing : of('hparam')).slice(0, FIRST_HPARAMS),
    ...of('metric').slice(0, FIRST_METRICS),
  ];
}

function orderOf(text: string | undefined): TableView['order'] {
  if (!text) return undefined;
  return { key: text.replace(/^[-+]/, ''), descending: text.startsWith('-') };
}

/** `0.1..0.5` with either end left open, or a list of values. */
function filterOf({ isNumeric }: Column, text: string | undefined): Filter | undefined {
  if (text === undefined) return undefined;
  if (!isNumeric) return { kind: 'values', values: namesOf(text === '~none' ? '' : text) };
  const [low = '', high = ''] = text.split('..');
  const min = low === '' ? Number.NEGATIVE_INFINITY : Number(low);
  const max = high === '' ? Number.POSITIVE_INFINITY : Number(high);
  return Number.isNaN(min) || Number.isNaN(max) ? undefined : { kind: 'interval', min, max };
}

/** What to change of the view so that a column is filtered so; undefined takes the filter away. */
export function viewWithFilter({ key }: Column, filter: Filter | undefined): View {
  const name = `f:${key}`;
  if (!filter) return { [name]: '' };
  if (filter.kind === 'values') return { [name]: filter.values.size === 0 ? '~none' : textOf(filter.values) };
  const end = (value: number) => (Number.isFinite(value) ? String(value) : '');
  const text = `${end(filter.min)}..${end(filter.max)}`;
  return { [name]: text === '..' ? '' : text };
}

/** What to change so that these columns are shown, in this order. */
export function viewWithColumns(columns: readonly PlacedColumn[]): View {
  // An empty list would mean the columns of the beginning.
  return { columns: columns.length === 0 ? 'status' : textOf(columns.map(({ column }) => column.key)) };
}

/** What to change so that a column's axis is logarithmic, or no longer. */
export function viewWithLogarithmic({ all }: TableView, { key }: Column, logarithmic: boolean): View {
  const keys = all
    .filter((placed) => placed.logarithmic && placed.column.key !== key)
    .map(({ column }) => column.key);
  return { log: textOf(logarithmic ? [...keys, key] : keys) };
}

/** What to change so that no column is filtered. */
export function viewWithoutFilters({ all }: TableView): View {
  return Object.fromEntries(all.filter(({ filter }) => filter).map(({ column }) => [`f:${column.key}`, '']));
}
