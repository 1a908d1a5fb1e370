import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blocksGraph,
  loggedGraph,
  resNetGraph,
  transformerGraph,
  withWideScope,
} from '../../../../../test/graphs.ts';
import { foldingOf } from '../structure/folding.ts';
import { hierarchyOf } from '../structure/hierarchy.ts';
import { operationsOf } from '../structure/operations.ts';
import { labelWidthOf } from './line-labels.ts';
import { sceneOf } from './nested-layout.ts';
import type { PlacedItem, Scene } from './scene.ts';

function opened(
  graph: Parameters<typeof operationsOf>[0],
  isOpen: (path: string) => boolean,
  fold = true,
): Scene {
  const operations = operationsOf(graph);
  const folding = foldingOf(operations, fold);
  const hierarchy = hierarchyOf(operations, folding);
  const open = new Set(hierarchy.items.filter(({ path }) => isOpen(path)).map(({ id }) => id));
  return sceneOf({ operations, folding, hierarchy, open });
}

const EPSILON = 1e-6;
/** What an open box keeps free above for its own words. */
const TITLE = 26;
type Area = Pick<PlacedItem, 'x' | 'y' | 'width' | 'height'>;
const apart = (a: Area, b: Area) =>
  a.x + a.width <= b.x + EPSILON ||
  b.x + b.width <= a.x + EPSILON ||
  a.y + a.height <= b.y + EPSILON ||
  b.y + b.height <= a.y + EPSILON;
const holds = (outer: PlacedItem, inner: PlacedItem) =>
  outer.open &&
  inner.x >= outer.x - EPSILON &&
  inner.y >= outer.y - EPSILON &&
  inner.x + inner.width <= outer.x + outer.width + EPSILON &&
  inner.y + inner.height <= outer.y + outer.height + EPSILON;

/** What is wrong with a drawing, in words. */
function faultsOf({ items, lines, width, height }: Scene): string[] {
  const faults: string[] = [];
  items.forEach((a, i) => {
    for (const b of items.slice(i + 1))
      if (!apart(a, b) && !holds(a, b)) faults.push(`${a.path} and ${b.path} overlap`);
    if (
      a.x < -EPSILON ||
      a.y < -EPSILON ||
      a.x + a.width > width + EPSILON ||
      a.y + a.height > height + EPSILON
    )
      faults.push(`${a.path} lies outside`);
  });
  for (const box of items.filter(({ open }) => open))
    for (const item of items)
      if (item !== box && holds(box, item) && item.y < box.y + TITLE)
        faults.push(`${item.path} hides the title of ${box.path}`);
  const words = lines.flatMap(({ label, labelAt }) =>
    labelAt ? [{ x: labelAt.x, y: labelAt.y - 6, width: labelWidthOf(label), height: 12, label }] : [],
  );
  words.forEach((one, at) => {
    if (items.some((item) => !item.open && !apart(one, item))) faults.push(`a box hides ${one.label}`);
    if (words.slice(at + 1).some((other) => !apart(one, other))) faults.push(`words hide ${one.label}`);
  });
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { from, to, points } of lines) {
    for (const [id, point] of [
      [from, points[0]],
      [to, points.at(-1)],
    ] as const) {
      const box = byId.get(id);
      if (!box || !point) {
        faults.push(`a line ends at ${id}, which is not there`);
        continue;
      }
      const inX = point.x >= box.x - EPSILON && point.x <= box.x + box.width + EPSILON;
      const inY = point.y >= box.y - EPSILON && point.y <= box.y + box.height + EPSILON;
      const onX = Math.min(Math.abs(point.x - box.x), Math.abs(point.x - box.x - box.width)) < EPSILON;
      const onY = Math.min(Math.abs(point.y - box.y), Math.abs(point.y - box.y - box.height)) < EPSILON;
      if (!inX || !inY || !(onX || onY)) faults.push(`a line of ${box.path} ends beside it`);
    }
  }
  return faults;
}

const ALL = () => true;
describe('drawings of known graphs', () => {
  it.each([
    ['torch_lecture', () => loggedGraph('torch_lecture/fashion_mnist_experiment'), ALL],
    ['torch_api', () => loggedGraph('torch_api'), ALL],
    ['tf1', () => loggedGraph('tf1/a'), ALL],
    ['ResNet-50', resNetGraph, ALL],
    ['a transformer', transformerGraph, ALL],
    ['blocks, closed', blocksGraph, () => false],
    ['a scope of 200 operations', () => withWideScope(blocksGraph(3, 2), 200), ALL],
    [
      'three blocks of twenty, open',
      () => blocksGraph(20, 4),
      (path: string) => /^block_[579](\/|$)/.test(path),
    ],
  ])('%s: nothing overlaps, no words either, lines end at their boxes', (_, graph, isOpen) => {
    const scene = opened(graph(), isOpen);
    expect(faultsOf(scene)).toEqual([]);
    expect(opened(graph(), isOpen)).toEqual(scene);
  });
});

type RandomNode = { name: string[]; input: number[]; control: boolean };

/** Nodes whose names have the parts, and that are fed by any of the first of them. */
function nodesOf(parts: readonly string[], most: number): fc.Arbitrary<RandomNode[]> {
  const name = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 });
  const input = fc.array(fc.nat((most * 2) / 3), { maxLength: 4 });
  return fc.array(fc.record({ name, input, control: fc.boolean() }), { maxLength: most });
}

it.each([
  ['wide', nodesOf(['a', 'b', 'c_1', 'c_2', 'd[0]', 'save'], 60), 150],
  ['small, full of circles', nodesOf(['a', 'b'], 18), 600],
])('nothing overlaps and lines end at their boxes in any graph that is %s', (_, anyNodes, numRuns) => {
  fc.assert(
    fc.property(anyNodes, fc.func(fc.boolean()), (nodes, isOpen) => {
      const names = nodes.map((one, at) => `${one.name.join('/')}${at % 3 === 0 ? '' : `_${at}`}`);
      const graph = {
        node: nodes.map(({ input, control }, at) => ({
          name: names[at] ?? '',
          op: `Op${at % 4}`,
          input: input.map((from, i) => `${control && i === 0 ? '^' : ''}${names[from] ?? 'nobody'}`),
        })),
      };
      const scene = opened(graph, isOpen);
      expect(faultsOf(scene)).toEqual([]);
      expect(opened(graph, isOpen)).toEqual(scene);
    }),
    { numRuns },
  );
});

it.each([
  ['beside what comes in', [['outside'], ['b/x', 'b/y'], ['b/y', 'b/x'], ['b/c', 'outside']]],
  ['above what comes in', [['outside'], ['b/x', 'b/y'], ['b/y', 'b/x'], ['b/c', 'b/x', 'outside']]],
])('a circle of operations hides no title: %s', (_, nodes) => {
  const node = nodes.map(([name = '', ...input]) => ({ name, op: 'Op', input }));
  expect(faultsOf(opened({ node }, ALL))).toEqual([]);
});
