// The answers that are wanted where TensorBoard's are not; the reasons stand in test/interop/deviations.md.
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import type { ServerState } from '../../src/wire/api.ts';

let server: RunningServer;
afterEach(() => server.close());

async function serve(name: string): Promise<void> {
  const logdir = fileURLToPath(new URL(`../fixtures/logs/${name}`, import.meta.url));
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
  await serve('edge');
  expect(await stepsOf(run, 'x')).toEqual(steps);
  const { problems } = await json<ServerState>('api/v1/state');
  expect(problems.filter(({ file }) => file.startsWith(`${run}/`))).toHaveLength(1);
});

it('a record that claims 2^62 bytes costs nothing and is reported', async () => {
  await serve('hostile');
  const { problems, runs } = await json<ServerState>('api/v1/state');
  expect(runs).toHaveLength(1);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.file).toMatch(/^huge_length\//);
});
