import { expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { Explorer } from '../explore/explorer.ts';
import type { Scene } from '../layout/scene.ts';
import { operationsOf } from '../structure/operations.ts';
import { dotOf } from './dot.ts';
import { svgOf } from './svg.ts';

const LOOK = {
  surface: '#ffffff',
  ground: '#eeeeee',
  text: '#000000',
  label: '#444444',
  axis: '#888888',
  bar: '#cccccc',
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
  [
    'SVG',
    (scene: Scene) => svgOf(scene, { ...LOOK, fillOf: () => undefined }),
    'say &quot;hi&quot;&lt;/text',
  ],
])('in %s a name is text, whatever it holds', (_, write, expected) => {
  expect(write(sceneOf({ node: [{ name: 'say "hi"</text', op: 'X' }] }))).toContain(expected.slice(0, 10));
  expect(write(sceneOf({ node: [{ name: '<script>', op: 'X' }] }))).toContain(
    write === dotOf ? '<script>' : '&lt;script&gt;',
  );
});

it('SVG draws each box and each line', () => {
  const scene = sceneOf(loggedGraph('torch_api'));
  const svg = svgOf(scene, { ...LOOK, fillOf: () => '#ff0000' });
  expect(svg.match(/<rect /g)).toHaveLength(scene.items.length + 1);
  expect(svg.match(/V[\d.]+Z" fill="#cccccc"/g)).toHaveLength(scene.items.filter(({ open }) => open).length);
  expect(svg.match(/<path d="M[\d.]+ [\d.-]+[CQ]/g)).toHaveLength(
    scene.lines.filter(({ quiet }) => !quiet).length,
  );
});
