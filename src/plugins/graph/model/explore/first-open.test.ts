import { describe, expect, it } from 'vitest';
import { blocksGraph, loggedGraph, resNetGraph, transformerGraph } from '../../../../../test/graphs.ts';
import { foldingOf } from '../structure/folding.ts';
import { type Hierarchy, hierarchyOf } from '../structure/hierarchy.ts';
import { operationsOf } from '../structure/operations.ts';
import { firstOpen } from './first-open.ts';

function hierarchyIn(graph: Parameters<typeof operationsOf>[0]): Hierarchy {
  const operations = operationsOf(graph);
  return hierarchyOf(operations, foldingOf(operations));
}

/** Operations, each of a type of its own, so that nothing is a series. */
const operations = (scope: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `${scope}/${'abcdefghij'[at % 10]}${at}x`,
    op: `Op${at}`,
  }));

function titlesOpen({ items }: Hierarchy, open: readonly number[]): string[] {
  return open.map((id) => items[id]?.title ?? '');
}

describe('at first sight', () => {
  it.each([
    ['all of a small trace', loggedGraph('torch_api'), ['CNN', 'features', 'classifier']],
    ['the layers of a transformer, none of them', transformerGraph(), ['Encoder / layers']],
    ['the blocks of ResNet-50', resNetGraph(), ['stem', 'stage1', 'stage2', 'stage3', 'stage4']],
    ['a series only where there is little else', blocksGraph(), ['block_0…199']],
    ['nothing of what only serves a training', { node: operations('save', 3) }, []],
    [
      'all but what is large',
      { node: [...operations('a', 5), ...operations('b', 6), ...operations('c', 60), ...operations('d', 4)] },
      ['a', 'b', 'd'],
    ],
    [
      'the smallest where everything is large',
      { node: [...operations('a', 90), ...operations('b', 80)] },
      ['b'],
    ],
    ['nothing where that would be too much', { node: operations('a', 301) }, []],
  ] as const)('is open: %s', (_, graph, expected) => {
    const hierarchy = hierarchyIn(graph as Parameters<typeof operationsOf>[0]);
    expect(titlesOpen(hierarchy, firstOpen(hierarchy))).toEqual(expected);
  });

  it('things of one structure in one box are all open or all closed', () => {
    for (const graph of [resNetGraph(), transformerGraph(), loggedGraph('torch_api'), loggedGraph('tf1/a')]) {
      const { items } = hierarchyIn(graph);
      const open = new Set(firstOpen({ items } as Hierarchy));
      for (const { children } of items) {
        const scopes = children.flatMap((id) => items[id] ?? []).filter((item) => item.children.length > 0);
        for (const item of scopes)
          for (const other of scopes)
            if (item.structure === other.structure && item.kind === other.kind)
              expect([item.path, open.has(item.id)]).toEqual([item.path, open.has(other.id)]);
      }
    }
  });
});
