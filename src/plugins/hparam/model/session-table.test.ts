import { describe, expect, it } from 'vitest';
import type { HParamTable } from '../kind.ts';
import { importanceOf } from './importance.ts';
import {
  bestRow,
  columnsOf,
  type Filter,
  filteredRows,
  likelyGoal,
  rowsOf,
  sortedRows,
} from './session-table.ts';

const info = (name: string, type: 'DATA_TYPE_FLOAT64' | 'DATA_TYPE_STRING') =>
  ({ name, displayName: '', description: '', type, differs: true }) as const;
const metric = (tag: string, group = '') =>
  ({ name: { tag, group }, displayName: '', description: '', datasetType: 'DATASET_UNKNOWN' }) as const;
const session = (run: string, group = run) =>
  ({ run, group, status: 'STATUS_SUCCESS', startTimeSecs: 1, endTimeSecs: 2, monitorUrl: '' }) as const;

/** As it comes as JSON: what is not finite is a string. */
const TABLE: HParamTable = {
  hparams: [info('lr', 'DATA_TYPE_FLOAT64'), info('opt', 'DATA_TYPE_STRING')],
  metrics: [metric('acc'), metric('acc', 'validation')],
  sessions: [session('a'), session('b'), session('c1', 'c'), session('c2', 'c')],
  hparamColumns: [
    [0.1, 'Infinity', 0.3, 0.3],
    ['sgd', 'adam', null, null],
  ],
  metricColumns: [
    [0.5, 'NaN' as unknown as number, 0.7, 0.9],
    [null, 0.2, null, null],
  ],
  unreadable: [],
};
const everyRow = rowsOf(TABLE, () => true);
const table = { columns: columnsOf(TABLE, everyRow), rows: everyRow };
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

describe('the table of sessions', () => {
  it('has a row a group, with the mean of its metrics, and numbers where JSON had words', () => {
    expect(table.columns.map(({ key, isNumeric }) => [key, isNumeric])).toEqual([
      ['status', false],
      ['lr', true],
      ['opt', false],
      ['acc', true],
      ['validation/acc', true],
    ]);
    expect(table.rows.map(({ name, values }) => [name, ...values])).toEqual([
      ['a', 'success', 0.1, 'sgd', 0.5, undefined],
      ['b', 'success', Number.POSITIVE_INFINITY, 'adam', Number.NaN, 0.2],
      ['c', 'success', 0.3, undefined, 0.8, undefined],
    ]);
  });

  it('has the sessions whose runs are visible, or whose metrics are', () => {
    expect(names(rowsOf(TABLE, (run) => run === 'c2'))).toEqual(['c']);
    expect(names(rowsOf(TABLE, (run) => run === 'b/validation'))).toEqual(['b']);
  });

  it.each<[string, Record<string, Filter>, string[]]>([
    ['an interval, its ends included', { lr: { kind: 'interval', min: 0.1, max: 0.3 } }, ['a', 'c']],
    ['values', { opt: { kind: 'values', values: new Set(['adam']) } }, ['b']],
    ['what is missing', { opt: { kind: 'values', values: new Set(['']) } }, ['c']],
    [
      'both of two',
      { opt: { kind: 'values', values: new Set(['sgd', '']) }, acc: { kind: 'interval', min: 0.6, max: 1 } },
      ['c'],
    ],
    ['nothing by a column that is not there', { x: { kind: 'interval', min: 0, max: 0 } }, ['a', 'b', 'c']],
  ])('is filtered by %s', (_, filters, expected) =>
    expect(names(filteredRows(table, new Map(Object.entries(filters))))).toEqual(expected),
  );

  it.each([
    [1, false, ['a', 'c', 'b']],
    [1, true, ['b', 'c', 'a']],
    [3, false, ['a', 'c', 'b']],
    [3, true, ['c', 'a', 'b']],
    [2, false, ['b', 'a', 'c']],
  ])('is ordered by column %d, descending %s, with what is missing last', (at, descending, expected) =>
    expect(names(sortedRows(table.rows, at, descending))).toEqual(expected),
  );

  it('knows its best row', () => {
    expect([bestRow(table.rows, 3, 'max')?.name, bestRow(table.rows, 3, 'min')?.name]).toEqual(['c', 'a']);
    expect(bestRow([], 3, 'max')).toBeUndefined();
    expect(['val_loss', 'accuracy', 'MSE'].map(likelyGoal)).toEqual(['min', 'max', 'min']);
  });
});

describe('importance', () => {
  const range = Array.from({ length: 120 }, (_, i) => i);
  const lr = range.map((i) => 10 ** -(i % 7));
  const noise = range.map((i) => (i * 37) % 11);
  const opt = range.map((i) => (i % 2 ? 'sgd' : 'adam'));

  it('finds what a metric depends on, and in which direction', () => {
    const metric = range.map((i) => Math.log10(lr[i] ?? 1) * 2 + (opt[i] === 'sgd' ? 1 : 0));
    const found = importanceOf({ columns: [lr, noise, opt], metric });
    expect(found?.shares.map((share) => share > 0.1)).toEqual([true, false, false]);
    expect(found?.shares[2]).toBeGreaterThan(found?.shares[1] ?? 1);
    expect(found?.explained).toBeGreaterThan(0.8);
    expect(found?.correlations[0]).toBeGreaterThan(0.9);
    expect(found?.correlations[2]).toBeUndefined();
  });

  it('says that noise explains nothing, and that nothing matters to a constant', () => {
    const mixed = range.map((i) => Math.sin(i * i));
    expect(importanceOf({ columns: [noise, opt], metric: mixed })?.explained).toBeLessThan(0.3);
    expect(importanceOf({ columns: [lr], metric: range.map(() => 1) })?.shares).toEqual([0]);
  });

  it('needs five sessions with a finite metric', () => {
    expect(importanceOf({ columns: [[1, 2, 3, 4, 5]], metric: [1, 2, 3, 4, Number.NaN] })).toBeUndefined();
  });
});
