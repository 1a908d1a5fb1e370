// The answers that are wanted where TensorBoard's are not; the reasons stand in test/interop/deviations.md.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import type { ServerState } from '../../src/wire/api.ts';

let server: RunningServer;
afterEach(() => server.close());

async function serve(name: string): Promise<void> {
  const logdir = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  server = await startServer({ ...defaultOptions(logdir), port: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
}
async function json<Body>(path: string): Promise<Body> {
  return (await (await fetch(server.url + path)).json()) as Body;
}
const stepsOf = async (run: string, tag: string) =>
  (
    await json<[number, number, number][]>(`data/plugin/scalars/scalars?${new URLSearchParams({ run, tag })}`)
  ).map((row) => row[1]);

it.each([
  ['bad_data_crc', [0, 1, 2, 3, 5, 6, 7, 8]],
  ['bad_length_crc', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
])('edge/%s keeps every sound record', async (run, steps) => {
  await serve('logs/edge');
  expect(await stepsOf(run, 'x')).toEqual(steps);
  const { problems } = await json<ServerState>('api/v1/state');
  expect(problems.filter(({ file }) => file.startsWith(`${run}/`))).toHaveLength(1);
});

it('a record that claims 2^62 bytes costs nothing and is reported', async () => {
  await serve('logs/hostile');
  const { problems, runs } = await json<ServerState>('api/v1/state');
  expect(runs).toHaveLength(1);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.file).toMatch(/^huge_length\//);
});

it('a record that claims 2^62 bytes hides no other run, and what was before it is served', async () => {
  await serve('reference/edge_huge_length');
  const scalars = (run: string) =>
    json(`data/plugin/scalars/scalars?${new URLSearchParams({ run, tag: 'v' })}`);
  expect(await scalars('good')).toEqual([
    [1600000001.5, 1, 1],
    [1600000002.5, 2, 2],
  ]);
  expect(await scalars('huge length')).toEqual([[1600000001.5, 1, 1]]);
});

it("a record that is sound but holds no event hides nothing of its file's rest", async () => {
  await serve('reference/edge_hostile');
  expect(await stepsOf('valid frame invalid proto', 'v')).toEqual([1, 2]);
});

it.each(['runs', 'alerts?run=.', ''])(
  'the debugger is not here: /data/plugin/debugger-v2/%s',
  async (path) => {
    await serve('reference/tf1');
    expect((await fetch(`${server.url}data/plugin/debugger-v2/${path}`)).status).toBe(404);
  },
);

it('every deviation in the list has a reason and a test that exists', () => {
  const list = readFileSync(fileURLToPath(new URL('../interop/deviations.md', import.meta.url)), 'utf8');
  const rows = list.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what '));
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const cells = row.split(' | ');
    expect(cells).toHaveLength(6);
    expect(cells[4]).not.toBe('');
    const files = [...(cells[5] ?? '').matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);
    expect(files.length > 0 || /^(?:golden|the same) \|$/.test(cells[5] ?? '')).toBe(true);
    for (const file of files) {
      expect(existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url))), file).toBe(true);
    }
  }
});
