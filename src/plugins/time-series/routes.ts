// Time Series over HTTP: scalars, histograms and images through one listing and one batch. Contract 3.2.
import {
  HttpError,
  isOf,
  type JsonBytes,
  type JsonText,
  listedSeries,
  type PluginRoutes,
  type PointForm,
  pointsJson,
  queryOf,
  type Route,
  type RouteRequest,
  type Series,
  sampleIndices,
  stepAt,
} from '../../../server/plugin-host.ts';
import type { DataKind } from '../../kind.ts';
import { HISTOGRAM } from '../histogram/kind.ts';
import { histogramsAt } from '../histogram/routes.ts';
import { IMAGE } from '../image/kind.ts';
import { answerPictureKey, mostPictures, picturesOf } from '../image/routes.ts';
import { SCALAR } from '../scalar/kind.ts';
import { TIME_SERIES } from './kind.ts';

const tags: Route = (request) => {
  const tagRunSampledInfo = new Map<string, Map<string, { maxSamplesPerStep: number }>>();
  for (const [run, list] of listedSeries(IMAGE, request.snapshot)) {
    for (const series of list) {
      const byRun = tagRunSampledInfo.get(series.tag) ?? new Map();
      tagRunSampledInfo.set(series.tag, byRun.set(run, { maxSamplesPerStep: mostPictures(series) }));
    }
  }
  return {
    json: {
      scalars: { runTagInfo: runTagInfo(SCALAR, request), tagDescriptions: descriptions(SCALAR, request) },
      histograms: {
        runTagInfo: runTagInfo(HISTOGRAM, request),
        tagDescriptions: descriptions(HISTOGRAM, request),
      },
      images: { tagDescriptions: descriptions(IMAGE, request), tagRunSampledInfo },
    },
  };
};

function runTagInfo(kind: DataKind, { snapshot }: RouteRequest): Map<string, string[]> {
  return new Map([...listedSeries(kind, snapshot)].map(([run, list]) => [run, list.map(({ tag }) => tag)]));
}

/** Sanitised HTML by tag, only of tags with a description; those of several runs are joined where they differ. */
function descriptions(kind: DataKind, { snapshot, markdown }: RouteRequest): Map<string, string> {
  const byTag = new Map<string, Map<string, string[]>>();
  for (const { run, tag, description } of [...listedSeries(kind, snapshot).values()].flat() as Series[]) {
    if (description === '') continue;
    const runsByText = byTag.get(tag) ?? new Map<string, string[]>();
    byTag.set(tag, runsByText);
    runsByText.set(description, [...(runsByText.get(description) ?? []), run]);
  }
  return new Map([...byTag].map(([tag, runsByText]) => [tag, markdown(joinedDescription(runsByText))]));
}

function joinedDescription(runsByText: ReadonlyMap<string, readonly string[]>): string {
  const texts = [...runsByText.keys()].toSorted();
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return only;
  const parts = texts.map((text) => {
    const runs = (runsByText.get(text) ?? []).toSorted();
    return `## For ${runs.length === 1 ? 'run' : 'runs'}: ${runs.join(', ')}\n${text}`;
  });
  return `# Multiple descriptions\n${parts.join('\n')}`;
}

const timeSeries: Route = async (request) => {
  const text = request.method === 'POST' ? request.form.get('requests') : request.query.get('requests');
  if (text === null) throw new HttpError(400, 'Invalid argument: the field requests is missing');
  return { json: await Promise.all(itemsOf(text).map((item) => answerItem(item, request))) };
};

function itemsOf(text: string): unknown[] {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: requests is no JSON', { cause: error });
  }
  if (!Array.isArray(items)) throw new HttpError(400, 'Invalid argument: requests must be a list');
  return items;
}

type RunToSeries = ReadonlyMap<string, readonly object[] | JsonText | JsonBytes>;

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
const POINT_OBJECTS: PointForm = ['{"wallTime":', ',"step":', ',"value":', '}'];

const scalars: ReadItem = ({ tag, run }, { snapshot, sampleLimit }) => {
  const runToSeries = new Map<string, JsonText | JsonBytes>();
  const runs = run === undefined ? snapshot.runs.map(({ name }) => name) : [run];
  for (const name of runs) {
    const series = snapshot.series(name, tag);
    if (!isOf(SCALAR, series)) continue;
    runToSeries.set(name, pointsJson(series, sampleLimit(SCALAR.pluginName, 1000), POINT_OBJECTS));
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

/** The item's answer: its fields, null or left out where they are not well-typed, and `runToSeries` or `error`. */
async function answerItem(item: unknown, request: RouteRequest): Promise<object> {
  const fields: Readonly<Record<string, unknown>> =
    typeof item === 'object' && item !== null ? { ...item } : {};
  const plugin = textOf(fields['plugin']);
  const tag = textOf(fields['tag']);
  const run = textOf(fields['run']);
  const sample = sampleOf(fields['sample']);
  const echo = { plugin: plugin ?? null, tag: tag ?? null, run, sample };
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

/** Routes of Time Series. */
export const timeSeriesRoutes: PluginRoutes = {
  kind: TIME_SERIES,
  tensorboard: {
    '/tags': tags,
    '/timeSeries': timeSeries,
    '/imageData': (request) => answerPictureKey(queryOf(request.query, 'imageId'), request),
  },
  page: {},
};
