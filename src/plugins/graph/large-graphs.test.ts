import { expect, it } from 'vitest';
import { blocksGraph } from '../../../test/graphs.ts';
import { protoText } from '../../format/proto-text.ts';
import { checkGraphSize, FOR_THE_PAGE, graphText } from './large-graphs.ts';

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

it('a user of the page is not told of the words of a request', () => {
  const check = () => checkGraphSize(100_000_001, new URLSearchParams(), FOR_THE_PAGE);
  expect(check).toThrow(/^This graph is 101 MB\. It is that large without its large constants\./);
  expect(check).not.toThrow('=');
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
