// Every kind's dashboard, a line each, in the order of the tabs.
import type { Dashboard, Shortcut } from '../../client/plugin-host.ts';
import { AUDIO } from './audio/kind.ts';
import { CONFUSION_MATRIX } from './confusion-matrix/kind.ts';
import { CUSTOM_SCALAR } from './custom-scalar/kind.ts';
import { DISTRIBUTION } from './distribution/kind.ts';
import { GRAPH } from './graph/kind.ts';
import { startGraphWorker } from './graph/view/ready-worker.ts';
import { HISTOGRAM } from './histogram/kind.ts';
import { HPARAM } from './hparam/kind.ts';
import { IMAGE } from './image/kind.ts';
import { MESH } from './mesh/kind.ts';
import { PR_CURVE } from './pr-curve/kind.ts';
import { PROJECTOR } from './projector/kind.ts';
import { SCALAR } from './scalar/kind.ts';
import { TENSOR } from './tensor/kind.ts';
import { TEXT } from './text/kind.ts';

/** How charts of scalars look. */
const CHART_SETTINGS = [
  'smoothing',
  'x',
  'log',
  'xlog',
  'raw',
  'outliers',
  'extremes',
  'order',
  'cols',
  'height',
  'notify',
];

const IN_PLOT: readonly Shortcut[] = [
  { keys: 'ArrowLeft  ArrowRight', what: 'Along the steps or values' },
  { keys: 'Escape', what: 'Put the tip away' },
];

/** `load` brings the code of a tab only when the tab is opened. */
export const DASHBOARDS: readonly Dashboard[] = [
  {
    ...SCALAR,
    label: 'Scalars',
    keeps: CHART_SETTINGS,
    load: () => import('./scalar/view/scalar-dashboard.ts').then(() => 'rb-scalar-dashboard'),
  },
  {
    ...CUSTOM_SCALAR,
    // A user can lay out charts of any scalars.
    shows: [...CUSTOM_SCALAR.shows, SCALAR.pluginName],
    label: 'Custom',
    keeps: CHART_SETTINGS,
    load: () =>
      import('./custom-scalar/view/custom-scalar-dashboard.ts').then(() => 'rb-custom-scalar-dashboard'),
  },
  {
    ...IMAGE,
    label: 'Images',
    shortcuts: [
      { keys: '+  -', what: 'Zoom all pictures in or out' },
      { keys: 'Arrows', what: 'Move the part that is seen' },
      { keys: '0', what: 'Whole pictures' },
    ],
    load: () => import('./image/view/image-dashboard.ts').then(() => 'rb-image-dashboard'),
  },
  {
    ...AUDIO,
    label: 'Audio',
    shortcuts: [
      { keys: 'ArrowLeft  ArrowRight', what: 'Back or on; with Shift further' },
      { keys: 'Home  End', what: 'To the beginning or the end' },
    ],
    load: () => import('./audio/view/audio-dashboard.ts').then(() => 'rb-audio-dashboard'),
  },
  {
    ...HISTOGRAM,
    label: 'Histograms',
    shortcuts: [{ keys: 'ArrowUp  ArrowDown', what: 'From step to step' }, ...IN_PLOT],
    load: () => import('./histogram/view/histogram-dashboard.ts').then(() => 'rb-histogram-dashboard'),
  },
  {
    ...DISTRIBUTION,
    label: 'Distributions',
    shortcuts: IN_PLOT,
    load: () =>
      import('./distribution/view/distribution-dashboard.ts').then(() => 'rb-distribution-dashboard'),
  },
  {
    ...PR_CURVE,
    label: 'PR and ROC',
    load: () => import('./pr-curve/view/pr-dashboard.ts').then(() => 'rb-pr-dashboard'),
  },
  {
    ...CONFUSION_MATRIX,
    label: 'Confusion',
    shortcuts: [{ keys: 'Arrows', what: 'From cell to cell' }],
    load: () => import('./confusion-matrix/view/matrix-dashboard.ts').then(() => 'rb-matrix-dashboard'),
  },
  {
    ...GRAPH,
    label: 'Graphs',
    opensFiles: 'Open a graph file',
    alsoReads: [HISTOGRAM.pluginName],
    load: () => {
      // Its worker starts while the rest of the code is on its way.
      startGraphWorker();
      return import('./graph/view/graph-dashboard.ts').then(() => 'rb-graph-dashboard');
    },
  },
  {
    ...MESH,
    label: 'Mesh',
    load: () => import('./mesh/view/mesh-dashboard.ts').then(() => 'rb-mesh-dashboard'),
  },
  {
    ...PROJECTOR,
    label: 'Projector',
    asks: true,
    load: () => import('./projector/view/projector-dashboard.ts').then(() => 'rb-projector-dashboard'),
  },
  {
    ...TEXT,
    label: 'Text',
    load: () => import('./text/view/text-dashboard.ts').then(() => 'rb-text-dashboard'),
  },
  {
    ...HPARAM,
    label: 'HParams',
    alsoReads: [SCALAR.pluginName],
    load: () => import('./hparam/view/hparam-dashboard.ts').then(() => 'rb-hparam-dashboard'),
  },
  {
    ...TENSOR,
    shows: 'others',
    label: 'Tensors',
    load: () => import('./tensor/view/tensor-dashboard.ts').then(() => 'rb-tensor-dashboard'),
  },
  {
    pluginName: 'overview',
    label: 'Overview',
    shows: 'all',
    load: () => import('./overview/view/overview-dashboard.ts').then(() => 'rb-overview-dashboard'),
  },
];
