// Custom scalars over HTTP: TensorBoard's routes (contract 3.8), and the layout and its tags for our page.
import {
  HttpError,
  isOf,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  userRegexOf,
} from '../../../server/plugin-host.ts';
import { TensorError } from '../../format/tensor.ts';
import { SCALAR } from '../scalar/kind.ts';
import { pointsOf, scalars } from '../scalar/routes.ts';
import {
  type Chart,
  CUSTOM_SCALAR,
  LAYOUT_TAG,
  type Layout,
  type MatchingTags,
  type MergedLayout,
  OWN_LAYOUT,
} from './kind.ts';
import { mergedLayout } from './model/merged-layout.ts';
import { layoutOf } from './values.ts';

/** The newest layout of each run, merged in the order of the runs' names. One that is damaged hides no other. */
async function allLayouts({ snapshot, tensorAt }: RouteRequest): Promise<MergedLayout> {
  const all = snapshot
    .seriesOf(CUSTOM_SCALAR.pluginName)
    .filter((series) => isOf(CUSTOM_SCALAR, series) && series.tag === LAYOUT_TAG && series.length > 0)
    .toSorted((a, b) => (a.run < b.run ? -1 : 1));
  const layouts: Layout[] = [];
  const unreadable: { run: string; what: string }[] = [];
  for (const series of all) {
    if (!isOf(CUSTOM_SCALAR, series)) continue;
    try {
      layouts.push(layoutOf(await tensorAt(series, series.length - 1)));
    } catch (error) {
      if (!(error instanceof TensorError || error instanceof HttpError)) throw error;
      unreadable.push({ run: series.run, what: error.message });
    }
  }
  return { ...mergedLayout(layouts), unreadable };
}

const layout: Route = async (request) => {
  const { categories, unreadable } = await allLayouts(request);
  const none = !request.snapshot.seriesOf(CUSTOM_SCALAR.pluginName).some(({ tag }) => tag === LAYOUT_TAG);
  if (none || (categories.length === 0 && unreadable.length > 0)) return { json: {} };
  const category = categories.map(({ title, closed, charts }) => ({
    title,
    closed,
    chart: charts.map(asProto),
  }));
  return { json: { category, version: 0 } };
};

function asProto(chart: Chart): unknown {
  const { title } = chart;
  if (chart.kind === 'multiline') return { title, multiline: { tag: chart.tags } };
  return chart.kind === 'margin' ? { title, margin: { series: chart.series } } : { title };
}

const scalarsOfPattern: Route = (request) => {
  const { snapshot, query } = request;
  const pattern = query.get('tag') ?? '';
  const regex = pattern === '' ? undefined : userRegexOf(pattern);
  if (!regex) return { json: { regex_valid: false, tag_to_events: {} } };
  const run = query.get('run');
  const events = new Map<string, unknown>();
  for (const series of snapshot.seriesOf(SCALAR.pluginName)) {
    if (series.run !== run || !isOf(SCALAR, series) || !regex.matchesStart(series.tag)) continue;
    events.set(series.tag, pointsOf(series, request));
  }
  return { json: { regex_valid: true, tag_to_events: events } };
};

const tags: Route = ({ snapshot, query }) => {
  const pattern = queryOf(query, 'pattern');
  const regex = pattern === '' ? undefined : userRegexOf(pattern);
  const matching = snapshot.seriesOf(SCALAR.pluginName).filter(({ tag }) => regex?.matchesStart(tag));
  const answer: MatchingTags = {
    valid: regex !== undefined,
    series: matching.map(({ run, tag }) => ({ run, tag })),
  };
  return { json: answer };
};

/** Routes of custom scalars. */
export const customScalarRoutes: PluginRoutes = {
  kind: CUSTOM_SCALAR,
  documents: [OWN_LAYOUT],
  tensorboard: { '/layout': layout, '/scalars': scalarsOfPattern, '/download_data': scalars },
  page: { '/layout': async (request) => ({ json: await allLayouts(request) }), '/tags': tags },
};
