// Text over HTTP: TensorBoard's routes (contract 3.7), and steps and single texts for our page.
import {
  indexOfStepInQuery,
  isOf,
  listedSeries,
  type PluginRoutes,
  type Route,
  type RouteRequest,
  sampleIndices,
  seriesOfQuery,
  stepAt,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { SHOWN_CHARACTERS, TEXT, type TextAnswer, type TextStep, type TextStepsHead } from './kind.ts';
import { search } from './search.ts';
import { textTable } from './table.ts';
import { textStepOf } from './values.ts';

const tags: Route = ({ snapshot }) => ({
  json: new Map([...listedSeries(TEXT, snapshot)].map(([run, list]) => [run, list.map(({ tag }) => tag)])),
});

const text: Route = async (request) => {
  const { snapshot, query, sampleLimit, tensorAt } = request;
  const series = snapshot.series(query.get('run') ?? '', query.get('tag') ?? '');
  if (!isOf(TEXT, series)) return { json: [] };
  const render = query.get('markdown') === 'false' ? request.safeHtml : markdownOf(request);
  const indices = sampleIndices(series.length, sampleLimit(TEXT.pluginName, 100));
  const texts = await Promise.all(
    indices.map(async (at) => htmlOf(textStepOf(await tensorAt(series, at)), render, request)),
  );
  return {
    json: indices.map((at, i) => ({
      wall_time: series.wallTimes[at] ?? 0,
      step: stepAt(series, at),
      text: texts[i] ?? '',
    })),
  };
};

type Render = (text: string) => string;

/** NUL bytes say that the text was no UTF-8; they are left out, as by TensorBoard, which tells in a comment. */
function markdownOf({ markdown }: RouteRequest): Render {
  return (source) => {
    const clean = source.replaceAll('\0', '');
    const dropped = source.length - clean.length;
    const warning = `<!-- WARNING: discarded ${dropped} null bytes in markdown string after UTF-8 decoding -->\n`;
    return `${dropped > 0 ? warning : ''}${markdown(clean)}`;
  };
}

/** A text alone as it is; lists and tables as a table, of more dimensions the first slice with a warning. */
function htmlOf({ shape, texts }: TextStep, render: Render, { markdown }: RouteRequest): string {
  if (shape.length === 0) return render(texts[0] ?? '');
  const columns = shape.length === 1 ? 1 : (shape.at(-1) ?? 0);
  const rows = shape.length === 1 ? (shape[0] ?? 0) : (shape.at(-2) ?? 0);
  const cell = (at: number) => `<td>${render(texts[at] ?? '')}</td>\n`;
  const row = (y: number) =>
    `<tr>\n${Array.from({ length: columns }, (_, x) => cell(y * columns + x)).join('')}</tr>\n`;
  const table = `<table>\n<tbody>\n${Array.from({ length: rows }, (_, y) => row(y)).join('')}</tbody>\n</table>`;
  return shape.length > 2 ? markdown(tooManyDimensions(shape.length)) + table : table;
}

const tooManyDimensions = (dimensions: number) =>
  `**Warning:** This text summary contained data of dimensionality ${dimensions}, but only   2d tables are supported. ` +
  'Showing a 2d slice of the data instead.';

const steps: Route = ({ snapshot, query }) => {
  const { run, tag, generation, steps, wallTimes } = seriesOfQuery(TEXT, snapshot, query);
  const head: TextStepsHead = { run, tag, generation };
  return {
    bytes: encodeColumns([{ head, columns: { steps, wallTimes } }]),
    contentType: 'application/octet-stream',
  };
};

/** The text of a query's run, tag and step, and where it stands. */
async function stepOf(request: RouteRequest) {
  const series = seriesOfQuery(TEXT, request.snapshot, request.query);
  const index = indexOfStepInQuery(series, request.query);
  return { series, index, whole: textStepOf(await request.tensorAt(series, index)) };
}

const at: Route = async (request) => {
  const { series, index, whole } = await stepOf(request);
  const shown = cut(whole);
  // PyTorch's shape of [1] is a text alone, which TensorBoard shows as a table of one cell.
  const alone = whole.texts.length === 1 ? { ...shown, shape: [] } : shown;
  const math = request.query.get('math') !== 'off';
  const render = (text: string) => request.markdownForPage(text.replaceAll('\0', ''), math);
  const answer: TextAnswer = {
    ...shown,
    step: stepAt(series, index),
    wallTime: series.wallTimes[index] ?? 0,
    html: htmlOf(alone, render, request),
    characters: whole.texts.reduce((sum, text) => sum + text.length, 0),
  };
  return { json: answer };
};

/** Texts until SHOWN_CHARACTERS are full, the rest empty. */
function cut({ shape, texts }: TextStep): TextStep {
  let room = SHOWN_CHARACTERS;
  return {
    shape,
    texts: texts.map((text) => {
      const kept = text.slice(0, room);
      room -= kept.length;
      // Half of a pair of surrogates is no character.
      return kept.length < text.length ? kept.replace(/[\ud800-\udbff]$/, '') : kept;
    }),
  };
}

const whole: Route = async (request) => ({
  text: (await stepOf(request)).whole.texts.join('\n'),
  contentType: 'text/plain',
});

/** Routes of text. */
export const textRoutes: PluginRoutes = {
  kind: TEXT,
  tensorboard: { '/tags': tags, '/text': text },
  table: textTable,
  page: { '/steps': steps, '/at': at, '/whole': whole, '/search': search },
};
