import { describe, expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../format/event.ts';
import { scalarOf, scalarValue } from './summary.ts';

describe('a scalar', () => {
  it.each([0, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 1e39])(
    'of %d is stored as float32',
    (number) => {
      const event = { wallTimeSeconds: 1, step: 0, values: [scalarValue('loss', number)] };
      const [value] = decodeEvent(encodeEvent(event)).values ?? [];
      expect(value).toMatchObject({ tag: 'loss', simpleValue: Math.fround(number) });
      expect(value?.metadata ?? undefined).toBeUndefined();
    },
  );

  it('carries its labels in metadata', () =>
    expect(scalarValue('loss', 1, { displayName: 'Loss', description: '*less* is better' }).metadata).toEqual(
      {
        pluginData: { pluginName: 'scalars' },
        displayName: 'Loss',
        summaryDescription: '*less* is better',
      },
    ));

  it.each([
    [7, 7],
    [7n, 7],
    [Float32Array.of(0.5), 0.5],
    [[[3]], 3],
    [{ shape: [], dtype: 'float32', dataSync: () => Float32Array.of(2) }, 2],
  ])('is the one number of %o', (value, expected) => expect(scalarOf(value)).toBe(expected));

  it.each([
    [[1, 2], 'expected one number, got an array of shape [2]'],
    [[], 'expected one number, got an array of shape [0]'],
    ['1', 'expected an array, a typed array or a tensor, got "1"'],
  ])('is not to be had of %o', (value, message) => expect(() => scalarOf(value as never)).toThrow(message));

  it('refuses labels that are no text', () =>
    expect(() => scalarValue('t', 1, { displayName: 3 as never })).toThrow(
      'expected displayName to be a string, got 3',
    ));
});
