import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProtoText } from '../../format/proto-text-parse.ts';
import type { Pixels } from '../image/model/pixels.ts';
import { readPoints } from './model/points.ts';
import { spriteOf } from './model/sprite.ts';
import { type EmbeddingOptions, embeddingFiles, withEmbedding } from './summary.ts';
import { projectorConfigOf } from './values.ts';

const png = ({ width, height }: Pixels) => Uint8Array.of(width, height);
const files = (matrix: number[][], options: EmbeddingOptions = {}, tag = 'e', step: number | bigint = 0) =>
  embeddingFiles(tag, matrix, step, options, png);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const fileOf = (made: ReturnType<typeof files>, name: string) =>
  textOf(made.files.find((file) => file.name === name)?.bytes);
function pointsOf(bytes: Uint8Array) {
  const reading = readPoints(bytes, undefined);
  for (let piece = reading.next(); ; piece = reading.next()) if (piece.done) return piece.value;
}

describe("files equal PyTorch's", () => {
  const logs = fileURLToPath(new URL('../../../test/fixtures/logs/torch_api/', import.meta.url));
  const config = projectorConfigOf(readFileSync(`${logs}projector_config.pbtxt`, 'utf8'));
  it.each(config.embeddings ?? [])('of $tensorName', (embedding) => {
    const [tag = '', step = ''] = (embedding.tensorName ?? '').split(':');
    const read = (path: string) => readFileSync(logs + path);
    const { rows, columns, numbers } = pointsOf(read(embedding.tensorPath ?? ''));
    const labels = embedding.metadataPath
      ? read(embedding.metadataPath).toString().trimEnd().split('\n')
      : undefined;
    const [header = [], ...metadata] = labels?.map((line) => line.split('\t')) ?? [];
    const single = embedding.sprite?.singleImageDim?.[0];
    const made = embeddingFiles(
      tag,
      { shape: [rows, columns], data: numbers },
      Number(step),
      {
        ...(labels ? { metadata, metadataHeader: header } : {}),
        ...(single
          ? { labelImg: { shape: [rows, 3, single, single], data: new Uint8Array(rows * 3 * single ** 2) } }
          : {}),
      },
      png,
    );
    expect(fileOf(made, 'tensors.tsv')).toBe(read(embedding.tensorPath ?? '').toString());
    if (embedding.metadataPath)
      expect(fileOf(made, 'metadata.tsv')).toBe(read(embedding.metadataPath).toString());
    expect(made.embedding).toEqual(embedding);
  });

  it('and so does the config', () => {
    const text = readFileSync(`${logs}projector_config.pbtxt`, 'utf8');
    expect((config.embeddings ?? []).reduce(withEmbedding, '')).toBe(text);
  });
});

it('points come back as they were', () => {
  const matrix = fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.array(fc.array(fc.float(), { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 5,
    }),
  );
  fc.assert(
    fc.property(matrix, (rows) => {
      const { numbers } = pointsOf(files(rows).files[0]?.bytes ?? new Uint8Array(0));
      expect([...numbers]).toEqual(rows.flat());
    }),
  );
});

it.each([
  ['a/b', 7, '00007/a%2fb', 'a/b:00007'],
  ['a\\b%', -3, '-0003/a%5cb%25', 'a\\b%:-0003'],
  ['..', 123456, '123456/%2e%2e', '..:123456'],
  ['.', 2n ** 60n, '1152921504606846976/%2e', '.:1152921504606846976'],
])('the tag %s at step %s is the folder %s', (tag, step, folder, tensorName) => {
  expect(files([[1]], {}, tag, step)).toMatchObject({ folder, embedding: { tensorName } });
});

