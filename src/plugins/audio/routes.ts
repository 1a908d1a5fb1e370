// Audio over HTTP: TensorBoard's routes (contract 3.5), and steps and clips for our page.
import {
  HttpError,
  indexOfStep,
  indexOfStepInQuery,
  isOf,
  listedSeries,
  type PlacedSeries,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  sampleIndices,
  seriesOfQuery,
  stepAt,
  wholeNumberOf,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { decodePictureKey, encodePictureKey } from '../image/model/picture-key.ts';
import { AUDIO, type AudioStepsHead } from './kind.ts';
import { audioTable } from './table.ts';
import { audioStepOf, audioTypeOf } from './values.ts';

/** What a client may ask a clip to be called: anything else could be made to run in a page. */
const TYPES = ['audio/wav', 'application/octet-stream'];
/** Every writer there is encodes WAV, old ones without saying so. */
const [LISTED_TYPE = ''] = TYPES;

/** Most clips at one step. */
function mostClips(series: PlacedSeries): number {
  return series.places.reduce((most, place) => Math.max(most, place.items), 0);
}

const tags: Route = ({ snapshot, markdown }) => ({
  json: new Map(
    [...listedSeries(AUDIO, snapshot)].map(([run, list]) => [
      run,
      new Map(
        list.map((series) => [
          series.tag,
          {
            displayName: series.displayName,
            description: markdown(series.description),
            samples: mostClips(series),
          },
        ]),
      ),
    ]),
  ),
});

const audio: Route = ({ snapshot, query, sampleLimit }) => {
  const series = seriesOfQuery(AUDIO, snapshot, query);
  const sample = wholeNumberOf(query, 'sample', 0);
  const { run, tag } = series;
  return {
    json: sampleIndices(series.length, sampleLimit(AUDIO.pluginName, 10))
      .filter((at) => sample < (series.places[at]?.items ?? 0))
      .map((at) => {
        const step = stepAt(series, at);
        const blobKey = encodePictureKey({ run, tag, step, sample });
        return {
          wall_time: series.wallTimes[at] ?? 0,
          label: '',
          step,
          contentType: LISTED_TYPE,
          query: `${new URLSearchParams({ blob_key: blobKey, content_type: LISTED_TYPE })}`,
        };
      }),
  };
};

const individualAudio: Route = async (request) => {
  const contentType = queryOf(request.query, 'content_type');
  if (!TYPES.includes(contentType)) throw new HttpError(400, 'Invalid argument: illegal content_type');
  const key = decodePictureKey(queryOf(request.query, 'blob_key'));
  if (!key) throw new HttpError(400, 'Invalid argument: this is no key of a clip');
  const { run, tag, step, sample } = key;
  const series = request.snapshot.series(run, tag);
  const index = isOf(AUDIO, series) ? indexOfStep(series, step) : undefined;
  if (!isOf(AUDIO, series) || index === undefined) {
    const names = `run=${JSON.stringify(run)}, tag=${JSON.stringify(tag)}, step=${step}`;
    throw new HttpError(404, `Not found: no audio for ${names}`);
  }
  return { bytes: await clipAt(series, index, sample, request), contentType };
};

async function clipAt(
  series: PlacedSeries,
  index: number,
  sample: number,
  { tensorAt }: RouteRequest,
): Promise<Uint8Array> {
  const clip = audioStepOf(await tensorAt(series, index)).clips[sample];
  if (clip) return clip;
  throw new HttpError(404, `Not found: step ${stepAt(series, index)} has no clip number ${sample}`);
}

const steps: Route = ({ snapshot, query }) => {
  const { run, tag, generation, steps, wallTimes, places } = seriesOfQuery(AUDIO, snapshot, query);
  const head: AudioStepsHead = { run, tag, generation };
  const clips = Uint32Array.from(places, (place) => place.items);
  return {
    bytes: encodeColumns([{ head, columns: { steps, wallTimes, clips } }]),
    contentType: 'application/octet-stream',
  };
};

const clip: Route = async (request) => {
  const series = seriesOfQuery(AUDIO, request.snapshot, request.query);
  const index = indexOfStepInQuery(series, request.query);
  const bytes = await clipAt(series, index, wholeNumberOf(request.query, 'sample', 0), request);
  return { bytes, contentType: audioTypeOf(bytes) };
};

/** Routes of audio. */
export const audioRoutes: PluginRoutes = {
  kind: AUDIO,
  items: mostClips,
  tensorboard: { '/tags': tags, '/audio': audio, '/individualAudio': individualAudio },
  table: audioTable,
  page: { '/steps': steps, '/clip': clip },
};
