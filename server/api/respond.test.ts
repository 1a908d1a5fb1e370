import { expect, it } from 'vitest';
import { acceptsGzip } from './respond.ts';

it.each([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br;q=1.0, GZIP;q=0.8', true],
  ['*', true],
  ['identity', false],
  ['gzip;q=0', false],
  ['gzip; q=0.0', false],
  ['gzip;q=0.01', true],
  ['xgzip', false],
])('Accept-Encoding: %s lets gzip through: %s', (header, expected) =>
  expect(acceptsGzip(header)).toBe(expected),
);
