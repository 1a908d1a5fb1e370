import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorboard } from '../../../../proto/messages.ts';
import { blocksGraph, loggedGraph, resNetGraph } from '../../../../test/graphs.ts';
import { graphOfBytes } from './encoded-graph.ts';
import { Explorer } from './explore/explorer.ts';
import { operationsOf } from './structure/operations.ts';

const { GraphDef } = tensorboard;
/** Encoded again, attributes among it, which stand on the prototype of a node. */
const bytesOf = ({ node, ...rest }: ReturnType<typeof graphOfBytes>) =>
  GraphDef.encode({
    ...rest,
    node: (node ?? []).map((one) => ({
      name: one.name ?? '',
      op: one.op ?? '',
      input: one.input ?? [],
      device: one.device ?? '',
      attr: one.attr ?? {},
    })),
  }).finish();
const expectSame = (bytes: Uint8Array) =>
  expect(Buffer.from(bytesOf(graphOfBytes(bytes)))).toEqual(Buffer.from(bytesOf(GraphDef.decode(bytes))));

it.each([
  ['torch_api', loggedGraph('torch_api')],
  ['tf1', loggedGraph('tf1/a')],
  ['ResNet-50', resNetGraph()],
  ['blocks', blocksGraph(3, 2)],
])('reads %s as the whole decoder does', (_, graph) => expectSame(GraphDef.encode(graph).finish()));

const node = fc.record({
  name: fc.string({ unit: 'grapheme' }),
  op: fc.string(),
  device: fc.string(),
  input: fc.array(fc.string({ unit: 'grapheme' })),
  attr: fc.dictionary(fc.string(), fc.record({ f: fc.float({ noNaN: true }) })),
});

it('reads any graph as the whole decoder does, functions and versions too', () => {
  const graph = fc.record({
    node: fc.array(node),
    versions: fc.record({ producer: fc.nat() }),
    library: fc.record({ function: fc.array(fc.record({ nodeDef: fc.array(node) }), { maxLength: 3 }) }),
  });
  fc.assert(
    fc.property(graph, (given) => {
      expectSame(GraphDef.encode(given).finish());
    }),
  );
});

it('says of bytes that break off, and of others, that they are no graph', () => {
  const bytes = GraphDef.encode(resNetGraph()).finish();
  expect(() => graphOfBytes(bytes.subarray(0, bytes.length - 3))).toThrow('The graph cannot be read');
  expect(() => graphOfBytes(new TextEncoder().encode('not a graph at all'))).toThrow();
});

it('a graph is cut into boxes without a look at attributes, which are most of its bytes', () => {
  const graph = graphOfBytes(GraphDef.encode(blocksGraph(3, 2)).finish());
  for (const one of graph.node ?? [])
    Object.defineProperty(one, 'attr', {
      get: () => {
        throw new Error(`${one.name} is asked for its attributes`);
      },
    });
  expect(new Explorer(operationsOf(graph)).hierarchy.items.length).toBeGreaterThan(40);
});
