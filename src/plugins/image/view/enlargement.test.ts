import { expect, it } from 'vitest';
import { enlargement } from './enlargement.ts';

it.each([
  ['a digit alone grows by a whole number', 28, 28, 400, true, 11],
  ['a digit in a row grows less', 28, 28, 400, false, 5],
  ['no wider than there is room', 28, 28, 100, true, 3],
  ['a picture that fills its room stays as it is', 400, 100, 400, true, 1],
  ['a wide picture shrinks to its room', 800, 100, 400, true, 0.5],
  ['a high picture alone is shown whole', 300, 1000, 400, true, 1],
  ['a high picture in a row shrinks to the row', 100, 280, 400, false, 0.5],
])('%s', (_, width, height, room, alone, scale) => {
  expect(enlargement({ width, height }, room, alone)).toBe(scale);
});
