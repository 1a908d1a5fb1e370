// Requests that wait together begin one a turn, in their order.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurns } from './turns.ts';

const request = (url: string) => ({ url }) as IncomingMessage;
const response = (destroyed = false) => ({ destroyed }) as ServerResponse;

it('begins one request a turn, and none whose client went', async () => {
  const begun: (string | undefined)[] = [];
  const handle = inTurns(({ url }) => begun.push(url));
  handle(request('a'), response());
  handle(request('b'), response(true));
  handle(request('c'), response());
  expect(begun).toEqual([]);
  for (const expected of [['a'], ['a'], ['a', 'c']]) {
    await nextTurn();
    expect(begun).toEqual(expected);
  }
  handle(request('d'), response());
  await nextTurn();
  expect(begun).toEqual(['a', 'c', 'd']);
});
