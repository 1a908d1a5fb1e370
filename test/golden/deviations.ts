// Where this server wants to answer otherwise than TensorBoard did. The reasons, and the test of each wanted answer,
// stand in test/interop/deviations.md; here is what is taken out before the rest of such an answer is compared.
import type { Answer, Exchange } from './exchange.ts';

type Strip = (answer: Answer) => Answer;

/** Undefined where the exchange deviates in nothing. */
export function withoutDeviations(name: string, exchange: Exchange): Strip | undefined {
  const { path, answers } = exchange;
  if (name === 'edge' && /run=bad_(?:data|length)_crc/.test(path)) return () => ({ status: 200, type: '' });
  if (name === 'edge' && mentions(exchange, 'bad_data_crc'))
    return withoutKeys('bad_data_crc', 'bad_length_crc');
  // Recorded with one loader only: the one that keeps torch's empty first bucket.
  if (name === 'torch_api' && path.endsWith('/timeSeries') && !('slow' in answers)) return withoutEmptyEnds;
  return undefined;
}

function mentions({ path, answers }: Exchange, run: string): boolean {
  const batch = path.endsWith('/scalars_multirun') || path.endsWith('/timeSeries');
  return batch && JSON.stringify(answers).includes(`"${run}"`);
}

function withoutKeys(...keys: readonly string[]): Strip {
  return (answer) => ({
    ...answer,
    json: JSON.parse(JSON.stringify(answer.json), (key, value: unknown) =>
      keys.includes(key) ? undefined : value,
    ) as unknown,
  });
}

interface Bin {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Histograms of Time Series without the empty buckets at both ends, the outer edges kept. */
function withoutEmptyEnds(answer: Answer): Answer {
  const trim = (bins: readonly Bin[]): unknown => {
    const start = bins.findIndex((bin) => bin.count > 0);
    const full = bins.slice(start, bins.findLastIndex((bin) => bin.count > 0) + 1);
    return full.map((bin, i) => ({
      ...bin,
      min: i === 0 ? bins[0]?.min : bin.min,
      max: i === full.length - 1 ? bins.at(-1)?.max : bin.max,
    }));
  };
  return {
    ...answer,
    json: JSON.parse(JSON.stringify(answer.json), (key, value: unknown) =>
      key === 'bins' ? trim(value as Bin[]) : value,
    ) as unknown,
  };
}
