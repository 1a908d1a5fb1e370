// Files that users open in the page, or that lie beside a log: NPY arrays, points read piece by piece, labels, models of tfjs
// and Keras, bookmarks, configs of projectors. Each parser ends, in time and with an error of its own.
import { expect } from 'vitest';
import { TensorError } from '../../src/format/tensor.ts';
import { graphOfFile } from '../../src/plugins/graph/model/graph-of-file.ts';
import { readBookmarks } from '../../src/plugins/projector/model/bookmarks.ts';
import { labelsOf } from '../../src/plugins/projector/model/label-table.ts';
import { isNpy, pointsOfNpy } from '../../src/plugins/projector/model/npy.ts';
import { PointsError } from '../../src/plugins/projector/model/points-error.ts';
import { RowReader } from '../../src/plugins/projector/model/row-reader.ts';
import { pick, type Random } from '../seeded-random.ts';
import { fuzz, isDecodingError } from './fuzz.ts';
import { mutatedBytes, mutatedJson, NASTY_TEXTS } from './mutated-values.ts';

const encoder = new TextEncoder();
const nasty = (random: Random) => encoder.encode(pick(NASTY_TEXTS, random, ''));
const isPointsError = (error: Error) => error instanceof PointsError;

/** As numpy.save writes it: version 1. */
function npy(head: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(10 + head.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8]);
  bytes.set(encoder.encode(head), 10);
  bytes.set(data, 10 + head.length);
  return bytes;
}

fuzz(
  'arrays of NumPy',
  3000,
  (random) => {
    const type = pick(['<f4', '>f8', '|u1', '<i8', '<f2', '|b1', '<U5', '|O'], random, '<f4');
    const axis = () =>
      pick(['0', '1', '2', '7', '-1', '-3', '1.5', '1e300', '', 'None', '4294967296'], random, '1');
    const shape = Array.from({ length: random(4) }, axis).join(', ');
    const order = random(2) === 0 ? 'True' : 'False';
    const head = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shape}), }`;
    const whole = npy(head, new Uint8Array(random(200)));
    const bytes = random(2) === 0 ? whole : mutatedBytes(whole, random, nasty(random));
    if (!isNpy(bytes)) return;
    const { rows, dimensions, values } = pointsOfNpy(bytes);
    expect(Number.isInteger(rows) && rows >= 0 && Number.isInteger(dimensions) && dimensions >= 0).toBe(true);
    expect(values.length).toBe(rows * dimensions);
    expect(values.length).toBeLessThanOrEqual(bytes.length);
  },
  isPointsError,
);

const POINTS = encoder.encode(
  Array.from({ length: 40 }, (_, at) => `${at}.5\t-${at}e-3\tnan\t1`).join('\r\n'),
);
fuzz(
  'points that come in pieces',
  1000,
  (random) => {
    const bytes = random(4) === 0 ? POINTS : mutatedBytes(POINTS, random, nasty(random));
    const read = (pieces: readonly Uint8Array[]) => {
      const reader = new RowReader('\t', 30);
      const values = pieces.flatMap((piece) => [...reader.push(piece)]);
      values.push(...reader.end());
      expect(values.length).toBe(reader.rows * reader.columns);
      return values;
    };
    const at = random(bytes.length + 1);
    const to = at + random(bytes.length - at + 1);
    const pieces = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
    // However it is cut, it is the same.
    expect(read(pieces)).toEqual(read([bytes]));
  },
  isPointsError,
);

const LABELS = encoder.encode(`name\tcount\n${'täg\t1\r\n'.repeat(30)}`);
fuzz(
  'labels',
  1000,
  (random) => {
    const bytes = mutatedBytes(LABELS, random, nasty(random));
    const rows = random(60);
    const { columns } = labelsOf(bytes, rows, pick(['\t', ',', ';'], random, '\t'));
    expect(JSON.stringify(columns).length).toBeLessThan(1_000_000);
  },
  isPointsError,
);

const LAYER = (name: string, inbound: unknown) => ({
  name,
  class_name: 'Dense',
  config: { name, units: 3, batch_input_shape: [null, 4], dtype: 'float32', activation: 'relu' },
  inbound_nodes: inbound,
});
const KERAS = {
  class_name: 'Functional',
  config: {
    name: 'm',
    layers: [
      LAYER('a', []),
      LAYER('b', [[['a', 0, 0, {}]]]),
      { ...LAYER('c', [[['b', 0, 0]]]), class_name: 'Model' },
    ],
    input_layers: [['a', 0, 0]],
    output_layers: [['b', 0, 0]],
  },
};
const SEQUENTIAL = {
  class_name: 'Sequential',
  config: { layers: [LAYER('a', undefined), LAYER('b', undefined)] },
};
const MODELS: readonly unknown[] = [
  {
    modelTopology: { model_config: KERAS, keras_version: '2' },
    weightsManifest: [{ paths: ['w'], weights: [{ name: 'a/kernel', shape: [4, 3], dtype: 'float32' }] }],
  },
  { modelTopology: { model_config: JSON.stringify(SEQUENTIAL) } },
  SEQUENTIAL,
  {
    modelTopology: {
      node: [
        {
          name: 'x',
          op: 'Const',
          attr: { dtype: { type: 'DT_FLOAT' }, value: { tensor: { tensorShape: { dim: [{ size: '2' }] } } } },
        },
        { name: 'y', op: 'Relu', input: ['x'] },
      ],
      versions: {},
    },
    weightsManifest: [{ weights: [{ name: 'x', shape: [2], dtype: 'float32' }] }],
  },
];
fuzz(
  'models of tfjs and Keras',
  1500,
  (random) => {
    let model = pick(MODELS, random, {});
    for (let changes = 1 + random(3); changes > 0; changes--) model = mutatedJson(model, random);
    const text = encoder.encode(JSON.stringify(model) ?? '');
    const graph = graphOfFile(
      'model.json',
      random(5) === 0 ? mutatedBytes(text, random, nasty(random)) : text,
    );
    expect((graph.node ?? []).length).toBeLessThan(10_000);
  },
  (error) => error.name === 'ArgumentError' || error instanceof TensorError || isDecodingError(error),
);

const BOOKMARKS = [
  {
    label: 'one',
    selectedProjection: 'pca',
    dataSetDimensions: [4, 3],
    tSNEPerplexity: 5,
    projections: [{ 'pca-0': 1, 'pca-1': 2 }, {}],
    selectedPoints: [0, 2],
    filteredPoints: [1],
    cameraDef: { orthographic: true, position: [0, 0, 1], target: [0, 0, 0], zoom: 1 },
  },
];
fuzz(
  'bookmarks',
  1500,
  (random) => void readBookmarks(JSON.stringify(mutatedJson(mutatedJson(BOOKMARKS, random), random)) ?? ''),
  (error) => /^(?:The file of bookmarks|Bookmark \d+ of the file)/.test(error.message),
);
