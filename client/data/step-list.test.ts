import { expect, it } from 'vitest';
import { indexAt, stepListOf } from './step-list.ts';

const steps = Float64Array.of(0, 10, 20);

it.each([
  ['the newest where none is chosen', undefined, 2],
  ['the step itself', 10, 1],
  ['the last before it', 19, 1],
  ['the first where all are behind', -5, 0],
  ['the newest where all are before', 99n, 2],
])('a choice means %s', (_, step, index) => expect(indexAt({ steps }, step)).toBe(index));

it('exact steps beyond 2^53 are told apart', () => {
  const large = { steps: BigInt64Array.of(2n ** 53n, 2n ** 53n + 1n) };
  expect([indexAt(large, 2n ** 53n), indexAt(large, 2n ** 53n + 1n)]).toEqual([0, 1]);
  expect(indexAt({ steps: new Float64Array(0) }, 1)).toBe(-1);
});

it('other columns than expected are of another version', () => {
  expect(() => stepListOf(undefined)).toThrow('Load the page anew');
  expect(() => stepListOf({ head: { generation: 0 }, columns: { steps } })).toThrow('other columns');
});
