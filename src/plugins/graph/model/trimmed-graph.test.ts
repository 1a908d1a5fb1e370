import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorboard } from '../../../../proto/messages.ts';
import { dropLargeAttributes } from './large-attributes.ts';
import { withoutLargeAttributes } from './trimmed-graph.ts';

const { GraphDef } = tensorboard;
const bytes = fc.uint8Array({ maxLength: 60 });
const attribute = fc.oneof(
  bytes.map((s) => ({ s })),
  fc.integer().map((i) => ({ i })),
  fc.array(bytes, { maxLength: 4 }).map((s) => ({ list: { s } })),
);
const node = fc.record({
  name: fc.string(),
  op: fc.string(),
  input: fc.array(fc.string()),
  attr: fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
    attribute,
    { maxKeys: 4 },
  ),
});

/** Node's buffers and plain arrays alike. */
const bytesAsList = (_: string, value: unknown) =>
  value instanceof Uint8Array
    ? [...value]
    : (value as { type?: unknown } | null)?.type === 'Buffer'
      ? (value as { data: unknown }).data
      : value;

it('leaves out of the bytes what dropLargeAttributes leaves out of the graph', () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 8 }), fc.integer({ min: 1, max: 80 }), (nodes, limit) => {
      const given = GraphDef.encode({ node: nodes, versions: { producer: 22 } }).finish();
      const expected = GraphDef.decode(given);
      dropLargeAttributes(expected, limit, '_too_large_attrs');
      const got = GraphDef.decode(withoutLargeAttributes(given, limit, '_too_large_attrs'));
      const sorted = (graph: tensorboard.GraphDef) => {
        const plain = JSON.parse(JSON.stringify(graph, bytesAsList)) as {
          node?: { attr?: Record<string, { list?: { s?: unknown[] } }> }[];
        };
        for (const one of plain.node ?? []) one.attr?.['_too_large_attrs']?.list?.s?.sort();
        return plain;
      };
      expect(sorted(got)).toEqual(sorted(GraphDef.decode(GraphDef.encode(expected).finish())));
    }),
  );
});

it('leaves them out of the bodies of functions, and notes their names', () => {
  const given = GraphDef.encode({
    library: {
      function: [{ nodeDef: [{ name: 'n', attr: { long: { s: new Uint8Array(200) }, short: { i: 1 } } }] }],
    },
  }).finish();
  const body = GraphDef.decode(withoutLargeAttributes(given, 100, 'k')).library?.function?.[0]?.nodeDef?.[0];
  expect(Object.keys(body?.attr ?? {}).sort()).toEqual(['k', 'short']);
  expect(body?.attr?.['k']?.list?.s?.map((name) => new TextDecoder().decode(name))).toEqual(['long']);
});

it('gives the same bytes back where nothing is long', () => {
  const given = GraphDef.encode({ node: [{ name: 'a' }] }).finish();
  expect(withoutLargeAttributes(given, 10, 'k')).toBe(given);
});

it.each([
  ['that break off', Uint8Array.of(10, 200, 1, 0), 'its bytes break off'],
  ['of a type that there is not', Uint8Array.of(11), 'wire type 3'],
])('bytes %s are told', (_, given, message) => {
  expect(() => withoutLargeAttributes(given, 1, 'k')).toThrow(message);
});
