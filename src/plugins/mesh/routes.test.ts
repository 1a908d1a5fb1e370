// Over HTTP, from files that SummaryWriter wrote.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../server/options.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { decodeColumns } from '../../wire/columns.ts';
import { SummaryWriter } from '../../writer/node/summary-writer.ts';
import type { MeshStepsHead } from './kind.ts';
import { meshRoutes } from './routes.ts';

const FAR = 2n ** 60n + 1n;
const verticesAt = (x: number) => [
  [
    [x, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [x, 5, 5],
    [5, 5, 5],
    [6, 6, 6],
  ],
];
const FACES = [[[0, 1, 2]], [[2, 1, 0]]];
const COLORS = [
  verticesAt(255)[0] ?? [],
  [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
];

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesh-'));
  const writer = new SummaryWriter(folder);
  const wallTime = 1_700_000_000;
  writer.addMesh('m', verticesAt(1), 0, { faces: FACES, colors: COLORS, config: { camera: 1 }, wallTime });
  writer.addMesh('m', verticesAt(2), FAR, { wallTime });
  writer.addMesh('cloud', verticesAt(3), 7);
  await writer.close();
  server = await startServer({ ...defaultOptions(folder), port: 0 }, [meshRoutes]);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, query: Record<string, string> = {}) =>
  fetch(`${server.url}${path}?${new URLSearchParams({ run: '.', tag: 'm', ...query })}`);
const data = (query: Record<string, string>) => ask('data/plugin/mesh/data', query);

it('tags are meshes, not their parts', async () =>
  expect(await (await ask('data/plugin/mesh/tags')).json()).toEqual({
    '.': { m: { samples: 2 }, cloud: { samples: 2 } },
  }));

it('meshes are listed by step, part by part', async () => {
  const text = await (await ask('data/plugin/mesh/meshes')).text();
  expect(text).toContain(`"step":${FAR}`);
  const entry = { wall_time: 1_700_000_000, step: 0, components: 14, config: '{"camera": 1}' };
  expect(JSON.parse(text)).toEqual([
    { ...entry, content_type: 1, data_shape: [2, 3, 3] },
    { ...entry, content_type: 2, data_shape: [2, 1, 3] },
    { ...entry, content_type: 3, data_shape: [2, 3, 3] },
    { ...entry, content_type: 1, data_shape: [2, 3, 3], step: Number(FAR) },
  ]);
  expect(await (await ask('data/plugin/mesh/meshes', { tag: 'none' })).json()).toEqual([]);
});

describe('data', () => {
  it.each<[string, Record<string, string>, Float32Array | Int32Array | Uint8Array]>([
    ['vertices', { content_type: 'VERTEX', step: '0' }, Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)],
    ['what no step is named for', { content_type: 'VERTEX' }, Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)],
    ['a step with a point', { content_type: 'FACE', step: '0.0' }, Int32Array.of(0, 1, 2)],
    ['the second mesh', { content_type: 'FACE', sample: '1' }, Int32Array.of(2, 1, 0)],
    ['colours', { content_type: 'COLOR', sample: '1' }, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)],
    [
      'a step beyond 2^53',
      { content_type: 'VERTEX', step: `${FAR}` },
      Float32Array.of(2, 0, 0, 0, 1, 0, 0, 0, 1),
    ],
    ['a part that the step lacks', { content_type: 'FACE', step: `${FAR}` }, new Int32Array(0)],
    ['a step that there is not', { content_type: 'VERTEX', step: '1' }, new Float32Array(0)],
  ])('of %s', async (_, query, expected) => {
    const answer = await data(query);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'arraybuffer']);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(expected.buffer));
  });

  it.each<[string, Record<string, string>]>([
    ['a part that is none', { content_type: 'UNDEFINED' }],
    ['no part', {}],
    ['a word for a step', { content_type: 'VERTEX', step: 'last' }],
    ['a sample too far', { content_type: 'VERTEX', sample: '2' }],
    ['a sample before the first', { content_type: 'VERTEX', sample: '-1' }],
  ])('refuses %s', async (_, query) => expect((await data(query)).status).toBe(400));
});

it('our page gets all steps of all parts', async () => {
  const frame = await (await ask('api/v1/mesh/steps')).arrayBuffer();
  const blocks = decodeColumns<MeshStepsHead>(frame);
  expect(blocks.map(({ head }) => head.part)).toEqual(['VERTEX', 'FACE', 'COLOR']);
  expect(blocks[0]?.head).toMatchObject({ run: '.', name: 'm', components: 14, config: '{"camera": 1}' });
  expect(blocks[0]?.columns).toMatchObject({
    steps: BigInt64Array.of(0n, FAR),
    meshes: Uint32Array.of(2, 2),
  });
  expect(blocks[1]?.columns).toMatchObject({ meshes: Uint32Array.of(2) });
});

it.each<[Record<string, string>, number]>([
  [{ part: 'VERTEX', step: '0' }, 200],
  [{ part: 'VERTEX', step: '1' }, 404],
  [{ part: 'EDGE', step: '0' }, 400],
  [{ part: 'VERTEX' }, 400],
])('our page asks for a part by %j', async (query, status) =>
  expect((await ask('api/v1/mesh/part', query)).status).toBe(status),
);
