import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventsIn } from '../../../test/event-files.ts';
import { SummaryWriter } from './summary-writer.ts';

let folder: string;
let writer: SummaryWriter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedding-'));
  writer = new SummaryWriter(folder);
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});
const filesIn = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => !name.includes('tfevents'))
    .sort();

it('files are there when the call returns, and no others', async () => {
  const labelImg = { shape: [2, 3, 4, 4], data: new Float32Array(2 * 3 * 16) };
  writer.addEmbedding(
    [
      [1, 2],
      [3, 4],
    ],
    { tag: 'a/b', step: 12, metadata: ['x', 'y'], labelImg },
  );
  writer.addEmbedding([[5]]);
  expect(filesIn()).toEqual([
    '00000',
    '00000/default',
    '00000/default/tensors.tsv',
    '00012',
    '00012/a%2fb',
    '00012/a%2fb/metadata.tsv',
    '00012/a%2fb/sprite.png',
    '00012/a%2fb/tensors.tsv',
    'projector_config.pbtxt',
  ]);
  expect(readFileSync(join(folder, 'projector_config.pbtxt'), 'utf8')).toBe(`embeddings {
  tensor_name: "a/b:00012"
  metadata_path: "00012/a%2fb/metadata.tsv"
  sprite {
    image_path: "00012/a%2fb/sprite.png"
    single_image_dim: 4
    single_image_dim: 4
  }
  tensor_path: "00012/a%2fb/tensors.tsv"
}
embeddings {
  tensor_name: "default:00000"
  tensor_path: "00000/default/tensors.tsv"
}
`);
  await writer.close();
});

it('a folder where none can be written costs one line and no training', async () => {
  const warn = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  writeFileSync(join(folder, '00000'), 'a file where a folder should be');
  writer.addEmbedding([[1]], { tag: 'a' });
  writer.addEmbedding([[1]], { tag: 'b' });
  writer.addScalar('loss', 1, 1);
  expect(warn).toHaveBeenCalledOnce();
  expect(String(warn.mock.calls[0]?.[0])).toMatch(/^runboard: the embedding 00000\/a was not written \(E/);
  warn.mockRestore();
  await expect(writer.flush()).rejects.toThrow('the embedding 00000/b was not written');
  await expect(writer.close()).rejects.toThrow('the embedding 00000/a was not written');
  expect(eventsIn(folder).at(-1)?.values?.[0]?.tag).toBe('loss');
  expect(filesIn()).toEqual(['00000']);
});

it('a config that cannot be replaced stays as it was', async () => {
  const config = join(folder, 'projector_config.pbtxt');
  mkdirSync(config);
  const warn = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  writer.addEmbedding([[1]]);
  warn.mockRestore();
  expect(filesIn()).toEqual([
    '00000',
    '00000/default',
    '00000/default/tensors.tsv',
    'projector_config.pbtxt',
  ]);
  await expect(writer.close()).rejects.toThrow('was not written');
});

it.each([
  [
    () => writer.addEmbedding([1] as never, { tag: 't' }),
    'SummaryWriter.addEmbedding("t"): expected a matrix',
  ],
  [
    () => writer.addEmbedding([[1]], { tag: '' }),
    'SummaryWriter.addEmbedding(""): expected the tag to be a string',
  ],
  [() => writer.addEmbedding([[1]], { step: 0.5 }), 'expected the step to be a whole number'],
  [
    () => writer.addGraph(7 as never),
    'SummaryWriter.addGraph("keras"): expected a tfjs model, a GraphDef, or a list of nodes, got 7',
  ],
  [
    () => writer.addOnnxGraph('/no/such/file'),
    'SummaryWriter.addOnnxGraph("/no/such/file"): the model cannot be read (ENOENT',
  ],
  [() => writer.addOnnxGraph(Uint8Array.of(1)), 'expected an ONNX model'],
])('mistakes name the method and the tag', async (add, message) => {
  expect(add).toThrow(message);
  await writer.close();
});

it('a closed writer takes nothing more', async () => {
  await writer.close();
  expect(() => writer.addEmbedding([[1]])).toThrow('the writer is closed');
  expect(() => writer.addGraph([{ name: 'a' }])).toThrow('the writer is closed');
  expect(filesIn()).toEqual([]);
});
