import { expect, it } from 'vitest';
import { type Cell, csvOf, downloadTableOf, latexOf } from './download.ts';

const rowOf = (cell: Cell) => ({ header: ['h', 'i'], rows: [[cell, null]] });

it.each<[Cell, string]>([
  [16, '16.0'],
  [0.1, '0.1'],
  [1e-5, '1e-05'],
  [Number.NaN, 'nan'],
  [true, 'True'],
  ['plain', 'plain'],
  ['(64, 32)', '"(64, 32)"'],
  ['a "b"', '"a ""b"""'],
  ['a\nb', '"a\nb"'],
  ['', ''],
])('writes %j into CSV', (cell, expected) => expect(csvOf(rowOf(cell))).toBe(`h,i\r\n${expected},\r\n`));

it('keeps a lone empty cell from becoming an empty line', () =>
  expect(csvOf({ header: ['h'], rows: [[null]] })).toBe('h\r\n""\r\n'));

// As Python prints `"%.3g" % value`, checked against it.
it.each<[Cell, string]>([
  [0, '$0$'],
  [16, '$16$'],
  [0.1, '$0.1$'],
  [2.5e-5, '$2.5\\cdot 10^{-5}$'],
  [0.0001, '$0.0001$'],
  [1234.5, '$1.23\\cdot 10^{3}$'],
  [999.5, '$1\\cdot 10^{3}$'],
  [2.125, '$2.12$'],
  [2.135, '$2.13$'],
  [0.9999, '$1$'],
  [-0.10833333432674408, '$-0.108$'],
  [true, '$1$'],
  [Number.NaN, '$\\mathrm{NaN}$'],
  [Number.NEGATIVE_INFINITY, '$-\\infty$'],
  [Number.POSITIVE_INFINITY, '$+\\infty$'],
  [null, '-'],
  ['50%_a', '50\\%\\_a'],
  ['\\input{/etc/passwd} & ~#$^', '\\textbackslash{}input\\{/etc/passwd\\} \\& \\~{}\\#\\$\\^{}'],
])('writes %j into LaTeX', (cell, expected) =>
  expect(latexOf({ header: ['h'], rows: [[cell]] })).toBe(
    `\\begin{table}[tbp]\n\\begin{tabular}{l}\nh \\\\ \\hline\n${expected} \\\\\n\\hline\n\\end{tabular}\n\\end{table}\n`,
  ),
);

it('has the columns that are visible, under the names that are shown', () => {
  const metric = (tag: string, displayName = '') => ({
    name: { group: 'val', tag },
    displayName,
    description: '',
    datasetType: 'DATASET_UNKNOWN' as const,
  });
  const hparam = (name: string, displayName = '') => ({
    name,
    displayName,
    description: '',
    type: 'DATA_TYPE_FLOAT64' as const,
    differs: false,
  });
  const experiment = {
    name: '',
    description: '',
    user: '',
    timeCreatedSecs: 0,
    hparamInfos: [hparam('lr', 'rate'), hparam('gone')],
    metricInfos: [metric('acc'), metric('loss', 'Loss')],
  };
  const value = { name: { group: 'val', tag: 'acc' }, value: 0.5, trainingStep: 1, wallTimeSecs: 1 };
  const group = {
    name: 'g',
    hparams: new Map([['lr', 2]]),
    metricValues: [value],
    sessions: [],
    monitorUrl: '',
  };
  expect(downloadTableOf(experiment, [group], [true, true, true, true])).toEqual({
    header: ['rate', 'gone', 'acc', 'Loss'],
    rows: [[2, '', 0.5, null]],
  });
  expect(downloadTableOf(experiment, [group], [false, false, true])).toEqual({
    header: ['acc'],
    rows: [[0.5]],
  });
});
