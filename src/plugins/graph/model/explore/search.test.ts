import { expect, it } from 'vitest';
import { loggedGraph } from '../../../../../test/graphs.ts';
import { operationsOf } from '../structure/operations.ts';
import { Explorer } from './explorer.ts';

it.each([
  ['conv', ['CNN › features › Conv2d 0', 'CNN › features › Conv2d 4']],
  ['linear', ['CNN › classifier › Linear 2', 'CNN › classifier › Linear 4']],
])('finds boxes by their titles before what is folded into them: %s', (query, expected) => {
  const hits = new Explorer(operationsOf(loggedGraph('torch_api'))).search(query, 50);
  expect(hits.slice(0, 2).map(({ name }) => name)).toEqual(expected);
  expect(hits.length).toBeGreaterThan(2);
});
