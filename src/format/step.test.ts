import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longOfStep, stepOf, stepOfBigInt, stepOfDigits } from './step.ts';

describe('steps', () => {
  it('pass through a message without loss, any int64', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const step = stepOfBigInt(value);
        expect(BigInt(step)).toBe(value);
        expect(stepOf(longOfStep(step))).toBe(step);
      }),
    );
  });

  it.each([
    [9007199254740991n, 9007199254740991],
    [9007199254740992n, 9007199254740992n],
    [-9007199254740991n, -9007199254740991],
    [-9007199254740992n, -9007199254740992n],
  ])('%s is a bigint only where a number would not be safe', (value, step) =>
    expect(stepOfBigInt(value)).toBe(step),
  );

  it.each([[1.5], [Number.NaN], [2 ** 53], [2n ** 63n], [-(2n ** 63n) - 1n]])('%s is no int64 step', (step) =>
    expect(() => longOfStep(step)).toThrow(RangeError),
  );

  it('an absent step is 0', () => expect(stepOf(undefined)).toBe(0));
});

it.each([
  ['0', 0],
  ['-7', -7],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ['9223372036854775807', 2n ** 63n - 1n],
  ['-9223372036854775808', -(2n ** 63n)],
  ['9223372036854775808', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['', undefined],
])('the digits %j are the step %s', (digits, step) => expect(stepOfDigits(digits)).toBe(step));
