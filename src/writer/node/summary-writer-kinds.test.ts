// What SummaryWriter refuses of the kinds that have their own shapes, and that it stays usable. The values themselves are
// held against PyTorch's and TensorBoard's in test/interop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsIn } from '../../../test/event-files.ts';
import { SummaryWriter } from './summary-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'runboard-kinds-'));
let writer: SummaryWriter;
beforeAll(() => {
  writer = new SummaryWriter(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const square = { shape: [3, 4, 4], data: new Uint8Array(48) };
const raw = { min: 0, max: 1, num: 1, sum: 1, sumSquares: 1, bucketLimits: [1], bucketCounts: [1] };

describe('a value that does not fit', () => {
  it.each<[string, () => unknown, string]>([
    ['addAudio("t")', () => writer.addAudio('t', []), 'expected samples, got a shape of [0]'],
    ['addVideo("t")', () => writer.addVideo('t', square), 'expected a shape of N, T, C, H, W, got [3,4,4]'],
    [
      'addVideo("t")',
      () => writer.addVideo('t', { shape: [1, 1, 2, 1, 1], data: [0, 0] }),
      'expected 1, 3 or 4 channels, got 2',
    ],
    [
      'addVideo("t")',
      () => writer.addVideo('t', { shape: [1, 1, 3, 1, 1], data: [0, 0, 0] }, 0, { fps: 0 }),
      'expected fps',
    ],
    ['addImages("t")', () => writer.addImages('t', square), 'expected a shape of N, C, H, W, got [3,4,4]'],
    [
      'addImageWithBoxes("t")',
      () => writer.addImageWithBoxes('t', square, [1, 2, 3, 4]),
      'expected boxes of shape boxes, 4, got [4]',
    ],
    [
      'addImageWithBoxes("t")',
      () => writer.addImageWithBoxes('t', square, [[0, 0, 1, 1]], 0, { labels: ['a', 'b'] }),
      'expected a label for each of 1 boxes, got 2',
    ],
    [
      'addImageWithBoxes("t")',
      () => writer.addImageWithBoxes('t', square, [[0, 0, 1, 1]], 0, { rescale: -1 }),
      'expected rescale',
    ],
    ['addPrCurve("t")', () => writer.addPrCurve('t', [1], [1, 0]), 'expected as many predictions as labels'],
    [
      'addPrCurveRaw("t")',
      () => writer.addPrCurveRaw('t', [1], [1], [1], [1], [1], [1, 2]),
      'of the same length',
    ],
    [
      'addRocCurve("t")',
      () => writer.addRocCurve('t', [1], [1], 0, { numThresholds: 1.5 }),
      'expected numThresholds',
    ],
    ['addConfusionMatrix("t")', () => writer.addConfusionMatrix('t', [[1, 2]]), 'as many rows as columns'],
    [
      'addCustomScalars("custom_scalars__config__")',
      () => writer.addCustomScalars([] as never),
      'expected a layout',
    ],
    [
      'addCustomScalarsMarginchart("custom_scalars__config__")',
      () => writer.addCustomScalarsMarginchart(['a']),
      'three tags',
    ],
    [
      'addHistogramRaw("t")',
      () => writer.addHistogramRaw('t', { ...raw, bucketCounts: [] }),
      'as many bucketCounts as bucketLimits, got 1 and 0',
    ],
    [
      'addHistogramRaw("t")',
      () => writer.addHistogramRaw('t', { ...raw, sum: '1' as never }),
      'expected sum to be a number, got "1"',
    ],
    ['addTensor("t")', () => writer.addTensor('t', 'x' as never), 'expected an array'],
    ['addAudio("")', () => writer.addAudio('', [1]), 'expected the tag to be a string that is not empty'],
    [
      'addConfusionMatrix("t")',
      () => writer.addConfusionMatrix('t', [[1]], {}, 0.5),
      'expected the step to be a whole number',
    ],
  ])('%s says what was expected', (method, call, message) => {
    expect(call).toThrow(`SummaryWriter.${method}: `);
    expect(call).toThrow(message);
  });

  it('is left out, and what follows is written', async () => {
    writer.addConfusionMatrix('cm', [[1]], { wallTime: 5 }, 3);
    writer.addCustomScalarsMultilinechart(['a'], 'c', 't');
    await writer.close();
    const [, matrix, layout, ...more] = eventsIn(folder);
    expect(more).toEqual([]);
    expect(matrix).toMatchObject({ step: 3, wallTimeSeconds: 5 });
    expect(matrix?.values?.map(({ tag }) => tag)).toEqual(['cm', 'cm/confusion_matrix']);
    expect(layout?.values?.map(({ tag }) => tag)).toEqual(['custom_scalars__config__']);
    expect(() => writer.addAudio('t', [1])).toThrow('SummaryWriter.addAudio("t"): the writer is closed');
  });
});
