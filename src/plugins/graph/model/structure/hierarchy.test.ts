import { describe, expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { foldingOf } from './folding.ts';
import { type Hierarchy, hierarchyOf } from './hierarchy.ts';
import { operationsOf } from './operations.ts';
import { setAside } from './set-aside.ts';

type Graph = Parameters<typeof operationsOf>[0];
type Node = NonNullable<Graph['node']>[number];

function hierarchyIn(graph: Graph): Hierarchy {
  const operations = operationsOf(graph);
  return hierarchyOf(operations, foldingOf(operations));
}

const titles = ({ items }: Hierarchy, kind: string) =>
  items.filter((item) => item.kind === kind).map(({ title }) => title);

/** A layer of two operations, behind the one before. */
const layer = (name: string, from: string): Node[] => [
  { name: `${name}/MatMul`, op: 'MatMul', input: [from] },
  { name: `${name}/Relu`, op: 'Relu', input: [`${name}/MatMul`] },
];
const chain = (names: readonly string[], end: Node[] = []): Graph => ({
  node: [
    { name: 'x', op: 'Placeholder' },
    ...names.flatMap((name, at) => layer(name, at === 0 ? 'x' : `${names[at - 1]}/Relu`)),
    ...end,
  ],
});
const numbered = (name: string, count: number, first = 0) =>
  Array.from({ length: count }, (_, at) => (at + first === 0 ? name : `${name}_${at + first}`));

describe('series', () => {
  it.each([
    ['dense, dense_1, …', chain(numbered('dense', 6)), ['dense_0…5']],
    ['conv_1, conv_2, … in any order', chain(numbered('conv', 7, 1).toReversed()), ['conv_1…7']],
    ['what has numbers within', chain([1, 2, 3, 4, 5].map((at) => `b${at}_x`)), ['b1…5_x']],
    ['four of them, too few', chain(numbered('dense', 4)), []],
    ['with a gap, two series', chain([...numbered('a', 5, 1), ...numbered('a', 5, 9)]), ['a_1…5', 'a_9…13']],
    [
      'other things between them: none, or it would hide what follows what',
      chain(numbered('a', 5, 1).flatMap((name, at) => [name, `other${'abcde'[at]}`])),
      [],
    ],
    [
      'other structures',
      chain(numbered('a', 4, 1), [
        { name: 'a_5/Conv', op: 'Conv2D' },
        { name: 'a_5/Relu', op: 'Relu' },
      ]),
      [],
    ],
    [
      'a list of operations',
      {
        node: [
          { name: 'x', op: 'X' },
          ...numbered('Add', 8).map((name) => ({ name, op: 'Add', input: ['x'] })),
        ],
      },
      ['Add_0…7'],
    ],
  ])('of %s', (_, graph, expected) => expect(titles(hierarchyIn(graph), 'series')).toEqual(expected));

  it('can be told not to be made', () => {
    const operations = operationsOf(chain(numbered('dense', 6)));
    expect(titles(hierarchyOf(operations, foldingOf(operations), { series: false }), 'series')).toEqual([]);
  });
});

it('scopes with the same things leading to one another alike have one number, others have not', () => {
  const graph = chain(
    ['one', 'two'],
    [
      { name: 'three/Relu', op: 'Relu', input: ['x'] },
      { name: 'three/MatMul', op: 'MatMul', input: ['three/Relu'] },
    ],
  );
  const { items, byPath } = hierarchyIn(graph);
  const structure = (path: string) => items[byPath.get(path) ?? -1]?.structure;
  expect(structure('one')).toBe(structure('two'));
  expect(structure('one')).not.toBe(structure('three'));
});

it('a trace is its modules, by their names, without constants and plumbing', () => {
  const { items } = hierarchyIn(loggedGraph('torch_lecture/fashion_mnist_experiment'));
  expect(items.slice(1).map(({ title, detail }) => `${title}: ${detail}`)).toEqual([
    'x: input',
    'output: ',
    'MLP / layers: Sequential',
    'Flatten 0: ',
    'Linear 1: ',
    'ReLU 2: ',
    'Linear 3: ',
  ]);
});

it('saving, summaries, gradients and what only orders others stand aside, unless the user says otherwise', () => {
  const graph = chain(
    ['a', 'b'],
    [
      ...['save', 'summaries', 'gradients'].flatMap((name) => layer(name, 'a/Relu')),
      { name: 'init', op: 'NoOp', input: ['^a/MatMul'] },
      { name: 'loss', op: 'ScalarSummary', input: ['b/Relu'] },
    ],
  );
  const operations = operationsOf(graph);
  const { items, byPath } = hierarchyIn(graph);
  const children = (items[0]?.children ?? []).flatMap((id) => items[id] ?? []);
  const aside = (chosen: ReadonlyMap<number, boolean>) =>
    [...setAside(children, [], operations, chosen)].map((id) => items[id]?.title).sort();
  expect(aside(new Map())).toEqual(['gradients', 'init', 'loss', 'save', 'summaries']);
  const id = (path: string) => byPath.get(path) ?? -1;
  expect(
    aside(
      new Map([
        [id('init'), false],
        [id('a'), true],
      ]),
    ),
  ).toEqual(['a', 'gradients', 'loss', 'save', 'summaries']);
});

it('what is made of constants and weights alone stands with what uses it', () => {
  const { items } = hierarchyIn({
    node: [
      { name: 'x', op: 'Placeholder' },
      { name: 'conv', op: 'Conv', input: ['x', 'filled', 'turned'] },
      { name: 'turned', op: 'Transpose', input: ['whole'] },
      { name: 'whole', op: 'DequantizeLinear', input: ['weight', 'scale'] },
      { name: 'weight', op: 'Variable' },
      { name: 'scale', op: 'Constant' },
      { name: 'filled', op: 'ConstantOfShape', input: ['shape'] },
      { name: 'shape', op: 'Variable' },
      { name: 'flat', op: 'Reshape', input: ['conv', 'size'] },
      { name: 'size', op: 'Constant' },
    ],
  });
  expect(items.slice(1).map(({ title }) => title)).toEqual(['x', 'conv', 'flat']);
});
