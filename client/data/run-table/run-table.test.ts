import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunColumnInfo } from '../../../src/wire/run-columns.ts';
import { loadRegexEngine } from '../linear-regex.ts';
import { runColor } from '../run-colors.ts';
import { ALL_RUNS, withTicks } from '../run-selection.ts';
import { groupCellOf } from './group-cell.ts';
import { FieldNames, fieldsOf } from './run-fields.ts';
import { compareCells, nextOrder } from './run-order.ts';
import { runQueryOf } from './run-query.ts';
import { isRunning, NO_VALUES, type RunValues, recordsOf } from './run-record.ts';
import { type RunTableParts, runTableOf } from './run-table.ts';

beforeAll(loadRegexEngine);

const RUNS = ['lr=0.1/adam_seed1', 'lr=0.1/sgd_seed1', 'lr=0.01/adam_seed2', 'base line'].map((name, at) => ({
  name,
  startTimeSeconds: 1000 + at,
  lastTimeSeconds: 1060 + at,
}));
const COLUMNS: readonly RunColumnInfo[] = [
  { source: 'hparams', heading: 'Hyperparameters', name: 'lr', aspects: [], shown: true },
  { source: 'hparams', heading: 'Hyperparameters', name: 'opt', aspects: [], shown: true },
  { source: 'scalars', heading: 'Metrics', name: 'a loss', aspects: ['last', 'max'], shown: false },
];
const FIELDS = fieldsOf(COLUMNS);
const VALUES: RunValues = {
  runs: new Map(RUNS.map(({ name }, at) => [name, at])),
  lastSteps: [9, 100, null, 20],
  pausesSeconds: [1, 600, null, 1e6],
  columns: new Map<string, (string | number | null)[]>([
    ['hparams::lr', [0.1, 0.1, 0.01, null]],
    ['hparams::opt', ['adam', 'sgd', 'adam', null]],
    ['scalars:last:a loss', [0.5, Number.NaN, 0.25, 1]],
    ['scalars:max:a loss', [3, 4, 5, 6]],
  ]),
};
const PARTS: RunTableParts = {
  runs: RUNS,
  notes: {
    version: 1,
    runs: { 'base line': { name: 'Baseline', tags: ['best', 'paper'], note: 'before the fix' } },
  },
  fields: FIELDS,
  values: VALUES,
  filter: '',
  ticks: ALL_RUNS,
  order: '',
  grouping: '',
  mean: false,
  pinned: new Set(),
  baseline: '',
  withIgnored: false,
  collapsed: new Set(),
  engine: true,
};

/** Places in RUNS of the rows, or the label of a group. */
const rowsOf = (parts: Partial<RunTableParts>) =>
  runTableOf({ ...PARTS, ...parts }).rows.map((row) =>
    row.kind === 'run' ? row.record.index : (row.group?.label ?? '-'),
  );

describe('the filter', () => {
  it.each<[string, number[]]>([
    ['', [0, 1, 2, 3]],
    ['adam', [0, 2]],
    ['^lr', [0, 1, 2]],
    ['adam seed1', [0]],
    ['seed[12]$', [0, 1, 2]],
    // What is no field is a regular expression, whatever signs it holds.
    ['lr=0.1/', []],
    ['x=1', []],
    ['lr<0.05', [2]],
    ['lr<=0.1 opt:adam', [0, 2]],
    ['LR=0.1', [0, 1]],
    ['lr!=0.1', [2, 3]],
    ['-opt:sgd', [0, 2, 3]],
    ['-adam', []],
    ['opt=adam', [0, 2]],
    ['opt:a.*m', [0, 2]],
    ['step>=20', [1, 3]],
    ['"a loss">0.3', [0, 3]],
    ['"a loss".max>4', [2, 3]],
    ['"a loss"=nan', [1]],
    ['tag:paper', [3]],
    ['note:fix', [3]],
    ['"base line"', [3]],
    ['Baseline', [3]],
    ['duration=60', [0, 1, 2, 3]],
    ['"', [0, 1, 2, 3]],
  ])('%j leaves %j', (filter, expected) => expect(rowsOf({ filter })).toEqual(expected));

  it('says why a pattern cannot be used, wherever it stands, and lets everything through meanwhile', () => {
    const table = runTableOf({ ...PARTS, filter: 'opt:( lr<0.05' });
    expect(table.invalidFilter).toBe('Not a regular expression: missing closing ): `(`.');
    expect(table.rows).toHaveLength(1);
    expect(runTableOf({ ...PARTS, filter: '-opt:(' }).rows).toHaveLength(4);
  });

  it('names the fields that it needs', () => {
    const { fields } = runQueryOf('lr<1 "a loss">2 x', new FieldNames(FIELDS));
    expect(fields.map(({ id }) => id)).toEqual(['hparams::lr', 'scalars:last:a loss']);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a1"<>=:-! (lr)') }), (filter) => {
        runTableOf({ ...PARTS, filter });
      }),
    );
  });
});

