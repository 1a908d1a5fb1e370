import { expect, it } from 'vitest';
import type { HParamValue, SessionGroup } from '../kind.ts';
import { pageOfGroups } from './column-order.ts';
import { RequestError } from './proto-json.ts';
import { sessionGroupsRequestOf } from './request.ts';

const group = (name: string, hparams: Readonly<Record<string, HParamValue>>, acc?: number): SessionGroup => ({
  name,
  hparams: new Map(Object.entries(hparams)),
  metricValues:
    acc === undefined
      ? []
      : [{ name: { group: '', tag: 'acc' }, value: acc, trainingStep: 0, wallTimeSecs: 0 }],
  sessions: [],
  monitorUrl: '',
});
const GROUPS = [
  group('d', { lr: 0.1, opt: 'sgd', amp: true }, 0.5),
  group('a', { lr: 0.3, opt: 'adam', amp: false }, 0.9),
  group('c', { opt: 'adamw' }, Number.NaN),
  group('b', { lr: 0.1, opt: 'sgd' }),
];
const ACC = { tag: 'acc' };

function namesOf(...colParams: object[]): string {
  const request = sessionGroupsRequestOf(JSON.stringify({ sliceSize: 100, colParams }));
  const { sessionGroups } = pageOfGroups(GROUPS, request, (pattern) => {
    if (pattern === '(') return undefined;
    const regex = new RegExp(pattern);
    return (text) => regex.test(text);
  });
  return sessionGroups.map(({ name }) => name).join('');
}

it.each<[string, object[], string]>([
  ['by name, without columns', [], 'abcd'],
  ['ascending, what is missing last', [{ hparam: 'lr', order: 'ORDER_ASC' }], 'bdac'],
  ['descending, what is missing last', [{ hparam: 'lr', order: 'ORDER_DESC' }], 'abdc'],
  ['what is missing first', [{ hparam: 'lr', order: 'ORDER_ASC', missingValuesFirst: true }], 'cbda'],
  ['what is missing first, descending', [{ hparam: 'lr', order: 2, missing_values_first: true }], 'cabd'],
  ['by a metric, NaN behind numbers', [{ metric: ACC, order: 'ORDER_ASC' }], 'dacb'],
  ['by a text', [{ hparam: 'opt', order: 'ORDER_DESC' }], 'bdca'],
  [
    'by two columns',
    [
      { hparam: 'lr', order: 1 },
      { metric: ACC, order: 1 },
    ],
    'dbac',
  ],
])('sorts %s', (_, columns, expected) => expect(namesOf(...columns)).toBe(expected));

it.each<[string, object, string]>([
  [
    'an interval, its ends included',
    { hparam: 'lr', filterInterval: { minValue: 0.1, maxValue: 0.1 } },
    'bcd',
  ],
  ['an endless interval', { hparam: 'lr', filterInterval: { minValue: 0.2, maxValue: 'Infinity' } }, 'ac'],
  ['an interval of booleans', { hparam: 'amp', filterInterval: { minValue: 1, maxValue: 1 } }, 'bcd'],
  ['an interval of a metric', { metric: ACC, filterInterval: { minValue: 0.4, maxValue: 0.6 } }, 'bd'],
  ['a pattern anywhere in the text', { hparam: 'opt', filterRegexp: 'am' }, 'ac'],
  ['a set', { hparam: 'opt', filterDiscrete: ['sgd', 'adamw'] }, 'bcd'],
  [
    'a set of numbers, in which 1 is true',
    { hparam: 'amp', filterDiscrete: [1], excludeMissingValues: true },
    'd',
  ],
  ['an empty set', { hparam: 'opt', filterDiscrete: [] }, ''],
  ['nothing but that it is there', { hparam: 'lr', excludeMissingValues: true }, 'abd'],
])('filters by %s', (_, column, expected) => expect(namesOf(column)).toBe(expected));

it('wants all filters to pass', () =>
  expect(namesOf({ hparam: 'opt', filterRegexp: '^adam' }, { metric: ACC, excludeMissingValues: true })).toBe(
    'ac',
  ));

it.each([
  [
    'a pattern for numbers',
    { hparam: 'lr', filterRegexp: '1' },
    'filterRegexp: expected a column of strings, got 0.1',
  ],
  [
    'a pattern that is none',
    { hparam: 'opt', filterRegexp: '(' },
    'filterRegexp: "(" is no regular expression',
  ],
  [
    'an interval of texts',
    { hparam: 'opt', filterInterval: {} },
    'filterInterval: expected a column of numbers, got "sgd"',
  ],
  ['a column of nothing', { order: 1 }, 'must be of a metric or of a hparam'],
  ['a column of both', { hparam: 'lr', metric: ACC }, 'only one of metric, hparam'],
  [
    'two filters',
    { hparam: 'lr', filterRegexp: '', filterDiscrete: [] },
    'only one of filterRegexp, filterDiscrete',
  ],
])('refuses %s', (_, column, message) => {
  expect(() => namesOf(column)).toThrow(RequestError);
  expect(() => namesOf(column)).toThrow(message);
});

it.each<[string, object, string[], number]>([
  ['a page', { startIndex: 1, sliceSize: 2 }, ['b', 'c'], 4],
  ['what is left', { startIndex: 3, sliceSize: 9 }, ['d'], 4],
  ['nothing without a size', {}, [], 4],
])('cuts %s', (_, request, expected, totalSize) => {
  const page = pageOfGroups(GROUPS, sessionGroupsRequestOf(JSON.stringify(request)), () => undefined);
  expect(page.sessionGroups.map(({ name }) => name)).toEqual(expected);
  expect(page.totalSize).toBe(totalSize);
});

it.each<[string, object[], string[]]>([
  ['all where no column says', [{ hparam: 'lr' }], ['lr', 'opt', 'amp']],
  ['what is wanted', [{ hparam: 'lr', includeInResult: true }], ['lr']],
  ['what no column refuses', [{ hparam: 'lr', includeInResult: false }, { hparam: 'opt' }], ['opt']],
])('keeps of hyperparameters %s', (_, colParams, expected) => {
  const request = sessionGroupsRequestOf(JSON.stringify({ sliceSize: 1, colParams }));
  const { sessionGroups } = pageOfGroups(GROUPS, request, () => undefined);
  expect([...(sessionGroups[0]?.hparams.keys() ?? [])]).toEqual(expected);
});
