// Every kind's routes, a line each, in the order of TensorBoard's listing of plugins.
import type { PluginRoutes } from '../../server/plugin-host.ts';
import { audioRoutes } from './audio/routes.ts';
import { confusionMatrixRoutes } from './confusion-matrix/routes.ts';
import { customScalarRoutes } from './custom-scalar/routes.ts';
import { distributionRoutes } from './distribution/routes.ts';
import { graphRoutes } from './graph/routes.ts';
import { histogramRoutes } from './histogram/routes.ts';
import { hparamRoutes } from './hparam/routes.ts';
import { imageRoutes } from './image/routes.ts';
import { meshRoutes } from './mesh/routes.ts';
import { prCurveRoutes } from './pr-curve/routes.ts';
import { projectorRoutes } from './projector/routes.ts';
import { scalarRoutes } from './scalar/routes.ts';
import { tensorRoutes } from './tensor/routes.ts';
import { textRoutes } from './text/routes.ts';
import { timeSeriesRoutes } from './time-series/routes.ts';

export const PLUGIN_ROUTES: readonly PluginRoutes[] = [
  timeSeriesRoutes,
  scalarRoutes,
  customScalarRoutes,
  imageRoutes,
  audioRoutes,
  graphRoutes,
  distributionRoutes,
  histogramRoutes,
  textRoutes,
  prCurveRoutes,
  confusionMatrixRoutes,
  hparamRoutes,
  meshRoutes,
  projectorRoutes,
  tensorRoutes,
];
