import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../server/options.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { encodeEvent } from '../../format/event.ts';
import { frameRecord } from '../../format/tf-record.ts';
import { PointBlocksReader } from './model/point-blocks.ts';
import { projectorRoutes } from './routes.ts';

const EVENTS = frameRecord(encodeEvent({ wallTimeSeconds: 1, step: 0, fileVersion: 'brain.Event:2' }));
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const ASSETS = 'plugins/org_tensorflow_tensorboard_projector';
const EMBEDDING = 'model/embedding/.ATTRIBUTES/VARIABLE_VALUE';
const BIAS = 'model/bias/.ATTRIBUTES/VARIABLE_VALUE';
const CHECKPOINT = 'test/fixtures/projector/checkpoint';

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'good/events.out.tfevents.1': EVENTS,
  'good/projector_config.pbtxt': `
    embeddings {
      tensor_name: "a:00000"
      tensor_path: "t.tsv"
      metadata_path: "m.tsv"
      bookmarks_path: "b.json"
      sprite { image_path: "s.png" single_image_dim: 8 single_image_dim: 8 }
    }
    embeddings: { tensor_name: "raw" tensor_path: "raw.bytes" tensor_shape: [2, 1] }
    embeddings { tensor_name: "wrong" tensor_path: "wrong.tsv" tensor_shape: [1, 1] }
    embeddings { tensor_name: "missing" tensor_path: "missing.tsv" metadata_path: "missing" }
    embeddings { tensor_name: "outside" tensor_path: "../secret" metadata_path: "link" }`,
  'good/t.tsv': '1\t2\n3\t4\n5\t6\n',
  'good/m.tsv': 'name\tclass\nn0\t0\nn1\t1\nn2\t2\n',
  'good/b.json': '[{"label": "x"}]',
  'good/s.png': PNG,
  'good/raw.bytes': new Uint8Array(Float32Array.of(-1, 0.5).buffer),
  'good/wrong.tsv': 'x\n',
  secret: '7\n',
  'broken/events.out.tfevents.1': EVENTS,
  'broken/projector_config.pbtxt': 'embeddings {\n  oops: 1',
  'checkpoint/events.out.tfevents.1': EVENTS,
  'checkpoint/projector_config.pbtxt': 'embeddings { tensor_name: "w" }',
  'checkpoint path/events.out.tfevents.1': EVENTS,
  'checkpoint path/projector_config.pbtxt': 'model_checkpoint_path: "c" embeddings { tensor_name: "w" }',
  'outside/events.out.tfevents.1': EVENTS,
  'outside/projector_config.pbtxt':
    'model_checkpoint_path: "../keras/embedding.ckpt-1" embeddings { tensor_name: "w" }',
  'linked/events.out.tfevents.1': EVENTS,
  'linked/projector_config.pbtxt': 'embeddings { tensor_name: "w" }',
  'linked/checkpoint': 'model_checkpoint_path: "embedding.ckpt-1"',
  'damaged/events.out.tfevents.1': EVENTS,
  'damaged/projector_config.pbtxt': 'model_checkpoint_path: "c" embeddings { tensor_name: "w" }',
  'damaged/c.index': 'no table at all, but long enough to have what could be a footer',
  'keras/events.out.tfevents.1': EVENTS,
  'keras/projector_config.pbtxt': `embeddings { tensor_name: "${EMBEDDING}:0" metadata_path: "labels" }`,
  'keras/labels': 'a\nb\nc\nd\ne\nf\n',
  'keras/below/events.out.tfevents.1': EVENTS,
  'keras/below/projector_config.pbtxt': 'embeddings { metadata_path: "labels" }',
  'above/some/train/events.out.tfevents.1': EVENTS,
  'above/some/projector_config.pbtxt': 'embeddings { tensor_name: "a" tensor_path: "points" }',
  'above/some/points': '3\t4\n',
  'two/events.out.tfevents.1': EVENTS,
  'two/projector_config.pbtxt': 'embeddings { tensor_name: "old" tensor_path: "t" }',
  [`two/${ASSETS}/projector_config.pbtxt`]:
    'embeddings { tensor_name: "new" tensor_path: "t" tensor_shape: [1, 1] }',
  'no events/projector_config.pbtxt': 'embeddings { tensor_name: "e" tensor_path: "t" }',
};

let logdir: string;
let server: RunningServer;
beforeAll(async () => {
  logdir = mkdtempSync(join(tmpdir(), 'projector-'));
  cpSync(CHECKPOINT, join(logdir, 'keras'), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(logdir, name)), { recursive: true });
    writeFileSync(join(logdir, name), content);
  }
  symlinkSync('../secret', join(logdir, 'good/link'));
  symlinkSync('../keras/embedding.ckpt-1.index', join(logdir, 'linked/embedding.ckpt-1.index'));
  server = await startServer({ ...defaultOptions(logdir), port: 0 }, [projectorRoutes]);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  rmSync(logdir, { recursive: true });
});

