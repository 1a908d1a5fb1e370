import { expect, it } from 'vitest';
import { blocksGraph } from '../../../test/graphs.ts';
import { protoText } from '../../format/proto-text.ts';
import { checkGraphSize, graphText } from './large-graphs.ts';

it.each([
  [100_000_000, '', undefined],
  [100_000_001, '', 'This graph is 101 MB'],
  [100_000_001, 'large=true', undefined],
  [100_000_001, 'large=false', 'large=true in the request'],
])('a graph of %d bytes, asked for with "%s"', (size, query, message) => {
  const check = () => checkGraphSize(size, new URLSearchParams(query));
  if (message === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});

it.each([
  ['nothing', {}],
  ['many nodes and versions', blocksGraph(20, 4)],
  ['a library alone', { library: { function: [{ signature: { name: 'f' } }] } }],
])('in pieces the text of %s is the same as in one', async (_, graph) => {
  let text = '';
  for await (const piece of graphText(graph)) text += new TextDecoder().decode(piece);
  expect(text).toBe(protoText('GraphDef', graph));
});
