import { expect, it, vi } from 'vitest';
import { encodeColumns } from '../../src/wire/columns.ts';
import { ApiClient } from './api-client.ts';

const answering = (response: Response | Error) =>
  vi.fn<typeof fetch>(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );

it.each([
  [
    'http://localhost:6006/',
    'http://localhost:6006/api/v1/state',
    'ws://localhost:6006/api/v1/live?lists=pieces',
  ],
  [
    'http://localhost:6006/index.html#scalars',
    'http://localhost:6006/api/v1/state',
    'ws://localhost:6006/api/v1/live?lists=pieces',
  ],
  [
    'https://host/user/tb/?x=1',
    'https://host/user/tb/api/v1/state',
    'wss://host/user/tb/api/v1/live?lists=pieces',
  ],
])('asks below the page at %s', (page, state, live) => {
  const api = new ApiClient(page);
  expect([api.url('state'), api.liveUrl]).toEqual([state, live]);
});

it('names in a query are escaped', () => {
  const url = new URL(new ApiClient('http://h/').url('images/picture', { tag: 'a&b=c/ü', run: '.' }));
  expect(Object.fromEntries(url.searchParams)).toEqual({ tag: 'a&b=c/ü', run: '.' });
});

it('columns are posted as JSON and decoded', async () => {
  const block = { head: { run: 'a' }, columns: { steps: Float64Array.of(1, 2) } };
  const fetched = answering(new Response(encodeColumns([block]).slice()));
  await expect(
    new ApiClient('http://h/', fetched).columns('scalars/columns', {}, { series: [] }),
  ).resolves.toEqual([block]);
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"series":[]}' });
});

const text = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
  new Response(body, { status, statusText: 'Some Reason', headers: { 'content-type': type } });
it.each([
  ['what the server said', text(404, 'There is no run "x".\n'), 'There is no run "x".'],
  [
    'the status, where a proxy answered with a page',
    text(502, '<html>', 'text/html'),
    'The server answered 502 Some Reason',
  ],
  [
    'that nobody answered',
    new TypeError('fetch failed'),
    'The server does not answer. Is runboard still running?',
  ],
])('rejects with %s', async (_, response, message) => {
  await expect(new ApiClient('http://h/', answering(response)).json('x')).rejects.toThrow(message);
});

it('an aborted request is told as aborted', async () => {
  const stop = new AbortController();
  stop.abort(new Error('gone'));
  const fetched = answering(new Error('gone'));
  await expect(new ApiClient('http://h/', fetched).json('x', {}, undefined, stop.signal)).rejects.toThrow(
    'gone',
  );
});

it.each([
  ['JSON', (api: ApiClient) => api.json('state')],
  ['columns', (api: ApiClient) => api.columns('scalars/columns')],
])('a login page in place of %s is told as such', async (_, ask) => {
  const api = new ApiClient('http://h/', answering(new Response('<!doctype html>')));
  await expect(ask(api)).rejects.toThrow('The answer cannot be read');
});
