import { expect, it } from 'vitest';
import { continuityOf } from './continuity.ts';

const columns = (steps: readonly number[], wallTimes: readonly number[] = steps) => ({
  steps: Float64Array.from(steps),
  wallTimes: Float64Array.from(wallTimes),
  values: new Float32Array(steps.length),
});
const even = Array.from({ length: 20 }, (_, i) => i);

it.each([
  ['nothing in an even curve', columns(even), [], []],
  ['nothing in an uneven one, as a thinned one is', columns([0, 3, 4, 9, 12, 13, 18, 22]), [], []],
  ['a hole in the steps', columns([...even, ...even.map((i) => 100 + i)]), [20], []],
  ['a pause', columns([...even, 20, 21], [...even, 4000, 4001]), [], [20]],
  [
    'no pause where it took that long for the steps that are left out',
    columns([...even, 1020], [...even, 1020]),
    [20],
    [],
  ],
  ['no pause of seconds', columns([...even, 20], [...even, 50]), [], []],
  ['nothing among three points', columns([0, 1, 1000]), [], []],
])('finds %s', (_, given, gaps, restarts) => {
  expect(continuityOf(given)).toEqual({ gaps, restarts });
});
