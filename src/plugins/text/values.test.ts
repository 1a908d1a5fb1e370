import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import { textValue } from './summary.ts';
import { textStepOf } from './values.ts';

describe('stored text', () => {
  it('comes back as it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textStepOf(tensorOf(textValue('t', text)))).toEqual({ shape: [1], texts: [text] });
      }),
    );
  });

  it('of numbers is refused, of nothing is empty', () => {
    expect(() => textStepOf({ dtype: 'float32', shape: [1], numbers: Float32Array.of(1) })).toThrow(
      'text must be strings, not float32 of shape [1]',
    );
    expect(textStepOf({ dtype: 'float32', shape: [0], numbers: new Float32Array(0) })).toEqual({
      shape: [0],
      texts: [],
    });
  });
});
