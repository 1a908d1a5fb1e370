// What SummaryWriter writes of sound, video, batches, curves, matrices and layouts, as Python's TensorBoard reads it,
// with Pillow and Python's own WAV reader looking inside.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { pythonPath } from '../machine.ts';

interface Frame {
  readonly duration: number | null;
  readonly rgb: readonly number[];
}
interface Answer {
  readonly images: Readonly<Record<string, readonly { readonly frames: readonly Frame[] }[]>>;
  readonly audio: Readonly<Record<string, readonly unknown[]>>;
  readonly tensors: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** Bytes without an order that a reader could guess. */
const bytes = (length: number, colours = 256) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) % colours);

/** One video of `frames` frames of height × width pixels in three channels, as the reader gives it: pixel by pixel. */
function interleaved(video: Uint8Array, frame: number, pixels: number): number[] {
  return Array.from(
    { length: pixels * 3 },
    (_, i) => video[frame * pixels * 3 + (i % 3) * pixels + Math.floor(i / 3)] ?? 0,
  );
}

const python = pythonPath();
const folder = mkdtempSync(join(tmpdir(), 'runboard-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(python === undefined)('TensorBoard reads', () => {
  let answer: Answer;
  // Twelve colours at most: few enough to be kept exactly.
  const few = bytes(4 * 3 * 10 * 12, 2).map((value) => value * 200);
  const many = bytes(2 * 3 * 60 * 70);
  beforeAll(async () => {
    const writer = new SummaryWriter(folder);
    writer.addAudio('mono', [0, 0.5, -0.5, 2, -2, Number.NaN], 1, { sampleRate: 8000 });
    writer.addAudio(
      'stereo',
      [
        [1, -1],
        [0.25, 0],
      ],
      2,
    );
    writer.addVideo('few', { shape: [1, 4, 3, 10, 12], data: few }, 1, { fps: 10 });
    writer.addVideo('many', { shape: [1, 2, 3, 60, 70], data: many }, 1);
    writer.addVideo('tiles', {
      shape: [3, 1, 1, 2, 2],
      data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    });
    writer.addVideo('gray floats', { shape: [1, 1, 1, 1, 2], data: Float32Array.of(0, 1) });
    writer.addImages('batch', { shape: [9, 1, 1, 1], data: bytes(9) }, 3);
    writer.addImageWithBoxes('twice', { shape: [6, 4], data: new Uint8Array(24) }, [[0, 0, 3, 5]], 0, {
      dataformats: 'HW',
      rescale: 2,
    });
    writer.addPrCurve('pr', [true, false, true, true], [0.9, 0.2, 0.4, 0.4], 4, { numThresholds: 3 });
    writer.addRocCurve('roc', [1, 0], [1, 0], 5, { numThresholds: 200, weights: [2, 3] });
    writer.addConfusionMatrix(
      'cm',
      [
        [5, 1],
        [0, 7],
      ],
      { labels: ['cat', 'dog'] },
      6,
    );
    writer.addTensor('t', { shape: [1, 2], data: Int16Array.of(-3, 4) }, 7);
    writer.addCustomScalarsMarginchart(['v', 'lo', 'hi'], 'c', 'band');
    await writer.close();
    const { stdout, stderr, status } = spawnSync(
      python ?? '',
      ['test/interop/writer-kinds-check.py', folder],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    expect(status, stderr).toBe(0);
    answer = JSON.parse(stdout);
  });

  it('sound of one channel, clipped, NaN as silence', () =>
    expect(answer.audio['mono']).toEqual([
      {
        step: 1,
        rate: 8000,
        frames: 6,
        type: 'audio/wav',
        wav: [1, 2, 8000, 6],
        samples: [0, 16383, -16383, 32767, -32767, 0],
      },
    ]));

  it('sound of two channels at 44100 samples a second', () =>
    expect(answer.audio['stereo']).toMatchObject([
      { rate: 44100, frames: 2, wav: [2, 2, 44100, 2], samples: [32767, -32767, 8191, 0] },
    ]));

  it('a video of few colours, pixel by pixel', () => {
    const [video] = answer.images['few'] ?? [];
    expect(video).toMatchObject({ step: 1, size: [12, 10], opened: [12, 10], format: 'GIF' });
    expect(video?.frames.map(({ duration }) => duration)).toEqual([100, 100, 100, 100]);
    video?.frames.forEach(({ rgb }, frame) => {
      expect(rgb).toEqual(interleaved(few, frame, 120));
    });
  });

  it('a video of many colours, nearly', () => {
    const [video] = answer.images['many'] ?? [];
    expect(video?.frames.map(({ duration }) => duration)).toEqual([250, 250]);
    video?.frames.forEach(({ rgb }, frame) => {
      const wanted = interleaved(many, frame, 4200);
      const error = rgb.reduce((sum, value, i) => sum + Math.abs(value - (wanted[i] ?? 0)), 0) / rgb.length;
      // Noise over all colours is the worst there is for 256 of them.
      expect(error).toBeLessThan(20);
    });
  });

  it('three videos as four tiles in two columns', () => {
    const gray = (values: readonly number[]) => values.flatMap((value) => [value, value, value]);
    expect(answer.images['tiles']).toMatchObject([
      { size: [8, 2], frames: [{ rgb: gray([1, 2, 5, 6, 9, 10, 0, 0, 3, 4, 7, 8, 11, 12, 0, 0]) }] },
    ]);
    expect(answer.images['gray floats']).toMatchObject([{ frames: [{ rgb: gray([0, 255]) }] }]);
  });

  it('a batch in rows of eight, and a picture scaled with its boxes', () => {
    expect(answer.images['batch']).toMatchObject([{ step: 3, size: [8, 2], opened: [8, 2], format: 'PNG' }]);
    expect(answer.images['twice']).toMatchObject([{ size: [8, 12], opened: [8, 12] }]);
  });

  it('PR curves with the thresholds that were asked for', () => {
    expect(answer.tensors['pr']).toEqual([
      {
        step: 4,
        plugin: 'pr_curves',
        dtype: 'float32',
        shape: [6, 3],
        num_thresholds: 3,
        numbers: [3, 1, 0, 1, 0, 0, 0, 1, 1, 0, 2, 3, 0.75, 1, 0, 1, Math.fround(1 / 3), 0],
      },
    ]);
    expect(answer.tensors['roc']).toMatchObject([{ shape: [6, 200], num_thresholds: 200 }]);
    const numbers = answer.tensors['roc']?.[0]?.['numbers'] as readonly number[];
    expect([numbers[0], numbers[199], numbers[200], numbers[201]]).toEqual([2, 2, 3, 0]);
  });

  it('a confusion matrix as a picture and as numbers', () => {
    expect(answer.images['cm']).toMatchObject([{ step: 6, format: 'PNG' }]);
    expect(answer.tensors['cm/confusion_matrix']).toEqual([
      { step: 6, plugin: 'confusion_matrix', dtype: 'float64', shape: [2, 2], numbers: [5, 1, 0, 7] },
    ]);
  });

  it('tensors in their own type, and layouts', () => {
    expect(answer.tensors['t']).toMatchObject([
      { plugin: 'tensor', dtype: 'int16', shape: [1, 2], numbers: [-3, 4] },
    ]);
    const layout = String(answer.tensors['custom_scalars__config__']?.[0]?.['layout']);
    expect(layout.replaceAll(/\s+/g, ' ').trim()).toBe(
      'category { title: "c" chart { title: "band" margin { series { value: "v" lower: "lo" upper: "hi" } } } }',
    );
  });
});
