// What SummaryWriter writes, as Python's TensorBoard reads it, beside what tensorboardX makes of the same values.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HistogramBins, type ImageLayout, SummaryWriter } from '../../src/index.ts';
import { pythonPath } from '../machine.ts';

interface Histogram {
  readonly sum: number;
  readonly sum_squares: number;
  readonly limits: readonly number[];
}
interface Run {
  readonly file_version: number;
  readonly scalars: Record<string, [step: number, wallTime: number, value: number | string][]>;
  readonly histograms: Record<string, Histogram>;
  readonly images: Record<string, unknown>;
  readonly texts: Record<string, unknown>;
}
interface Answer {
  readonly read: Record<string, Run>;
  readonly expected: {
    readonly histograms: Record<string, Histogram>;
    readonly images: Record<string, unknown>;
  };
}

let state = 1;
/** The same numbers in every run, evenly between 0 and 1 (Park and Miller's minimal standard). */
const random = () => {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
};
const numbers = (count: number, of: () => number) => Array.from({ length: count }, of);

const DATA: Record<string, number[]> = {
  even: numbers(1000, random),
  bell: numbers(3000, () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()) * 3 - 1),
  skewed: numbers(777, () => random() ** 6 * 1e4),
  whole: numbers(200, () => Math.floor(random() * 5)),
  constant: numbers(50, () => 2.5),
  zero: [0],
};
const BINS: readonly HistogramBins[] = [
  ...(['tensorflow', 'auto', 'doane', 'fd', 'rice', 'scott', 'sqrt', 'sturges', 1, 17] as const).map(
    (bins) => ({ bins }),
  ),
  { bins: 17, maxBins: 5 },
  { bins: 'tensorflow', maxBins: 100 },
];
const HISTOGRAMS = Object.fromEntries(
  Object.entries(DATA).flatMap(([name, values]) =>
    BINS.map((options) => [`${name} ${JSON.stringify(options)}`, { values, ...options }]),
  ),
);

const bytes = (count: number) => numbers(count, () => Math.floor(random() * 256));
const IMAGES: Record<string, { data: number[]; shape: number[]; dtype: string; dataformats: ImageLayout }> = {
  'floats CHW': {
    data: numbers(3 * 12 * 17, random),
    shape: [3, 12, 17],
    dtype: 'float32',
    dataformats: 'CHW',
  },
  'bytes HWC': { data: bytes(9 * 11 * 3), shape: [9, 11, 3], dtype: 'uint8', dataformats: 'HWC' },
  'floats HW': { data: numbers(64, random), shape: [8, 8], dtype: 'float32', dataformats: 'HW' },
  'bytes RGBA': { data: bytes(4 * 6 * 7), shape: [4, 6, 7], dtype: 'uint8', dataformats: 'CHW' },
  'bytes gray': { data: bytes(6 * 7), shape: [1, 6, 7], dtype: 'uint8', dataformats: 'CHW' },
};

const SCALARS = [0, -1.5, 0.1, 1e-42, 3e38, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const python = pythonPath();
const folder = mkdtempSync(join(tmpdir(), 'runboard-writer-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(python === undefined)('TensorBoard reads', () => {
  let answer: Answer;
  const own = () => answer.read['.'] as Run;
  beforeAll(async () => {
    const logDir = join(folder, 'log');
    const writer = new SummaryWriter(logDir);
    SCALARS.forEach((value, i) => {
      writer.addScalar('values', value, i * 10, { wallTime: 1.7e9 + i / 8 });
    });
    writer.addScalar('far', 1, 2n ** 62n + 1n);
    writer.addScalar('labelled', 2, 1, { displayName: 'L', description: 'd' });
    writer.addScalars('loss/all', { train: 0.5, validate: 0.25 }, 3);
    for (const [tag, { values, ...options }] of Object.entries(HISTOGRAMS)) {
      writer.addHistogram(tag, values, 1, options);
    }
    for (const [tag, { data, shape, dtype, dataformats }] of Object.entries(IMAGES)) {
      const typed = dtype === 'uint8' ? Uint8Array.from(data) : Float32Array.from(data);
      writer.addImage(tag, { shape, data: typed }, 1, { dataformats });
    }
    writer.addText('note', '# größer\n漢字 🎉', 4);
    await writer.close();
    const inputs = join(folder, 'inputs.json');
    writeFileSync(inputs, JSON.stringify({ histograms: HISTOGRAMS, images: IMAGES }));
    const { stdout, stderr, status } = spawnSync(
      python ?? '',
      ['test/interop/writer-check.py', logDir, inputs],
      { encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    expect(status, stderr).toBe(0);
    answer = JSON.parse(stdout);
  });

  it('files of version 2', () => expect(own().file_version).toBe(2));

  it('scalars with their steps and wall times, as float32', () => {
    const python = (value: number) =>
      Number.isFinite(value)
        ? Math.fround(value)
        : String(value).replace('NaN', 'nan').replace('Infinity', 'inf');
    expect(own().scalars['values']).toEqual(
      SCALARS.map((value, i) => [i * 10, 1.7e9 + i / 8, python(value)]),
    );
    // JSON's numbers end here; the last digit of the step is checked by the unit tests.
    expect(own().scalars['far']?.[0]?.[0]).toBe(2 ** 62);
    expect(own().scalars['labelled']?.[0]?.[2]).toBe(2);
  });

  it('the runs of addScalars', () => {
    expect(Object.keys(answer.read).sort()).toEqual(['.', 'loss_all_train', 'loss_all_validate']);
    expect(answer.read['loss_all_train']?.scalars).toMatchObject({
      'loss/all': [[3, expect.any(Number), 0.5]],
    });
    expect(answer.read['loss_all_validate']?.scalars).toMatchObject({
      'loss/all': [[3, expect.any(Number), 0.25]],
    });
  });

  it.each(Object.keys(HISTOGRAMS))('the histogram of %s, which is tensorboardX’s', (tag) => {
    const expected = answer.expected.histograms[tag] as Histogram;
    const read = own().histograms[tag] as Histogram;
    // numpy adds in another order.
    expect(read.sum / (expected.sum || 1)).toBeCloseTo(expected.sum === 0 ? 0 : 1, 12);
    expect(read.sum_squares / (expected.sum_squares || 1)).toBeCloseTo(
      expected.sum_squares === 0 ? 0 : 1,
      12,
    );
    const { sum, sum_squares } = expected;
    expect({ ...read, sum, sum_squares }).toEqual(expected);
  });

  it.each(Object.keys(IMAGES))('the image of %s, pixel by pixel tensorboardX’s', (tag) => {
    expect(own().images[tag]).toEqual(answer.expected.images[tag]);
  });

  it('text', () => expect(own().texts).toEqual({ 'note/text_summary': [[4, ['# größer\n漢字 🎉']]] }));
});
