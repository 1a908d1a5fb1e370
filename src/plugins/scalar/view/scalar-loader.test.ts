import { expect, it } from 'vitest';
import type { Api } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { ScalarColumnsRequest } from '../kind.ts';
import { ScalarLoader } from './scalar-loader.ts';

const series = (length: number, tag = 'loss'): SeriesInfo => ({
  ...{ run: 'a', tag, pluginName: 'scalars', displayName: '', description: '', items: 0 },
  ...{ generation: 0, length },
});

/** A server that has `length` points of everything, and what was asked of it. */
function fakeServer() {
  const asked: (readonly [tag: string, from: number])[] = [];
  const server = { length: 0 };
  const columns = (_path: string, _query: object, { series }: ScalarColumnsRequest) => {
    for (const { tag, from } of series) asked.push([tag, from]);
    return Promise.resolve(
      series.map(({ run, tag, from = 0 }) => {
        const steps = Float64Array.from({ length: server.length - from }, (_, at) => from + at);
        const head = { run, tag, from, generation: 0 };
        return { head, columns: { steps, wallTimes: steps, values: Float32Array.from(steps) } };
      }),
    );
  };
  return { asked, server, api: () => ({ columns }) as unknown as Api };
}

it('what grows while points are drawn waits, and what a user asks to see does not', async () => {
  const { asked, server, api } = fakeServer();
  let drawn: () => void = () => undefined;
  const loader = new ScalarLoader(
    api,
    () => undefined,
    () => new Promise<void>((done) => (drawn = done)),
  );
  const want = (...all: readonly SeriesInfo[]) =>
    loader.want(all.map((one) => ({ series: one, fineness: { limit: 100 } })));
  const see = (length: number, ...tags: readonly string[]) => {
    server.length = length;
    want(...tags.map((tag) => series(length, tag)));
  };
  see(3, 'loss');
  await expect.poll(() => loader.columns('a', 'loss')?.values.length).toBe(3);
  drawn();
  await loader.settled();
  see(5, 'loss');
  await expect.poll(() => loader.columns('a', 'loss')?.values.length).toBe(5);
  see(6, 'loss');
  see(7, 'loss', 'error');
  await expect.poll(() => loader.columns('a', 'error')?.values.length).toBe(7);
  expect(asked).toEqual([
    ['loss', 0],
    ['loss', 3],
    ['error', 0],
  ]);
  drawn();
  await expect.poll(() => loader.columns('a', 'loss')?.values.length).toBe(7);
  drawn();
  await loader.settled();
  expect(asked.slice(3)).toEqual([['loss', 5]]);
});

it('the first answer is drawn before anything else is asked for', async () => {
  const { asked, server, api } = fakeServer();
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  const loader = new ScalarLoader(
    api,
    () => undefined,
    () => promise,
  );
  server.length = 150_000;
  const tags = ['a', 'b', 'c', 'd', 'e'];
  loader.want(tags.map((tag) => ({ series: series(150_000, tag), fineness: { limit: 200_000 } })));
  await expect.poll(() => loader.columns('a', 'a')?.values.length).toBe(150_000);
  expect(asked).toEqual([['a', 0]]);
  resolve();
  await loader.settled();
  expect(asked.map(([tag]) => tag)).toEqual(tags);
});

it('of very many series each is asked for once, though others are wanted while it is looked what is missing', async () => {
  const { asked, server, api } = fakeServer();
  const loader = new ScalarLoader(
    api,
    () => undefined,
    () => Promise.resolve(),
  );
  server.length = 1;
  const tags = Array.from({ length: 30_000 }, (_, at) => `${at}`);
  const want = (some: readonly string[]) =>
    loader.want(some.map((tag) => ({ series: series(1, tag), fineness: { limit: 100 } })));
  want(tags);
  want(tags.slice(1));
  want(tags.slice(2));
  await loader.settled();
  expect(asked.map(([tag]) => tag).sort()).toEqual(tags.slice(2).sort());
  want(tags);
  await loader.settled();
  expect(asked.map(([tag]) => tag).sort()).toEqual([...tags].sort());
});
