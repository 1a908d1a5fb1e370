// Graphs and embeddings that SummaryWriter writes, asked of a real TensorBoard and of this server: equal answers, and
// what they must say.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import '@tensorflow/tfjs-backend-cpu';
import { input, layers, model, sequential } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnx } from '../../proto/messages.ts';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { type GraphInput, SummaryWriter } from '../../src/index.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { pythonPath } from '../machine.ts';

const STARTING_MS = 60_000;
const python = pythonPath();

const GRAPH_DEF = {
  node: [
    {
      name: 'x',
      op: 'Placeholder',
      attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '-1' }] } } },
    },
    { name: 'scope/y', op: 'Relu', input: ['x'], device: '/device:CPU:0', attr: { T: { type: 'DT_FLOAT' } } },
  ],
  versions: { producer: 808 },
};
const RUNS = 7;

async function writeLogs(logdir: string): Promise<void> {
  const inner = sequential({
    name: 'inner',
    layers: [layers.dense({ name: 'd1', units: 3, inputShape: [4] }), layers.dense({ name: 'd2', units: 2 })],
  });
  const x = input({ shape: [4], name: 'x' });
  const joined = layers.concatenate({ name: 'cat' }).apply([x, inner.apply(x) as typeof x]) as typeof x;
  const onnxModel = onnx.ModelProto.encode({
    graph: {
      node: [{ name: '/a/Relu', opType: 'Relu', input: ['x'], output: ['y'] }],
      input: [{ name: 'x' }],
    },
  }).finish();
  const runs: Readonly<Record<string, (writer: SummaryWriter) => void>> = {
    layers: (writer) => writer.addGraph(model({ name: 'outer', inputs: x, outputs: joined })),
    nodes: (writer) =>
      writer.addGraph([
        { name: 'x', op: 'Placeholder', outputShapes: [[null, 4]], dtype: 'float32' },
        {
          name: 'scope/y',
          op: 'Relu',
          inputs: ['x'],
          device: '/device:GPU:0',
          attrs: { text: 'é "\\\n', z: 0, f: 0.1, list: [1, 2], yes: true, empty: '' },
        },
      ]),
    'graph-def': (writer) => writer.addGraph(GRAPH_DEF),
    'graph-model': (writer) => {
      const artifacts = { modelTopology: GRAPH_DEF };
      writer.addGraph({ inputNodes: ['x'], outputNodes: ['scope/y'], artifacts } as GraphInput);
    },
    onnx: (writer) => writer.addOnnxGraph(onnxModel),
    'onnx-path': (writer) => {
      const path = join(logdir, 'model.onnx');
      writeFileSync(path, onnxModel);
      writer.addOnnxGraph(path);
    },
    embeddings: (writer) => {
      const numbers = Float32Array.from({ length: 15 }, (_, i) => Math.sin(i) * 10 ** (i - 7));
      const points = { shape: [5, 3], data: numbers };
      const labelImg = { shape: [5, 1, 2, 2], data: Float32Array.from({ length: 20 }, (_, i) => i / 20) };
      const metadata = ['a', 'b\tc', '', 'd', 'é漢'].map((name, i) => [name, i]);
      writer.addEmbedding(points, { tag: 'a/b', metadata, metadataHeader: ['name', 'class'], labelImg });
      writer.addEmbedding(points, { tag: 'a/b', step: 1, metadata: ['0', '1', '2', '3', '4'] });
      writer.addEmbedding(points);
    },
  };
  for (const [run, write] of Object.entries(runs)) {
    const writer = new SummaryWriter(join(logdir, run));
    write(writer);
    await writer.close();
  }
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

async function ask(base: string, path: string): Promise<Answer> {
  const response = await fetch(`${base}/data/plugin/${path}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type');
  const isText = /json|text/.test(type ?? '');
  const body = isText ? bytes.toString() : createHash('sha256').update(bytes).digest('hex');
  return { status: response.status, type, body };
}

/** Python lists the attributes that it left out in the order of a hash map, which differs from process to process. */
function withSortedLeftOut(answer: Answer): Answer {
  const sorted = (_: string, head: string, lines: string) =>
    `${head}${lines.trimEnd().split('\n').sort().join('\n')}\n`;
  const leftOut = /(key: "_too_large_attrs"\n *value \{\n *list \{\n)((?: *s: ".*"\n)+)/g;
  return { ...answer, body: answer.body.replace(leftOut, sorted) };
}

/** Where TensorBoard serves, once it has all runs. */
async function ready(process: ChildProcess): Promise<string> {
  let said = '';
  process.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const until = Date.now() + STARTING_MS;
  for (;;) {
    const [, url] = /TensorBoard [\d.]+ at (http:\/\/[^ ]+)\//.exec(said) ?? [];
    const runs = url ? ((await (await fetch(`${url}/data/runs`)).json()) as string[]) : [];
    if (url && runs.length === RUNS) return url;
    if (Date.now() > until || process.exitCode !== null)
      throw new Error(`TensorBoard did not start: ${said}`);
    await setTimeout(50);
  }
}

describe.skipIf(python === undefined)('a real TensorBoard and this server', () => {
  let logdir: string;
  let theirs: ChildProcess;
  let theirUrl: string;
  let ours: RunningServer;
  beforeAll(async () => {
    logdir = mkdtempSync(join(tmpdir(), 'graph-projector-'));
    await writeLogs(logdir);
    const flags = ['--logdir', logdir, '--port', '0', '--host', '127.0.0.1', '--load_fast', 'false'];
    theirs = spawn(python ?? '', ['-m', 'tensorboard.main', ...flags], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    ours = await startServer({ ...defaultOptions(logdir), port: 0 }, PLUGIN_ROUTES);
    await ours.source.reload();
    theirUrl = await ready(theirs);
  }, STARTING_MS);
  afterAll(async () => {
    await ours.close();
    if (theirs.exitCode === null) {
      theirs.kill();
      await once(theirs, 'exit');
    }
    rmSync(logdir, { recursive: true });
  });

  const both = async (path: string) => [
    await ask(theirUrl, path),
    await ask(`http://127.0.0.1:${ours.port}`, path),
  ];

  it.each([
    [
      'graphs/graph?run=layers',
      ['name: "outer/inner/d1/Dense"', 'op: "Dense"', '_output_shapes', 'DT_FLOAT'],
    ],
    ['graphs/graph?run=layers&limit_attr_size=8&large_attrs_key=_too_large_attrs', ['_too_large_attrs']],
    ['graphs/graph?run=layers&tag=keras&conceptual=true', ['input: "outer/inner/d2"', 's: "Concatenate"']],
    ['graphs/graph?run=nodes', ['device: "/device:GPU:0"', 's: "\\303\\251 \\"\\\\\\n"', 'f: 0.1', 'i: 0']],
    ['graphs/graph?run=graph-def', ['name: "scope/y"', 'device: "/device:CPU:0"', 'producer: 808']],
    ['graphs/graph?run=graph-model', ['name: "scope/y"', 'input: "x"', 'type: DT_FLOAT']],
    ['graphs/graph?run=onnx-path', ['name: "a/Relu"', 'input: "x"']],
    ['graphs/graph?run=onnx', ['name: "a/Relu"', 'input: "x"']],
    ['projector/metadata?run=embeddings&name=a/b:00000&num_rows=3', ['name\tclass\na\t0\nb c\t1\n-\t2\n']],
    ['projector/metadata?run=embeddings&name=a/b:00001', ['0\n1\n2\n3\n4\n']],
    ['projector/tensor?run=embeddings&name=a/b:00000', []],
    ['projector/tensor?run=embeddings&name=default:00000&num_rows=2', []],
    ['projector/sprite_image?run=embeddings&name=a/b:00000', []],
  ])('%s', async (path, parts) => {
    const [their, our] = (await both(path)).map(withSortedLeftOut);
    expect(our).toEqual(their);
    expect(our?.status).toBe(200);
    for (const part of parts) expect(our?.body).toContain(part);
  });

  it.each([
    ['graphs/info', { onnx: { run: 'onnx', run_graph: true, tags: {} } }],
    ['projector/runs', ['embeddings']],
    [
      'projector/info?run=embeddings',
      {
        embeddings: [
          { tensorName: 'a/b:00000', tensorShape: [5, 3], sprite: { singleImageDim: [2, 2] } },
          { tensorName: 'a/b:00001' },
          { tensorName: 'default:00000', tensorPath: '00000/default/tensors.tsv' },
        ],
      },
    ],
  ])('%s', async (path, expected) => {
    const [their, our] = (await both(path)).map(({ body }) => JSON.parse(body));
    expect(our).toEqual(their);
    expect(our).toMatchObject(expected);
  });

  it.each([
    'graphs/graph',
    'graphs/graph?run=no',
    'graphs/graph?run=nodes&tag=keras&conceptual=true',
    'graphs/graph?run=nodes&limit_attr_size=x',
    'graphs/run_metadata?run=nodes',
    'graphs/run_metadata?run=nodes&tag=no',
    'projector/info?run=nodes',
    'projector/info',
    'projector/tensor?run=embeddings&name=no',
    'projector/bookmarks?run=embeddings&name=a/b:00000',
    'projector/metadata?run=embeddings&name=default:00000',
    'projector/metadata?run=embeddings&name=a/b:00000&num_rows=0',
  ])('%s is refused by both', async (path) => {
    const [their, our] = await both(path);
    expect(our?.status).toBe(their?.status);
    expect(our?.type).toBe(their?.type);
  });
});
