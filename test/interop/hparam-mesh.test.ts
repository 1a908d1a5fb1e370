// What addHparams and addMesh write, as TensorBoard's own plugins read it, beside what this server answers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { SummaryWriter } from '../../src/index.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { differenceFromAll } from '../golden/comparison.ts';
import { pythonPath } from '../machine.ts';

const python = pythonPath();

type Request = readonly [plugin: string, route: string, method: string, query: string, body: string];
const ALL = { allowedStatuses: ['STATUS_UNKNOWN', 'STATUS_SUCCESS'], sliceSize: 100 };
const groups = (rest: object): Request => [
  'hparams',
  '/session_groups',
  'POST',
  '',
  JSON.stringify({ ...ALL, ...rest }),
];
const mesh = (route: string, query: Record<string, string> = {}): Request => [
  'mesh',
  route,
  'GET',
  `${new URLSearchParams({ run: '.', tag: 'tetrahedron', ...query })}`,
  '',
];
const download = (format: string): Request => [
  'hparams',
  '/download_data',
  'GET',
  `${new URLSearchParams({ format, columnsVisibility: '[true,true,true,true,true]', request: JSON.stringify(ALL) })}`,
  '',
];

const REQUESTS: Readonly<Record<string, Request>> = {
  experiment: ['hparams', '/experiment', 'POST', '', '{}'],
  sessions: groups({}),
  'a filter by text': groups({ colParams: [{ hparam: 'opt', filterRegexp: '^s' }] }),
  'a filter by interval': groups({
    colParams: [{ hparam: 'lr', filterInterval: { minValue: 0.05, maxValue: 1 } }],
  }),
  'a filter by set': groups({ colParams: [{ hparam: 'aug', filterDiscrete: [true] }] }),
  'a filter for numbers on text': groups({ colParams: [{ hparam: 'opt', filterInterval: { maxValue: 1 } }] }),
  'an order': groups({ colParams: [{ metric: { tag: 'hparam/acc' }, order: 'ORDER_DESC' }] }),
  'snake case': groups({ col_params: [{ hparam: 'lr', order: 2, include_in_result: true }] }),
  'an unknown key': groups({ sliceLength: 1 }),
  evals: [
    'hparams',
    '/metric_evals',
    'POST',
    '',
    '{"sessionName": "t1", "metricName": {"tag": "hparam/acc"}}',
  ],
  'a download as CSV': download('csv'),
  'a download as JSON': download('json'),
  'a download as LaTeX': download('latex'),
  'a download as something else': download('xml'),
  meshes: mesh('/tags'),
  'steps of a mesh': mesh('/meshes'),
  vertices: mesh('/data', { content_type: 'VERTEX', step: '4' }),
  faces: mesh('/data', { content_type: 'FACE', step: '4' }),
  colours: mesh('/data', { content_type: 'COLOR', step: '4' }),
  'a part that is none': mesh('/data', { content_type: 'EDGE' }),
};

const VERTICES = [
  [
    [1, 1, 1],
    [-1, -1, 1],
    [1, -1, -1],
    [-1, 1, -1.5],
  ],
];
const FACES = [
  [
    [0, 2, 3],
    [0, 3, 1],
    [0, 1, 2],
    [1, 3, 2],
  ],
];
const COLORS = [
  [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 0, 255],
  ],
];

describe.skipIf(python === undefined)('TensorBoard and this server read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-hparam-'));
  const logDir = join(folder, 'log');
  let theirs: Map<string, readonly [status: number, body: string]>;
  let server: RunningServer;
  beforeAll(async () => {
    const writer = new SummaryWriter(logDir);
    for (const i of [0, 1, 2, 3]) {
      writer.addHparams(
        { lr: 10 ** -(i % 3), bs: 2 ** i, opt: ['adam', 'sgd'][i % 2], aug: i > 1 },
        { 'hparam/acc': 0.5 + i / 20 },
        { runName: `t${i}`, domains: { opt: ['adam', 'sgd'] } },
      );
    }
    writer.addMesh('tetrahedron', VERTICES, 4, {
      faces: FACES,
      colors: COLORS,
      config: { camera: { fov: 75 } },
    });
    await writer.close();
    const file = join(folder, 'requests.json');
    writeFileSync(file, JSON.stringify(Object.values(REQUESTS)));
    const { stdout, stderr, status } = spawnSync(
      python ?? '',
      ['test/interop/hparam-mesh-check.py', logDir, file],
      { encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    expect(status, stderr).toBe(0);
    const answers = JSON.parse(stdout) as [number, string][];
    theirs = new Map(Object.keys(REQUESTS).map((name, i) => [name, answers[i] ?? [0, '']]));
    server = await startServer({ ...defaultOptions(logDir), port: 0 }, PLUGIN_ROUTES);
    await server.source.reload();
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(REQUESTS))('%s alike', async (name, [plugin, route, method, query, body]) => {
    const [status, expected] = theirs.get(name) ?? [0, ''];
    const answer = await fetch(`${server.url}data/plugin/${plugin}${route}?${query}`, {
      method,
      ...(body !== '' && { body, headers: { 'Content-Type': 'application/json' } }),
    });
    expect(answer.status).toBe(status);
    if (status !== 200) return;
    const type = answer.headers.get('content-type');
    if (type === 'application/json') {
      expect(differenceFromAll([JSON.parse(expected)], await answer.json())).toBeUndefined();
    } else if (type === 'arraybuffer') {
      expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(expected);
    } else expect(await answer.text()).toBe(expected);
  });

  it('the sessions that were written', () => {
    const [, body] = theirs.get('sessions') ?? [0, '{}'];
    expect(JSON.parse(body)).toMatchObject({
      totalSize: 4,
      sessionGroups: [0, 1, 2, 3].map((i) => ({
        name: `t${i}`,
        hparams: { lr: 10 ** -(i % 3), bs: 2 ** i, opt: ['adam', 'sgd'][i % 2], aug: i > 1 },
        metricValues: [{ name: { tag: 'hparam/acc' }, value: Math.fround(0.5 + i / 20) }],
        sessions: [{ status: 'STATUS_SUCCESS' }],
      })),
    });
  });

  it.each([
    ['vertices', Float32Array.from(VERTICES.flat(2))],
    ['faces', Int32Array.from(FACES.flat(2))],
    ['colours', Uint8Array.from(COLORS.flat(2))],
  ])('the %s that were written', (name, numbers) => {
    const [, body] = theirs.get(name) ?? [0, ''];
    expect(body).toBe(Buffer.from(numbers.buffer).toString('base64'));
  });
});
