// Time Series over HTTP: scalars, histograms and images through one listing and one batch. Contract 3.2.
import {
  HttpError,
  listedSeries,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  type Series,
} from '../../../server/plugin-host.ts';
import type { DataKind } from '../../kind.ts';
import { HISTOGRAM } from '../histogram/kind.ts';
import { IMAGE } from '../image/kind.ts';
import { answerPictureKey, mostPictures } from '../image/routes.ts';
import { SCALAR } from '../scalar/kind.ts';
import { answerItem } from './batch.ts';
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
