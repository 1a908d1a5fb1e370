import { expect, it } from 'vitest';
import { pythonFloat } from './python-float.ts';

it.each([
  [3, '3.0'],
  [-0, '-0.0'],
  [0, '0.0'],
  [0.1, '0.1'],
  [1700000000.25, '1700000000.25'],
  [1e-4, '0.0001'],
  [1e-5, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [1e-100, '1e-100'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [-1.25e22, '-1.25e+22'],
  [Number.NaN, 'nan'],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('%d is %s', (value, text) => expect(pythonFloat(value)).toBe(text));
