import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodePictureKey, encodePictureKey } from './picture-key.ts';

const step = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }));

it('a key gives back its picture and survives any decoding and encoding of a query', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      step,
      fc.nat(),
      (run, tag, at, sample) => {
        const key = encodePictureKey({ run, tag, step: at, sample });
        expect(encodeURIComponent(key)).toBe(key);
        expect(decodePictureKey(key)).toEqual({ run, tag, step: at === 0 ? 0 : at, sample });
      },
    ),
  );
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  ['nothing', ''],
  ['rubbish', '%%%'],
  ['bytes that are no text', Buffer.of(0xff, 0xfe).toString('base64url')],
  ['an object', encoded({ run: 'a' })],
  ['too few fields', encoded(['a', 'b', '1'])],
  ['a step that is no number', encoded(['a', 'b', 'x', 0])],
  ['a step beyond int64', encoded(['a', 'b', '9223372036854775808', 0])],
  ['a negative sample', encoded(['a', 'b', '1', -1])],
  ['a sample in text', encoded(['a', 'b', '1', '0'])],
])('%s is no key', (_, text) => expect(decodePictureKey(text)).toBeUndefined());
