import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeEvent } from './event.ts';
import { scalarEventBytes, scalarTagOf, writeScalarEvent } from './scalar-event.ts';

it('is byte for byte what the general encoder makes of it', () => {
  const steps = fc.oneof(
    fc.constantFrom(0, 1, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER),
    fc.maxSafeNat(),
  );
  const tags = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ minLength: 120, maxLength: 300 }),
  );
  const values = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300),
  );
  const wallTimes = fc.double({ noNaN: true }).filter((seconds) => seconds !== 0);
  fc.assert(
    fc.property(tags, wallTimes, steps, values, (tag, wallTimeSeconds, step, value) => {
      const known = scalarTagOf(tag);
      const length = scalarEventBytes(known, step);
      const bytes = new Uint8Array(length + 8);
      writeScalarEvent(bytes, new DataView(bytes.buffer), 3, known, wallTimeSeconds, step, value);
      const expected = encodeEvent({ wallTimeSeconds, step, values: [{ tag, simpleValue: value }] });
      expect(bytes.subarray(3, 3 + length)).toEqual(new Uint8Array(expected));
      expect(bytes.subarray(3 + length)).toEqual(new Uint8Array(5));
    }),
    { numRuns: 500 },
  );
});
