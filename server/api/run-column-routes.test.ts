import { afterAll, beforeAll, expect, it } from 'vitest';
import { hparamRoutes } from '../../src/plugins/hparam/routes.ts';
import { scalarRoutes } from '../../src/plugins/scalar/routes.ts';
import type { RunColumnsAnswer, RunValuesAnswer } from '../../src/wire/run-columns.ts';
import { snapshotOf, sourceOf } from '../../test/snapshot-of.ts';
import { defaultOptions } from '../options.ts';
import { type RunningServer, serveSource } from '../serve.ts';

let server: RunningServer;
beforeAll(async () => {
  const source = sourceOf(
    snapshotOf([
      { run: 'a', tag: 'loss', values: [3, Number.NaN, 1, 2], steps: [1, 2, 3, 40] },
      { run: 'a', tag: 'all nan', values: [Number.NaN] },
      { run: 'b', tag: 'loss', values: [Number.POSITIVE_INFINITY], steps: [7] },
      { run: 'c', tag: 'far', values: [1], steps: [2n ** 60n] },
    ]),
  );
  server = await serveSource(source, [hparamRoutes, scalarRoutes], { ...defaultOptions('runs'), port: 0 });
});
afterAll(() => server.close());

const post = (body: string) => fetch(`${server.url}api/v1/run-columns/values`, { method: 'POST', body });
const values = async (...columns: (readonly [source: string, name: string, aspect: string])[]) => {
  const choices = columns.map(([source, name, aspect]) => ({ source, name, aspect }));
  return (await (await post(JSON.stringify({ columns: choices }))).json()) as RunValuesAnswer;
};

it('lists what the kinds offer', async () => {
  const { columns } = (await (await fetch(`${server.url}api/v1/run-columns`)).json()) as RunColumnsAnswer;
  expect(columns).toContainEqual({
    source: 'scalars',
    heading: 'Metrics',
    name: 'loss',
    aspects: ['last', 'min', 'max'],
    shown: false,
  });
});

it('answers columns beside the runs, with the largest step of each', async () => {
  const answer = await values(
    ['scalars', 'loss', 'last'],
    ['scalars', 'loss', 'min'],
    ['scalars', 'loss', 'max'],
  );
  expect(answer.runs).toEqual(['a', 'b', 'c']);
  expect(answer.lastSteps).toEqual([40, 7, 2 ** 60]);
  expect(answer.pausesSeconds).toEqual([1, null, null]);
  expect(answer.columns).toEqual([
    { type: 'number', values: [2, 'Infinity', null] },
    { type: 'number', values: [1, 'NaN', null] },
    { type: 'number', values: [3, 'NaN', null] },
  ]);
});

it.each([
  ['a tag of nothing but NaN', ['scalars', 'all nan', 'min'], ['NaN', null, null]],
  ['an unknown tag', ['scalars', 'gone', 'last'], [null, null, null]],
  ['an unknown aspect', ['scalars', 'loss', '__proto__'], [null, null, null]],
  ['an unknown source', ['none', 'loss', 'last'], [null, null, null]],
] as const)('%s', async (_, choice, expected) => {
  expect((await values(choice)).columns).toEqual([{ type: 'number', values: expected }]);
});

it.each([
  '',
  '[]',
  '{"columns": [1]}',
  JSON.stringify({ columns: Array(201).fill({ source: '', name: '', aspect: '' }) }),
])('refuses %.40s', async (body) => expect((await post(body)).status).toBe(400));
