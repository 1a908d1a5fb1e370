// Embeddings in a TensorFlow checkpoint, asked of this server and, where TensorFlow is installed, of the real TensorBoard:
// both must give the answers that TensorBoard gave when they were recorded.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorflowPath } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { startTensorboard } from './tensorboard-page.ts';

/** What TensorBoard 2.21 with TensorFlow 2.21 answered; written anew by deleting it and running this with TensorFlow. */
const RECORDED = '../fixtures/projector/checkpoint-answers.json';
const EMBEDDING = 'model/embedding/.ATTRIBUTES/VARIABLE_VALUE';
const CONFIGS: Readonly<Record<string, string>> = {
  keras: `embeddings { tensor_name: "${EMBEDDING}:0" metadata_path: "labels" }`,
  'keras/below': 'embeddings { metadata_path: "labels" }',
  named: `model_checkpoint_path: "LOGDIR/named/embedding.ckpt-1" embeddings { tensor_name: "${EMBEDDING}" }`,
  none: 'embeddings { tensor_name: "w" }',
};
const RUNS_IN_ALL = Object.keys(CONFIGS).length;
const ROUTES = [
  'runs',
  ...['keras', 'keras/below', 'named', 'none'].map((run) => `info?run=${run}`),
  `tensor?run=keras&name=${EMBEDDING}&num_rows=2`,
  `tensor?run=keras&name=${EMBEDDING}`,
  `tensor?run=keras&name=model/no/.ATTRIBUTES/VARIABLE_VALUE`,
  `metadata?run=keras&name=${EMBEDDING}`,
];

function writeLog(): string {
  const logdir = mkdtempSync(join(tmpdir(), 'projector-checkpoint-'));
  // A file of events makes a folder a run; TensorBoard does not look into it for the projector.
  const events = 'test/fixtures/logs/tensorboardx/hp0';
  for (const run of Object.keys(CONFIGS)) cpSync(events, join(logdir, run), { recursive: true });
  for (const run of ['keras', 'named'])
    cpSync('test/fixtures/projector/checkpoint', join(logdir, run), { recursive: true });
  for (const [run, config] of Object.entries(CONFIGS))
    writeFileSync(join(logdir, run, 'projector_config.pbtxt'), config.replace('LOGDIR', logdir));
  writeFileSync(join(logdir, 'keras', 'labels'), 'a\nb\nc\nd\ne\nf\n');
  return logdir;
}

interface Info {
  readonly modelCheckpointPath?: string;
  readonly embeddings?: readonly { readonly tensorName?: string }[];
}

/** Without what means nothing: in which order TensorBoard's hash map has the tensors, and where the log lies. */
function told(answer: Info | string[]): unknown {
  if (Array.isArray(answer)) return answer.sort();
  const { modelCheckpointPath = '', embeddings = [] } = answer;
  const nameOf = ({ tensorName = '' }: (typeof embeddings)[number]) => tensorName;
  const sorted = embeddings.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return { modelCheckpointPath: basename(modelCheckpointPath), embeddings: sorted };
}

/** By route, and of each matrix that the first run has: a digest of its numbers. */
async function answersOf(base: string): Promise<string> {
  const ask = async (path: string) => {
    const response = await fetch(new URL(`data/plugin/projector/${path}`, base));
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) return { status: response.status };
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    if (!isJson) return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    return told(JSON.parse(bytes.toString()));
  };
  const answers: Record<string, unknown> = {};
  for (const route of ROUTES) answers[route] = await ask(route);
  const { embeddings = [] } = answers['info?run=keras'] as Info;
  for (const { tensorName = '' } of embeddings)
    answers[tensorName] = await ask(`tensor?run=keras&name=${encodeURIComponent(tensorName)}`);
  return `${JSON.stringify(answers, undefined, 2)}\n`;
}

async function loaded(base: string): Promise<void> {
  for (;;) {
    const runs = (await (await fetch(new URL('data/runs', base))).json()) as string[];
    if (runs.length === RUNS_IN_ALL) return;
    await setTimeout(50);
  }
}

const python = tensorflowPath();

describe.each([
  ['this server', (logdir: string) => startRunboard('--logdir', logdir), true],
  ['TensorBoard', (logdir: string) => startTensorboard(python ?? '', logdir, 0), python !== undefined],
] as const)('points in a checkpoint, asked of %s', (_, start, canRun) => {
  let logdir: string;
  let server: RunboardProcess | undefined;
  beforeAll(async () => {
    if (!canRun) return;
    logdir = writeLog();
    server = await start(logdir);
    await loaded(server.url);
  });
  afterAll(async () => {
    await server?.stop();
    if (logdir) rmSync(logdir, { recursive: true });
  });

  it.skipIf(!canRun)('are as they were told', async () => {
    const answers = await answersOf(server?.url ?? '');
    expect(answers).toContain(EMBEDDING);
    await expect(answers).toMatchFileSnapshot(RECORDED);
  });
});
