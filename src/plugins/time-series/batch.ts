// One item of a Time Series batch: which series, and its points. What is wrong with an item is its own answer.
import { isOf, type RouteRequest, sampleIndices, stepAt } from '../../../server/plugin-host.ts';
import { HISTOGRAM } from '../histogram/kind.ts';
import { histogramsAt } from '../histogram/routes.ts';
import { IMAGE } from '../image/kind.ts';
import { picturesOf } from '../image/routes.ts';
import { SCALAR } from '../scalar/kind.ts';

type RunToSeries = ReadonlyMap<string, readonly object[]>;

interface Item {
  readonly tag: string;
  readonly run: string | undefined;
  readonly sample: number;
}

/** Reads the series of the item, thinned to TensorBoard's limits. */
type ReadItem = (item: Item, request: RouteRequest) => RunToSeries | Promise<RunToSeries>;

interface BatchKind {
  readonly needsRun: boolean;
  readonly needsSample: boolean;
  readonly read: ReadItem;
}

const NOTHING: RunToSeries = new Map();

const scalars: ReadItem = ({ tag, run }, { snapshot, sampleLimit }) => {
  const runToSeries = new Map<string, object[]>();
  const runs = run === undefined ? snapshot.runs.map(({ name }) => name) : [run];
  for (const name of runs) {
    const series = snapshot.series(name, tag);
    if (!isOf(SCALAR, series)) continue;
    const indices = sampleIndices(series.length, sampleLimit(SCALAR.pluginName, 1000));
    runToSeries.set(
      name,
      indices.map((i) => ({
        wallTime: series.wallTimes[i],
        step: stepAt(series, i),
        value: series.values[i],
      })),
    );
  }
  return runToSeries;
};

const histograms: ReadItem = async ({ tag, run = '' }, { snapshot, sampleLimit, tensorAt }) => {
  const series = snapshot.series(run, tag);
  if (!isOf(HISTOGRAM, series)) return NOTHING;
  const indices = sampleIndices(series.length, sampleLimit(HISTOGRAM.pluginName, 51));
  const read = await histogramsAt(series, indices, tensorAt);
  const points = read.map(({ left, right, count }, i) => {
    const at = indices[i] ?? 0;
    const bins = Array.from(left, (min, bin) => ({ min, max: right[bin], count: count[bin] }));
    return { wallTime: series.wallTimes[at], step: stepAt(series, at), bins };
  });
  return new Map([[run, points]]);
};

const images: ReadItem = ({ tag, run = '', sample }, request) => {
  const series = request.snapshot.series(run, tag);
  if (!isOf(IMAGE, series)) return NOTHING;
  const points = picturesOf(series, sample, request).map(({ wallTime, step, key }) => ({
    wallTime,
    step,
    imageId: key,
  }));
  return new Map([[run, points]]);
};

const KINDS: ReadonlyMap<unknown, BatchKind> = new Map([
  [SCALAR.pluginName, { needsRun: false, needsSample: false, read: scalars }],
  [HISTOGRAM.pluginName, { needsRun: true, needsSample: false, read: histograms }],
  [IMAGE.pluginName, { needsRun: true, needsSample: true, read: images }],
]);

/** The item's answer: what of its fields is well-typed, and `runToSeries` or `error`. */
export async function answerItem(item: unknown, request: RouteRequest): Promise<object> {
  const fields: Readonly<Record<string, unknown>> =
    typeof item === 'object' && item !== null ? { ...item } : {};
  const plugin = textOf(fields['plugin']);
  const tag = textOf(fields['tag']);
  const run = textOf(fields['run']);
  const sample = sampleOf(fields['sample']);
  const echo = { plugin, tag, run, sample };
  if (tag === undefined) return { ...echo, error: 'Missing tag' };
  const kind = KINDS.get(plugin);
  if (!kind) return { ...echo, error: 'Invalid plugin' };
  if (kind.needsRun && run === undefined) return { ...echo, error: 'Missing run' };
  if (kind.needsSample && sample === undefined) return { ...echo, error: 'Missing sample' };
  return { ...echo, runToSeries: await kind.read({ tag, run, sample: sample ?? 0 }, request) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function sampleOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
