// Every exchange of the second set of recordings, asked of this server over HTTP: with all points, and with samples. Each
// answer must be one of TensorBoard's as a whole; what is wanted otherwise stands in test/interop/deviations.md.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { type Difference, differenceFromAll } from './comparison.ts';
import { askAgain, differenceOf, type ReferenceAnswer, type ReferenceExchange } from './reference.ts';
import { parseExactly } from './strict-comparison.ts';

const NAMES = ['edge', 'edge_hostile', 'keras', 'tensorboardx', 'tf1', 'tf2', 'torch_api', 'torch_lecture'];

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const ALL = new Map(PLUGIN_ROUTES.map(({ kind }) => [kind.pluginName, 0]));

interface Deviation {
  readonly log?: string;
  readonly path: RegExp;
  readonly body?: RegExp;
  /** What is left out wherever it is, as a key or in a list, before the rest is compared; all where nothing is named. */
  readonly without?: readonly string[];
}

const TABS = ['debugger-v2', 'profile_redirect', 'wit_redirect', 'loading_mechanism'];
const DAMAGED = ['data_crc_middle', 'length_crc_middle', 'length_middle', 'payload_middle'];
/** Runs that one of the loaders does not know, and those of which they lose points. */
const HALF_KNOWN = ['corrupt/crc_first', 'wall/nan', ...DAMAGED.map((name) => `corrupt/${name}`)];
const SCALARS_V =
  /^requests=%5B%7B%22plugin%22%3A\+%22scalars%22%2C\+%22tag%22%3A\+%22v%22(?:%7D|.*run%22%3A\+%22valid)/;
const INVALID = ['valid frame invalid proto'];

const DEVIATIONS: readonly Deviation[] = [
  { path: /^\/data\/plugins_listing/, without: TABS },
  { path: /^\/data\/plugin\/debugger-v2\// },
  { log: 'tensorboardx', path: /custom_scalars\/layout$/ },
  { log: 'torch_api', path: /custom_scalars\/layout$/ },
  // Recorded with the loader that keeps what a restart takes back.
  { log: 'torch_api', path: /timeSeries$/, body: /%22loss%22%2C\+%22run%22%3A\+%22purge/ },
  { log: 'edge', path: /scalars\?run=corrupt%2F(?:data_crc|length_crc|length|payload)_middle&/ },
  { log: 'edge', path: /\/(?:scalars|timeseries)\/tags$/, without: HALF_KNOWN },
  { log: 'edge', path: /timeSeries$/, body: /%22tag%22%3A\+%22v%22%7D%5D$/, without: HALF_KNOWN },
  { log: 'edge_hostile', path: /scalars\/scalars\?run=valid%20frame/ },
  { log: 'edge_hostile', path: /scalars_multirun$/, body: /^tag=v&/, without: INVALID },
  { log: 'edge_hostile', path: /timeSeries$/, body: SCALARS_V, without: INVALID },
  { log: 'edge_hostile', path: /scalars\/tags$/, without: ['displayName'] },
];

function deviationOf(log: string, { path, body = '' }: ReferenceExchange): Deviation | undefined {
  return DEVIATIONS.find(
    (one) => (one.log ?? log) === log && one.path.test(path) && (one.body?.test(body) ?? true),
  );
}

/** Compares what a deviation leaves of an answer, part by part with any of TensorBoard's. */
function partialDifference(
  names: readonly string[],
  wanted: readonly ReferenceAnswer[],
  { json }: ReferenceAnswer,
): Difference {
  const left = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (key, one: unknown) => {
      if (names.includes(key)) return undefined;
      return Array.isArray(one) ? one.filter((entry) => !names.includes(entry as string)) : one;
    }) as unknown;
  return differenceFromAll(
    wanted.map((one) => left(one.json)),
    left(json),
  );
}

describe.each(NAMES)('TensorBoard and this server on %s', (name) => {
  const recorded = gunzipSync(readFileSync(pathOf(`reference/${name}.json.gz`))).toString('utf8');
  const exchanges = parseExactly(recorded) as ReferenceExchange[];

  it.each(['all', 'sampled'] as const)('answer the same, with points: %s', async (points) => {
    const options = { ...defaultOptions(pathOf(`../fixtures/reference/${name}`)), port: 0 };
    const samplesPerPlugin = points === 'all' ? ALL : options.samplesPerPlugin;
    const server = await startServer({ ...options, samplesPerPlugin }, PLUGIN_ROUTES);
    const different: unknown[] = [];
    try {
      await server.source.reload();
      for (const exchange of exchanges) {
        const { method, path, body } = exchange;
        const answer = await askAgain(server.url.slice(0, -1), exchange);
        const wanted = (points === 'sampled' && exchange.sampled) || exchange.all;
        const deviation = deviationOf(name, exchange);
        const difference = differenceOf(exchange, wanted, answer);
        // One that deviates no more is to be taken off the list.
        const wrong = deviation
          ? difference === undefined
            ? 'deviates no more'
            : deviation.without && partialDifference(deviation.without, wanted, answer)
          : difference;
        if (wrong !== undefined) different.push([method, path, body ?? '', wrong]);
      }
    } finally {
      await server.close();
    }
    expect(different).toEqual([]);
  });
});