describe('the order', () => {
  it.each([
    ['hparams::lr', [2, 0, 1, 3]],
    ['-hparams::lr', [0, 1, 2, 3]],
    ['hparams::opt', [0, 2, 1, 3]],
    ['step', [0, 3, 1, 2]],
    ['-step', [1, 3, 0, 2]],
    ['-scalars:last:a loss', [3, 0, 2, 1]],
    ['name', [3, 0, 2, 1]],
    ['gone', [0, 1, 2, 3]],
  ])('%s puts what has no value last', (order, expected) => expect(rowsOf({ order })).toEqual(expected));

  it('is one and the same from both sides', () => {
    const cell = fc.oneof(fc.double({ noNaN: true }), fc.string(), fc.boolean());
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        expect(Math.sign(compareCells(a, b)) + Math.sign(compareCells(b, a))).toBe(0);
      }),
    );
  });

  it('a column’s head asks for up, down and none in turn', () => {
    const asked = ['', 'a', '-a'].map((order) => nextOrder(order, 'a'));
    expect([...asked, nextOrder('-b', 'a')]).toEqual(['a', '-a', '', 'a']);
  });
});

describe('groups', () => {
  it('have one colour each, by a hyperparameter or what a pattern catches, and keep it under a filter', () => {
    expect(rowsOf({ grouping: 'hparams::opt' })).toEqual(['opt adam', 0, 2, 'opt sgd', 1, '-', 3]);
    expect(rowsOf({ grouping: '/_(seed.)/' })).toEqual(['seed1', 0, 1, 'seed2', 2, '-', 3]);
    const { visible } = runTableOf({ ...PARTS, grouping: 'hparams::opt', filter: 'sgd|base', mean: true });
    expect(visible.map(({ color, group }) => [color, group?.label, group?.mean])).toEqual([
      [runColor(1), 'opt sgd', true],
      [runColor(3), undefined, undefined],
    ]);
  });

  it('tell how many of theirs are ticked', () => {
    const ticks = withTicks(ALL_RUNS, ['lr=0.1/adam_seed1'], false);
    const [first] = runTableOf({ ...PARTS, grouping: 'hparams::opt', ticks }).rows;
    expect(first).toMatchObject({
      kind: 'group',
      ticked: 1,
      names: ['lr=0.1/adam_seed1', 'lr=0.01/adam_seed2'],
    });
  });

  it('can be collapsed, and are shown all the same', () => {
    const collapsed = new Set(['opt adam']);
    const table = runTableOf({ ...PARTS, grouping: 'hparams::opt', collapsed });
    expect(rowsOf({ grouping: 'hparams::opt', collapsed })).toEqual(['opt adam', 'opt sgd', 1, '-', 3]);
    expect(table.visible).toHaveLength(4);
    expect(table.names).toEqual(['lr=0.1/adam_seed1', 'lr=0.01/adam_seed2', 'lr=0.1/sgd_seed1', 'base line']);
  });

  it('come down to a mean, or to what all have', () => {
    const [adam] = runTableOf({ ...PARTS, grouping: 'hparams::opt' }).rows;
    const cell = (id: string) => {
      const field = FIELDS.find((candidate) => candidate.id === id);
      return field && adam?.kind === 'group' ? groupCellOf(adam, field, VALUES) : undefined;
    };
    expect(cell('hparams::opt')).toEqual({ value: 'adam', deviation: undefined, count: 0 });
    expect(cell('hparams::lr')?.value).toBeCloseTo(0.055);
    expect(cell('scalars:last:a loss')).toEqual({
      value: 0.375,
      deviation: Math.hypot(0.125, 0.125),
      count: 2,
    });
    expect(cell('name')).toEqual({ value: undefined, deviation: undefined, count: 0 });
  });

  it('a pattern that is none says why, and then there are no groups', () => {
    const { invalidGrouping, rows } = runTableOf({ ...PARTS, grouping: '/(/' });
    expect(invalidGrouping).toContain('missing closing )');
    expect(rows).toHaveLength(5);
  });
});

