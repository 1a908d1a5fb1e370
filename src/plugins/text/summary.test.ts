import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../format/event.ts';
import { tensorOf } from '../../format/legacy.ts';
import { textValue } from './summary.ts';

it('text comes back as it was, under the tag that PyTorch gives it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const event = { wallTimeSeconds: 1, step: 0, values: [textValue('note', text)] };
      const [value = {}] = decodeEvent(encodeEvent(event)).values ?? [];
      expect(value.tag).toBe('note/text_summary');
      expect(value.metadata?.pluginData?.pluginName).toBe('text');
      const tensor = tensorOf(value);
      if (tensor.dtype !== 'string') throw new Error(`text became ${tensor.dtype}`);
      expect(tensor.shape).toEqual([1]);
      expect(tensor.strings.map((bytes) => new TextDecoder().decode(bytes))).toEqual([text]);
    }),
  );
});

it('what is no string is refused', () =>
  expect(() => textValue('note', 7 as never)).toThrow('expected a string, got 7'));
