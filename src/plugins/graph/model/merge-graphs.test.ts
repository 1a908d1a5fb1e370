import { expect, it } from 'vitest';
import { dropLargeAttributes } from './large-attributes.ts';
import { mergedGraph } from './merge-graphs.ts';

const graph = (producer: number) => ({
  versions: { producer },
  node: [
    { name: 'a', op: 'Const' },
    { name: 'b', op: 'PartitionedCall', input: ['a'], attr: { f: { func: { name: 'fn' } } } },
  ],
  library: {
    function: [{ signature: { name: 'fn' } }],
    gradient: [{ functionName: 'fn', gradientFunc: 'grad' }],
  },
});

it('one graph is left as it is', () => {
  const only = graph(1);
  expect(mergedGraph([only])).toBe(only);
});

it('no graph is an empty one', () => expect(mergedGraph([])).toEqual({ node: [] }));

it('several are told apart by prefixes', () => {
  const merged = mergedGraph([graph(1), graph(1)]);
  expect(merged.versions).toEqual({ producer: 1 });
  expect(merged.node?.map(({ name, input }) => [name, input])).toEqual([
    ['graph_1/a', []],
    ['graph_1/b', ['graph_1/a']],
    ['graph_2/a', []],
    ['graph_2/b', ['graph_2/a']],
  ]);
  expect(merged.node?.[3]?.attr?.['f']?.func?.name).toBe('graph_2_fn');
  expect(merged.library?.function?.map(({ signature }) => signature?.name)).toEqual([
    'graph_1_fn',
    'graph_2_fn',
  ]);
  expect(merged.library?.gradient?.[1]).toEqual({ functionName: 'graph_2_fn', gradientFunc: 'graph_2_grad' });
});

it('graphs of several versions are refused', () =>
  expect(() => mergedGraph([graph(1), graph(2)])).toThrow('graphs of the versions 1 and 2'));

it('attributes above the limit become names in a list', () => {
  const long = { s: new Uint8Array(100) };
  const drawn = { node: [{ name: 'a', attr: { x: long, y: long, z: { i: 1 } } }, { name: 'b' }] };
  dropLargeAttributes(drawn, 64, 'left out');
  const [x, y] = ['x', 'y'].map((name) => new TextEncoder().encode(name));
  expect(drawn.node).toEqual([
    { name: 'a', attr: { z: { i: 1 }, 'left out': { list: { s: [x, y] } } } },
    { name: 'b' },
  ]);
});
