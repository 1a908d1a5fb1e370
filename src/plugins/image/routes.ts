// Images over HTTP: TensorBoard's routes (contract 3.4), and steps and pictures for our page.
import {
  HttpError,
  indexOfStep,
  isOf,
  listedSeries,
  type PlacedSeries,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteAnswer,
  type RouteRequest,
  sampleIndices,
  seriesOfQuery,
  stepAt,
  wholeNumberOf,
} from '../../../server/plugin-host.ts';
import { stepOfDigits } from '../../format/step.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { IMAGE, type ImageStepsHead } from './kind.ts';
import { decodePictureKey, encodePictureKey, type PictureKey } from './model/picture-key.ts';
import { imageTable } from './table.ts';
import { imageStepOf, pictureCount, pictureTypeOf } from './values.ts';

/** Most pictures at one step. */
export function mostPictures(series: PlacedSeries): number {
  let most = 0;
  for (const place of series.places) most = Math.max(most, pictureCount(place.items));
  return most;
}

const tags: Route = ({ snapshot, markdown }) => ({
  json: new Map(
    [...listedSeries(IMAGE, snapshot)].map(([run, list]) => [
      run,
      new Map(
        list.map((series) => [
          series.tag,
          {
            displayName: series.displayName,
            description: markdown(series.description),
            samples: mostPictures(series),
          },
        ]),
      ),
    ]),
  ),
});

const images: Route = (request) => {
  const series = seriesOfQuery(IMAGE, request.snapshot, request.query);
  const sample = wholeNumberOf(request.query, 'sample', 0);
  return {
    json: picturesOf(series, sample, request).map(({ wallTime, step, key }) => ({
      wall_time: wallTime,
      step,
      query: `blob_key=${key}`,
    })),
  };
};

/** The steps, thinned to TensorBoard's limit, that have a picture number `sample`. */
export function picturesOf(
  series: PlacedSeries,
  sample: number,
  { sampleLimit }: RouteRequest,
): { readonly wallTime: number; readonly step: number | bigint; readonly key: string }[] {
  const { run, tag } = series;
  return sampleIndices(series.length, sampleLimit(IMAGE.pluginName, 10))
    .filter((at) => sample < pictureCount(series.places[at]?.items ?? 0))
    .map((at) => {
      const step = stepAt(series, at);
      return { wallTime: series.wallTimes[at] ?? 0, step, key: encodePictureKey({ run, tag, step, sample }) };
    });
}

/** Answers the picture that a key names. Throws HttpError 400, 404 or 410. */
export async function answerPictureKey(text: string, request: RouteRequest): Promise<RouteAnswer> {
  const key = decodePictureKey(text);
  if (!key) throw new HttpError(400, 'Invalid argument: this is no key of a picture');
  return pictureOf(key, request);
}

async function pictureOf(key: PictureKey, { snapshot, tensorAt }: RouteRequest): Promise<RouteAnswer> {
  const { run, tag, step, sample } = key;
  const series = snapshot.series(run, tag);
  const at = isOf(IMAGE, series) ? indexOfStep(series, step) : undefined;
  if (!isOf(IMAGE, series) || at === undefined) {
    throw new HttpError(
      404,
      `Not found: no picture for run=${JSON.stringify(run)}, tag=${JSON.stringify(tag)}, step=${step}`,
    );
  }
  const bytes = imageStepOf(await tensorAt(series, at)).pictures[sample];
  if (!bytes) throw new HttpError(404, `Not found: step ${step} has no picture number ${sample}`);
  return { bytes, contentType: pictureTypeOf(bytes) };
}

const steps: Route = ({ snapshot, query }) => {
  const series = seriesOfQuery(IMAGE, snapshot, query);
  const { run, tag, generation } = series;
  const head: ImageStepsHead = { run, tag, generation };
  const pictures = Uint32Array.from(series.places, (place) => pictureCount(place.items));
  const columns = { steps: series.steps, wallTimes: series.wallTimes, pictures };
  return { bytes: encodeColumns([{ head, columns }]), contentType: 'application/octet-stream' };
};

const picture: Route = (request) => {
  const { query } = request;
  const step = stepOfDigits(queryOf(query, 'step'));
  if (step === undefined) throw new HttpError(400, 'Invalid argument: step must be a whole number');
  const sample = wholeNumberOf(query, 'sample', 0);
  return pictureOf({ run: queryOf(query, 'run'), tag: queryOf(query, 'tag'), step, sample }, request);
};

/** Routes of images. */
export const imageRoutes: PluginRoutes = {
  kind: IMAGE,
  items: mostPictures,
  tensorboard: {
    '/tags': tags,
    '/images': images,
    '/individualImage': (request) => answerPictureKey(queryOf(request.query, 'blob_key'), request),
  },
  table: imageTable,
  page: { '/steps': steps, '/picture': picture },
};
