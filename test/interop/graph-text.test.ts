// The text of graphs, as the server streams it, read by TensorBoard's own parser: it must be the graph that was logged.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorboard } from '../../proto/messages.ts';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { SummaryWriter } from '../../src/index.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { blocksGraph, loggedGraph, transformerGraph } from '../graphs.ts';
import { pythonPath } from '../machine.ts';

const python = pythonPath();
const LOGGED = ['torch_lecture/fashion_mnist_experiment', 'torch_api', 'tf1/a'];
/** Above 1,000 nodes text is sent in pieces. */
const GENERATED = { blocks: blocksGraph(15, 10), transformer: transformerGraph() };

const READ = `
import json, os, sys
from google.protobuf import text_format
from tensorboard.compat.proto.graph_pb2 import GraphDef
folder, answer = sys.argv[1], {}
for name in sorted(os.listdir(folder)):
    if name.endswith('.pbtxt'):
        text = open(os.path.join(folder, name), encoding='utf-8').read()
        logged = GraphDef.FromString(open(os.path.join(folder, name[:-6]), 'rb').read())
        read = text_format.Parse(text, GraphDef())
        answer[name[:-6]] = [read == logged, len(read.node)]
print(json.dumps(answer))
`;

describe.skipIf(python === undefined)("TensorBoard's parser of protobuf's text format", () => {
  let logdir: string;
  let folder: string;
  let server: RunningServer;
  beforeAll(async () => {
    logdir = mkdtempSync(join(tmpdir(), 'graph-text-'));
    folder = mkdtempSync(join(tmpdir(), 'graph-text-answers-'));
    for (const run of LOGGED) {
      mkdirSync(join(logdir, run), { recursive: true });
      cpSync(join('test/fixtures/logs', run), join(logdir, run), { recursive: true });
    }
    for (const [name, graph] of Object.entries(GENERATED)) {
      const writer = new SummaryWriter(join(logdir, name));
      writer.addGraph(tensorboard.GraphDef.encode(graph).finish());
      await writer.close();
    }
    server = await startServer({ ...defaultOptions(logdir), port: 0 }, PLUGIN_ROUTES);
    await server.source.reload();
  });
  afterAll(async () => {
    await server?.close();
    for (const one of [logdir, folder]) rmSync(one, { recursive: true });
  });

  it('reads each graph as it was logged', async () => {
    const graphs = [
      ...LOGGED.map((run) => [run, loggedGraph(run)] as const),
      ...Object.entries(GENERATED).map(([run, graph]) => [run, graph] as const),
    ];
    for (const [run, graph] of graphs) {
      const query = new URLSearchParams({ run });
      const answer = await fetch(`http://127.0.0.1:${server.port}/data/plugin/graphs/graph?${query}`);
      const path = join(folder, run.replaceAll('/', '_'));
      writeFileSync(path, tensorboard.GraphDef.encode(graph).finish());
      writeFileSync(`${path}.pbtxt`, await answer.text());
    }
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', READ, folder], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(
      Object.fromEntries(
        graphs.map(([run, { node }]) => [run.replaceAll('/', '_'), [true, node?.length]] as const),
      ),
    );
  });
});
