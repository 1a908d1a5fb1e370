import { describe, expect, it } from 'vitest';
import type { ArrayInput } from '../../../format/shaped-array.ts';
import { type ImageLayout, pixelsOf } from './pixels.ts';

describe('pixels', () => {
  it.each<[string, ArrayInput, ImageLayout, number[], number]>([
    ['CHW', { shape: [3, 1, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }, 'CHW', [1, 3, 5, 2, 4, 6], 3],
    ['HWC', { shape: [1, 2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }, 'HWC', [1, 2, 3, 4, 5, 6], 3],
    ['HW, which becomes RGB', { shape: [1, 2], data: Uint8Array.of(1, 2) }, 'HW', [1, 1, 1, 2, 2, 2], 3],
    ['one channel, which becomes RGB', { shape: [1, 1, 1], data: Uint8Array.of(7) }, 'CHW', [7, 7, 7], 3],
    ['RGBA', { shape: [4, 1, 1], data: Uint8Array.of(1, 2, 3, 4) }, 'CHW', [1, 2, 3, 4], 4],
    ['gray and alpha', { shape: [1, 1, 2], data: Uint8Array.of(1, 2) }, 'HWC', [1, 2], 2],
    ['nested lists of floats', [[0, 0.5]], 'HW', [0, 0, 0, 127, 127, 127], 3],
  ])('of %s', (_, input, layout, bytes, channels) => {
    const pixels = pixelsOf(input, layout);
    expect([...pixels.bytes]).toEqual(bytes);
    expect(pixels).toMatchObject({ channels, height: 1 });
  });

  it.each<[string, ArrayInput, number[]]>([
    // 0.3 * 255 is 76.5 and a little; rounded down as numpy's astype does.
    ['floats are scaled, cut and rounded down', [[0.3, 1, -1, 2, Number.NaN]], [76, 255, 0, 255, 0]],
    ['integers are bytes, cut', { shape: [1, 4], data: Int32Array.of(0, 200, -5, 300) }, [0, 200, 0, 255]],
    ['booleans are 0 and 255', { shape: [1, 2], dtype: 'bool', dataSync: () => [0, 1] }, [0, 255]],
  ])('%s', (_, input, expected) => {
    const { bytes } = pixelsOf(input, 'HW');
    expect([...bytes].filter((_, i) => i % 3 === 0)).toEqual(expected);
  });

  it.each<[string, ArrayInput, string, string]>([
    [
      'a shape of another layout',
      { shape: [2, 2], data: [1, 2, 3, 4] },
      'CHW',
      'expected a shape of C, H, W, got [2,2]',
    ],
    [
      'HWC given as CHW',
      { shape: [5, 1, 3], data: new Uint8Array(15) },
      'CHW',
      'expected 1 to 4 channels (CHW), got 5 in a shape of [5,1,3]',
    ],
    ['no pixels', { shape: [3, 0, 5], data: [] }, 'CHW', 'expected pixels, got a shape of [3,0,5]'],
    ['another order', [[1]], 'WH', 'expected dataformats to be CHW, HWC or HW, got "WH"'],
  ])('%s is refused', (_, input, layout, message) =>
    expect(() => pixelsOf(input, layout as ImageLayout)).toThrow(message),
  );
});
