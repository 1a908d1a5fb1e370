import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import type { Pixels } from '../image/model/pixels.ts';
import { heatMapOf } from './model/heat-map.ts';
import { confusionMatrixValues } from './summary.ts';
import { confusionMatrixOf, labelsOf } from './values.ts';

const noPng = () => new Uint8Array(0);

describe('a stored confusion matrix', () => {
  it('comes back as it was given', () => {
    const matrices = fc
      .integer({ min: 1, max: 5 })
      .chain((n) =>
        fc.tuple(
          fc.float64Array({ minLength: n * n, maxLength: n * n, noNaN: true }),
          fc.array(fc.string({ unit: 'grapheme' }), { minLength: n, maxLength: n }),
        ),
      );
    fc.assert(
      fc.property(matrices, ([data, labels]) => {
        const classes = labels.length;
        const values = confusionMatrixValues('cm', { shape: [classes, classes], data }, { labels }, noPng);
        const [picture, matrix = {}] = values;
        expect([picture?.tag, matrix.tag]).toEqual(['cm', 'cm/confusion_matrix']);
        expect(confusionMatrixOf(tensorOf(matrix))).toEqual({ classes, counts: data });
        expect(labelsOf(matrix.metadata?.pluginData?.content ?? new Uint8Array(0))).toEqual(labels);
      }),
    );
  });

  it.each([
    [
      'three columns',
      [[1, 2, 3]],
      {},
      'expected a matrix of as many rows as columns, at most 4096, got a shape of [1,3]',
    ],
    ['nothing', [], {}, 'got a shape of [0]'],
    [
      'one label for two',
      [
        [1, 0],
        [0, 1],
      ],
      { labels: ['a'] },
      'expected labels to be 2 strings, got an array of 1',
    ],
  ])('cannot be of %s', (_, matrix, options, message) =>
    expect(() => confusionMatrixValues('cm', matrix, options, noPng)).toThrow(message),
  );

  it('must be n × n numbers', () =>
    expect(() =>
      confusionMatrixOf({ dtype: 'float32', shape: [1, 2], numbers: new Float32Array(2) }),
    ).toThrow('a confusion matrix must be n × n numbers, not float32 of shape [1,2]'));

  it('with damaged labels has none', () => expect(labelsOf(Uint8Array.of(0x12, 9))).toEqual([]));
});

describe('the picture', () => {
  const at = ({ width, bytes }: Pixels, x: number, y: number) => [
    ...bytes.subarray((y * width + x) * 3).slice(0, 3),
  ];

  it('of many classes is cells alone, dark where a row’s examples are', () => {
    const classes = 100;
    const counts = new Float64Array(classes * classes);
    counts[1] = 5;
    const pixels = heatMapOf({ classes, counts }, []);
    expect([pixels.width, pixels.height]).toEqual([400, 400]);
    expect([at(pixels, 0, 0), at(pixels, 4, 0), at(pixels, 7, 3), at(pixels, 4, 4)]).toEqual([
      [255, 255, 255],
      [8, 48, 107],
      [8, 48, 107],
      [255, 255, 255],
    ]);
  });

  it('of few has room for names', () => {
    const pixels = heatMapOf({ classes: 2, counts: Float64Array.of(1, 0, 0, 1) }, ['a', 'dog']);
    expect([pixels.width, pixels.height]).toEqual([2 * 48 + 3 * 6 + 8, 2 * 48 + 16]);
  });

  it('is drawn whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 9, maxLength: 9 }), (counts) => {
        expect(heatMapOf({ classes: 3, counts }, ['é', '', 'x'.repeat(99)]).bytes.length).toBeGreaterThan(0);
      }),
    );
  });
});
