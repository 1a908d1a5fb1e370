// Routes of skeletons. A route reads one snapshot and returns plain data.
import { HttpError, type PluginRoutes, stepAt } from '../../../server/plugin-host.ts';
import { type LatestSkeleton, SKELETON } from './kind.ts';
import { skeletonOf } from './values.ts';

export const skeletonRoutes: PluginRoutes = {
  kind: SKELETON,
  // TensorBoard's own routes, with answers as recorded from it; see test/golden.
  tensorboard: {},
  page: {
    '/latest': async ({ snapshot, query, tensorAt }) => {
      const run = query.get('run') ?? '';
      const tag = query.get('tag') ?? '';
      const series = snapshot.series(run, tag);
      if (series?.storage !== 'places' || series.pluginName !== SKELETON.pluginName) {
        throw new HttpError(404, `There is no skeleton ${tag} in run ${run}.`);
      }
      const last = series.length - 1;
      const { numbers } = skeletonOf(await tensorAt(series, last));
      const answer: LatestSkeleton = { step: Number(stepAt(series, last)), numbers: [...numbers] };
      return { json: answer };
    },
  },
};
