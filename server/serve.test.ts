import { afterAll, beforeAll, expect, it } from 'vitest';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { snapshotOf, sourceOf } from '../test/snapshot-of.ts';
import { defaultOptions } from './options.ts';
import { type RunningServer, serveSource } from './serve.ts';

const source = sourceOf(
  snapshotOf([
    { run: 'train', tag: 'loss', values: [1, 0.5, 0.25] },
    { run: 'train', tag: 'odd', values: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3] },
    { run: '.', tag: 'loss', values: [7], steps: [2n ** 60n] },
  ]),
);
let server: RunningServer;
beforeAll(async () => {
  server = await serveSource(source, PLUGIN_ROUTES, { ...defaultOptions('logs'), port: 0 });
});
afterAll(() => server.close());

it.each([
  ['data/runs', '["train","."]'],
  [
    'data/plugin/scalars/tags',
    '{"train":{"loss":{"displayName":"","description":""},"odd":{"displayName":"","description":""}},".":{"loss":{"displayName":"","description":""}}}',
  ],
  [
    'data/plugin/scalars/scalars?run=train&tag=odd',
    '[[1700000000,0,"NaN"],[1700000001,1,"Infinity"],[1700000002,2,"-Infinity"],[1700000003,3,3]]',
  ],
  ['data/plugin/scalars/scalars?run=.&tag=loss', '[[1700000000,1152921504606846976,7]]'],
])('answers %s', async (path, expected) => {
  const response = await fetch(server.url + path);
  expect(await response.text()).toBe(expected);
  expect(response.headers.get('content-type')).toBe('application/json');
});
