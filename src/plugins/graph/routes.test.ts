import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorboard } from '../../../proto/messages.ts';
import { defaultOptions } from '../../../server/options.ts';
import type { RouteRequest } from '../../../server/plugin-host.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { type Event, encodeEvent } from '../../format/event.ts';
import { encodeStrings } from '../../format/tensor.ts';
import { frameRecord } from '../../format/tf-record.ts';
import { graphRoutes } from './routes.ts';

const text = (value: string) => new TextEncoder().encode(value);
const graph = (name: string) =>
  tensorboard.GraphDef.encode({
    node: [{ name, op: 'X', attr: { long: { s: new Uint8Array(100) } } }],
  }).finish();
const runMetadata = tensorboard.RunMetadata.encode({
  functionGraphs: [
    { preOptimizationGraph: { node: [{ name: 'a' }] } },
    { preOptimizationGraph: { node: [{ name: 'b' }] } },
  ],
}).finish();
const stored = (tag: string, pluginName: string, bytes: Uint8Array, content = '1') => ({
  tag,
  metadata: { pluginData: { pluginName, content: text(content) } },
  tensor: encodeStrings([bytes], []),
});
const EVENTS: readonly Partial<Event>[] = [
  { graphDef: graph('first') },
  { step: 1, graphDef: graph('newest') },
  { taggedRunMetadata: { tag: 'profile', runMetadata } },
  { values: [stored('both', 'graph_run_metadata', runMetadata)] },
  { values: [stored('graphs', 'graph_run_metadata_graph', runMetadata)] },
  { values: [stored('later', 'graph_run_metadata_graph', runMetadata, '2')] },
  { values: [stored('model', 'graph_keras_model', text('{"class_name":"Dense","config":{"name":"d"}}'))] },
  { values: [stored('broken', 'graph_keras_model', text('{'))] },
];

let logdir: string;
let server: RunningServer;
beforeAll(async () => {
  logdir = mkdtempSync(join(tmpdir(), 'graphs-'));
  const records = EVENTS.map((event) => frameRecord(encodeEvent({ wallTimeSeconds: 1, step: 0, ...event })));
  writeFileSync(join(logdir, 'events.out.tfevents.1'), Buffer.concat(records));
  server = await startServer({ ...defaultOptions(logdir), port: 0 }, [graphRoutes]);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  rmSync(logdir, { recursive: true });
});

const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}/data/plugin/graphs/${path}`);

it('info tells what there is to draw; newer versions are left out', async () => {
  const tag = (name: string, has: object) => ({
    [name]: { tag: name, conceptual_graph: false, op_graph: false, profile: false, ...has },
  });
  expect(await (await ask('info')).json()).toEqual({
    '.': {
      run: '.',
      run_graph: true,
      tags: {
        ...tag('profile', { profile: true }),
        ...tag('both', { profile: true, op_graph: true }),
        ...tag('graphs', { op_graph: true }),
        ...tag('model', { conceptual_graph: true }),
        ...tag('broken', { conceptual_graph: true }),
      },
    },
  });
});

describe('graphs', () => {
  it.each([
    ['graph?run=.', 'name: "newest"'],
    ['graph?run=.&conceptual=false', 'name: "newest"'],
    ['graph?run=.&tag=both', 'name: "graph_2/b"'],
    ['graph?run=.&tag=graphs', 'name: "graph_1/a"'],
    ['graph?run=.&tag=model&conceptual=true', 'name: "d"'],
    [
      'graph?run=.&limit_attr_size=99&large_attrs_key=k',
      'key: "k"\n    value {\n      list {\n        s: "long"',
    ],
    ['graph?run=.&limit_attr_size=102&large_attrs_key=k', 'key: "long"'],
    ['run_metadata?run=.&tag=profile', 'function_graphs {\n  pre_optimization_graph {'],
    ['run_metadata?run=.&tag=both', 'function_graphs {'],
  ])('%s', async (path, part) => {
    const response = await ask(path);
    expect(await response.text()).toContain(part);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/x-protobuf; charset=utf-8',
    ]);
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['graph', 400, 'the parameter run is missing'],
    ['graph?run=no', 404, 'no graph for run="no"'],
    ['graph?run=.&tag=profile', 404, 'tag="profile"'],
    ['graph?run=.&tag=both&conceptual=true', 404, 'tag="both"'],
    ['graph?run=.&conceptual=true', 404, 'tag=null'],
    ['graph?run=.&tag=broken&conceptual=true', 422, 'the stored model in JSON cannot be read'],
    [
      'graph?run=.&limit_attr_size=x&large_attrs_key=k',
      400,
      'limit_attr_size must be a whole number above 0',
    ],
    [
      'graph?run=.&limit_attr_size=0&large_attrs_key=k',
      400,
      'limit_attr_size must be a whole number above 0',
    ],
    ['graph?run=.&limit_attr_size=1', 400, 'limit_attr_size needs large_attrs_key'],
    ['run_metadata?run=.', 400, 'the parameter tag is missing'],
    ['run_metadata?run=.&tag=graphs', 404, 'tag="graphs"'],
  ])('%s is %i', async (path, status, message) => {
    const response = await ask(path);
    expect(await response.text()).toContain(message);
    expect(response.status).toBe(status);
  });
});

describe('graphs over 100 MB', () => {
  const LONG = 100_000_001;
  const constant = { name: 'c', op: 'Const', attr: { value: { s: new Uint8Array(LONG) } } };
  const large = tensorboard.GraphDef.encode({ node: [constant] }).finish();
  const inBody = tensorboard.GraphDef.encode({ library: { function: [{ nodeDef: [constant] }] } }).finish();
  const route = graphRoutes.tensorboard['/graph'];
  const answer = (bytes: Uint8Array, query: string) =>
    route?.({
      query: new URLSearchParams(`run=.${query}`),
      snapshot: { series: () => ({ storage: 'places', pluginName: 'graphs', length: 1 }) },
      tensorAt: async () => ({ dtype: 'string', shape: [], strings: [bytes] }),
    } as unknown as RouteRequest);

  it.each([
    ['whole', large, '', 'Without large constants (limit_attr_size=1024'],
    [
      'with a limit above its constant',
      large,
      `&limit_attr_size=${2 * LONG}&large_attrs_key=k`,
      'It is that large without',
    ],
    [
      'with its constant in a function',
      inBody,
      '&limit_attr_size=9&large_attrs_key=k',
      'It is that large without',
    ],
  ])('are refused %s', async (_, bytes, query, message) => {
    await expect(answer(bytes, query)).rejects.toMatchObject({
      status: 413,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('are sent where what is left of them is not', async () => {
    const { text: sent } = (await answer(large, '&limit_attr_size=9&large_attrs_key=k')) as { text: string };
    expect(sent).toContain('key: "k"');
    expect(sent.length).toBeLessThan(1000);
  });
});