async function ask(path: string) {
  const response = await fetch(`http://127.0.0.1:${server.port}/data/plugin/projector/${path}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes,
    text: Buffer.from(bytes).toString(),
  };
}
const numbersOf = (bytes: Uint8Array) => [...new Float32Array(bytes.slice().buffer)];

it('runs are those with a config that can be used, the root among them once it has one', async () => {
  expect(JSON.parse((await ask('runs')).text).toSorted()).toEqual([
    'above/some',
    'good',
    'keras',
    'keras/below',
    'two',
  ]);
  const config = join(logdir, 'projector_config.pbtxt');
  writeFileSync(config, 'embeddings { tensor_name: "root" tensor_path: "secret" }');
  expect(JSON.parse((await ask('runs')).text).at(-1)).toBe('.');
  expect(numbersOf((await ask('tensor?run=.&name=root')).bytes)).toEqual([7]);
  rmSync(config);
});

it('points come from a checkpoint of TensorFlow, that of the folder above too', async () => {
  const info = JSON.parse((await ask('info?run=keras')).text);
  expect(info.modelCheckpointPath).toBe('embedding.ckpt-1');
  expect(info.embeddings[0]).toEqual({ tensorName: EMBEDDING, metadataPath: 'labels', tensorShape: [6, 3] });
  const wanted = [...Float32Array.from({ length: 18 }, (_, at) => at / 7 - 1)];
  expect(numbersOf((await ask(`tensor?run=keras&name=${EMBEDDING}`)).bytes)).toEqual(wanted);
  expect(numbersOf((await ask(`tensor?run=keras&name=${EMBEDDING}&num_rows=2`)).bytes)).toEqual(
    wanted.slice(0, 6),
  );
  expect(numbersOf((await ask(`tensor?run=keras/below&name=${EMBEDDING}`)).bytes)).toEqual(wanted);
  const below = JSON.parse((await ask('info?run=keras/below')).text).embeddings;
  expect(below).toHaveLength(65);
  expect(below[0]).toMatchObject({ metadataPath: 'labels' });
});

it('the tab is active', async () => {
  const response = await fetch(`http://127.0.0.1:${server.port}/data/plugins_listing`);
  const listing = (await response.json()) as { projector: object };
  expect(listing.projector).toMatchObject({ enabled: true, disable_reload: true });
});

it('a config comes with the shapes that it lacks', async () => {
  const { embeddings } = JSON.parse((await ask('info?run=good')).text);
  expect(embeddings[0]).toEqual({
    tensorName: 'a:00000',
    tensorPath: 't.tsv',
    metadataPath: 'm.tsv',
    bookmarksPath: 'b.json',
    sprite: { imagePath: 's.png', singleImageDim: [8, 8] },
    tensorShape: [3, 2],
  });
  expect(embeddings[4]).toEqual({ tensorName: 'outside', tensorPath: '../secret', metadataPath: 'link' });
});

it("the config among the run's assets comes first", async () => {
  const { embeddings } = JSON.parse((await ask('info?run=two')).text);
  expect(embeddings.map(({ tensorName }: { tensorName: string }) => tensorName)).toEqual(['new']);
});

describe('files', () => {
  it.each([
    ['tensor?run=good&name=a:00000', [1, 2, 3, 4, 5, 6]],
    ['tensor?run=good&name=a%3A00000&num_rows=2', [1, 2, 3, 4]],
    ['tensor?run=good&name=raw', [-1, 0.5]],
    ['tensor?run=good&name=raw:0&num_rows=1', [-1]],
  ])('%s', async (path, numbers) => {
    const { bytes, type } = await ask(path);
    expect(numbersOf(bytes)).toEqual(numbers);
    expect(type).toBe('application/octet-stream');
  });

  it.each([
    ['metadata?run=good&name=a:00000', FILES['good/m.tsv'], 'text/plain; charset=utf-8'],
    ['metadata?run=good&name=a:00000&num_rows=1', 'name\tclass\nn0\t0\n', 'text/plain; charset=utf-8'],
    ['bookmarks?run=good&name=a:00000', FILES['good/b.json'], 'application/json'],
    ['sprite_image?run=good&name=a:00000', PNG.toString(), 'image/png'],
  ])('%s', async (path, text, type) => expect(await ask(path)).toMatchObject({ status: 200, text, type }));
});

