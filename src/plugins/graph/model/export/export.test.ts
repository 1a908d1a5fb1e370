import { expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { Explorer } from '../explore/explorer.ts';
import type { Scene } from '../layout/scene.ts';
import { operationsOf } from '../structure/operations.ts';
import { dotOf } from './dot.ts';
import { svgOf } from './svg.ts';

const LOOK = {
  surface: '#ffffff',
  text: '#000000',
  label: '#444444',
  axis: '#888888',
  line: '#777777',
  inkOf: ({ open }: { readonly open: boolean }) => ({
    fill: open ? '#eeeeee' : '#ff0000',
    stroke: '#888888',
    bar: '#cccccc',
  }),
};
function sceneOf(graph: Parameters<typeof operationsOf>[0]): Scene {
  const explorer = new Explorer(operationsOf(graph));
  return explorer.scene({ open: explorer.summary.firstOpen });
}

it('DOT has a cluster for each open box and every edge once', () => {
  const dot = dotOf(sceneOf(loggedGraph('torch_lecture/fashion_mnist_experiment')));
  expect(dot.match(/subgraph cluster_/g)).toHaveLength(1);
  expect(dot.match(/->/g)).toHaveLength(5);
  expect(dot.match(/[{}]/g)?.filter((one) => one === '{')).toHaveLength(2);
  expect(dot.match(/[{}]/g)?.filter((one) => one === '}')).toHaveLength(2);
  expect(dot).toContain('label="MLP / layers"');
  expect(dot.match(/-> n\d+ \[label="4×1×28×28"\]/g)).toHaveLength(1);
});

it.each([
  ['DOT', dotOf, 'say \\"hi\\"'],
  ['SVG', (scene: Scene) => svgOf(scene, LOOK), 'say &quot;hi&quot;&lt;/text'],
])('in %s a name is text, whatever it holds', (_, write, expected) => {
  expect(write(sceneOf({ node: [{ name: 'say "hi"</text', op: 'X' }] }))).toContain(expected.slice(0, 10));
  expect(write(sceneOf({ node: [{ name: '<script>', op: 'X' }] }))).toContain(
    write === dotOf ? '<script>' : '&lt;script&gt;',
  );
});

it('SVG draws each box and each line', () => {
  const scene = sceneOf(loggedGraph('torch_api'));
  const svg = svgOf(scene, LOOK);
  expect(svg.match(/<rect /g)).toHaveLength(scene.items.length + 1);
  expect(svg.match(/V[\d.]+Z" fill="#cccccc"/g)).toHaveLength(scene.items.filter(({ open }) => open).length);
  expect(svg.match(/<path d="M[\d.]+ [\d.-]+[CQ]/g)).toHaveLength(
    scene.lines.filter(({ quiet }) => !quiet).length,
  );
});

it('words in SVG have a rim of the colour that they stand on', () => {
  const svg = svgOf(sceneOf(loggedGraph('torch_lecture/fashion_mnist_experiment')), LOOK);
  const rimOf = (words: string) =>
    new RegExp(`stroke="(#\\w+)" stroke-width="3" paint-order="stroke">${words}<`).exec(svg)?.[1];
  expect(['4×1×28×28', '4×784', '4×10'].map(rimOf)).toEqual(['#ffffff', '#eeeeee', '#ffffff']);
});
