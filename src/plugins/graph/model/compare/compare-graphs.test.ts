import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { operationsOf } from '../structure/operations.ts';
import { comparedGraphs } from './compare-graphs.ts';

type Nodes = NonNullable<Parameters<typeof operationsOf>[0]['node']>;
const graph = (...nodes: Nodes) => operationsOf({ node: nodes });

it.each([
  ['the same', [{ name: 'a' }], [{ name: 'a' }], ['same'], []],
  ['one more', [{ name: 'a' }, { name: 'b' }], [{ name: 'a' }], ['same', 'added'], []],
  ['one less', [{ name: 'a' }], [{ name: 'a' }, { name: 'b', input: ['a'] }], ['same', 'removed'], []],
  [
    'another type',
    [{ name: 'a', op: 'X' }],
    [{ name: 'a', op: 'Y' }],
    ['changed'],
    ['operation: X, before Y'],
  ],
  [
    'another setting',
    [{ name: 'a', attr: { k: { i: 1 } } }],
    [{ name: 'a' }],
    ['changed'],
    ['k: 1, before none'],
  ],
  [
    'other inputs',
    [{ name: 'a' }, { name: 'b' }, { name: 'c', input: ['a'] }],
    [{ name: 'a' }, { name: 'b' }, { name: 'c', input: ['b'] }],
    ['same', 'same', 'changed'],
    ['takes other inputs'],
  ],
  [
    'a trace that numbers otherwise',
    [{ name: 'M/3', op: 'aten::relu' }],
    [{ name: 'M/7', op: 'aten::relu' }],
    ['same'],
    [],
  ],
])('tells %s', (_, now, before, differences, changes) => {
  const found = comparedGraphs(graph(...now), graph(...before));
  expect([found.differences, found.changes.flat()]).toEqual([differences, changes]);
});

it.each([
  ['counted on', ['m/dense', 'm/dense_1'], ['m_1/dense_2', 'm_1/dense_3'], ['same', 'same'], 2],
  ['as tfjs counts', ['d_Dense1', 'd_Dense2'], ['d_Dense3', 'd_Dense4'], ['same', 'same'], 2],
  ['one more', ['dense', 'dense_1', 'dense_2'], ['dense_3', 'dense_4'], ['same', 'same', 'added'], 2],
  ['one less', ['dense'], ['dense_3', 'dense_4'], ['same', 'removed'], 1],
  ['with a name in common', ['dense_1', 'dense_2'], ['dense_1', 'dense_3'], ['same', 'added', 'removed'], 0],
  ['of other layers', ['dense_1'], ['conv_2'], ['added', 'removed'], 0],
])('names that are numbered through all models: %s', (_, now, before, differences, renumbered) => {
  const named = (names: readonly string[]) => graph(...names.map((name) => ({ name, op: 'X' })));
  expect(comparedGraphs(named(now), named(before))).toMatchObject({ differences, renumbered });
});

it('a graph is no different from itself', () => {
  const operations = operationsOf(loggedGraph('torch_api'));
  expect(new Set(comparedGraphs(operations, operations).differences)).toEqual(new Set(['same']));
});

it('what was added the one way was removed the other way, and names stay unique', () => {
  const node = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd/e', 'd/f'),
    op: fc.constantFrom('X', 'aten::y'),
  });
  fc.assert(
    fc.property(fc.array(node), fc.array(node), (one, other) => {
      const count = (list: readonly string[], wanted: string) =>
        list.filter((each) => each === wanted).length;
      const forth = comparedGraphs(graph(...one), graph(...other));
      const back = comparedGraphs(graph(...other), graph(...one));
      const isSameKind = one.some(({ op }) => op === 'aten::y') === other.some(({ op }) => op === 'aten::y');
      if (isSameKind) expect(count(forth.differences, 'added')).toBe(count(back.differences, 'removed'));
      expect(new Set(forth.operations.map(({ name }) => name)).size).toBe(forth.operations.length);
    }),
  );
});