describe('labels', () => {
  it.each([
    ['one a point', { metadata: ['a', 1, true, null] }, 'a\n1\ntrue\nnull\n'],
    [
      'one a point, with a header that the page would take for a point',
      { metadata: ['a', 'b', 'c', 'd'], metadataHeader: ['h'] },
      'a\nb\nc\nd\n',
    ],
    [
      'several',
      {
        metadata: [
          ['a', 1],
          ['b', 2],
          ['c', 3],
          ['d', 4],
        ],
        metadataHeader: ['name', 'n'],
      },
      'name\tn\na\t1\nb\t2\nc\t3\nd\t4\n',
    ],
    ['tabs and line ends', { metadata: ['a\tb', 'c\r\nd', 'e\u2028f', '\n'] }, 'a b\nc d\ne f\n-\n'],
    ['nothing', { metadata: ['', ' ', 'x', 'é漢'] }, '-\n-\nx\né漢\n'],
  ])('%s', (_, options: EmbeddingOptions, text) =>
    expect(fileOf(files([[1], [2], [3], [4]], options), 'metadata.tsv')).toBe(text),
  );
});

describe('the sprite', () => {
  it('is a square of squares, row by row, black where there are no more', () => {
    const data = Uint8Array.from({ length: 3 * 4 }, (_, i) => 10 * (Math.floor(i / 4) + 1));
    const { pixels, single } = spriteOf({ shape: [3, 1, 2, 2], data }, 3);
    expect([pixels.width, pixels.height, single]).toEqual([4, 4, [2, 2]]);
    const red = Array.from({ length: 16 }, (_, i) => pixels.bytes[i * pixels.channels]);
    expect(red).toEqual([10, 10, 20, 20, 10, 10, 20, 20, 30, 30, 0, 0, 30, 30, 0, 0]);
  });
});

describe('what does not fit is refused', () => {
  const images = (n: number, side: number) => ({
    shape: [n, 1, side, side],
    data: new Uint8Array(n * side * side),
  });
  it.each([
    ['a list', [1, 2] as never, {}, 'expected a matrix of points and coordinates, got a shape of [2]'],
    ['no points', [] as never, {}, 'got a shape of [0]'],
    [
      'too few labels',
      [[1], [2]],
      { metadata: ['a'] },
      'expected metadata for each of 2 points, got an array of 1',
    ],
    ['labels that are text', [[1]], { metadata: 'a' as never }, 'got "a"'],
    [
      'columns without a header',
      [[1]],
      { metadata: [['a', 'b']] },
      'expected metadataHeader for several labels a point',
    ],
    [
      'a short row',
      [[1], [2]],
      { metadata: [['a', 'b'], ['c']], metadataHeader: ['x', 'y'] },
      'expected 2 labels a point, as metadataHeader has, got 1 for point 1',
    ],
    ['an object as a label', [[1]], { metadata: [{}] as never }, 'expected labels to be strings or numbers'],
    ['too few pictures', [[1], [2]], { labelImg: images(1, 2) }, 'expected labelImg of shape [2, C, H, W]'],
    [
      'pictures that are too large',
      [[1], [2]],
      { labelImg: images(2, 4097) },
      'at most 8192 pixels a side, got 8194 x 8194',
    ],
  ])('%s', (_, matrix, options: EmbeddingOptions, message) =>
    expect(() => files(matrix, options)).toThrow(message),
  );
});

describe('the config', () => {
  const embedding = { tensorName: 'e:00001', tensorPath: '00001/e/tensors.tsv' };
  const names = (text: string) =>
    (parseProtoText('ProjectorConfig', text) as { embeddings: { tensorName: string }[] }).embeddings.map(
      (one) => one.tensorName,
    );
  it.each([
    ['empty', '', ['e:00001']],
    ['other blocks stay', '# mine\nembeddings { tensor_name: "a" }', ['a', 'e:00001']],
    [
      'the same name is replaced',
      'embeddings { tensor_name: "e:00001" } embeddings { tensor_name: "a" }',
      ['a', 'e:00001'],
    ],
  ])('%s', (_, before, expected) => expect(names(withEmbedding(before, embedding))).toEqual(expected));

  it('that cannot be parsed is kept', () =>
    expect(withEmbedding('oops {', embedding)).toMatch(/^oops \{\nembeddings \{\n/));
});