describe('our page', () => {
  const own = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/projector/${path}`);
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  it('is told what there is, and what is wrong with a config', async () => {
    const { loading, runs } = JSON.parse(textOf((await own('embeddings')).bytes));
    expect(loading).toBe(false);
    const byRun = Object.fromEntries(runs.map((run: { run: string }) => [run.run, run]));
    expect(byRun['good'].embeddings[0]).toEqual({
      name: 'a:00000',
      hasLabels: true,
      hasBookmarks: true,
      picture: [8, 8],
    });
    expect(byRun['broken']).toMatchObject({
      embeddings: [],
      fault: expect.stringContaining('no field oops'),
    });
    expect(byRun['above/some']).toMatchObject({ above: true, embeddings: [{ name: 'a' }] });
    expect(byRun['good']).not.toHaveProperty('above');
    expect(byRun['checkpoint'].fault).toContain('names no files of points');
    expect(byRun['keras'].embeddings[0]).toEqual({ name: EMBEDDING, hasLabels: true, hasBookmarks: false });
    expect(byRun['keras'].embeddings).toHaveLength(65);
  });

  it.each([
    ['points?run=good&name=a:00000', [1, 2, 3, 4, 5, 6], undefined],
    ['points?run=good&name=raw', [-1, 0.5], undefined],
    ['points?run=above/some&name=a', [3, 4], undefined],
    [
      `points?run=keras&name=model/many/3/.ATTRIBUTES/VARIABLE_VALUE`,
      [-1, -6 / 7, -5 / 7, -4 / 7].map(Math.fround),
      undefined,
    ],
    ['points?run=good&name=wrong', [], 'point 1 has the coordinate "x", which is no number'],
  ])('gets %s block by block', async (path, numbers, fault) => {
    const parts = [...new PointBlocksReader().push((await own(path)).bytes)];
    expect(parts.flatMap((part) => (part.kind === 'rows' ? [...part.numbers] : []))).toEqual(numbers);
    const last = parts.at(-1);
    expect(last).toEqual(fault === undefined ? { kind: 'end' } : { kind: 'fault', message: fault });
  });

  it('gets labels as they lie there', async () =>
    expect(textOf((await own('labels?run=good&name=a:00000')).bytes)).toBe(FILES['good/m.tsv']));

  it.each([
    ['points?run=good&name=outside', 'resolves outside the config directory'],
    ['points?run=good&name=missing', 'not found'],
    ['labels?run=good&name=outside', 'resolves outside the config directory'],
    ['labels?run=good&name=raw', 'No file of labels'],
  ])('%s is refused', async (path, message) => {
    const { status, bytes } = await own(path);
    expect([status, textOf(bytes)]).toEqual([400, expect.stringContaining(message)]);
  });

  it('hears that there is something beside the event files', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/active`);
    expect(await response.json()).toEqual(['projector']);
  });
});

describe('what cannot be answered is a 400 that says why', () => {
  it.each([
    ['info', 'the parameter run is missing'],
    ['info?run=no', 'Unknown run: "no"'],
    ['info?run=no%20events', 'Unknown run: "no events"'],
    ['info?run=../..', 'Unknown run: "../.."'],
    [
      'info?run=broken',
      'projector_config.pbtxt of the run "broken": line 2: EmbeddingInfo has no field oops',
    ],
    ['info?run=checkpoint', 'there is no TensorFlow checkpoint with them'],
    ['tensor?run=checkpoint%20path&name=w', 'there is no TensorFlow checkpoint with them'],
    [
      'info?run=outside',
      'Asset path "../keras/embedding.ckpt-1.index" resolves outside the config directory',
    ],
    ['info?run=linked', 'Asset path "embedding.ckpt-1.index" resolves outside the config directory'],
    ['info?run=damaged', '"c.index" of the checkpoint cannot be read: it does not end as a table does'],
    ['tensor?run=keras&name=no', 'Tensor "no" not found in checkpoint embedding.ckpt-1'],
    [`tensor?run=keras&name=${BIAS}`, 'has the shape [5], which is no matrix'],
    ['tensor?run=good', 'the parameter name is missing'],
    ['tensor?run=good&name=no', 'The tensor "no" is not known'],
    ['tensor?run=good&name=missing', '"missing.tsv" not found, or is not a file'],
    ['tensor?run=good&name=wrong', 'The file "wrong.tsv": point 1 has the coordinate "x"'],
    ['tensor?run=good&name=outside', 'Asset path "../secret" resolves outside the config directory'],
    ['metadata?run=good&name=outside', 'Asset path "link" resolves outside the config directory'],
    ['metadata?run=good&name=raw', 'No metadata file found for tensor "raw"'],
    ['bookmarks?run=good&name=raw', 'No bookmarks file found for tensor "raw"'],
    ['sprite_image?run=good&name=raw', 'No sprite image file found for tensor "raw"'],
    ['metadata?run=good&name=missing', '"missing" not found'],
    ['tensor?run=good&name=raw&num_rows=0', 'num_rows must be integer > 0'],
    ['metadata?run=good&name=a:00000&num_rows=-1', 'num_rows must be integer > 0'],
    ['metadata?run=good&name=a:00000&num_rows=x', 'num_rows must be integer > 0'],
  ])('%s', async (path, message) => {
    const { status, text, type } = await ask(path);
    expect(text).toContain(message);
    expect([status, type]).toEqual([400, 'text/plain; charset=utf-8']);
  });
});