it('pinned runs come first, whatever the order', () => {
  const pinned = new Set(['base line']);
  expect(rowsOf({ pinned, order: '-hparams::lr' })).toEqual([3, 0, 1, 2]);
  expect(rowsOf({ pinned, grouping: 'hparams::opt' })).toEqual([3, 'opt adam', 0, 2, 'opt sgd', 1]);
});

it('an ignored run is gone from table and tabs, and can be listed to bring it back', () => {
  const notes = { version: 1, runs: { 'base line': { ignored: true as const } } };
  const table = runTableOf({ ...PARTS, notes });
  expect([table.visible.length, table.total, table.ignored]).toEqual([3, 4, 1]);
  const listed = runTableOf({ ...PARTS, notes, withIgnored: true });
  expect([listed.rows.length, listed.visible.length]).toEqual([4, 3]);
});

it('a run keeps its colour whatever is filtered, sorted or pinned', () => {
  const colors = (parts: Partial<RunTableParts>) =>
    new Map(runTableOf({ ...PARTS, ...parts }).visible.map(({ name, color }) => [name, color]));
  const all = colors({});
  for (const parts of [{ filter: 'adam' }, { order: '-step' }, { pinned: new Set(['base line']) }])
    for (const [name, color] of colors(parts)) expect(color).toBe(all.get(name));
});

it('names and the baseline go to the tabs', () => {
  const { visible, baseline } = runTableOf({ ...PARTS, baseline: 'base line', filter: 'base' });
  expect(visible).toEqual([
    { name: 'base line', label: 'Baseline', color: runColor(3), startTimeSeconds: 1003, baseline: true },
  ]);
  expect(baseline?.name).toBe('base line');
});

it('a run has the colour that the user gave it, if it is one', () => {
  const notes = (color: string) => ({ version: 1, runs: { 'base line': { color } } });
  const color = (parts: Partial<RunTableParts>) => runTableOf({ ...PARTS, ...parts }).visible[3]?.color;
  expect(color({ notes: notes('#12AB9f') })).toBe('#12AB9f');
  expect(color({ notes: notes('red; position: fixed') })).toBe(runColor(3));
});

it('notes about a run with a name like a built-in property are only its own', () => {
  const runs = [{ name: '__proto__', startTimeSeconds: 1, lastTimeSeconds: 1 }];
  const notes = JSON.parse('{"version": 1, "runs": {"__proto__": {"name": "odd"}}}');
  expect(recordsOf(runs, notes).map(({ label }) => label)).toEqual(['odd']);
  expect(recordsOf(runs, undefined).map(({ label }) => label)).toEqual(['__proto__']);
});

it('without values yet nothing is sorted away', () => {
  expect(rowsOf({ values: NO_VALUES, order: 'hparams::lr', grouping: 'hparams::lr' })).toEqual([
    '-',
    0,
    1,
    2,
    3,
  ]);
});

it.each([
  [0, 1100, true],
  [0, 1300, false],
  // It writes every ten minutes.
  [1, 2000, true],
  [1, 3000, false],
  // It was resumed after many days.
  [3, 11_000, true],
  [3, 12_000, false],
  // Its clock is ahead, by an hour and by a year.
  [0, 1060 - 3600, true],
  [0, 1060 - 3.15e7, false],
])('run %d is taken for running at %d: %s', (at, now, running) => {
  const record = recordsOf(RUNS, undefined)[at];
  expect(record && isRunning(record, VALUES, now)).toBe(running);
});
