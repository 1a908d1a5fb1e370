// Every recorded exchange with TensorBoard 2.21 about the routes that are here, asked of this server over HTTP. What
// is wanted otherwise stands in test/interop/deviations.md.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { differenceFromAll } from './comparison.ts';
import { withoutDeviations } from './deviations.ts';
import { type Answer, ask, type Exchange } from './exchange.ts';

const NAMES = [
  'edge',
  'keras',
  'tensorboardx',
  'tf1',
  'tf2',
  'tf2_hparams',
  'torch_api',
  'torch_compare',
  'torch_lecture',
];

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The recordings are whole: exchanges of a kind that is not here yet wait until it is registered. */
function exchangesOf(name: string): readonly Exchange[] {
  const recorded = gunzipSync(readFileSync(pathOf(`${name}.json.gz`))).toString('utf8');
  const here = new Set(PLUGIN_ROUTES.map(({ kind }) => kind.pluginName));
  return (JSON.parse(recorded) as Exchange[]).filter(({ path }) => {
    const plugin = /^\/data\/plugin\/([^/]+)\//.exec(path)?.[1];
    return plugin === undefined || here.has(plugin);
  });
}

/** TensorBoard's listing without the tabs of kinds that are not here. */
function tidy(exchange: Exchange, answer: Answer): Answer {
  if (!exchange.path.endsWith('/plugins_listing')) return answer;
  const listing = answer.json as Readonly<Record<string, unknown>>;
  const here = PLUGIN_ROUTES.map(({ kind }) => kind.pluginName).filter((plugin) => plugin in listing);
  return { ...answer, json: here.map((plugin) => [plugin, listing[plugin]]) };
}

describe.each(NAMES)('TensorBoard and this server on %s', (name) => {
  const exchanges = exchangesOf(name);
  const different: unknown[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    rmSync(pathOf(`${name}.actual`), { force: true });
    const logdir = pathOf(`../fixtures/logs/${name}`);
    server = await startServer({ ...defaultOptions(logdir), port: 0 }, PLUGIN_ROUTES);
    await server.source.reload();
  });
  afterAll(async () => {
    await server.close();
    if (different.length > 0)
      writeFileSync(pathOf(`${name}.actual`), JSON.stringify(different, undefined, 1));
  });

  it.each(exchanges.map((exchange) => [`${exchange.method} ${exchange.path}`, exchange] as const))(
    '%s',
    async (_, exchange) => {
      const answer = await ask(server.url.slice(0, -1), exchange);
      const compared = (strip: (answer: Answer) => Answer) =>
        differenceFromAll(
          Object.values(exchange.answers).map((one) => strip(tidy(exchange, one))),
          strip(tidy(exchange, answer)),
        );
      const strip = withoutDeviations(name, exchange);
      const difference = compared(strip ?? ((one) => one));
      // One that deviates no more is to be taken off the list.
      if (strip) expect(compared((one) => one)).toBeDefined();
      if (difference !== undefined) different.push({ ...exchange, answer });
      expect(difference).toBeUndefined();
    },
  );
});
