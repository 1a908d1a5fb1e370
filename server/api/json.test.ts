import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeJson } from './json.ts';

it('is what JSON.stringify writes, for all that JSON can hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      // JSON.parse reads -0, which has no digits of its own in JSON.stringify either.
      expect(encodeJson(value)).toBe(JSON.stringify(value));
    }),
  );
});

it.each<[unknown, string]>([
  [[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], '["NaN","Infinity","-Infinity"]'],
  [{ deep: [{ value: Number.NaN }] }, '{"deep":[{"value":"NaN"}]}'],
  [[2n ** 63n - 1n, -(2n ** 63n)], '[9223372036854775807,-9223372036854775808]'],
  [{ kept: null, left: undefined }, '{"kept":null}'],
  [new Map([['__proto__', 1]]), '{"__proto__":1}'],
  [Float32Array.of(0.05, Number.NaN), '[0.05000000074505806,"NaN"]'],
  ['\u2028</script>"\ud800', '"\u2028</script>\\"\\ud800"'],
])('encodes %o', (value, expected) => expect(encodeJson(value)).toBe(expected));

it('refuses what JSON cannot hold', () => {
  expect(() => encodeJson(() => 0)).toThrow('JSON has no function');
  expect(() => encodeJson([undefined])).toThrow('JSON has no undefined');
});
