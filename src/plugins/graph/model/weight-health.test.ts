import { expect, it } from 'vitest';
import { weightHealthOf, weightTagsOf } from './weight-health.ts';

it.each([
  [
    'a module of torch',
    { module: 'layers.1', path: 'MLP/Sequential[layers]/Linear[1]', title: 'Linear 1' },
    ['layers/1/weight', 'grads/layers.1.bias'],
  ],
  [
    'a layer of Keras',
    { module: '', path: 'sequential/conv', title: 'conv' },
    ['sequential/conv/kernel/histogram', 'conv/kernel_0'],
  ],
  [
    'a layer of one operation',
    { module: '', path: 'sequential/conv/Conv2D', title: 'conv' },
    ['sequential/conv/kernel/histogram', 'conv/kernel_0'],
  ],
  ['a box without weights', { module: '', path: 'sequential/pool', title: 'pool' }, []],
])('finds the tags of %s', (_, box, expected) => {
  const tags = [
    'layers/1/weight',
    'layers/11/weight',
    'grads/layers.1.bias',
    'sequential/conv/kernel/histogram',
    'conv/kernel_0',
    'other/conv/kernel_0',
  ];
  expect(weightTagsOf(box, tags)).toEqual(expected);
});

const columns = (...steps: (readonly [left: number, right: number, count: number])[][]) => {
  const all = steps.flat();
  return {
    steps: Float64Array.from(steps.keys()),
    wallTimes: new Float64Array(steps.length),
    offsets: Uint32Array.from([0, ...steps.map((_, at) => steps.slice(0, at + 1).flat().length)]),
    left: Float64Array.from(all, ([left]) => left),
    right: Float64Array.from(all, ([, right]) => right),
    count: Float64Array.from(all, ([, , count]) => count),
    length: steps.length,
  };
};

it('tells mean, spread and ends of the last step', () => {
  const found = weightHealthOf(
    'w',
    columns(
      [[0, 9, 1]],
      [
        [-9, -2, 0],
        [-2, 0, 1],
        [0, 2, 1],
        [2, 9, 0],
      ],
    ),
  );
  expect(found).toEqual({ tag: 'w', mean: 0, spread: 1, least: -2, most: 2, trouble: '' });
});

it.each([
  ['zeros', columns([[0, 0, 5]]), 'All values are zero.'],
  ['one value', columns([[3, 3, 5]]), 'All values are the same.'],
  ['infinity', columns([[0, Number.POSITIVE_INFINITY, 5]]), 'Some values are not finite.'],
  ['large values', columns([[-5000, 1, 5]]), 'Some values are very large.'],
  ['what stands still', columns([[0, 1, 5]], [[0, 1, 5]]), 'Nothing has changed since the first step.'],
])('says what is wrong with %s', (_, given, trouble) => {
  expect(weightHealthOf('w', given)?.trouble).toBe(trouble);
});

it('says nothing of an empty histogram', () => {
  expect(weightHealthOf('w', columns([]))).toBeUndefined();
});
