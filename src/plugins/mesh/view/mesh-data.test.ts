import { expect, it } from 'vitest';
import { facesWithin } from './mesh-data.ts';

it('leaves out triangles without all their corners', () => {
  expect([...facesWithin(Int32Array.of(0, 1, 2, 0, 1, 3, -1, 1, 2, 2, 1, 0), 3)]).toEqual([0, 1, 2, 2, 1, 0]);
  expect([...facesWithin(Int32Array.of(0, 1, 2, 0, 1), 3)]).toEqual([0, 1, 2]);
});
